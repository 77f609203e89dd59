"""Formats in that hold somebody's account of who is who: each becomes rows of a case."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sayso.actors import AccountRows
from sayso.core import DataError, Document

#: Formats with the module and function that read them, and what `--help` says of them.
ACCOUNT_FORMATS = (
    ("csv", "csv_rows", "", "a table of assertions, with --map MAP.toml"),
    ("misp-galaxy", "misp_galaxy", "read_galaxy", "a cluster file of a MISP galaxy"),
    ("misp-history", "misp_history", "read_history", "the history of a galaxy, as a table"),
    ("stix", "stix", "read_bundle", "a STIX 2.1 bundle"),
    ("eurepoc", "eurepoc", "read_attributions", "EuRepoC's table of attributions"),
)

#: Returns the one document of the case that an id, a title or a file's name stands for, or None.
FindDocument = Callable[[str], Document | None]

#: Makes the rows of a file that was read, once the case is open.
MakeRows = Callable[[FindDocument], AccountRows]


def read_account(
    path: Path,
    form: str,
    *,
    retrieved_at: str,
    account: str | None = None,
    map_path: Path | None = None,
) -> MakeRows:
    """Return what makes the rows of a file in one of `ACCOUNT_FORMATS`.

    The file is read here, whole; a table's places in other documents are found when its rows are
    made. `account` names the account, else the file does.

    Raises
    ------
    ReadError
        When a file cannot be opened.
    DataError
        When the format is not known, the file is not of it, or a table comes without its map.
    """
    from sayso.readers.accounts.given_file import read_file
    from sayso.readers.accounts.maker import is_like_id

    known = {name: (module, function) for name, module, function, _ in ACCOUNT_FORMATS}
    if form not in known:
        raise DataError(f'"{form}" is no format. The formats are: {", ".join(known)}.', value=form)
    if account is not None and (not account.strip() or is_like_id(account)):
        raise DataError(f'"{account}" cannot name an account. Write a name.', value=account)
    if (form == "csv") != (map_path is not None):
        raise DataError(
            f"{path} is to be read as csv without a map. Give --map MAP.toml, which says what each "
            "column holds."
            if map_path is None
            else f"A map is for tables (csv); {form} needs none. Leave it out.",
            path=str(path),
        )
    module, function = known[form]
    if map_path is not None:
        from sayso.readers.accounts.csv_map import read_map
        from sayso.readers.accounts.csv_rows import make_table_rows, read_table

        table_map = read_map(map_path)
        table = read_table(read_file(path, retrieved_at=retrieved_at), table_map, account)
        return lambda find_document: make_table_rows(table, find_document)
    read = getattr(import_module(f"sayso.readers.accounts.{module}"), function)
    rows: AccountRows = read(read_file(path, retrieved_at=retrieved_at), account)
    return lambda _: rows


__all__ = [
    "ACCOUNT_FORMATS",
    "FindDocument",
    "MakeRows",
    "read_account",
]
