"""What a preposition at the end of a clause is about: "the ship (that) the mayor alluded to"."""

from __future__ import annotations

from sayso.extract.clauses import find_group
from sayso.extract.phrases import phrase_before
from sayso.extract.places import Ranges, cut
from sayso.extract.text import Line
from sayso.extract.words import BE

#: Stand-ins for what the sentence has named: "the port is the one she meant".
_ONE = frozenset(("one", "ones", "those", "what"))


def find_stranded(line: Line, source: tuple[int, int], low: int) -> Ranges:
    """Return the phrase that a relative clause with this subject hangs on, or none.

    A relative pronoun stands before the subject, "the ship which the mayor alluded to". Of "X is
    the one which ...", X.
    """
    pronoun = source[0] - 1
    if pronoun <= low or line.tags[pronoun] not in "HT" or line.lower[pronoun] == "who":
        return ()
    head = phrase_before(line, pronoun, low)
    if head is None:
        return ()
    if line.lower[head[1] - 1] not in _ONE or head[1] - head[0] > 2:
        return cut(line, *head)
    verb = head[0] - 1
    if verb > low and line.tags[verb] == "D":
        verb -= 1
    if verb <= low or line.lower[verb] not in BE:
        return ()
    subject = phrase_before(line, find_group(line, verb, low), low)
    if subject is None:
        return ()
    # "The branch known as the NRF is the one": from the first noun of the clause on.
    first = subject[0]
    while first > low and line.tags[first - 1] not in ".,;:C":
        first -= 1
    return cut(line, first, subject[1])
