"""A table of assertions: who asserts what of whom, through which hands, a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sayso.actors import AccountRows
from sayso.core import (
    AUTHOR,
    PREDICATES,
    DataError,
    Document,
    FaceKind,
    Polarity,
    Predicate,
    Span,
    SpanRole,
    Stance,
    Step,
    is_edtf,
)
from sayso.readers.accounts.csv_map import FIELDS, TableMap
from sayso.readers.accounts.given_file import GivenFile, read_cells
from sayso.readers.accounts.maker import AccountMaker, Saying, is_like_id

METHOD = "csv/1"

#: How a cell names the account itself; a blank asserter does, too.
ITSELF = ("", "(account)", AUTHOR)
#: What stands between hands, outermost first, and between spans and qualifiers.
HANDS, PIECES = " > ", ";"

#: Returns the one document of the case that an id, a title or a file's name stands for, or None.
FindDocument = Callable[[str], Document | None]

_E = TypeVar("_E", bound=StrEnum)
_BY_NAME: Mapping[str, tuple[Predicate, bool]] = {
    **{item.inverse: (item, True) for item in PREDICATES if item.inverse is not None},
    **{item.name: (item, False) for item in PREDICATES},
}


class RefusedCellError(Exception):
    """A cell that cannot be used: its column, what is wrong, and what to write."""

    def __init__(self, column: str, what: str, todo: str) -> None:
        super().__init__(what)
        self.column = column
        self.what = what
        self.todo = todo


@dataclass(frozen=True, slots=True)
class Table:
    """A table taken apart: cells by field, with the row number; the heading is row 1."""

    file: GivenFile
    map: TableMap
    account: str
    rows: tuple[tuple[int, dict[str, str] | str], ...]


def read_table(file: GivenFile, table_map: TableMap, account: str | None) -> Table:
    """Return the table; the account is the one named, the map's, or the file's name.

    Raises
    ------
    DataError
        When the table lacks a column that the map names, or is empty.
    """
    places: dict[str, int] | None = None
    width = 0
    rows: list[tuple[int, dict[str, str] | str]] = []
    for number, cells in read_cells(file, table_map.delimiter):
        if places is None:
            places = _find_columns(file, table_map, cells)
            width = len(cells)
            continue
        if isinstance(cells, str):
            rows.append((number, cells))
        elif len(cells) > width and any(cell.strip() for cell in cells[width:]):
            rows.append((number, f"The row has {len(cells)} cells, the heading {width}."))
        else:
            rows.append((number, _read_cells(cells, places, table_map)))
    if places is None:
        raise DataError(f"{file.path} is empty.", path=file.path)
    return Table(file, table_map, account or table_map.account or file.stem, tuple(rows))


def _find_columns(file: GivenFile, table_map: TableMap, cells: list[str] | str) -> dict[str, int]:
    heading = [cell.strip() for cell in cells]
    for field, column in table_map.columns.items():
        if column not in heading:
            shown = ", ".join(heading[:40])
            raise DataError(
                f'{file.path} has no column "{column}", which the map names for {field}. Its '
                f"columns are: {shown}.",
                path=file.path,
                location="row 1",
                value=column,
            )
    return {field: heading.index(column) for field, column in table_map.columns.items()}


def _read_cells(cells: list[str], places: dict[str, int], table_map: TableMap) -> dict[str, str]:
    values = {}
    for field in FIELDS:
        place = places.get(field)
        cell = cells[place].strip() if place is not None and place < len(cells) else ""
        values[field] = cell or table_map.defaults.get(field, "")
    return values


def make_table_rows(table: Table, find_document: FindDocument) -> AccountRows:
    """Return the rows of a table; a row that cannot be used is a problem with row and column."""
    file = table.file
    document = file.to_document(title=table.account, media_type="text/csv", reader=METHOD)
    maker = AccountMaker(table.account, document, file.data, method=METHOD)
    reading = _Reading(table, maker, find_document)
    for number, cells in table.rows:
        where = f"{file.name}, row {number}"
        if isinstance(cells, str):
            maker.refuse(where, cells, "Mend the row and import the file again.")
            continue
        try:
            reading.add(number, cells)
        except RefusedCellError as refused:
            column = table.map.columns.get(refused.column, refused.column)
            maker.refuse(f'{where}, column "{column}"', refused.what, refused.todo)
    return maker.finish()


class _Reading:
    def __init__(self, table: Table, maker: AccountMaker, find_document: FindDocument) -> None:
        self.table = table
        self.map = table.map
        self.maker = maker
        self._find = find_document
        self._found: dict[str, Document | None] = {}

    def add(self, number: int, cells: dict[str, str]) -> None:
        predicate, is_inverse = _find_predicate(cells["predicate"])
        polarity = _choose(Polarity, cells, "polarity") or Polarity.AFFIRMS
        stance = _choose(Stance, cells, "stance")
        act_stance = _choose(Stance, cells, "act_stance")
        step = _choose(Step, cells, "step")
        valid, said = _date(cells, "valid"), _date(cells, "said")
        qualifiers = _qualifiers(cells["qualifier"])
        pieces = _spans(cells["spans"])
        hands = tuple(part.strip() for part in cells["reported_by"].split(HANDS.strip()))
        hands = () if hands == ("",) else hands
        if "" in hands:
            what = f'"{cells["reported_by"][:80]}" leaves out a hand.'
            raise RefusedCellError("reported_by", what, "Write OUTERMOST > NEXT > INNERMOST.")
        if not hands and (stance is not None or step is not None):
            column = "stance" if stance is not None else "step"
            what = "The row says how it was reported, and not by whom."
            raise RefusedCellError(column, what, 'Fill "reported_by", or empty this cell.')
        self._check_parties(predicate, is_inverse, cells)
        # From here on nothing is refused: a refused row leaves no party behind.
        args = self._make_parties(predicate, is_inverse, cells)
        document, spans = self._find_anchor(number, cells, pieces)
        saying = Saying(
            asserter=self._voice(cells["asserter"]),
            # In another document a bare number would be a row of that one.
            row=str(number) if document is None else f"{self.table.file.sha256[:16]}#{number}",
            polarity=polarity,
            valid=valid,
            said=said,
            certainty_words=cells["certainty_words"] or None,
            act_stance=act_stance,
            stance=stance,
            step=step,
            document=document,
            spans=spans,
        )
        voices = [self._voice(hand) for hand in hands]
        self.maker.report(predicate.name, args, saying, voices, qualifiers)

    def _voice(self, name: str) -> str:
        return self.maker.voice() if name in ITSELF else self._face(name)

    def _face(self, name: str) -> str:
        if name in ITSELF:
            return self.maker.voice()
        return self.maker.face(name, self.map.kinds.get(name, FaceKind.UNKNOWN))

    def _check_parties(self, predicate: Predicate, is_inverse: bool, cells: dict[str, str]) -> None:
        columns = ("object", "subject") if is_inverse else ("subject", "object")
        for place, column in enumerate(columns):
            text = cells[column]
            letter = predicate.arguments[place : place + 1]
            if not letter and text:
                what = f"{predicate.name} takes one party; this is a second one."
                raise RefusedCellError(column, what, "Empty the cell, or write another predicate.")
            if letter and not text:
                what = f"{predicate.name} takes {len(predicate.arguments)} parties; this is blank."
                raise RefusedCellError(column, what, "Write who or what it is.")
            if letter == "L" and is_like_id(text):
                what = f'"{text}" has the form of an id.'
                raise RefusedCellError(column, what, "Write words.")
            if letter in ("A", "O") and text in self.map.events and not predicate.also_on_events:
                what = f'"{text[:80]}" is an event in the map; {predicate.name} takes a party here.'
                raise RefusedCellError(column, what, "Write a party, or another predicate.")

    def _make_parties(
        self, predicate: Predicate, is_inverse: bool, cells: dict[str, str]
    ) -> tuple[str, ...]:
        texts = [cells["object"], cells["subject"]] if is_inverse else [
            cells["subject"], cells["object"]
        ]  # fmt: skip
        args = []
        for letter, text in zip(predicate.arguments, texts, strict=False):
            if letter == "L":
                args.append(text)
            elif letter == "N":
                args.append(self.maker.name(text))
            elif letter == "E" or text in self.map.events:
                fields = self.map.events.get(text, {})
                args.append(
                    self.maker.event(
                        fields.get("label", text),
                        time=fields.get("time"),
                        place=fields.get("place"),
                        event_type=fields.get("type"),
                    )
                )
            else:
                args.append(self._face(text))
        return tuple(args)

    def _find_anchor(
        self, number: int, cells: dict[str, str], pieces: tuple[tuple[int, int], ...]
    ) -> tuple[str | None, tuple[Span, ...]]:
        """Return the document of the case that a row cites, with the spans; None without one.

        An anchor that does not hold is listed and the row stands on the table alone: it is never
        moved to words that look alike.
        """
        quote = cells["quote"]
        named = cells["document"] or (self.map.text if pieces else None)
        if named is None:
            if pieces:
                self._orphan(number, "spans", "The row has spans and names no document.")
            return None, ()
        if not pieces and not quote:
            self._orphan(number, "document", "The row names a document and no place in it.")
            return None, ()
        if named not in self._found:
            self._found[named] = self._find(named)
        document = self._found[named]
        if document is None:
            self._orphan(number, "document", f'The case has no one document "{named[:80]}".')
            return None, ()
        if not pieces:
            start = document.text.find(quote)
            if start < 0 or document.text.find(quote, start + 1) >= 0:
                what = "The quote does not stand in the document exactly once."
                self._orphan(number, "quote", what)
                return None, ()
            pieces = ((start, start + len(quote)),)
        try:
            spans = tuple(document.span(*piece, SpanRole.CONTENT) for piece in pieces)
        except ValueError as error:
            self._orphan(number, "spans", f"{str(error).capitalize()}.")
            return None, ()
        if quote and " ".join(span.exact for span in spans) != quote:
            self._orphan(number, "quote", "The quote is not what stands at the spans.")
            return None, ()
        return document.id, spans

    def _orphan(self, number: int, field: str, what: str) -> None:
        column = self.map.columns.get(field, field)
        self.maker.note(
            f'{self.table.file.name}, row {number}, column "{column}"',
            f"{what} Its words cannot be shown.",
            "Add the document to the case, or mend the place; then import the file again.",
            kind="orphaned_anchor",
        )


def _find_predicate(name: str) -> tuple[Predicate, bool]:
    if not name:
        raise RefusedCellError("predicate", "The cell is blank.", "Write a predicate.")
    found = _BY_NAME.get(name)
    if found is None:
        known = ", ".join(item.name for item in PREDICATES)
        what = f'"{name[:80]}" is not a predicate.'
        raise RefusedCellError("predicate", what, f"The predicates are: {known}.")
    return found


def _choose(words: type[_E], cells: dict[str, str], field: str) -> _E | None:
    if not cells[field]:
        return None
    try:
        return words(cells[field])
    except ValueError as error:
        what = f'"{cells[field][:80]}" is not a word for {field}.'
        raise RefusedCellError(field, what, f"Write {', '.join(words)}.") from error


def _date(cells: dict[str, str], field: str) -> str | None:
    text = cells[field]
    if text and not is_edtf(text):
        what = f'"{text[:80]}" is not a date in EDTF.'
        todo = "Write YYYY-MM-DD, or YYYY-MM if the day is unknown; 2018/.. for from 2018 on."
        raise RefusedCellError(field, what, todo)
    return text or None


def _qualifiers(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(PIECES))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not name or not value or is_like_id(value):
            what = f'"{part[:80]}" is no qualifier.'
            raise RefusedCellError("qualifier", what, "Write NAME=VALUE; NAME=VALUE.")
        pairs.append((name, value))
    return tuple(pairs)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    pieces = []
    for part in filter(None, (part.strip() for part in text.split(PIECES))):
        first, dash, last = part.partition("-")
        if not (dash and all(n.isascii() and n.isdigit() and len(n) < 10 for n in (first, last))):
            what = f'"{part[:80]}" is no span.'
            raise RefusedCellError("spans", what, "Write START-END; START-END in code points.")
        pieces.append((int(first), int(last)))
    return tuple(pieces)
