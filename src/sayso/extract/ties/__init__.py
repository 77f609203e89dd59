"""Ties and events in a document: who is said to be what to whom, and by whom it is said."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.core import Attribution, Document, Face
from sayso.extract.dates import DateMention
from sayso.extract.language import is_english
from sayso.extract.lines import read_lines
from sayso.extract.recognise import Mention, Recogniser, find_names
from sayso.extract.ties.forms import load_lexicon
from sayso.extract.ties.reading import METHOD, TieReader
from sayso.extract.ties.tie import TieReading

__all__ = ["TieReading", "read_ties"]


def read_ties(
    document: Document,
    attributions: Sequence[Attribution],
    faces: Sequence[Face],
    dates: Sequence[DateMention] = (),
    recognisers: Sequence[Recogniser] = (),
) -> TieReading:
    """Return the ties and events of a document, each by whoever puts it forward.

    What stands in no attribution is the author's. `dates` are those of the document. `recognisers`
    add to the names that are found and have the last word on those that they find. Ties are read
    in English only.
    """
    if not is_english(document):
        return TieReading(tuple(attributions), tuple(faces), (), (), (), ())
    lines, _ = read_lines(document)
    mentions = find_names(document.text, lines)
    for recogniser in recognisers:
        mentions = join_mentions(mentions, recogniser.find_mentions(document))
    method = "+".join((METHOD, *(f"{item.name}/{item.version}" for item in recognisers)))
    reader = TieReader(
        document, lines, mentions, attributions, faces, load_lexicon(), dates, method
    )
    return reader.read()


def join_mentions(found: Sequence[Mention], more: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return all mentions in text order; of two that overlap, the one of `more`."""
    taken = sorted((mention.start, mention.end) for mention in more)
    kept: list[Mention] = []
    at = 0
    for mention in found:
        while at < len(taken) and taken[at][1] <= mention.start:
            at += 1
        if at == len(taken) or taken[at][0] >= mention.end:
            kept.append(mention)
    return tuple(sorted((*kept, *more), key=lambda mention: mention.start))
