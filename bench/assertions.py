"""How well ties, their asserters and names with their kinds are read, on the gold for them.

    python bench/assertions.py [--half look|unseen|both] [--reading rules] [--peer-python PYTHON]
    python bench/assertions.py --list        the rows that differ, own texts of the half look alone

Scores `sayso.extract.extract_document` on `tests/extract/gold/ties` and, where `data/attribution`
is at hand under `../shared` or `SAYSO_SHARED`, on its labelled stretches of articles. A tie is
right if predicate, arguments (by their heads), polarity and asserter are; suggestions do not count.
The peer for names is spaCy's small English model in the interpreter given by `--peer-python`; its
labels stand for the kinds that they most often are in the half `look` of the same source. Of the
half `unseen` and of articles nothing but counts is ever shown. Prints Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from attribution_data import ROOT, read_rows
from event_scoring import EventScore, FoundEvent, score_events
from mention_scoring import (
    LEVELS,
    FoundName,
    count_kinds,
    keep_countable,
    learn_labels,
    score_names,
)
from tie_scoring import (
    SEED,
    Counts,
    FoundTie,
    Given,
    GoldText,
    Range,
    bootstrap,
    find_words,
    load_articles,
    load_texts,
    score_text,
)

from sayso import __version__
from sayso.core import (
    AUTHOR,
    Block,
    BlockKind,
    Document,
    Face,
    Polarity,
    Review,
    SourceMap,
)
from sayso.extract import Extraction, Reading, extract_document, find_reading

PEER = Path(__file__).with_name("spacy_peer.py")
#: spaCy's labels for what can be a name of a party, a place or an event, in coarse kinds.
COARSE_LABELS = {
    "PERSON": "person",
    "NORP": "body",
    "ORG": "body",
    "GPE": "land",
    "LOC": "land",
    "FAC": "land",
    "EVENT": "event",
    "PRODUCT": "body",
}
RESAMPLES = 1000


def make_document(gold: GoldText) -> Document:
    """Return a text of the gold as a document, a block a line."""
    blocks, place = [], 0
    for line in gold.text.split("\n"):
        if line.strip():
            blocks.append(Block(place, place + len(line), BlockKind.PARAGRAPH))
        place += len(line) + 1
    return Document(
        hashlib.sha256(gold.text.encode()).hexdigest(),
        "text/plain",
        f"{gold.id}.txt",
        gold.text,
        tuple(blocks),
        SourceMap(()),
        language="en",
        published=gold.published,
    )


def load_half(half: str) -> dict[str, tuple[GoldText, ...]]:
    """Return the texts of a half by where they come from."""
    found = {"own texts": load_texts(half)}
    given = os.environ.get("SAYSO_SHARED")
    articles = (
        (Path(given) if given else ROOT.parent / "shared") / "data" / "attribution" / "train.jsonl"
    )
    if articles.is_file():
        texts = {row["id"]: row["text"] for row in read_rows(articles)}
        found["articles"] = load_articles(f"articles_{half}", texts.__getitem__)
    return found


def _ranges(spans: Sequence[Any]) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def list_found(document: Document, extraction: Any) -> list[FoundTie]:
    """Return the rows that stand, outer rows of reports left out, in the scorer's form.

    An outer row is one in which another is reported; its polarity goes with the inner one.
    """
    propositions = {each.id: each for each in extraction.propositions}
    faces: dict[str, Face] = {face.id: face for face in extraction.faces}
    events = {event.id: event for event in extraction.events}
    names = {name.id: name.string for name in getattr(extraction, "names", ())}
    rows = {row.id: row for row in extraction.assertions}
    outer = {row.reported_in for row in rows.values()} - {None}

    def give(arg: str, spans: tuple[Range, ...]) -> Given:
        if arg in faces:
            face = faces[arg]
            kind = "party" if face.mentions else "someone"
            return Given(kind, _ranges(face.mentions), face.label)
        if arg in events:
            event = events[arg]
            places = _ranges(getattr(event, "mentions", ()))
            if not places and event.label:
                places = tuple(find_words(document.text, event.label))
            return Given("event", places or spans, event.label)
        words = names.get(arg, arg)
        return Given("text", tuple(find_words(document.text, words)), words)

    found = []
    for row in rows.values():
        if row.id in outer or row.by_endorsement or row.review is Review.SUGGESTED:
            continue
        proposition = propositions[row.proposition]
        spans = _ranges(row.spans)
        args = [give(arg, spans) for arg in proposition.args]
        asserter = None if row.asserter == AUTHOR else give(row.asserter, ())
        reporter = rows.get(row.reported_in or "")
        while reporter is not None and reporter.reported_in in rows:
            reporter = rows[reporter.reported_in]
        found.append(
            FoundTie(
                proposition.predicate,
                args[0],
                args[1] if len(args) > 1 else None,
                asserter,
                row.polarity,
                None if reporter is None else Polarity(reporter.polarity),
                words=row.certainty_words,
                valid=row.valid,
            )
        )
    return found


def list_events(document: Document, extraction: Any) -> list[FoundEvent]:
    """Return the events that were found, by the places of their labels."""
    return [
        FoundEvent(
            _ranges(getattr(event, "mentions", ()))
            or tuple(find_words(document.text, event.label)),
            event.time,
            event.place,
        )
        for event in extraction.events
    ]


def keep_stretch(gold: GoldText, found: Sequence[FoundTie]) -> list[FoundTie]:
    """Return the rows with an argument in the labelled stretch; the rest of an article is blank."""
    first, last = gold.sentences[0][0], gold.sentences[-1][1]
    if (first, last) == (0, len(gold.text)):
        return list(found)
    return [
        row
        for row in found
        if all(
            given is None or any(first <= start < last for start, _ in given.spans)
            for given in (row.subject, row.object)
        )
    ]


def find_mentions(document: Document, extraction: Any) -> list[FoundName] | None:
    """Return the names that the reading found, without adjectives, or None where it finds none."""
    mentions = getattr(extraction, "mentions", None)
    if mentions is None:
        try:
            from sayso.extract.recognise import NamesRecogniser
        except ImportError:
            return None
        mentions = NamesRecogniser().find_mentions(document)
    return [
        ((mention.start, mention.end), str(mention.kind))
        for mention in mentions
        if not mention.adjective
    ]


def run_peer(python: str, texts: Sequence[GoldText]) -> tuple[str, dict[str, list[FoundName]]]:
    """Return the peer's versions and the names that it finds in every text."""
    done = subprocess.run([python, str(PEER), "--versions"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{python}: {done.stderr.strip()[-300:]}")
    versions = json.loads(done.stdout)
    with tempfile.TemporaryDirectory() as name:
        bare, answers = Path(name) / "bare.jsonl", Path(name) / "answers.jsonl"
        bare.write_text(
            "".join(json.dumps({"id": text.id, "text": text.text}) + "\n" for text in texts),
            encoding="utf-8",
        )
        subprocess.run([python, str(PEER), str(bare), str(answers)], check=True)
        found = {
            row["id"]: [
                ((start, end), label)
                for start, end, label in row["entities"]
                if label in COARSE_LABELS
            ]
            for row in read_rows(answers)
        }
    return f"spaCy {versions['spacy']}, {versions['model']}", found


def add_up(scores: Sequence[Counts]) -> Counts:
    """Return the sum of counts."""
    total = Counts()
    for each in scores:
        total.add(each)
    return total


def show(scores: Sequence[Counts]) -> str:
    """Return precision, recall and F1 with their intervals, as cells of a table."""
    total = add_up(scores)
    cells = []
    for figure in ("precision", "recall", "f1"):
        low, high = bootstrap(scores, attrgetter(figure), resamples=RESAMPLES, seed=SEED)
        cells.append(f"{getattr(total, figure):.3f} ({low:.2f} to {high:.2f})")
    return " | ".join(cells)


def print_ties(texts: Sequence[GoldText], found: Mapping[str, list[FoundTie]], title: str) -> None:
    """Print the scores of ties: in all, by predicate, and what was taken for what."""
    print(
        f"\n### Ties, {title}\n\n| right means | precision | recall | F1 | right, wrong, missed |"
        "\n|---|---|---|---|---|"
    )
    for name, level, lenient in (
        ("predicate, arguments, polarity, asserter", "full", False),
        ("the same, unresolved pronouns accepted", "full", True),
        ("without the asserter", "polarity", False),
        ("predicate and arguments alone", "tie", False),
    ):
        scores = [
            score_text(text, found[text.id], level=level, lenient=lenient).total for text in texts
        ]
        total = add_up(scores)
        print(f"| {name} | {show(scores)} | {total.right}, {total.wrong}, {total.missed} |")
    full = [score_text(text, found[text.id]) for text in texts]
    asserters, outers = (
        add_up([getattr(score, part) for score in full]) for part in ("asserters", "outers")
    )
    print(
        f"\nAsserter right, given the tie and its polarity: {asserters.right} of "
        f"{asserters.right + asserters.wrong} ({asserters.precision:.3f}). Reporter's own row "
        f"right, given the inner row: {outers.right} of {outers.right + outers.wrong} "
        f"({outers.precision:.3f})."
    )
    for what, part in (("Words of certainty", "hedges"), ("Valid times", "dates")):
        counts = add_up([getattr(score, part) for score in full])
        print(
            f"{what} of right rows, as marked: {counts.right} right, {counts.wrong} wrong, "
            f"{counts.missed} missed."
        )
    by_predicate: dict[str, Counts] = {}
    confusions: Counter[tuple[str, str]] = Counter()
    for score in full:
        confusions.update(score.confusions)
        for name, counts in score.by_predicate.items():
            by_predicate.setdefault(name, Counts()).add(counts)
    print("\n| predicate | right, wrong, missed | precision | recall | F1 |\n|---|---|---|---|---|")
    for name, counts in sorted(by_predicate.items()):
        print(
            f"| {name} | {counts.right}, {counts.wrong}, {counts.missed} | {counts.precision:.2f} "
            f"| {counts.recall:.2f} | {counts.f1:.2f} |"
        )
    print_confusions(confusions)


def print_events(
    texts: Sequence[GoldText], found: Mapping[str, list[FoundEvent]], title: str
) -> None:
    """Print how many events were found, in one piece, with their times and places."""
    total = EventScore()
    for text in texts:
        total.add(score_events(text, found[text.id]))
    print(
        f"\n### Events, {title}\n\n{total.found} of {total.marked} found, {total.split} of them in "
        f"pieces; {total.mixed} found ones mix several. Times: {total.times.right} right, "
        f"{total.times.wrong} wrong, {total.times.missed} missed. Places: {total.places.right} "
        f"right, {total.places.wrong} wrong, {total.places.missed} missed. What else was found is "
        "not counted, as acts outside ties are not all marked."
    )


def print_differences(texts: Sequence[GoldText], found: Mapping[str, list[FoundTie]]) -> None:
    """Print the rows found in vain and the labels missed, text by text."""
    for gold in texts:
        wrong = [row for row in found[gold.id] if score_text(gold, [row]).total.wrong]
        missed = [
            label
            for label in gold.ties
            if not label.is_optional
            and score_text(replace(gold, ties=(label,)), found[gold.id]).total.missed
        ]
        if not (wrong or missed):
            continue
        print(f"\n{gold.id}: {gold.text}")
        for row in wrong:
            words = [given.words if given else "" for given in (row.subject, row.object)]
            asserter = row.asserter.words if row.asserter else AUTHOR
            print(f"- found {row.predicate} | {' | '.join(words)} | {row.polarity} by {asserter}")
        for label in missed:
            words = [
                gold.text[slice(*end.span)] if end and end.span else (end.what if end else "")
                for end in (label.subject, label.object)
            ]
            party = AUTHOR
            if label.asserter is not None:
                party = gold.text[slice(*gold.parties[label.asserter].spans[0])]
            print(
                f"- missed {'/'.join(label.predicates)} | {' | '.join(words)} | "
                f"{label.polarity} by {party}"
            )


def print_confusions(confusions: Counter[tuple[str, str]]) -> None:
    """Print what was taken for what, the most frequent first."""
    rows = [pair for pair in confusions.most_common() if pair[0][0] != pair[0][1]][:20]
    if rows:
        print("\n| marked | found | times |\n|---|---|---|")
        for (marked, found), times in rows:
            print(f"| {marked} | {found} | {times} |")


def print_names(
    texts: Sequence[GoldText],
    ours: Mapping[str, list[FoundName]],
    theirs: Mapping[str, list[FoundName]],
    labels: Mapping[str, str],
    peer: str | None,
    title: str,
) -> None:
    """Print the scores of names with kinds, the peer's beside them."""
    print(f"\n### Names, {title}\n\n| | precision | recall | F1 |\n|---|---|---|---|")
    for level in LEVELS:
        scores = [score_names(text, keep_countable(text, ours[text.id]), level) for text in texts]
        print(f"| Sayso, {level.title} | {show(scores)} |")
        if peer:
            kinds = labels if level.fine else COARSE_LABELS
            scores = [
                score_names(
                    text,
                    [
                        (span, kinds.get(label, label))
                        for span, label in keep_countable(text, theirs[text.id])
                    ],
                    level,
                )
                for text in texts
            ]
            print(f"| {peer}, {level.title} | {show(scores)} |")
    confusions: Counter[tuple[str, str]] = Counter()
    for text in texts:
        confusions.update(count_kinds(text, keep_countable(text, ours[text.id])))
    print_confusions(confusions)


def main() -> None:
    """Score and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("look", "unseen", "both"), default="both")
    parser.add_argument("--reading", default="rules")
    parser.add_argument("--peer-python", metavar="PYTHON", help="an interpreter with spaCy")
    parser.add_argument("--list", action="store_true", help="show what differs, half look only")
    options = parser.parse_args()
    if options.list:
        options.half = "look"
    halves = ("look", "unseen") if options.half == "both" else (options.half,)
    groups = {half: load_half(half) for half in halves}
    texts = [text for parts in groups.values() for part in parts.values() for text in part]
    reading: Reading = find_reading(options.reading)
    ties: dict[str, list[FoundTie]] = {}
    names: dict[str, list[FoundName]] = {}
    events: dict[str, list[FoundEvent]] = {}
    for text in texts:
        document = make_document(text)
        extraction: Extraction = extract_document(document, reading)
        if hasattr(extraction, "assertions"):
            ties[text.id] = keep_stretch(text, list_found(document, extraction))
            events[text.id] = list_events(document, extraction)
        mentions = find_mentions(document, extraction)
        if mentions is not None:
            names[text.id] = mentions
    if options.list:
        print_differences(groups["look"]["own texts"], ties)
        return
    peer: str | None = None
    theirs: dict[str, list[FoundName]] = {}
    labels: dict[str, dict[str, str]] = {}
    if options.peer_python:
        learning = [text for part in load_half("look").values() for text in part]
        known = {text.id: text for text in (*texts, *learning)}
        peer, theirs = run_peer(options.peer_python, list(known.values()))
        labels = {source: learn_labels(part, theirs) for source, part in load_half("look").items()}
    print(
        f"## Ties and names\n\n`python bench/assertions.py --half {options.half} --reading "
        f"{options.reading}{' --peer-python PYTHON' if peer else ''}`: Sayso {__version__}. "
        f"Intervals from {RESAMPLES} resamplings of texts, seed {SEED}."
    )
    if peer:
        for source, kinds in labels.items():
            shown = ", ".join(f"{label} as {kind}" for label, kind in sorted(kinds.items()))
            print(f"\nThe peer's labels in {source} stand for: {shown}.")
    for half, parts in groups.items():
        for source, part in parts.items():
            title = f"half {half}, {len(part)} {source}"
            if ties:
                print_ties(part, ties, title)
                print_events(part, events, title)
            if names:
                print_names(part, names, theirs, labels.get(source, {}), peer, title)
    if not ties:
        print("\nThis version reads no ties.")


if __name__ == "__main__":
    main()
