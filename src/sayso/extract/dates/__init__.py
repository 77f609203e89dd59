"""When: the dates that a document gives, as EDTF, and those that it leaves open."""

from __future__ import annotations

from sayso.core import BlockKind, Document
from sayso.extract.dates.anchor import read_anchor
from sayso.extract.dates.expressions import find_expressions
from sayso.extract.dates.mention import DateGrounds, DateMention, list_open_dates
from sayso.extract.dates.resolve import resolve
from sayso.extract.dates.tokens import document_language, read_tokens

__all__ = ["DateGrounds", "DateMention", "find_dates", "list_open_dates"]


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """Return the dates of a document, in text order; a bound and the dates in it may overlap.

    English in full; Spanish, French, German and Portuguese months, orders, ranges and bounds; dates
    in digits in any language. Words that count from now count from the date of publication, at its
    own precision: published 2021-08, "last Thursday" stays open. No day is given that neither the
    words nor that date give. A day or month without a year takes the nearest past one, publication
    included, or the nearest to come where a verb looks ahead, and says that it was inferred.
    Boilerplate is not read. The time is linear in the text.
    """
    anchor = read_anchor(document.published)
    language = document_language(document)
    found: list[DateMention] = []
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        tokens = read_tokens(document, block, language)
        expressions = find_expressions(tokens, anchor)
        found += resolve(document, tokens, expressions, anchor)
    return tuple(sorted(found, key=lambda mention: (mention.span.start, mention.span.end)))
