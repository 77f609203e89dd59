"""EuRepoC's table of attributions: who attributed which cyber incident to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.actors import AccountRows
from sayso.core import DataError, FaceKind, is_edtf
from sayso.readers.accounts.given_file import GivenFile, read_cells
from sayso.readers.accounts.maker import AccountMaker, Saying
from sayso.readers.accounts.misp_galaxy import NOBODY

METHOD = "eurepoc/1"
COLUMNS = (
    "incident_ID",
    "attribution_ID",
    "attribution_date",
    "attribution_type",
    "attribution_basis",
    "attributing_actor",
    "attribution_it_company",
    "attributing_country",
    "attributed_initiator",
    "attributed_initiator_country",
    "attributed_initiator_category",
)
#: Who attributes, the nearest first; the next is asked where one names nobody.
_ASSERTERS = (
    ("attributing_actor", FaceKind.UNKNOWN),
    ("attribution_it_company", FaceKind.ORGANISATION),
    ("attributing_country", FaceKind.STATE),
    ("attribution_basis", FaceKind.ROLE),
)
_WHOLE = re.compile(r"([0-9]+)\.0+\Z")

_Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one attribution, with the number of the first."""

    first: int
    rows: tuple[_Cells, ...]

    def values(self, column: str) -> tuple[str, ...]:
        found = dict.fromkeys(row[column] for row in self.rows)
        return tuple(value for value in found if value.casefold() not in NOBODY)


def read_attributions(file: GivenFile, account: str | None) -> AccountRows:
    """Return the rows of a table of attributions; the account is "EuRepoC" unless named.

    The rows of one attribution_ID are a cross product of sets of values and so one attribution. It
    becomes one assertion for each of its asserters and each party that they name; the database
    reports it.

    Raises
    ------
    DataError
        When the table lacks a column.
    """
    name = account or "EuRepoC"
    document = file.to_document(title=name, media_type="text/csv", reader=METHOD)
    maker = AccountMaker(name, document, file.data, method=METHOD)
    for group in _group(file, maker):
        _add(maker, file.name, group)
    return maker.finish()


def _group(file: GivenFile, maker: AccountMaker) -> Iterable[_Group]:
    places: dict[str, int] | None = None
    groups: dict[tuple[str, str], list[_Cells]] = {}
    first: dict[tuple[str, str], int] = {}
    for number, cells in read_cells(file):
        if places is None:
            places = {name.strip(): place for place, name in enumerate(cells)}
            missing = [name for name in COLUMNS if name not in places]
            if missing or isinstance(cells, str):
                raise DataError(
                    f"{file.path} has no column {', '.join(missing)}. A table of attributions has "
                    f"the columns {', '.join(COLUMNS)}.",
                    path=file.path,
                )
            continue
        where = f"{file.name}, row {number}"
        if isinstance(cells, str) or len(cells) != len(places):
            what = cells if isinstance(cells, str) else (
                f"The row has {len(cells)} cells, the heading {len(places)}."
            )  # fmt: skip
            maker.refuse(where, what, "Mend the row and import the file again.")
            continue
        row = {name: cells[places[name]].strip() for name in COLUMNS}
        incident, attribution = (_whole(row[name]) for name in COLUMNS[:2])
        if not incident:
            what = "The row names no incident."
            maker.refuse(f'{where}, column "incident_ID"', what, "Write its number.")
            continue
        # A row without an attribution_ID is an attribution of its own.
        key = (incident, attribution or f"row {number}")
        first.setdefault(key, number)
        groups.setdefault(key, []).append({**row, "incident_ID": incident})
    if places is None:
        raise DataError(f"{file.path} is empty.", path=file.path)
    return [_Group(first[key], tuple(rows)) for key, rows in groups.items()]


def _whole(text: str) -> str:
    """Return a number without the ".0" that a table of floats puts behind it."""
    match = _WHOLE.match(text)
    return match[1] if match else text


def _add(maker: AccountMaker, file: str, group: _Group) -> None:
    where = f"{file}, row {group.first}"
    asserters = next(
        (
            tuple(maker.face(value, kind) for value in group.values(column))
            for column, kind in _ASSERTERS
            if group.values(column)
        ),
        (),
    )
    initiators = [maker.face(value) for value in group.values("attributed_initiator")]
    if not initiators:
        # The country of an unnamed initiator is not the initiator.
        countries = group.values("attributed_initiator_country")
        initiators = [maker.face(f"someone from {value}", FaceKind.ROLE) for value in countries]
    if not initiators:
        maker.pass_over("attribution to nobody")
        return
    if not asserters:
        what = "Nothing tells who attributes."
        maker.refuse(f'{where}, column "attributing_actor"', what, "Write whose word it is.")
        return
    said = _said(maker, where, group.values("attribution_date"))
    event = maker.event(f"incident {group.rows[0]['incident_ID']}", event_type="cyber incident")
    for asserter in asserters:
        for initiator in initiators:
            saying = Saying(asserter, str(group.first), said=said)
            maker.report("carried_out", (initiator, event), saying, (maker.voice(),))


def _said(maker: AccountMaker, where: str, dates: tuple[str, ...]) -> str | None:
    if not dates:
        return None
    day = dates[0][:10]
    if not is_edtf(day):
        what = f'"{dates[0][:40]}" is not a date.'
        maker.note(f'{where}, column "attribution_date"', what, "Write YYYY-MM-DD.",
                   kind="bad_date")  # fmt: skip
        return None
    # 1 January stands for a year of which nothing more is known.
    return day[:4] if day.endswith("-01-01") else day
