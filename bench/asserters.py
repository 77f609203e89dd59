"""Measure how often the asserter of a source is right when the source itself is given.

    python bench/asserters.py [--write-docs]  Markdown for the manual: both halves, by step
    python bench/asserters.py --half look     only the half that was looked at
    python bench/asserters.py --wrong         list what was wrong, by place (prints no article)
    python bench/asserters.py --own           our own texts alone, without the data

Gold: `tests/extract/gold/asserters` (its README says how it was made). The articles come from
`data/attribution/train.jsonl` under `../shared` or `SAYSO_SHARED`. The resolver gets every marked
attribution of an article, sources and contents, and says whose they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attribution_data import ROOT, find_data, read_rows
from reading.page import write_section

from sayso.core import (
    AUTHOR,
    Attribution,
    AttributionKind,
    Block,
    Document,
    Face,
    SourceMap,
    SpanRole,
)
from sayso.extract.asserters import trace_asserters

GOLD = ROOT / "tests" / "extract" / "gold" / "asserters"
#: Two parties' names that overlap are one mention when the shorter is this share of the longer.
SAME_MENTION = 0.6
_MARK = re.compile(r"\{(?P<who>[\w/]+):|(?P<end>\})|<(?P<open>\w)>|</(?P<close>\w)>")
_DETERMINER = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?")

Range = tuple[int, int]

INTRODUCTION = (
    "## Asserters\n\n`python bench/asserters.py --write-docs`: share of source spans whose "
    "asserter is right when the resolver is given the attributions that people marked (training "
    "articles), or the sources of our own texts. `look` was looked at while the resolver was "
    "written; `unseen` was labelled afterwards and scored once, at .956 of 135; two rules were "
    "mended after that. Labels are one person's (`tests/extract/gold/asserters/README.md`)."
)


@dataclass(frozen=True)
class Source:
    """A source span of the gold: its fragments, and who it may be named as."""

    fragments: tuple[Range, ...]
    who: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A document of the gold: its parties with the places that name them, and its sources.

    `half` is `look` where it was looked at while the resolver was written, else `unseen`.
    """

    name: str
    half: str
    document: Document
    attributions: tuple[Attribution, ...]
    parties: dict[str, tuple[Range, ...]]
    sources: tuple[Source, ...]


@dataclass
class Tally:
    """How many sources were met, answered (anything but nobody) and right."""

    met: int = 0
    answered: int = 0
    right: int = 0
    answered_right: int = 0
    by_step: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, step: str, *, answered: bool, right: bool) -> None:
        """Count one source."""
        self.met += 1
        self.answered += answered
        self.right += right
        self.answered_right += answered and right
        self.by_step[step][0] += 1
        self.by_step[step][1] += right


def make_document(text: str, name: str) -> Document:
    """Return a text as a document: each line that is not blank is a block."""
    blocks = tuple(
        Block(match.start(), match.end())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(digest, "text/plain", name, text, blocks, SourceMap(()), language="en")


def make_attribution(
    document: Document, source: Sequence[Range], cue: Sequence[Range], content: Sequence[Range]
) -> Attribution:
    """Return an attribution with these spans, direct where its content opens with a mark."""
    opened = bool(content) and document.text[content[0][0]] in "\"“'‘«"
    return Attribution(
        document=document.id,
        source=tuple(document.span(a, b, SpanRole.SOURCE) for a, b in source),
        cue=tuple(document.span(a, b, SpanRole.CUE) for a, b in cue),
        content=tuple(document.span(a, b, SpanRole.CONTENT) for a, b in content),
        kind=AttributionKind.DIRECT if opened else AttributionKind.INDIRECT,
    )


def read_articles(path: Path) -> Iterator[Marked]:
    """Yield the training articles of the gold with all their marked attributions."""
    gold = {}
    for line in (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["article"]] = row
    for row in read_rows(path):
        marked = gold.get(row["id"])
        if marked is None:
            continue
        document = make_document(row["text"], row["id"])
        attributions = {}
        for item in row["attributions"]:
            built = make_attribution(document, item["source"], item["cue"], item["content"])
            attributions[built.id] = built
        yield Marked(
            row["id"],
            marked["half"],
            document,
            tuple(attributions.values()),
            {name: _ranges(places) for name, places in marked["parties"].items()},
            tuple(Source(_ranges(s["source"]), tuple(s["who"])) for s in marked["sources"]),
        )


def read_own() -> Iterator[Marked]:
    """Yield our own texts: `{party:source}` is a source, `<p>name</p>` names the party p."""
    for path in sorted((GOLD / "own").glob("*/*.txt")):
        text = ""
        sources: list[Source] = []
        parties: dict[str, list[Range]] = defaultdict(list)
        opened: list[tuple[str, int]] = []
        given = path.read_text(encoding="utf-8")
        last = 0
        for mark in _MARK.finditer(given):
            text += given[last : mark.start()]
            last = mark.end()
            if mark["who"] or mark["open"]:
                opened.append((mark["who"] or mark["open"], len(text)))
                continue
            who, start = opened.pop()
            if mark["end"]:
                sources.append(Source(((start, len(text)),), tuple(who.split("/"))))
            else:
                parties[who].append((start, len(text)))
        text += given[last:]
        document = make_document(text, path.stem)
        attributions = tuple(_rest_of_sentence(document, source) for source in sources)
        places = {name: tuple(ranges) for name, ranges in parties.items()}
        yield Marked(path.stem, path.parent.name, document, attributions, places, tuple(sources))


def _rest_of_sentence(document: Document, source: Source) -> Attribution:
    """Return a source with the rest of its sentence as content, without a cue."""
    start, end = source.fragments[0]
    match = _SENTENCE.match(document.text, end)
    stop = match.end() if match else end
    content = [(end + 1, stop)] if stop > end + 1 else [(max(0, start - 2), start - 1)]
    return make_attribution(document, source.fragments, (), content)


def _ranges(pairs: Sequence[Sequence[int]]) -> tuple[Range, ...]:
    return tuple((start, end) for start, end in pairs)


def is_right(marked: Marked, source: Source, asserter: str | None, faces: dict[str, Face]) -> bool:
    """Return whether an asserter is one that the gold allows for a source."""
    if asserter is None:
        return "unresolved" in source.who
    if asserter == AUTHOR:
        return "author" in source.who
    mentions = [(span.start, span.end) for span in faces[asserter].mentions]
    for who in source.who:
        if who in ("author", "unresolved"):
            continue
        own = _bare(marked, source.fragments if who == "role" else marked.parties[who])
        if not any(_holds(mention, place) for mention in mentions for place in own):
            continue
        others = _other_places(marked, source, who)
        if not any(_is_same(mention, place) for mention in mentions for place in others):
            return True
    return False


def _bare(marked: Marked, places: Sequence[Range]) -> tuple[Range, ...]:
    """Return places without the determiner, which a mention need not hold."""
    found = []
    for start, end in places:
        opened = _DETERMINER.match(marked.document.text, start, end)
        found.append((opened.end() if opened else start, end))
    return tuple(found)


def _other_places(marked: Marked, source: Source, who: str) -> Iterator[Range]:
    """Yield where parties other than a source's are named, roles of other wording too."""
    for name, places in marked.parties.items():
        if name not in source.who:
            yield from places
    words = _words(marked, source)
    for other in marked.sources:
        if not set(other.who) & set(source.who) or (
            who == "role" and other.who == ("role",) and _words(marked, other) != words
        ):
            named = {w for w in other.who if w in marked.parties}
            if not named:
                yield from other.fragments


def _words(marked: Marked, source: Source) -> str:
    text = " ".join(marked.document.text[a:b] for a, b in source.fragments).lower()
    return " ".join(word for word in text.split() if word not in ("the", "a", "an"))


def _holds(mention: Range, place: Range) -> bool:
    return mention[0] <= place[0] and place[1] <= mention[1]


def _is_same(mention: Range, place: Range) -> bool:
    shared = min(mention[1], place[1]) - max(mention[0], place[0])
    longest = max(mention[1] - mention[0], place[1] - place[0])
    return shared >= SAME_MENTION * longest


def measure(items: Sequence[Marked], *, show: bool = False) -> Tally:
    """Return the tally over the sources of some documents."""
    tally = Tally()
    for marked in items:
        rows, faces, _, steps = trace_asserters(marked.document, marked.attributions)
        by_id = {face.id: face for face in faces}
        found: dict[tuple[Range, ...], tuple[str | None, str]] = {}
        for row, step in zip(rows, steps, strict=True):
            found.setdefault(tuple((s.start, s.end) for s in row.source), (row.asserter, step))
        for number, source in enumerate(marked.sources, 1):
            asserter, step = found[source.fragments]
            right = is_right(marked, source, asserter, by_id)
            tally.add(step, answered=asserter is not None, right=right)
            if show and not right:
                face = by_id.get(asserter or "")
                places = [(s.start, s.end) for s in face.mentions[:4]] if face else asserter
                print(marked.name, number, source.fragments, source.who, step, places)
    return tally


def wilson(right: int, met: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's formula; (0, 1) where nothing was met.

    References: E. B. Wilson, Probable inference, JASA 22 (1927).
    """
    if not met:
        return 0.0, 1.0
    z = 1.96
    share = right / met
    middle = share + z * z / (2 * met)
    spread = z * math.sqrt(share * (1 - share) / met + z * z / (4 * met * met))
    low, high = (middle - spread) / (1 + z * z / met), (middle + spread) / (1 + z * z / met)
    return low, high


def describe(groups: dict[str, Tally]) -> str:
    """Return the shares as Markdown, a column a group, then the steps."""
    names = list(groups)
    lines = ["| | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    rows: dict[str, list[str]] = defaultdict(list)
    for tally in groups.values():
        low, high = wilson(tally.right, tally.met)
        rows["source spans"].append(str(tally.met))
        rows["right"].append(_share(tally.right, tally.met))
        rows["95 % interval (Wilson)"].append(f"{low:.3f} to {high:.3f}")
        rows["answered (not left open)"].append(str(tally.answered))
        rows["of these right"].append(_share(tally.answered_right, tally.answered))
    lines += [f"| {label} | " + " | ".join(cells) + " |" for label, cells in rows.items()]
    total: Counter[str] = Counter()
    for tally in groups.values():
        total.update({step: counts[0] for step, counts in tally.by_step.items()})
    lines += ["", "Right of met, by the step that settled it:", ""]
    lines += ["| step | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for step, _ in total.most_common():
        counts = [tally.by_step.get(step, [0, 0]) for tally in groups.values()]
        shown = " | ".join(f"{right} of {met}" for met, right in counts)
        lines.append(f"| {step} | {shown} |")
    return "\n".join(lines)


def _share(right: int, met: int) -> str:
    return f"{right / met:.3f}" if met else "–"


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("look", "unseen"), help="only this half")
    parser.add_argument("--wrong", action="store_true", help="list the errors by place")
    parser.add_argument("--own", action="store_true", help="our own texts alone, without the data")
    parser.add_argument("--write-docs", action="store_true", help="write the manual's section")
    options = parser.parse_args()
    kinds: dict[str, list[Marked]] = {"own": list(read_own())}
    if not options.own:
        kinds = {"articles": list(read_articles(find_data("train.jsonl") / "train.jsonl")), **kinds}
    halves = [options.half] if options.half else ["look", "unseen"]
    groups: dict[str, Tally] = {}
    for half in halves:
        both = [item for items in kinds.values() for item in items if item.half == half]
        for kind, items in kinds.items():
            chosen = [item for item in items if item.half == half]
            show = options.wrong
            groups[f"{kind}, {half}"] = measure(chosen, show=show)
        if len(kinds) > 1:
            groups[f"both, {half}"] = measure(both)
    body = f"{INTRODUCTION}\n\n{describe(groups)}"
    print(body)
    if options.write_docs:
        if options.half or options.own:
            parser.error("--write-docs needs both halves and the articles")
        write_section("bench/asserters.py", body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
