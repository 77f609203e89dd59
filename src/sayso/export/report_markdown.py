"""A report as Markdown: CommonMark, with a footnote for each piece of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.core import show_safely
from sayso.export.wording import (
    ASSERTER_WORDS,
    ROLE_WORDS,
    describe_claim,
    describe_head,
    describe_namesakes,
    describe_view,
    quote_text,
)
from sayso.report import Claim, DocumentPart, Evidence, Report, ReportHead, Sentence

# What CommonMark, and the tables, strike-throughs, bare links and formulas of its usual extensions,
# can read as markup inside a line.
_INLINE = re.compile(r"([\\`*_{}\[\]<>#|~&$^@]|:(?!\s|\Z))")
# What begins a block at the start of a line.
_OPENING = re.compile(r"(?:([-+=])|(\d{1,9})([.)])(?=\s|\Z))")
# A bare "www." is a link to some readers.
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)


def write_report_markdown(report: Report) -> bytes:
    """Return the report as Markdown in UTF-8; the same report gives the same bytes.

    Evidence stands in footnotes (`[^12]`, an extension that most readers of CommonMark know), with
    `sayso://` addresses. Whatever comes from a document is escaped: it can form no markup, and
    control and reordering characters in it are written out. Texts are not repeated in whole.
    """
    return ("\n".join(_write_lines(report)).strip() + "\n").encode("utf-8")


def escape(text: str) -> str:
    r"""Return `text` on one line with all that Markdown would act on escaped.

    >>> escape("1. *not* a [list](x)")
    '1\\. \\*not\\* a \\[list\\](x)'
    """
    line = show_safely(" ".join(text.split()), one_line=True)
    line = _WWW.sub(lambda match: f"{match.group()[:-1]}\\.", _INLINE.sub(r"\\\1", line))
    opening = _OPENING.match(line)
    if opening is None:
        return line
    sign, digits, point = opening.groups()
    rest = line[opening.end() :]
    return f"\\{sign}{rest}" if sign else f"{digits}\\{point}{rest}"


def _write_lines(report: Report) -> Iterator[str]:
    numbers = {item.id: item.number for item in report.evidence}
    labels = {part.id: part.label for part in report.documents}
    yield f"# {escape(report.head.title)}"
    yield ""
    for position, sentence in enumerate(report.opening):
        text = f"{escape(sentence.text)}{_notes(sentence, numbers)}"
        yield f"**{text}**" if position == 0 else text
        yield ""
    yield from _write_documents(report)
    yield "## Who says what, by document"
    yield ""
    for part in report.documents:
        yield f"### {escape(part.label)}"
        yield ""
        yield from _write_claims(part.accounts, numbers)
        if not part.accounts:
            yield "The reading found nobody quoted in this document."
        yield ""
    yield "## Who says what, by asserter"
    yield ""
    yield "A party is taken as one within a document only. A shared name is not an identity."
    yield ""
    for asserter in report.asserters:
        kind = ASSERTER_WORDS.get(asserter.kind, asserter.kind)
        yield f"### {escape(asserter.label)} ({escape(kind)})"
        yield ""
        yield f"{escape(asserter.finding.text)}{_notes(asserter.finding, numbers)}"
        yield ""
        for sentence in asserter.accounts:
            yield f"- {escape(sentence.text)}{_notes(sentence, numbers)}"
        yield ""
    yield from _write_ties(report, labels)
    if report.suggestions:
        yield "## Suggestions"
        yield ""
        yield "These are below the threshold of the reading and are not counted above."
        yield ""
        yield from _write_claims(report.suggestions, numbers)
        yield ""
    yield from _write_actors(report, labels)
    yield from _write_problems(report)
    yield from _write_head(report.head)
    yield "## Evidence"
    yield ""
    yield "Offsets count code points in the text of the document, from 0, the end not included."
    yield ""
    for item in report.evidence:
        yield _write_evidence(item, labels)
        yield ""


def _notes(sentence: Sentence, numbers: dict[str, int]) -> str:
    return "".join(f"[^{numbers[id_]}]" for id_ in sentence.evidence)


def _write_documents(report: Report) -> Iterator[str]:
    yield "## Documents"
    yield ""
    if not report.documents:
        yield "The case holds no document."
        yield ""
    for part in report.documents:
        yield f"### {escape(part.label)}"
        yield ""
        for label, value in _card(part):
            if value:
                yield f"- {label}: {escape(value)}"
        yield f"- SHA-256: {_code(part.sha256)}"
        yield f"- Address: {_code(part.link)}"
        yield ""


def _card(part: DocumentPart) -> tuple[tuple[str, str | None], ...]:
    accounts = "account" if part.claims == 1 else "accounts"
    return (
        ("Outlet", part.outlet),
        ("By", part.byline),
        ("Published", part.published or "not stated"),
        ("Language", part.language or "not stated"),
        ("From", part.uri),
        ("Row", part.member),
        ("Type", part.media_type),
        ("Read by", part.reader),
        ("Retrieved", part.retrieved_at),
        ("Holds", f"{part.words:,} words, {part.claims:,} {accounts}"),
        ("Problems", f"{part.problem_count:,}, listed below" if part.problem_count else None),
    )


def _write_claims(claims: Sequence[Claim], numbers: dict[str, int]) -> Iterator[str]:
    waiting = [(claim, 0) for claim in reversed(claims)]
    while waiting:
        claim, depth = waiting.pop()
        indent = "  " * depth
        yield f"{indent}- {escape(claim.sentence.text)}{_notes(claim.sentence, numbers)}"
        yield ""
        yield f"{indent}  > {escape(quote_text(claim.context))}"
        yield ""
        facts = "; ".join(f"{label}: {escape(value)}" for label, value in describe_claim(claim))
        yield f"{indent}  {facts}"
        yield ""
        waiting.extend((child, depth + 1) for child in reversed(claim.children))


def _write_ties(report: Report, labels: dict[str, str]) -> Iterator[str]:
    if not report.ties:
        return
    yield "## Ties by asserter"
    yield ""
    yield (
        "Each line is what somebody asserts of parties, never a finding of this report. Times are "
        "those that the text gives."
    )
    yield ""
    for part in report.ties:
        yield f"### {escape(part.label)}, in {escape(labels[part.document])}"
        yield ""
        for line in part.ties:
            yield f"- {escape(line.text)} Words: “{escape(line.words)}”; {_code(line.link)}"
        yield ""


def _write_actors(report: Report, labels: dict[str, str]) -> Iterator[str]:
    yield "## Parties mentioned"
    yield ""
    yield (
        "Each line is a party as one document presents it. The same name in two documents is two "
        "lines: a shared name is not an identity."
    )
    yield ""
    for part in report.actors:
        home = labels.get(part.document or "", part.document or "an import")
        mentions = "mention" if len(part.mentions) == 1 else "mentions"
        line = (
            f"- {escape(part.label)} ({part.kind.value}), in {escape(home)}: "
            f"{len(part.mentions):,} {mentions}"
        )
        if part.names[1:]:
            line += f"; also written {', '.join(escape(name) for name in part.names[1:])}"
        if part.same_label:
            places = ", ".join(escape(labels.get(id_, id_)) for id_ in part.same_label)
            line += f"; {describe_namesakes(part)} {places}"
        if part.mentions:
            line += f"; {', '.join(_code(mention.link) for mention in part.mentions)}"
        yield line
    yield ""


def _write_problems(report: Report) -> Iterator[str]:
    yield "## Problems"
    yield ""
    if not report.problems:
        yield "Nothing was left out or failed."
        yield ""
    for group in report.problems:
        yield f"### {escape(group.title)}"
        yield ""
        for problem in group.problems:
            lost = " (Something was left out.)" if problem.lost else ""
            yield f"- {escape(problem.describe())}{lost}"
        yield ""


def _write_head(head: ReportHead) -> Iterator[str]:
    settings = "; ".join(f"{name} = {value}" for name, value in head.settings)
    layers = "; ".join(
        f"{layer.name}: {'in force' if layer.in_force else 'not in force'}"
        + (f" ({layer.why})" if layer.why else "")
        for layer in head.layers
    )
    yield "## How this was made"
    yield ""
    yield f"- Sayso: {escape(head.sayso)}"
    yield f"- Case head: {escape(describe_head(head.case_head))}"
    yield f"- View: {escape(describe_view(head.view))}"
    yield f"- Methods: {escape(', '.join(head.methods) or 'none recorded')}"
    yield f"- Settings: {escape(settings or 'all at their defaults')}"
    yield f"- Protection: {escape(layers or 'not recorded')}"
    yield ""


def _write_evidence(item: Evidence, labels: dict[str, str]) -> str:
    offsets = ", ".join(f"{ROLE_WORDS[span.role]} {span.start}–{span.end}" for span in item.spans)
    parts = (
        f"Quote: {escape(quote_text(item.context))}",
        f"Asserter: {escape(item.asserter_label)}",
        f"Path: {escape(' › '.join(item.path))}",
        f"Document: {escape(labels[item.document])}",
        f"SHA-256: {_code(item.sha256)}",
        f"Offsets: {offsets}",
        f"Method: {escape(item.method or 'not recorded')}",
        f"Address: {_code(item.link)}",
    )
    return f"[^{item.number}]: {' — '.join(parts)}"


def _code(text: str) -> str:
    # For addresses and hashes, which hold no backtick; what does is escaped as words.
    return escape(text) if "`" in text else f"`{show_safely(text, one_line=True)}`"
