"""Ties by asserter: who is said to be what to whom, each as somebody's assertion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from sayso.core import (
    AUTHOR,
    Assertion,
    Block,
    CaseContents,
    Document,
    Polarity,
    Proposition,
    Review,
    Stance,
)
from sayso.report.model import TieLine, TiesPart, document_link
from sayso.report.sentences import AUTHOR_LABEL

#: How a tie is told, in the present whatever its time; {0} and {1} are its ends.
_TELLING = {
    "named": "{0} is named “{1}”",
    "same_as": "{0} and {1} are the same",
    "different_from": "{0} and {1} are different",
    "formerly": "{0} is the former {1}",
    "successor_of": "{0} is the successor of {1}",
    "split_from": "{0} split from {1}",
    "merged_into": "{0} merged into {1}",
    "face_of": "{0} is a face of {1}",
    "front_for": "{0} is a front for {1}",
    "brand_taken_over_by": "{0} was taken over by {1}",
    "poses_as": "{0} poses as {1}",
    "part_of": "{0} is part of {1}",
    "wing_of": "{0} is a wing of {1}",
    "affiliate_of": "{0} is an affiliate of {1}",
    "member_of": "{0} is a member of {1}",
    "leads": "{0} leads {1}",
    "umbrella_of": "{0} is an umbrella of {1}",
    "controls": "{0} controls {1}",
    "directs": "{0} directs {1}",
    "created": "{0} created {1}",
    "supports": "{0} supports {1}",
    "proxy_of": "{0} is a proxy of {1}",
    "infiltrates": "{0} infiltrates {1}",
    "allied_with": "{0} and {1} are allied",
    "rival_of": "{0} and {1} are rivals",
    "pledged_to": "{0} is pledged to {1}",
    "carried_out": "{0} carried out: {1}",
    "ordered": "{0} ordered: {1}",
    "enabled": "{0} enabled: {1}",
    "responsible_for": "{0} is responsible for: {1}",
    "has_motive": "{0} has the motive “{1}”",
    "intends": "{0} intends “{1}”",
    "active": "{0} is active",
    "incapacitated": "{0} is incapacitated",
}
_VERBS = {
    Polarity.AFFIRMS: "asserts that",
    Polarity.DENIES: "denies that",
    Polarity.QUESTIONS: "asks whether",
    Polarity.MENTIONS: "mentions that",
}
_STANCES = {
    Stance.REJECTS: "rejecting the act",
    Stance.ENDORSES: "endorsing the act",
    Stance.DISTANCES: "keeping a distance from the act",
}


def tell_tie(
    row: Assertion,
    proposition: Proposition,
    labels: Mapping[str, str],
    reporter: str | None = None,
) -> str:
    """Return an assertion as a sentence that names who puts it forward.

    `labels` names faces, events and names by id; an argument that is not among them is a literal.
    `reporter` is whoever reports it, where somebody does.

    >>> from sayso.core import make_proposition
    >>> tie = make_proposition("controls", ("a", "b"))
    >>> row = Assertion(tie.id, "x", Polarity.DENIES, "document-0", valid="2020")
    >>> tell_tie(row, tie, {"a": "Port Office", "b": "Crew A", "x": "Dock Union"})
    'Dock Union denies that Port Office controls Crew A (held: 2020).'
    """
    ends = [labels.get(arg, arg) for arg in proposition.args]
    told = _TELLING[proposition.predicate].format(*ends)
    notes = [f"kind: {value}" for _, value in proposition.qualifiers]
    if row.act_stance in _STANCES:
        notes.append(_STANCES[row.act_stance])
    if row.certainty_words:
        notes.append(f"certainty as written: “{' '.join(row.certainty_words.split())}”")
    if row.valid:
        notes.append(f"held: {row.valid}")
    if row.by_endorsement:
        notes.append("by its stance to a report")
    if reporter is not None:
        notes.append(f"reported by {reporter}")
    who = name_asserter(row.asserter, labels)
    end = f" ({'; '.join(notes)})" if notes else ""
    return f"{who[:1].upper()}{who[1:]} {_VERBS[row.polarity]} {told}{end}."


def name_asserter(asserter: str, labels: Mapping[str, str]) -> str:
    """Return how a report names an asserter: by the face's label, or as the document's voice."""
    return AUTHOR_LABEL if asserter == AUTHOR else labels.get(asserter, asserter)


def label_ends(contents: CaseContents) -> dict[str, str]:
    """Return the words for faces, events and names by their ids."""
    labels = {face.id: " ".join(face.label.split()) for face in contents.faces}
    labels |= {event.id: " ".join(event.label.split()) for event in contents.events}
    labels |= {name.id: " ".join(name.string.split()) for name in contents.names}
    return labels


def list_ties(
    contents: CaseContents, blocks: Mapping[str, Sequence[Block]]
) -> tuple[TiesPart, ...]:
    """Return the ties of a case by document and asserter, in the order of their first words.

    Suggestions, what a person rejected, and rows in which a reporter merely passes another's words
    on are left out: those stand with the row that they report.
    """
    labels = label_ends(contents)
    documents = {document.id: document for document in contents.documents}
    places = {document.id: place for place, document in enumerate(contents.documents)}
    propositions = {item.id: item for item in contents.propositions}
    rows = {row.id: row for row in contents.assertions}
    shown = [
        row
        for row in rows.values()
        if row.review not in (Review.SUGGESTED, Review.REJECTED, Review.CORRECTED)
        and not (row.by_endorsement and row.polarity is Polarity.MENTIONS)
        and row.document in documents
        and row.proposition in propositions
        and row.spans
    ]
    shown.sort(
        key=lambda row: (
            places[row.document],
            [(span.start, span.end) for span in row.spans],
            row.by_endorsement,
            propositions[row.proposition].predicate,
        )
    )
    groups: dict[tuple[str, str], list[TieLine]] = {}
    for number, row in enumerate(shown, start=1):
        reporter = rows.get(row.reported_in or "")
        text = tell_tie(
            row,
            propositions[row.proposition],
            labels,
            None if reporter is None else name_asserter(reporter.asserter, labels),
        )
        line = _make_line(row, number, text, documents[row.document], blocks)
        groups.setdefault((row.document, row.asserter), []).append(line)
    return tuple(
        TiesPart(
            f"ties-{position}",
            _open(name_asserter(asserter, labels)),
            None if asserter == AUTHOR else asserter,
            document,
            tuple(found),
        )
        for position, ((document, asserter), found) in enumerate(groups.items(), start=1)
    )


def _open(label: str) -> str:
    return label[:1].upper() + label[1:] if label == AUTHOR_LABEL else label


def _make_line(
    row: Assertion,
    number: int,
    text: str,
    document: Document,
    blocks: Mapping[str, Sequence[Block]],
) -> TieLine:
    start, end = min(span.start for span in row.spans), max(span.end for span in row.spans)
    found = blocks.get(document.id, ())
    index = bisect_right(found, start, key=lambda block: block.start) - 1
    stands = all(document.text[span.start : span.end] == span.exact for span in row.spans)
    return TieLine(
        row.id,
        number,
        text,
        document.id,
        " ".join(document.text[start:end].split()),
        document_link(document.id, start, end),
        found[index].start if index >= 0 and stands else None,
        None if row.confidence is None else f"{row.confidence:.4f}",
        row.review,
    )
