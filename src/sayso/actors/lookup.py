"""What a person means by a name or by "SUBJECT PREDICATE OBJECT": every party or tie that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.identity import Actors
from sayso.actors.labels import Labels
from sayso.actors.lifting import Lifted, lift
from sayso.actors.rows import CaseRows
from sayso.actors.views import find_voices
from sayso.core import PREDICATES, DataError, Predicate, Proposition, fold_for_search

#: Propositions that fit and are listed in the message; the rest is counted.
MOST_FITTING = 20

#: Words of the longest predicate, as a person may write it (`brand taken over by`).
_LONGEST = 4


def find_parties(case: CaseRows, name: str) -> tuple[str, ...]:
    """Return the faces and events that a name or id stands for, in the order of the case.

    A name stands for every face that bears it, as its label or by anybody's `named` row, and for
    the events of that label.

    Raises
    ------
    DataError
        When no party of the case bears the name.
    """
    if name in case.faces or name in case.events:
        return (name,)
    found = _list_events(case, name)
    try:
        voices = find_voices(case, (name,))
    except DataError:
        if not found:
            raise
    else:
        found += [voice for voice in voices if voice in case.faces]
    if not found:
        raise DataError(
            f'"{name}" names a document, and no party bears that name. To see what the document '
            "says in its own voice, write --according-to with it.",
            value=name,
        )
    return tuple(sorted(found, key=case.rank))


def find_propositions(case: CaseRows, text: str) -> tuple[Proposition, ...]:
    """Return the propositions that somebody in the case speaks of and that a text fits.

    The text is an id, or "SUBJECT PREDICATE OBJECT" with names or ids for the parties; a predicate
    may be written with blanks, or as its inverse. Those of symmetric predicates fit either way
    round.

    Raises
    ------
    DataError
        When the text holds no predicate, or nothing fits.
    """
    stated = {row.proposition.id: row.proposition for row in case.rows}
    if text in stated:
        return (stated[text],)
    readings = tuple(_split(text))
    if not readings:
        known = ", ".join(predicate.name for predicate in PREDICATES)
        raise DataError(
            f'"{text}" holds no predicate. Write "SUBJECT PREDICATE OBJECT" in one pair of '
            f"quotation marks, or the id of a proposition. The predicates are: {known}.",
            value=text,
        )
    found: dict[str, Proposition] = {}
    for predicate, ends in readings:
        sides = [_Side(case, end) for end in ends]
        for name, proposition in stated.items():
            if proposition.predicate == predicate.name and _fits(predicate, proposition, sides):
                found[name] = proposition
    if not found:
        raise DataError(
            f'Nobody in the case speaks of "{text}".{_tell_strangers(case, readings)} '
            "`sayso actors CASE` lists the ties that somebody speaks of.",
            value=text,
        )
    return tuple(found.values())


def pick_tie(case: CaseRows, text: str, actors: Actors, labels: Labels) -> Lifted:
    """Return the one tie of a view that a text fits, lifted.

    Raises
    ------
    DataError
        When nothing fits, or several ties do: then they are listed with their ids.
    """
    lifted_ids = {
        made.id: made
        for made in (lift(row.proposition, actors, case) for row in case.rows)
    }  # fmt: skip
    if text in lifted_ids:
        return lifted_ids[text]
    fitting = dict.fromkeys(lift(item, actors, case) for item in find_propositions(case, text))
    if len(fitting) == 1:
        return next(iter(fitting))
    lines = [f"  {item.id}  {labels.word_tie(item)}" for item in fitting]
    more = len(lines) - MOST_FITTING
    listed = lines[:MOST_FITTING] + ([f"  and {more} more"] if more > 0 else [])
    raise DataError(
        f'{len(lines)} propositions fit "{text}". Write the id of the one you mean:\n'
        + "\n".join(listed),
        value=text,
    )


def _list_events(case: CaseRows, name: str) -> list[str]:
    folded = fold_for_search(name)
    return [key for key, event in case.events.items() if fold_for_search(event.label) == folded]


def _split(text: str) -> Iterator[tuple[Predicate, tuple[str, ...]]]:
    """Yield the ways in which a text can be read as a predicate with its ends, in its direction."""
    words = text.split()
    for first in range(1, len(words)):
        for last in range(first + 1, min(first + _LONGEST, len(words)) + 1):
            name = "_".join(words[first:last]).casefold()
            ends = (" ".join(words[:first]), *([" ".join(words[last:])] if words[last:] else []))
            for predicate in PREDICATES:
                if len(ends) != len(predicate.arguments):
                    continue
                if name == predicate.name:
                    yield predicate, ends
                elif name == predicate.inverse:
                    yield predicate, ends[::-1]


class _Side:
    """What one end of a written tie stands for: parties, or words."""

    def __init__(self, case: CaseRows, text: str) -> None:
        self._case = case
        self._folded = fold_for_search(text)
        self._given = text
        try:
            self._parties = frozenset(find_parties(case, text))
        except DataError:
            self._parties = frozenset()

    def fits(self, party: str) -> bool:
        if party in self._parties or party == self._given:
            return True
        case = self._case
        if party in case.faces or party in case.events:
            return False
        words = case.names[party].string if party in case.names else party
        return fold_for_search(words) == self._folded


def _fits(predicate: Predicate, proposition: Proposition, sides: Sequence[_Side]) -> bool:
    ways = [proposition.args]
    if predicate.symmetric:
        ways.append(proposition.args[::-1])
    return any(
        all(side.fits(party) for side, party in zip(sides, way, strict=True)) for way in ways
    )


def _tell_strangers(case: CaseRows, readings: Sequence[tuple[Predicate, tuple[str, ...]]]) -> str:
    """Return a sentence on the parties of the likeliest reading that nobody bears the name of."""
    predicate, ends = readings[0]
    strangers = []
    for letter, end in zip(predicate.arguments, ends, strict=True):
        if letter in "AOE":
            try:
                find_parties(case, end)
            except DataError:
                strangers.append(f'"{end}"')
    return f" No party there bears the name {' or '.join(strangers)}." if strangers else ""
