"""Ties told by verbs: plain, passive, with a participle, in a relative clause."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.ties.forms import Lexicon, Pattern
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import Raw, find_main_subject, list_left, list_right, match_words
from sayso.extract.words import BE, list_words

#: Verbs whose infinitive tells what is, and not what is wished: "is said to fund".
_RAISING = frozenset(
    list_words(
        "said believed thought alleged known reported understood seem seems seemed appear appears "
        "appeared continue continues continued began begin begins started used help helps helped "
        "managed proceeded claims claim claimed suspected considered accused presumed rumoured "
        "rumored shown found came conspired dared happened went"
    )
)
#: Verbs of blame: "accused Sudra of funding the Front" has Sudra as the one who funds.
_BLAMING = frozenset(
    list_words(
        "accuse accused accuses accusing suspect suspected suspects blame blamed blames charged "
        "convicted criticised criticized condemned denounced caught charge charges denied cleared"
    )
)
_HAVE = frozenset(list_words("have has had having"))


def find_verbs(sentence: Sentence, lexicon: Lexicon) -> Iterator[Raw]:
    """Yield the ties that the verbs of a sentence tell."""
    taken = -1
    for index in range(sentence.low, sentence.high):
        if index < taken:
            continue
        entries = lexicon.verbs.get(sentence.word(index))
        if not entries:
            continue
        tag = sentence.tag(index)
        if tag not in "BVG" and not (tag == "A" and entries):
            continue
        for pattern, kind in entries:
            if tag == "A" and pattern.words[0][0] not in ("be", "have", "do"):
                continue
            found = list(_read_verb(sentence, lexicon, index, pattern, kind))
            if found:
                yield from found
                if not any(raw.form.endswith("?") for raw in found) and len(pattern.words) > 1:
                    break


def _read_verb(
    sentence: Sentence, lexicon: Lexicon, index: int, pattern: Pattern, kind: str
) -> Iterator[Raw]:
    if kind == "g" and pattern.words[0][0] in ("include", "contain"):
        return  # "including X": a preposition, whatever it looks like
    told = match_words(sentence, index + 1, pattern.words[1:])
    group = sentence.group(index)
    if kind == "b" and pattern.words[0][0] != "be" and _has_be(sentence, group, index):
        kind = "d"  # "was set up": its participle looks like its base
    state = pattern.form == "states"
    reduced = (
        kind in "dn"
        and group == index
        and (sentence.tag(index - 1) in "NX,)" or index == sentence.low)
        and not state
        and pattern.words[0][0] != "be"
    )
    if told is None:
        if kind in "dn":
            yield from _read_apart(sentence, index, pattern, group)
        return
    end, patient, negated = told
    passive = sentence.is_passive(index, kind) and pattern.words[0][0] != "be"
    if not passive and kind in "dn" and group == index and sentence.tag(index - 1) == "C":
        # "was created and funded by": the second participle borrows the first one's auxiliary.
        passive = _by_after(sentence, end) >= 0
    if state:
        if not passive and sentence.starting_at(end) < 0:
            agent = _find_subject(sentence, index, group, kind)
            for number in list_left(sentence, agent) if agent >= 0 else ():
                yield Raw(
                    pattern.predicate,
                    "state verb",
                    number,
                    -1,
                    index,
                    end,
                    group,
                    infinitive=_is_wish(sentence, group, index),
                    negated=negated,
                )
        return
    if pattern.form == "undoes":
        undone = patient if patient >= 0 else sentence.starting_at(end)
        if not passive and undone >= 0 and not (kind == "g" and group == index):
            yield Raw(
                pattern.predicate,
                "undoes",
                undone,
                -1,
                index,
                end,
                group,
                negated=negated,
                infinitive=_is_wish(sentence, group, index),
            )
        return
    if pattern.form == "together":
        if passive or sentence.starting_at(end) >= 0:
            return
        subject = _find_subject(sentence, index, group, kind)
        chain = list_left(sentence, subject) if subject >= 0 else []
        for place, first in enumerate(chain):
            for second in chain[place + 1 :]:
                yield Raw(
                    pattern.predicate,
                    "together",
                    second,
                    first,
                    index,
                    end,
                    group,
                    infinitive=_is_wish(sentence, group, index),
                )
        return
    by = _by_after(sentence, end)
    if passive or (reduced and by >= 0):
        if "~" in {slot[0] for slot in pattern.words}:
            return
        agents = list_right(sentence, by) if by >= 0 else []
        if reduced and sentence.tag(index - 1) == ",":
            subject = sentence.ending.get(index - 1, -1)
        else:
            subject = sentence.before(group)
        if index == sentence.low:
            subject = _fronted(sentence, by, end)
        if subject < 0:
            subject = find_main_subject(sentence, group)
        if subject < 0:
            return
        subjects = list_left(sentence, subject) if not reduced else [subject]
        for agent in agents:
            for number in subjects:
                yield Raw(
                    pattern.predicate,
                    "reduced" if reduced else "passive",
                    agent,
                    number,
                    index,
                    end,
                    group,
                    pattern.swap,
                    pattern.kind,
                    negated=negated,
                    infinitive=_is_wish(sentence, group, index),
                )
        return
    if kind == "n" and not any(sentence.word(at) in _HAVE for at in range(group, index)):
        return
    if patient < 0:
        patient = _relative_object(sentence, group, end)
    if patient < 0:
        patient = sentence.starting_at(end)
        if patient < 0:
            patient = _later_object(sentence, lexicon, end)
    if patient < 0:
        return
    agent = _find_subject(sentence, index, group, kind)
    if agent < 0:
        return
    if reduced and sentence.tag(index - 1) == ",":
        # "the group, funded in part": a participle behind a comma is no finite verb ...
        before = sentence.before(group)
        if before < 0:
            return
    form = "gerund" if kind == "g" and not _has_be(sentence, group, index) else "active"
    agents = list_left(sentence, agent)
    for number in agents:
        for other in list_right(sentence, patient):
            yield Raw(
                pattern.predicate,
                form,
                number,
                other,
                index,
                end,
                group,
                pattern.swap,
                pattern.kind,
                negated=negated,
                infinitive=_is_wish(sentence, group, index),
            )


def _read_apart(sentence: Sentence, index: int, pattern: Pattern, group: int) -> Iterator[Raw]:
    """Yield what a passive tells whose object stands before it: "was supplied with arms by X"."""
    slots = [slot for slot in pattern.words[1:] if slot != ("~",)]
    if len(slots) == len(pattern.words) - 1 or not sentence.is_passive(index, "d"):
        return
    told = match_words(sentence, index + 1, slots)
    if told is None:
        return
    by = _by_after(sentence, told[0])
    subject = sentence.before(group)
    if by < 0 or subject < 0:
        return
    yield Raw(
        pattern.predicate,
        "passive",
        by,
        subject,
        index,
        told[0],
        group,
        pattern.swap,
        pattern.kind,
        negated=told[2],
    )


def _fronted(sentence: Sentence, by: int, end: int) -> int:
    """Return the subject behind a participle that opens: "Backed by X, the Front took ..."."""
    at = max(end, sentence.descend(by)) if by >= 0 else end
    for _ in range(8):
        if sentence.tag(at) == ",":
            return sentence.starting_at(at + 1)
        at += 1
    return -1


def _relative_object(sentence: Sentence, group: int, end: int) -> int:
    """Return whom a relative clause without an object tells of: "X, whom Y pays,"; or -1."""
    if sentence.tag(end) not in ",.;BVAM)":
        return -1
    number = sentence.ending.get(group, -1)
    if number < 0:
        return -1
    before = sentence.begin(number) - 1
    if sentence.word(before) not in ("whom", "which", "that"):
        return -1
    return sentence.antecedent(before)


def _has_be(sentence: Sentence, group: int, verb: int) -> bool:
    return any(sentence.word(at) in BE for at in range(group, verb))


def _by_after(sentence: Sentence, end: int) -> int:
    """Return the phrase behind "by" within a few words of a participle, or -1."""
    for at in range(end, min(sentence.high, end + 9)):
        if sentence.word(at) == "by":
            return sentence.starting_at(at + 1)
        if sentence.tag(at) not in "RNP#DX":
            return -1
    return -1


def _later_object(sentence: Sentence, lexicon: Lexicon, end: int) -> int:
    """Return the object that several verbs share: "created and fostered the group", or -1."""
    at = end
    for _ in range(4):
        while sentence.tag(at) in ",CR" and at < sentence.high:
            at += 1
        if at == end or sentence.tag(at) not in "BVG":
            return -1
        for pattern, _ in lexicon.verbs.get(sentence.word(at), ()):
            told = match_words(sentence, at + 1, pattern.words[1:])
            if told is not None:
                number = told[1] if told[1] >= 0 else sentence.starting_at(told[0])
                if number >= 0:
                    return number
        number = sentence.starting_at(at + 1)
        if number >= 0:
            return number
        at += 1
    return -1


def _find_subject(sentence: Sentence, index: int, group: int, kind: str) -> int:
    gerund = kind == "g" and not _has_be(sentence, group, index)
    if gerund:
        return _gerund_subject(sentence, group)
    if "to" in (sentence.word(at) for at in range(group, index)):
        return _infinitive_subject(sentence, group)
    if sentence.tag(group - 1) in "C,":
        # "Sudra funds X and arms Y": the subject of the verb before.
        number = sentence.before(group) if sentence.tag(group - 1) == "," else -1
        return number if number >= 0 else find_main_subject(sentence, group)
    if sentence.tag(group - 1) in "BVG":
        return find_main_subject(sentence, group)
    return sentence.before(group)


def _gerund_subject(sentence: Sentence, group: int) -> int:
    before = sentence.tag(group - 1)
    word = sentence.word(group - 1)
    if before == "," or word in ("by", "through", "while", "after", "before", "since", "without"):
        if word == "by":
            # "an attempt by X to win by creating Y": X creates.
            for at in range(sentence.low, group - 2):
                if (
                    sentence.word(at) in ("attempt", "effort", "bid", "plan")
                    and sentence.word(at + 1) == "by"
                ):
                    holder = sentence.starting_at(at + 2)
                    if holder >= 0:
                        return holder
        number = sentence.ending.get(group - 1, -1)
        if before == "," and number >= 0 and sentence.phrases[number].named is not None:
            up = sentence.climb(number)
            begin = sentence.begin(up)
            if begin == sentence.low or sentence.tag(begin - 1) in ",CTU":
                return up
        return find_main_subject(sentence, group)
    if word in ("of", "for", "from"):
        number = sentence.ending.get(group - 1, -1)
        if number >= 0:
            begin = sentence.begin(sentence.climb(number))
            if sentence.word(begin - 1) in _BLAMING:
                return sentence.climb(number)
            return -1
        if sentence.word(group - 2) in _BLAMING or sentence.word(group - 2) in (
            "guilty",
            "capable",
            "suspected",
            "innocent",
        ):
            return find_main_subject(sentence, group - 1)
        return -1
    if before in "BV" and sentence.word(group - 1) in (
        "denied",
        "denies",
        "deny",
        "admitted",
        "admits",
        "admit",
        "began",
        "stopped",
        "started",
        "keeps",
        "kept",
        "continued",
        "stop",
        "acknowledged",
    ):
        return find_main_subject(sentence, group)
    if before in "NX":
        number = sentence.ending.get(group, -1)
        return sentence.climb(number) if number >= 0 else -1
    return -1


def _infinitive_subject(sentence: Sentence, group: int) -> int:
    at = group - 1
    while sentence.tag(at) == "R":
        at -= 1
    if sentence.tag(at) in "BVA":
        return sentence.before(sentence.group(at))
    number = sentence.ending.get(at + 1, -1)
    # "ordered the Front to fund it": who is ordered would do it.
    if number >= 0 and sentence.tag(sentence.begin(number) - 1) in "BV":
        return number
    return -1


def _is_wish(sentence: Sentence, group: int, index: int) -> bool:
    """Return whether the verb is an infinitive behind what does not say that it happens."""
    if "to" not in (sentence.word(at) for at in range(group, index)):
        return False
    at = group - 1
    while sentence.tag(at) == "R":
        at -= 1
    return sentence.word(at) not in _RAISING
