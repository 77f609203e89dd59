"""The history of a galaxy: what was added and removed, each with the time of its commit."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors import WITHDRAWN, AccountRows
from sayso.core import DataError, FaceKind, parse_instant
from sayso.readers.accounts.given_file import GivenFile, read_cells
from sayso.readers.accounts.maker import AccountMaker, Saying, label_apart
from sayso.readers.accounts.misp_galaxy import NOBODY, RELATIONS, report_name, report_sponsor

METHOD = "misp-history/1"
COLUMNS = ("committed_at", "commit", "op", "actor_uuid", "field", "value")

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Change:
    row: str
    at: str
    commit: int
    op: str
    actor: str
    field: str
    value: str


def read_history(file: GivenFile, account: str | None) -> AccountRows:
    """Return the rows of a history; the account is the file's name unless named.

    What was added is recorded by the account at its commit, what was removed ends there.

    Raises
    ------
    DataError
        When the table lacks a column.
    """
    name = account or file.stem
    document = file.to_document(title=name, media_type="text/csv", reader=METHOD)
    maker = AccountMaker(name, document, file.data, method=METHOD)
    changes = _read_changes(file, maker)
    _Replay(maker, file.name, changes).run(changes)
    return maker.finish()


def _read_changes(file: GivenFile, maker: AccountMaker) -> list[_Change]:
    changes: list[_Change] = []
    places: dict[str, int] | None = None
    last, order = "", 0
    for number, cells in read_cells(file):
        where = f"{file.name}, row {number}"
        if places is None:
            places = {name: place for place, name in enumerate(cells)}
            missing = [name for name in COLUMNS if name not in places]
            if missing or isinstance(cells, str):
                raise DataError(
                    f"{file.path} has no column {', '.join(missing)}. A history has the columns "
                    f"{', '.join(COLUMNS)}.",
                    path=file.path,
                )
            continue
        if isinstance(cells, str):
            maker.refuse(where, cells, "Mend the row and import the file again.")
            continue
        if len(cells) != len(places):
            what = f"The row has {len(cells)} cells, the heading {len(places)}."
            maker.refuse(where, what, "Mend the row and import the file again.")
            continue
        at, commit, op, actor, field, value = (cells[places[name]] for name in COLUMNS)
        if commit != last:
            last, order = commit, order + 1
        try:
            instant = parse_instant(at).isoformat().replace("+00:00", "Z")
        except DataError as error:
            maker.refuse(f'{where}, column "committed_at"', error.message, "Mend the row.")
            continue
        if op not in ("+", "-"):
            maker.refuse(f'{where}, column "op"', f'"{op[:20]}" is no change.', "Write + or -.")
            continue
        changes.append(_Change(str(number), instant, order, op, actor, field, value))
    if places is None:
        raise DataError(f"{file.path} is empty.", path=file.path)
    # Within a commit the fields stand by the alphabet; whose name it is rests on the name.
    return sorted(changes, key=lambda item: (item.commit, item.field == "name-attribution"))


class _Replay:
    def __init__(self, maker: AccountMaker, file: str, changes: list[_Change]) -> None:
        self.maker = maker
        self.file = file
        self.voice = maker.voice()
        self.live: dict[_Key, str] = {}
        first: dict[str, str] = {}
        for change in changes:
            # The first main name, which stays the label when the history grows.
            if change.field == "value":
                first.setdefault(change.actor, change.value)
        for change in changes:
            first.setdefault(change.actor, change.actor.removeprefix("name:"))
        self.faces = {
            actor: maker.face(label, FaceKind.GROUP) for actor, label in label_apart(first).items()
        }

    def run(self, changes: list[_Change]) -> None:
        for change in changes:
            key = (change.actor, change.field, change.value)
            where = f"{self.file}, row {change.row}"
            if not self._is_read(change):
                self.maker.pass_over(change.field)
            elif change.op == "+" and key in self.live:
                self.maker.refuse(where, "It adds what stands already.", "Look at the history.")
            elif change.op == "+":
                made = self._add(change, where)
                if made is not None:
                    self.live[key] = made
            elif key not in self.live:
                self.maker.refuse(where, "It removes what does not stand.", "Look at the history.")
            else:
                self.maker.end(self.live.pop(key), change.at, WITHDRAWN)

    def _is_read(self, change: _Change) -> bool:
        if change.field == "suspected-state-sponsor":
            return change.value.casefold() not in NOBODY
        named = ("value", "synonym", "name-attribution")
        kind = change.field.removeprefix("related:") if ":" in change.field else ""
        return change.field in named or kind in RELATIONS

    def _add(self, change: _Change, where: str) -> str | None:
        maker, face = self.maker, self.faces[change.actor]
        if change.field == "suspected-state-sponsor":
            return report_sponsor(maker, face, change.value, change.row, change.at)
        if change.field == "name-attribution":
            name, colon, producer = change.value.rpartition(":")
            if not colon or not name or not producer:
                what = f'"{change.value[:80]}" is not NAME:PRODUCER.'
                maker.refuse(where, what, "Write the name, a colon and the producer's uuid.")
                return None
            outer = self.live.get((change.actor, "synonym", name))
            outer = outer or self.live.get((change.actor, "value", name))
            return report_name(maker, face, name, producer, change.row, outer, change.at)
        saying = Saying(self.voice, change.row, recorded_at=change.at)
        if not change.field.startswith("related:"):
            return maker.say("named", (face, maker.name(change.value)), saying)
        target, _, likelihood = change.value.partition("|")
        other = self.faces.get(target) or maker.face(target)
        saying = Saying(
            self.voice, change.row, certainty_words=likelihood or None, recorded_at=change.at
        )
        return maker.say(RELATIONS[change.field.removeprefix("related:")], (face, other), saying)
