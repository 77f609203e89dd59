"""How well `sayso read` finds dates, and whether it invents days; a peer beside it.

    python bench/dates.py [--peer-python PYTHON] [--errors]

Scores the expressions of `tests/extract/gold/dates.toml` (known while the grammar was written) and
`dates_unseen.toml` (not looked at). An expression is right when a date that touches its words has
exactly the EDTF of the gold; one without a date when none is given there. An invented day is a day
in an answer that the gold does not have for the words it touches. The peer is dateparser, in the
interpreter given by `--peer-python`, with its settings as they come; its answer is cut to the
precision that it states itself. Prints Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.core import Block, Document, SourceMap
from sayso.extract.dates import find_dates

GOLD = Path(__file__).parent.parent / "tests" / "extract" / "gold"
PEER = Path(__file__).with_name("dateparser_peer.py")
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?\Z")
_DAY = re.compile(r"-?\d{4}-(?:0\d|1[0-2])-\d\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """A date that a system gives for code points `start` to `end`; several readings by a bar."""

    start: int
    end: int
    edtf: str


@dataclass(slots=True)
class Score:
    """Counts over the expressions of one file.

    `plain` (one year, month or day), `other` (intervals, sets, approximate dates) and `empty` (no
    date) hold the right ones and all.
    """

    right: int = 0
    expressions: int = 0
    invented: int = 0
    stray: int = 0
    plain: list[int] = field(default_factory=lambda: [0, 0])
    other: list[int] = field(default_factory=lambda: [0, 0])
    empty: list[int] = field(default_factory=lambda: [0, 0])


def read_gold(name: str) -> list[dict[str, Any]]:
    """Return the sentences of a gold file, each with its expressions placed in the text."""
    with (GOLD / name).open("rb") as file:
        sentences: list[dict[str, Any]] = tomllib.load(file)["sentence"]
    for sentence in sentences:
        at = 0
        sentence["expressions"] = []
        for words, edtf in sentence.get("dates", ()):
            start = sentence["text"].index(words, at)
            at = start + len(words)
            sentence["expressions"].append((start, at, edtf))
        for words in sentence.get("not_dates", ()):
            start = sentence["text"].index(words)
            sentence["expressions"].append((start, start + len(words), None))
    return sentences


def answer(sentence: dict[str, Any]) -> list[Answer]:
    """Return what Sayso gives for a sentence, mentions that stay open included (empty EDTF)."""
    text = sentence["text"]
    document = Document(
        hashlib.sha256(text.encode()).hexdigest(), "text/plain", "gold", text,
        (Block(0, len(text)),), SourceMap(()),
        published=sentence.get("published"), language=sentence.get("language", "en"),
    )  # fmt: skip
    return [
        Answer(m.span.start, m.span.end, m.edtf or "|".join(m.readings))
        for m in find_dates(document)
    ]


def ask_peer(python: str, sentences: list[dict[str, Any]]) -> list[list[Answer]]:
    """Return what dateparser gives for each sentence."""
    rows = [
        {key: s.get(key) for key in ("text", "published")} | {"language": s.get("language", "en")}
        for s in sentences
    ]
    done = subprocess.run(
        [python, str(PEER)], input=json.dumps(rows), stdout=subprocess.PIPE, text=True, check=True
    )
    return [[Answer(*item) for item in found] for found in json.loads(done.stdout)]


def score(
    sentences: list[dict[str, Any]], answers: list[list[Answer]], *, errors: bool = False
) -> Score:
    """Return the counts; with `errors`, each wrong expression is printed."""
    total = Score()
    for sentence, found in zip(sentences, answers, strict=True):
        allowed: dict[int, set[str]] = {}
        for start, end, edtf in sentence["expressions"]:
            touching = [n for n, one in enumerate(found) if one.start < end and start < one.end]
            for n in touching:
                allowed.setdefault(n, set()).update(_DAY.findall(edtf or ""))
            given = [found[n].edtf for n in touching]
            if edtf:
                right = edtf in given
            elif edtf is None:
                right = not touching
            else:
                right = not any(given)
            plain = _PLAIN.match(edtf or "") is not None
            kind = total.empty if not edtf else total.plain if plain else total.other
            kind[0] += right
            kind[1] += 1
            total.right += right
            total.expressions += 1
            if errors and not right:
                words = sentence["text"][start:end]
                print(
                    f"{words!r}: {edtf!r}, given {given} in {sentence['text']!r}", file=sys.stderr
                )
        for n, one in enumerate(found):
            total.stray += n not in allowed and bool(one.edtf)
            invented = set(_DAY.findall(one.edtf)) - allowed.get(n, set())
            total.invented += len(invented)
            if errors and (invented or (n not in allowed and one.edtf)):
                print(f"stray or invented: {one} in {sentence['text']!r}", file=sys.stderr)
    return total


def find_peer(python: str | None) -> str | None:
    """Return the peer's version in an interpreter, or None, with a remark, without one."""
    if python is None:
        return None
    try:
        done = subprocess.run([python, str(PEER), "--version"], capture_output=True, text=True)
    except OSError as error:
        print(f"{python}: {error.strerror}; the peer is not run.", file=sys.stderr)
        return None
    if done.returncode:
        print(f"{python}: {done.stderr.strip()[-300:]}; the peer is not run.", file=sys.stderr)
        return None
    return done.stdout.strip()


def main() -> None:
    """Score and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer-python", metavar="PYTHON", help="an interpreter with dateparser")
    parser.add_argument("--errors", action="store_true", help="list what went wrong in dates.toml")
    options = parser.parse_args()
    version = find_peer(options.peer_python)
    names = ("dates.toml", "dates_unseen.toml")
    golds = [read_gold(name) for name in names]
    rows = []
    for name, sentences in zip(names, golds, strict=True):
        shown = options.errors and name == names[0]
        own = score(sentences, [answer(s) for s in sentences], errors=shown)
        rows.append((name, f"Sayso {__version__}", own))
        if version is not None:
            theirs = score(sentences, ask_peer(options.peer_python, sentences))
            rows.append((name, f"dateparser {version}", theirs))
    command = f"python bench/dates.py{' --peer-python PYTHON' if version else ''}"
    total = sum(one.expressions for _, system, one in rows if system.startswith("Sayso"))
    print(
        f"## Dates\n\n`{command}`: {total} expressions in sentences of our own. "
        "`dates_unseen.toml` was written before the grammar, by the same hand and to the same "
        "conventions, and not looked at while it was made. Other forms are intervals, sets and "
        "approximate dates.\n\n"
        "| gold | system | exact | year, month or day | other forms | no date | invented days | "
        "stray dates |\n|---|---|---|---|---|---|---|---|"
    )
    for name, system, one in rows:
        share = one.right / one.expressions
        print(
            f"| `{name}` | {system} | {one.right} of {one.expressions} ({share:.3f}) | "
            f"{one.plain[0]} of {one.plain[1]} | {one.other[0]} of {one.other[1]} | "
            f"{one.empty[0]} of {one.empty[1]} | "
            f"{one.invented} | {one.stray} |"
        )
    if version is not None:
        own, theirs = (
            sum(one.right for _, system, one in rows if system.startswith(start))
            for start in ("Sayso", "dateparser")
        )
        print(
            f"\nExact on both halves: {own} against {theirs} of {total}, "
            f"{own / max(1, theirs):.1f} times as many. dateparser's `search_dates` was given the "
            "language and the day of publication, and its answer the precision that dateparser "
            "states (`period`); it has no intervals, sets or approximate dates."
        )
    else:
        print("\nNo peer was run here: give `--peer-python` an interpreter with dateparser.")


if __name__ == "__main__":
    main()
