"""The recogniser of our own: runs of capitals and known names, with kinds by a document's vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.core import BlockKind, Document
from sayso.extract.mentions import find_ties
from sayso.extract.names import normal_form
from sayso.extract.recognise.evidence import (
    Found,
    Votes,
    tell_kind,
    tie_demonyms,
    tie_short,
    tie_surnames,
)
from sayso.extract.recognise.mention import Mention, MentionKind
from sayso.extract.recognise.runs import Known, find_runs
from sayso.extract.text import Line, read_line

_METHOD = "names/1"


class NamesRecogniser:
    """Finds names in English text; see `sayso.extract.recognise.Recogniser`.

    `extra` are names of the user's with their kinds; they come before the built-in ones.
    """

    name = "names"
    version = "1"

    def __init__(self, extra: Mapping[str, tuple[MentionKind, str]] | None = None) -> None:
        self._extra = dict(extra or {})

    def find_mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the mentions in text order; none overlaps another."""
        lines = [
            read_line(document, block, number)
            for number, block in enumerate(document.blocks)
            if block.kind is not BlockKind.BOILERPLATE
        ]
        return find_names(document.text, lines, self._extra)


def find_names(
    text: str,
    lines: Sequence[Line],
    extra: Mapping[str, tuple[MentionKind, str]] | None = None,
) -> tuple[Mention, ...]:
    """Return the names in the lines with their kinds, one name of one kind by vote.

    A kind is told by a list of known names, a name's own first or last word, a title, an
    apposition, "the group X", and by the words it stands with; what is told of one mention counts
    for all of the same name, of its acronym and of a person's surname.
    """
    known = Known(extra or {})
    small = {word for line in lines for word in line.texts if word.islower()}
    ties = find_ties(text)
    for full in ties.values():
        known.add_long(full)
    found: list[Found] = []
    for line in lines:
        found += find_runs(line, known, small)
    votes: dict[str, Votes] = {}
    long_of = {short: normal_form(full) for short, full in ties.items()}
    surnames = tie_surnames(found) | tie_short(found)
    demonyms = tie_demonyms(found)
    for item in found:
        form = item.form
        home = long_of.get(form, surnames.get(form, form))
        ballot = votes.setdefault(home, Votes())
        for kind, weight in tell_kind(item):
            ballot.add(kind, weight)
    for demonym, state in demonyms.items():
        votes.setdefault(state, Votes()).add(MentionKind.STATE, 4)
        for item in found:
            if item.form == demonym:
                item.adjective, item.label = True, state
    full_names: dict[str, str] = {}
    for item in found:
        full_names.setdefault(item.form, item.label or " ".join(item.words))
    mentions = []
    labels = {normal_form(full): full for full in ties.values()}
    for item in found:
        form = item.form
        home = long_of.get(form, surnames.get(form, form))
        if item.adjective and item.label is not None and normal_form(item.label) != form:
            kind = MentionKind.STATE
            label = full_names.get(item.label, item.label)
        else:
            kind = votes[home].best()
            label = item.label or labels.get(home) or " ".join(item.words)
            if home != form and home not in labels:
                label = full_names[home]
        guessed = not item.adjective and votes[home].is_guess()
        mentions.append(
            Mention(item.start, item.end, kind, label, item.adjective, _METHOD, guessed)
        )
    return tuple(mentions)
