"""The SQLite drivers by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sayso.core import MissingExtraError, SettingsError
from sayso.store.connection import Connection
from sayso.store.migrations import Release

DRIVERS = ("apsw", "stdlib")

IN_MEMORY = ":memory:"

#: One object of a database's schema: type, name, table, SQL text.
SchemaObject = tuple[str, str, str, str | None]

LIST_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def connect(
    driver: str, path: Path | str, *, read_only: bool = False, busy_s: float = 10.0
) -> Connection:
    """Return a hardened connection to an existing file (or to `IN_MEMORY`).

    Raises
    ------
    SqlError
        When the file cannot be opened.
    SettingsError
        When there is no such driver.
    MissingExtraError
        When the driver is not installed.
    """
    if driver == "stdlib":
        from sayso.store.stdlib_store import StdlibConnection

        return StdlibConnection(str(path), read_only=read_only, busy_s=busy_s)
    if driver != "apsw":
        raise SettingsError(
            f'"{driver}" is not a driver of the store. The drivers are: {", ".join(DRIVERS)}.',
            value=driver,
        )
    try:
        from sayso.store.apsw_store import ApswConnection
    except ImportError as error:
        raise MissingExtraError(
            "The package apsw cannot be loaded. Run `pip install apsw`, or set the store's driver "
            'to "stdlib".'
        ) from error
    return ApswConnection(str(path), read_only=read_only, busy_s=busy_s)


@lru_cache(maxsize=16)
def shipped_objects(driver: str, release: Release, number: int) -> tuple[SchemaObject, ...]:
    """Return the schema of version `number` as this release ships it, object by object.

    It is made in memory with the driver at hand: the tables behind the search index are SQLite's
    own and may read differently from one version of SQLite to another.
    """
    connection = connect(driver, IN_MEMORY)
    try:
        for statement in release.build(number):
            connection.fetch(statement)
        return tuple(connection.fetch(LIST_OBJECTS))  # type: ignore[arg-type]
    finally:
        connection.close()
