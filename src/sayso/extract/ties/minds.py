"""Motives and intentions: "wants recognition", "an attempt by X to keep donors"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import list_left, list_right
from sayso.extract.words import list_words

_WANTING = frozenset(
    list_words(
        "want wants wanted aim aims aimed intend intends intended plan plans planned seek seeks "
        "sought hope hopes hoped wish wishes wished"
    )
)
_TO_ONLY = frozenset(
    list_words(
        "aim aims aimed intend intends intended plan plans planned hope hopes hoped wish "
        "wishes wished"
    )
)
_TRYING = frozenset(
    list_words("attempt attempts bid effort ploy move plot manoeuvre maneuver scheme")
)
_AIMS = frozenset(list_words("aim goal purpose motive objective intention plan ambition"))
_ENDS = frozenset(",;:.?!)")


@dataclass(frozen=True, slots=True)
class Mind:
    """A motive or an intention: whose (a phrase), and the words of what, as code points."""

    predicate: str
    holder: int
    start: int
    end: int
    first: int
    last: int
    group: int
    form: str


def find_minds(sentence: Sentence) -> Iterator[Mind]:
    """Yield the motives and intentions that a sentence gives to somebody."""
    for index in range(sentence.low, sentence.high):
        word = sentence.word(index)
        if word in _WANTING and sentence.tag(index) in "BVN":
            yield from _read_want(sentence, index)
        elif word in _TRYING and sentence.tag(index) in "NX":
            yield from _read_attempt(sentence, index)
        elif word in _AIMS:
            yield from _read_aim(sentence, index)
        elif (
            word == "order"
            and sentence.word(index - 1) == "in"
            and sentence.word(index + 1) == "to"
        ):
            yield from _read_order(sentence, index)


def _literal(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """Return the code points of a clause from a token to its end: comma, "and to", "but"."""
    end = start
    while end < sentence.high:
        tag = sentence.tag(end)
        if tag in _ENDS and not (tag == "," and sentence.tag(end + 1) == "C" and False):
            break
        if (
            tag == "C"
            and end > start
            and (
                sentence.word(end) == "but"
                or sentence.tag(end + 1) in "AMI"
                or (sentence.tag(end + 1) in "BV" and _is_finite(sentence.word(end + 1)))
                or (sentence.tag(end + 1) in "SX" and sentence.tag(end + 2) in "BAM")
            )
        ):
            break
        if sentence.word(end) == "by" and sentence.tag(end + 1) == "G":
            break
        if (
            tag in "U"
            and end > start
            and sentence.word(end) in ("because", "although", "while", "as", "since")
        ):
            break
        end += 1
    if end <= start or sentence.word(start) in ("no", "nothing", "it", "them"):
        return None
    while end > start and sentence.tag(end - 1) in "q,":
        end -= 1
    if end - start < 3 and sentence.word(start) == "to":
        return None
    return sentence.line.starts[start], sentence.line.ends[end - 1]


def _is_finite(word: str) -> bool:
    return word.endswith(("s", "ed"))


def _read_want(sentence: Sentence, index: int) -> Iterator[Mind]:
    group = sentence.group(index)
    if "to" in (sentence.word(at) for at in range(group, index)):
        return
    if any(
        sentence.word(at) in ("was", "is", "were", "are", "been", "be")
        for at in range(group, index)
    ):
        return
    word = sentence.word(index)
    after = index + 1
    if word in _TO_ONLY and sentence.word(after) != "to":
        return
    if (
        word in ("plan", "plans", "wish", "wishes", "hope", "hopes", "aim", "aims")
        and sentence.tag(index) == "N"
        and (
            sentence.at(index) >= 0
            and sentence.phrases[sentence.at(index)].first != index
            and sentence.tag(sentence.phrases[sentence.at(index)].first) == "D"
            and sentence.phrases[sentence.at(index)].last == after
            and sentence.word(after) != "to"
        )
    ):
        return
    if sentence.tag(after) in "PTUHA,.;":
        return
    subject = sentence.before(group)
    if subject < 0 and sentence.tag(group - 1) in "C,":
        for at in range(group - 1, sentence.low - 1, -1):
            if sentence.tag(at) in "BVA" and sentence.at(at) < 0:
                subject = sentence.before(sentence.group(at))
                if subject >= 0:
                    break
    if subject < 0:
        # "The Reed Men plan to": the verb looks like a noun behind its subject.
        number = sentence.at(index)
        if (
            number >= 0
            and sentence.phrases[number].names
            and sentence.phrases[number].names[-1][2] == index
        ):
            subject = number
    words = _literal(sentence, after)
    if subject < 0 or words is None:
        return
    for number in list_left(sentence, subject):
        yield Mind("intends", number, *words, index, after, group, "want")


def _read_attempt(sentence: Sentence, index: int) -> Iterator[Mind]:
    number = sentence.at(index)
    if number < 0:
        return
    phrase = sentence.phrases[number]
    holders: list[int] = []
    at = phrase.last
    if sentence.word(at) == "by":
        by = sentence.starting_at(at + 1)
        if by < 0:
            return
        holders = list_right(sentence, by)
        at = sentence.descend(holders[-1])
    elif phrase.owner >= 0:
        holders = [phrase.owner]
    elif sentence.tag(phrase.first) == "D" and sentence.tag(phrase.first - 1) in "P":
        # "X did so in an attempt to": the subject's.
        for back in range(phrase.first - 1, sentence.low - 1, -1):
            if sentence.tag(back) in "BV" and sentence.at(back) < 0:
                subject = sentence.before(sentence.group(back))
                if subject >= 0:
                    holders = list_left(sentence, subject)
                break
    if sentence.word(at) not in ("to", "at") or not holders:
        return
    words = _literal(sentence, at if sentence.word(at) == "to" else at + 1)
    if words is None:
        return
    for holder in holders:
        yield Mind("has_motive", holder, *words, index, at, phrase.first, "attempt")


def _read_aim(sentence: Sentence, index: int) -> Iterator[Mind]:
    number = sentence.at(index)
    if number < 0 or sentence.phrases[number].head != index:
        return
    phrase = sentence.phrases[number]
    holder = phrase.owner
    at = phrase.last
    if sentence.word(at) == "of":
        of = sentence.starting_at(at + 1)
        if of >= 0:
            holder, at = of, sentence.descend(of)
    if holder < 0 or sentence.word(at) not in ("is", "was", "remains"):
        return
    words = _literal(sentence, at + 1)
    if words is not None:
        predicate = "has_motive" if sentence.word(index) == "motive" else "intends"
        yield Mind(predicate, holder, *words, index, at + 1, at, "aim")


def _read_order(sentence: Sentence, index: int) -> Iterator[Mind]:
    words = _literal(sentence, index + 1)
    if words is None:
        return
    for back in range(index - 2, sentence.low - 1, -1):
        if sentence.tag(back) in ";:":
            return
        if sentence.tag(back) in "BVA" and sentence.at(back) < 0:
            group = sentence.group(back)
            subject = sentence.before(group)
            if subject >= 0:
                for holder in list_left(sentence, subject):
                    yield Mind("has_motive", holder, *words, index - 1, index + 1, group, "purpose")
                return
