"""Who is said to be what a noun or an adjective tells: "X is", "X,", "calls X"."""

from __future__ import annotations

from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import list_left, list_right
from sayso.extract.words import BE, list_words

#: Verbs that say of their subject what stands behind them.
COPULAS = frozenset(
    list_words(
        "become becomes became remain remains remained seem seems seemed appear appears appeared "
        "stay stayed look looks looked lie lies lay stands stood constitute constitutes form forms "
        "formed"
    )
)


#: Verbs that say of their object what stands behind it: "calls it a puppet of Y".
_NAMING = frozenset(
    list_words(
        "call calls called calling consider considers considered name named names make makes made "
        "making deem deems deemed dub dubbed dubs label labels labelled labeled brand brands "
        "branded elect elected appoint appointed declare declares declared term terms termed "
        "terming think thinks believes thought believed pronounced left rendered"
    )
)


_ACTING = frozenset(
    list_words("serves serve served serving acts act acted acting works worked works functions")
)


_REFLEXIVE = frozenset(list_words("itself himself herself themselves"))


_MARKS = frozenset((",", "-", "–", "—", ";"))


def find_holders(sentence: Sentence, begin: int, end: int) -> list[tuple[int, str, int]]:
    """Return who is said to be what stands from `begin` to `end`: phrase, form, verb group."""
    at = begin
    while at > sentence.low and (
        sentence.tag(at - 1) in "Rq"
        or sentence.word(at - 1) in ("neither", "either", "both", "all")
    ):
        at -= 1
    if sentence.word(at - 1) in _REFLEXIVE and sentence.tag(at - 2) == ",":
        at -= 1  # "X, itself an offshoot of Y"
    tag, word = sentence.tag(at - 1), sentence.word(at - 1)
    group = at
    if tag == "C" and word in ("and", "or", "nor", "but"):
        return _shared(sentence, at - 1)
    if word in BE or word in COPULAS:
        group = sentence.group(at - 1)
        subject = sentence.before(group)
        if subject >= 0 and sentence.word(sentence.phrases[subject].first) not in ("there",):
            return [(number, "copula", group) for number in list_left(sentence, subject)]
        if subject < 0 and sentence.starting_at(at) < 0:
            return []
    if word in _NAMING and any(sentence.word(i) in BE for i in range(sentence.group(at - 1), at)):
        # "was named chairman of Y"
        group = sentence.group(at - 1)
        subject = sentence.before(group)
        if subject >= 0:
            return [(number, "copula", group) for number in list_left(sentence, subject)]
    if word == "as":
        verb = at - 2
        while sentence.tag(verb) == "R":
            verb -= 1
        if sentence.word(verb) in _ACTING or sentence.word(verb) in (
            "known",
            "seen",
            "regarded",
            "described",
        ):
            group = sentence.group(verb)
            subject = sentence.before(group)
            if subject >= 0:
                return [(number, "as", group) for number in list_left(sentence, subject)]
        number = sentence.ending.get(at - 1, -1)
        if number >= 0:
            number = sentence.climb(number)
            verb = sentence.begin(number) - 1
            if sentence.tag(verb) in "BVG":
                return [(number, "as object", sentence.group(verb))]
        return []
    if tag in ",-;" and sentence.line.texts[at - 1] in _MARKS:
        left = at - 1
        if sentence.tag(left - 1) == ")":
            back = left - 1
            while back > sentence.low and sentence.tag(back) != "(":
                back -= 1
            left = back
        number = sentence.ending.get(left, -1)
        if number >= 0 and sentence.tag(end) not in "BVAM":
            phrase = sentence.phrases[number]
            back = sentence.begin(number) - 1
            if phrase.named is not None and sentence.tag(back) == ",":
                outer = sentence.ending.get(back, -1)
                verb = sentence.begin(outer) - 1 if outer >= 0 else -1
                if outer >= 0 and sentence.word(verb) in _NAMING:
                    return [(number, "naming", sentence.group(verb))]  # "calls its head, X, a ..."
            if sentence.word(back) in BE and phrase.named is None:
                subject = sentence.before(sentence.group(back))
                if subject >= 0:
                    return [(subject, "copula", sentence.group(back))]
            if phrase.named is None:
                number = sentence.climb(number)
            return [(number, "apposition", at)]
        return []
    number = sentence.ending.get(at, -1)
    if number >= 0:
        verb = sentence.begin(number) - 1
        if sentence.word(verb) in _NAMING:
            return [(number, "naming", sentence.group(verb))]
        chain = list_left(sentence, number)
        verb = sentence.begin(chain[-1]) - 1
        if sentence.word(verb) in _NAMING:
            return [(item, "naming", sentence.group(verb)) for item in chain]
        # "This makes A, B, C all arms of Y": a list without "and".
        back, chain = number, [number]
        while sentence.tag(sentence.begin(back) - 1) == ",":
            left = sentence.ending.get(sentence.begin(back) - 1, -1)
            if left < 0:
                break
            chain.append(left)
            back = left
        verb = sentence.begin(back) - 1
        if len(chain) > 1 and sentence.word(verb) in _NAMING:
            return [(item, "naming", sentence.group(verb)) for item in chain]
    return []


def _shared(sentence: Sentence, conjunction: int) -> list[tuple[int, str, int]]:
    """Return the subject of "is neither a front for X nor the face of Y" for the second part."""
    for at in range(conjunction - 1, sentence.low, -1):
        if sentence.tag(at) in ";:HTU":
            return []
        if sentence.word(at) in BE:
            group = sentence.group(at)
            subject = sentence.before(group)
            return (
                [(item, "copula", group) for item in list_left(sentence, subject)]
                if (subject >= 0)
                else []
            )
        if sentence.tag(at) in "BVM" and sentence.at(at) < 0:
            return []
    return []


def find_right_holders(sentence: Sentence, begin: int, end: int) -> list[tuple[int, str, int]]:
    """Return who is named behind a description that ends at `end`: "the head of Y, X,"."""
    at = end
    tag = sentence.tag(at)
    word = sentence.word(at)
    if tag == ",":
        number = sentence.starting_at(at + 1)
        if number >= 0 and sentence.phrases[number].named is not None:
            beyond = sentence.descend(number)
            quoted = sentence.line.quoted
            closed = sentence.tag(beyond) in ",.;)" or beyond >= sentence.high
            # "Supporters of Y," Ruiz added: the name is no apposition.
            if closed and quoted[at - 1] == quoted[sentence.phrases[number].first]:
                return [(number, "apposed name", begin)]
        return []
    while sentence.tag(at) == "P" and word in ("in", "near", "across"):
        # "the affiliate in the north known as X"
        place = sentence.starting_at(at + 1)
        if place < 0:
            break
        at = sentence.phrases[place].last
        word = sentence.word(at)
    if word in ("known", "called", "named", "namely", "dubbed"):
        number = sentence.starting_at(at + (2 if sentence.word(at + 1) == "as" else 1))
        if number >= 0 and sentence.phrases[number].named is not None:
            return [(number, "apposed name", begin)]
    if tag == ":":
        return []
    first = at
    while sentence.tag(at) in "AMR":
        at += 1
    if at > first and any(sentence.word(i) in BE for i in range(first, at)):
        number = sentence.starting_at(at)
        if number >= 0:
            beyond = sentence.descend(number)
            phrase = sentence.phrases[number]
            if phrase.named is None and sentence.tag(beyond) == ",":
                further = sentence.starting_at(beyond + 1)
                if further >= 0 and sentence.phrases[further].named is not None:
                    number = further
            if (
                sentence.phrases[number].named is not None
                or sentence.tag(sentence.phrases[number].first) in "SO"
            ):
                return [(item, "inverse copula", first) for item in list_right(sentence, number)]
    return []
