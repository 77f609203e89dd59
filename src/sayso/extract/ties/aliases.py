"""Other names of a party that a sentence gives: "also known as X", "Long Name (LN)"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.ties.phrases import Sentence
from sayso.extract.words import list_words

_CALLED = frozenset(list_words("called named dubbed nicknamed codenamed code-named styled"))
_ITSELF = frozenset(list_words("itself himself herself themselves"))
_CALLING = frozenset(list_words("calling calls call called styles styled names named"))


def find_aliases(sentence: Sentence) -> Iterator[tuple[int, int, int, int]]:
    """Yield a phrase, the code points of another name for it, and the token that tells so."""
    line = sentence.line
    for index in range(sentence.low, sentence.high):
        word = sentence.word(index)
        if word == "(" and sentence.tag(index + 2) == ")":
            inside = line.texts[index + 1]
            number = sentence.ending.get(index, -1)
            if number >= 0 and inside.isupper() and inside.isalnum() and 2 <= len(inside) <= 8:
                mention = sentence.phrases[number].named
                if mention is not None and len(mention.label.split()) > 1:
                    yield number, line.starts[index + 1], line.ends[index + 1], index
        elif word == "known" and sentence.word(index + 1) == "as":
            before = sentence.word(index - 1)
            if before in (
                "formerly",
                "previously",
                "once",
                "originally",
                "become",
                "became",
                "until",
            ):
                continue
            if any(
                sentence.word(at) in ("until", "formerly", "once") for at in range(index - 3, index)
            ):
                continue
            yield from _name_after(sentence, index + 2, index)
        elif word in ("alias", "aka", "a.k.a", "a.k.a."):
            yield from _name_after(sentence, index + 1, index)
        elif word in _CALLING and sentence.word(index + 1) in _ITSELF:
            yield from _name_after(sentence, index + 2, index)


def _name_after(sentence: Sentence, at: int, trigger: int) -> Iterator[tuple[int, int, int, int]]:
    line = sentence.line
    while sentence.tag(at) == "q":
        at += 1
    number = sentence.starting.get(at, -1)
    if number < 0:
        return
    phrase = sentence.phrases[number]
    first = phrase.first
    if phrase.named is None and not line.texts[phrase.head][0].isupper():
        return
    back = trigger
    while sentence.tag(back - 1) in "RA" and back > sentence.low:
        back -= 1
    if sentence.tag(back - 1) == ",":
        back -= 1
    if sentence.tag(back - 1) == "H":
        holder = sentence.antecedent(back - 1)
    else:
        holder = sentence.ending.get(back, -1)
    if holder < 0 and sentence.tag(back - 1) in "BV":
        holder = sentence.before(sentence.group(back - 1))
    if holder < 0:
        return
    holder = sentence.climb(holder)
    if (
        sentence.phrases[holder].named is None
        and sentence.word(trigger) == "known"
        and (sentence.tag(sentence.phrases[holder].first) not in "SO")
    ):
        return  # "the affiliate known as X" has no other name
    if sentence.word(phrase.last) == "until":
        return  # a name of before
    if phrase.named is not None:
        mention = phrase.named
        start = mention.start
        if sentence.word(first) == "the" and sentence.word(trigger) == "alias":
            start = line.starts[first]
        yield holder, start, mention.end, trigger
    else:
        yield holder, line.starts[first], line.ends[phrase.last - 1], trigger
