"""How far two passes over the gold of ties agree.

    python bench/gold_agreement.py [--list]

The second pass (`second_pass.toml`) covers a third of the own texts. Its ties are scored against
those of the first pass by the rules of `tie_scoring`; F1 does not depend on which pass is taken as
the standard but for rows marked as optional, which count in neither. Kinds of mentions are compared
by Cohen's kappa over the names that both passes mark. `--list` prints the texts that differ.
Prints Markdown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from tie_scoring import (
    SEED,
    Argument,
    Counts,
    FoundTie,
    Given,
    GoldText,
    Range,
    TieLabel,
    bootstrap,
    load_texts,
    score_text,
)


def give_argument(argument: Argument | None, gold: GoldText) -> Given | None:
    """Return an argument of a label in the form of a reader's."""
    if argument is None:
        return None
    if argument.what == "party":
        party = gold.parties[argument.index]
        words = gold.text[slice(*argument.span)] if argument.span else ""
        return Given("party", party.spans, words)
    if argument.what == "event":
        return Given("event", gold.events[argument.index].spans)
    if argument.what == "someone":
        return Given("someone")
    assert argument.span is not None
    return Given("text", (argument.span,), gold.text[slice(*argument.span)])


def give_tie(label: TieLabel, gold: GoldText) -> FoundTie:
    """Return a label of one pass as a row to be scored against the other pass."""
    subject = give_argument(label.subject, gold)
    assert subject is not None
    asserter = (
        None if label.asserter is None else Given("party", gold.parties[label.asserter].spans)
    )
    return FoundTie(
        label.predicates[0],
        subject,
        give_argument(label.object, gold),
        asserter,
        label.polarity,
        label.outer_polarity,
        label.is_optional,
        None if label.words is None else gold.text[slice(*label.words)],
        label.valid,
    )


def measure_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of pairs of categories, 1 for none.

    References
    ----------
    J. Cohen, "A coefficient of agreement for nominal scales" (1960), equation 1.
    """
    if not pairs:
        return 1.0
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(first[kind] * second[kind] for kind in first) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def list_names(gold: GoldText) -> dict[Range, str]:
    """Return the names that a pass marks, with their kinds."""
    return {
        span: party.kind for party in gold.parties if not party.is_optional for span in party.names
    }


def main() -> None:
    """Compare the passes and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print the texts that differ")
    options = parser.parse_args()
    first = {text.id: text for half in ("look", "unseen") for text in load_texts(half)}
    second = load_texts("second_pass")
    counts: dict[str, list[Counts]] = {level: [] for level in ("tie", "polarity", "full")}
    pairs: list[tuple[str, str]] = []
    names = Counts()
    for again in second:
        gold = first[again.id]
        rows = [give_tie(label, again) for label in again.ties]
        for level, scores in counts.items():
            scores.append(score_text(gold, rows, level=level, lenient=True).total)
        one, other = list_names(gold), list_names(again)
        shared = one.keys() & other.keys()
        pairs += [(one[span], other[span]) for span in sorted(shared)]
        names.add(Counts(len(shared), len(other) - len(shared), len(one) - len(shared)))
        differing = [
            f"{gold.text[slice(*span)]}: {one.get(span, '-')} / {other.get(span, '-')}"
            for span in sorted(one.keys() | other.keys())
            if one.get(span) != other.get(span)
        ]
        last = counts["full"][-1]
        if options.list and (last.wrong or last.missed or differing):
            found = dict(score_text(gold, rows, lenient=True).confusions)
            print(f"- {again.id}: {found} {'; '.join(differing)}")
    print(
        f"{len(second)} of {len(first)} own texts, "
        f"{sum(len(text.sentences) for text in second)} sentences.\n\n| | agreement |\n|---|---|"
    )
    for level, what in (
        ("tie", "ties: predicate, subject, object"),
        ("polarity", "and polarity"),
        ("full", "and asserter"),
    ):
        total = Counts()
        for each in counts[level]:
            total.add(each)
        low, high = bootstrap(counts[level], lambda each: each.f1, resamples=1000, seed=SEED)
        print(
            f"| {what}, F1 | {total.f1:.3f} ({low:.3f} to {high:.3f}); {total.right} shared, "
            f"{total.missed} only in the first, {total.wrong} only in the second |"
        )
    print(f"| names marked, F1 | {names.f1:.3f} ({names.right} shared) |")
    print(f"| kinds of the shared names, kappa | {measure_kappa(pairs):.3f} |")


if __name__ == "__main__":
    main()
