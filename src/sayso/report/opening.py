"""The first sentences of a report: what was reviewed, how much there is, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.core import CaseContents, Review
from sayso.report.model import Claim, Number, Sentence, SentenceKind
from sayso.report.sentences import Agent, count_words

_REVIEWED = (
    ("accepted", Review.ACCEPTED),
    ("corrected", Review.CORRECTED),
    ("rejected", Review.REJECTED),
)


def write_opening(
    contents: CaseContents,
    claims: Sequence[Claim],
    agents: Mapping[int, Agent],
    *,
    suggestions: int,
    set_aside: int,
    orphans: int,
    disputes: int,
) -> tuple[Sentence, ...]:
    """Return the opening; its first sentence says how far a person has looked at the rows.

    `claims` are those shown, `agents` who is named for each by number. `suggestions`, `set_aside`
    and `orphans` count the rows that are not among them, `disputes` those about which analysts
    differ. `contents` holds the reviews as they stand.
    """
    texts = [
        _tell_review(contents),
        _method(
            "stance",
            "Each account below names whoever it is given to and leads to the words on the page. "
            "Sayso gives no verdict and marks no account as the true one.",
        ),
        _tell_counts(contents, len(claims)),
    ]
    nobody = [claim for claim in claims if agents[claim.number].kind == "nobody"]
    unresolved = [claim for claim in claims if agents[claim.number].kind == "unresolved"]
    if nobody:
        count = count_words(len(nobody), "account", "accounts")
        texts.append(_finding("nobody", f"Nobody is named for {count}.", nobody))
    if unresolved:
        count = count_words(len(unresolved), "account", "accounts")
        text = f"The source of {count} could not be resolved to a party and is quoted as it stands."
        texts.append(_finding("unresolved", text, unresolved))
    texts.append(
        _method(
            "voice",
            "What no attribution covers is said in a document's own voice; it is in the texts at "
            "the end and is not listed as an account.",
        )
    )
    if suggestions:
        count = count_words(suggestions, "suggestion", "suggestions")
        texts.append(
            _method(
                "suggestions",
                f"{count} below the threshold of the reading "
                f"{'is' if suggestions == 1 else 'are'} marked and not counted.",
                Number(f"{suggestions:,}", "rows whose review is suggested"),
            )
        )
    if set_aside:
        count = count_words(set_aside, "row", "rows")
        texts.append(
            _method(
                "set-aside",
                f"{count} that a person rejected or replaced by a correction "
                f"{'is' if set_aside == 1 else 'are'} left out.",
                Number(f"{set_aside:,}", "rows whose review is rejected or corrected"),
            )
        )
    if disputes:
        count = count_words(disputes, "row", "rows")
        texts.append(
            _method(
                "disputes",
                f"On {count} analysts differ; {'it stands' if disputes == 1 else 'they stand'} as "
                "proposed, and the difference is listed among the problems.",
                Number(f"{disputes:,}", "rows on which analysts decided differently"),
            )
        )
    if orphans:
        count = count_words(orphans, "row", "rows")
        texts.append(
            _method(
                "orphans",
                f"{count} whose words cannot be found again "
                f"{'is' if orphans == 1 else 'are'} left out and listed as problems.",
                Number(f"{orphans:,}", "rows whose words are not at their offsets"),
            )
        )
    return tuple(texts)


def _tell_review(contents: CaseContents) -> Sentence:
    # A correction and the row by hand in its place are one row reviewed.
    rows = [row.review for row in contents.attributions if not row.is_by_hand]
    rows += [row.review for row in contents.assertions]
    counts = tuple((word, rows.count(review)) for word, review in _REVIEWED)
    reviewed = sum(count for _, count in counts)
    replacing = {row.replacement for row in contents.judgements}
    added = sum(
        row.is_by_hand and row.review is Review.ACCEPTED and row.id not in replacing
        for row in {row.id: row for row in contents.attributions}.values()
    )
    more = f" {added:,} more {'was' if added == 1 else 'were'} added by a person." if added else ""
    tail = (Number(f"{added:,}", "rows that a person added"),) if added else ()
    if not reviewed:
        proposed = " that was proposed" if added else ""
        text = f"No row of this case{proposed} was reviewed by a person.{more}"
        return _method("review", text, *tail)
    parts = [f"{count:,} {word}" for word, count in counts if count]
    return _method(
        "review",
        f"{reviewed:,} of {len(rows):,} rows were reviewed by a person: {', '.join(parts)}.{more}",
        Number(f"{reviewed:,}", "rows accepted, corrected or rejected"),
        Number(f"{len(rows):,}", "attributions and assertions that were proposed"),
        *(Number(f"{count:,}", f"rows {word}") for word, count in counts if count),
        *tail,
    )


def _tell_counts(contents: CaseContents, claims: int) -> Sentence:
    documents = len({document.id for document in contents.documents})
    problems = len({problem.id for problem in contents.problems})
    faces = len({face.id for face in contents.faces})
    return _method(
        "counts",
        f"The case holds {count_words(documents, 'document', 'documents')}; this report holds "
        f"{count_words(claims, 'account', 'accounts')}, {count_words(faces, 'face', 'faces')} of "
        f"parties and {count_words(problems, 'problem', 'problems')} met while reading.",
        Number(f"{documents:,}", "documents of the case"),
        Number(f"{claims:,}", "attributions shown"),
        Number(f"{faces:,}", "faces of the case"),
        Number(f"{problems:,}", "problems of the case"),
    )


def _method(name: str, text: str, *numbers: Number) -> Sentence:
    return Sentence(f"s-opening-{name}", SentenceKind.METHOD, text, (), numbers)


def _finding(name: str, text: str, claims: Sequence[Claim]) -> Sentence:
    return Sentence(
        f"s-opening-{name}",
        SentenceKind.FINDING,
        text,
        tuple(claim.id for claim in claims),
        (Number(f"{len(claims):,}", "accounts it leads to"),),
    )
