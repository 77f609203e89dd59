"""Making a case and opening one: which file is refused, and why."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sayso.core import StoreError
from sayso.core.ledger import KEY_BYTES
from sayso.store.connection import (
    WAL_FLOOR,
    Code,
    Connection,
    SqlError,
    StoreSettings,
    explain,
)
from sayso.store.copying import copy_beside, discard_scratch, make_private, make_scratch
from sayso.store.ddl import APPLICATION_ID
from sayso.store.drivers import LIST_OBJECTS, SchemaObject, connect, shipped_objects
from sayso.store.migrations import Release
from sayso.store.sqlite_rows import SqliteStore

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_SETTINGS = StoreSettings()

# More would only repeat what the first few say.
_NAMED_OBJECTS = 5


def create_case(
    path: Path | str, *, key: bytes | None = None, settings: StoreSettings = _SETTINGS
) -> SqliteStore:
    """Return a new, empty case, made for its owner only (mode 0600) and opened for writing.

    `key` is the case key, 32 bytes; None draws one. The file appears whole or not at all.

    Raises
    ------
    StoreError
        When something of that name exists, or the folder cannot be written.
    """
    path = find_path(path)
    key = secrets.token_bytes(KEY_BYTES) if key is None else key
    if len(key) != KEY_BYTES:
        raise StoreError(f"A case key has {KEY_BYTES} bytes, not {len(key)}.")
    if os.path.lexists(path):
        raise _exists(path)
    if not os.path.isdir(path.parent):  # noqa: PTH112 - Path.is_dir raises for a name too long
        raise StoreError(
            f"{path}: there is no folder {path.parent}. Make it first.", path=str(path)
        )
    growing = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        make_private(growing)
        _build(growing, key, settings)
        _publish(growing, path)
    except SqlError as error:
        raise explain(error, path) from error
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _too_long(path) from error
        raise StoreError(
            f"{path}: the case cannot be made ({error.strerror}). Check the rights on the folder "
            "and the space left.",
            path=str(path),
        ) from error
    finally:
        for name in (growing, growing.with_name(f"{growing.name}-journal")):
            # What could not be made cannot be deleted either; the first error is the one to tell.
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return open_case(path, settings=settings)


def open_case(
    place: Path | str, *, read_only: bool = False, settings: StoreSettings = _SETTINGS
) -> SqliteStore:
    """Return the case at `place`, a file; its schema is compared with the shipped one first.

    A case of an older schema is brought up to date when it is opened for writing, after a copy was
    put beside it; opened for reading, a scratch copy is brought up to date instead.

    Raises
    ------
    StoreError
        When there is no such file, it is no case, it needs a newer version of Sayso, its schema is
        not the one shipped, it is damaged, or it cannot be opened safely with this SQLite.
    """
    path = find_path(place)
    require_file(path)
    connection = None
    try:
        connection = connect_case(path, read_only, settings)
        number = check_identity(connection, path, settings.release)
        _refuse_foreign(connection, path, settings, number)
        if number < settings.release.current.number:
            return _open_older(connection, path, read_only, settings)
        return _make_store(connection, path, read_only, settings)
    except SqlError as error:
        if connection is not None:
            connection.close()
        raise explain(error, path) from error
    except BaseException:
        if connection is not None:
            connection.close()
        raise


def find_path(place: Path | str) -> Path:
    """Return `place` as a path.

    Raises
    ------
    StoreError
        When it is the address of a server.
    """
    address = _ADDRESS.match(str(place))
    if address is None or isinstance(place, Path):
        return Path(place)
    scheme = address.group(1).lower()
    if scheme in ("postgres", "postgresql"):
        raise StoreError(
            "PostgreSQL is not built yet in this version; use a file NAME.sayso.", location=scheme
        )
    raise StoreError(
        f'"{scheme}://" is no place for a case. Name a file: NAME.sayso.', location=scheme
    )


def require_file(path: Path) -> None:
    """Raise `StoreError` where `path` is no file that could be a case."""
    try:
        _require_file(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _too_long(path) from error
        raise StoreError(
            f"{path} cannot be looked at ({error.strerror}). Check the name, and the rights on "
            "the folder.",
            path=str(path),
        ) from error


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder. A case is one file, NAME.sayso.", path=str(path))
    if not path.exists():
        raise StoreError(
            f"{path}: there is no such case. Make one with `sayso new {path.name}`, or check the "
            "name.",
            path=str(path),
        )
    if path.stat().st_size == 0:
        raise StoreError(
            f"{path} is empty and no case. Delete it and make the case again.", path=str(path)
        )


def check_identity(connection: Connection, path: Path, release: Release) -> int:
    """Return the schema number of an open file.

    Raises
    ------
    StoreError
        When the file is not a case, or of a schema that this release does not know.
    """
    if connection.fetch("PRAGMA application_id") != [(APPLICATION_ID,)]:
        raise StoreError(
            f"{path} is a SQLite file, but not a case of Sayso. A case is a file made by "
            "`sayso new`.",
            path=str(path),
        )
    number = connection.fetch("PRAGMA user_version")[0][0]
    assert isinstance(number, int)
    try:
        return release.find(number).number
    except StoreError as error:
        raise StoreError(f"{path}: {error.message}", path=str(path), value=number) from error


def foreign_objects(
    connection: Connection, settings: StoreSettings, number: int
) -> tuple[list[SchemaObject], list[SchemaObject]]:
    """Return the objects in the file that the release does not ship, and those that are missing.

    An object whose text differs is in both lists.
    """
    shipped = set(shipped_objects(settings.driver, settings.release, number))
    found = connection.fetch(LIST_OBJECTS)
    present: set[SchemaObject] = {tuple(item) for item in found}  # type: ignore[misc]
    return sorted(present - shipped, key=str), sorted(shipped - present, key=str)


def describe_objects(foreign: list[SchemaObject], missing: list[SchemaObject]) -> list[str]:
    """Return one phrase for each object that is foreign, changed or missing."""
    changed = {item[:2] for item in foreign} & {item[:2] for item in missing}
    phrases = [f"{kind} {name} is not as shipped" for kind, name in sorted(changed)]
    phrases += [f"{item[0]} {item[1]} is foreign" for item in foreign if item[:2] not in changed]
    phrases += [f"{item[0]} {item[1]} is missing" for item in missing if item[:2] not in changed]
    return phrases


def connect_case(path: Path, read_only: bool, settings: StoreSettings) -> Connection:
    """Return a connection that has read the file once.

    A file that a crashed program left with a journal must be repaired before it can be read, and
    only a connection that may write can do so; it is told to write nothing else.
    """
    probe = None
    try:
        probe = connect(settings.driver, path, read_only=True, busy_s=settings.busy_s)
        mode = probe.fetch("PRAGMA journal_mode")[0][0]
        if mode == "wal" and probe.version < WAL_FLOOR:
            raise StoreError(
                f"{path} is in use, or was left in use, by a program with a newer SQLite (WAL "
                f"mode). This SQLite ({'.'.join(map(str, probe.version))}) can lose rows in that "
                "mode. Open and close the case once with the driver apsw, then try again.",
                path=str(path),
            )
        probe.fetch("PRAGMA application_id")
        if read_only:
            return probe
    except SqlError as error:
        if probe is not None:
            probe.close()
        if error.code not in (Code.READ_ONLY, Code.CANNOT_OPEN):
            raise
    except BaseException:
        if probe is not None:
            probe.close()
        raise
    else:
        probe.close()
    connection = connect(settings.driver, path, busy_s=settings.busy_s)
    if read_only:
        connection.fetch("PRAGMA query_only=ON")
    return connection


def _refuse_foreign(
    connection: Connection, path: Path, settings: StoreSettings, number: int
) -> None:
    foreign, missing = foreign_objects(connection, settings, number)
    if not foreign and not missing:
        return
    phrases = describe_objects(foreign, missing)
    more = len(phrases) - _NAMED_OBJECTS
    listed = "; ".join(phrases[:_NAMED_OBJECTS]) + (f"; and {more} more" if more > 0 else "")
    raise StoreError(
        f"{path} does not have the schema that Sayso ships for version {number}: {listed}. "
        "Somebody has changed the file by other means. Run `sayso verify` and go back to a copy.",
        path=str(path),
        value=tuple(phrases),
    )


def _make_store(
    connection: Connection, path: Path, read_only: bool, settings: StoreSettings
) -> SqliteStore:
    if not read_only and connection.version >= WAL_FLOOR:
        # Where another connection holds the file the mode stays as it is, which is safe, too.
        with suppress(SqlError):
            connection.fetch("PRAGMA journal_mode=WAL")
    schema = settings.release.current
    return SqliteStore(connection, path, schema, read_only=read_only, settings=settings)


def _open_older(
    connection: Connection, path: Path, read_only: bool, settings: StoreSettings
) -> SqliteStore:
    release = settings.release
    if read_only:
        scratch = make_scratch(connection)
        connection.close()
        try:
            upgraded = connect(settings.driver, scratch, busy_s=settings.busy_s)
            try:
                migrate(upgraded, release)
            finally:
                upgraded.close()
            reading = connect(settings.driver, scratch, read_only=True, busy_s=settings.busy_s)
        finally:
            # An open file without a name is gone when it is closed, whatever happens to us.
            discard_scratch(scratch)
        return _make_store(reading, path, True, settings)
    copy = path.with_name(f"{path.name}.before-{release.current.number}")
    reader = connect(settings.driver, path, read_only=True, busy_s=settings.busy_s)
    try:
        migrate(connection, release, before=lambda: copy_beside(reader, copy))
    finally:
        reader.close()
    return _make_store(connection, path, False, settings)


def migrate(
    connection: Connection, release: Release, *, before: Callable[[], None] | None = None
) -> None:
    """Bring an open case up to the release's schema, in one transaction: all steps or none.

    `before` is called when no other program can write any more and nothing is changed yet; not at
    all where another program has brought the case up to date meanwhile.
    """
    connection.fetch("BEGIN IMMEDIATE")
    try:
        number = connection.fetch("PRAGMA user_version")[0][0]
        assert isinstance(number, int)
        if number < release.current.number:
            if before is not None:
                before()
            for statement in release.steps(number, release.current.number):
                connection.fetch(statement)
            connection.fetch(f"PRAGMA user_version={release.current.number:d}")
        connection.fetch("COMMIT")
    except BaseException:
        connection.fetch("ROLLBACK")
        raise


def _build(path: Path, key: bytes, settings: StoreSettings) -> None:
    release = settings.release
    connection = connect(settings.driver, path, busy_s=settings.busy_s)
    try:
        connection.fetch("BEGIN IMMEDIATE")
        for statement in release.build(release.current.number):
            connection.fetch(statement)
        connection.fetch("INSERT INTO case_key VALUES (1, ?)", (key,))
        connection.fetch(f"PRAGMA application_id={APPLICATION_ID:d}")
        connection.fetch(f"PRAGMA user_version={release.current.number:d}")
        connection.fetch("COMMIT")
    finally:
        connection.close()


def _publish(growing: Path, path: Path) -> None:
    """Give the finished file its name, never over another file."""
    try:
        os.link(growing, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (FAT) have no second names for a file.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        growing.rename(path)


def _too_long(path: Path) -> StoreError:
    return StoreError(
        f"{path}: the name is too long for a case on this disk. Choose a shorter one: the files "
        "that SQLite puts beside a case have longer names.",
        path=str(path),
    )


def _exists(path: Path) -> StoreError:
    return StoreError(
        f"{path} exists already, and a case is never written over. Choose another name, or add to "
        "it with `sayso add`.",
        path=str(path),
    )
