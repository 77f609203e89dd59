"""Claims of responsibility, denials, blame and condemnation: assertions about one proposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.core import Polarity, Stance
from sayso.extract.ties.acts import EVENT_NOUNS, EVENT_VERBS
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import list_left, list_right, match_words
from sayso.extract.ties.targets import is_target
from sayso.extract.words import BE, list_words

_CLAIMING = frozenset(
    list_words(
        "claim claims claimed claiming accept accepts accepted accepting "
        "take takes took taken taking admit admits admitted admitting assume "
        "assumed assumes own owned owns"
    )
)
_CREDIT = ((("*",), ("responsibility", "credit"), ("for",)),)
_DENYING = frozenset(
    list_words(
        "deny denies denied denying disclaim disclaims disclaimed reject rejects "
        "rejected disavow disavowed"
    )
)
_HAND = (
    (("*",), ("hand", "involvement", "role", "part", "complicity", "participation"), ("in",)),
    (("*",), ("responsibility", "blame"), ("for",)),
    (("being",), ("behind",)),
    (("having",), ("carried",), ("out",)),
    (("carrying",), ("out",)),
    (("any",), ("link", "connection"), ("to", "with")),
    (("involvement",), ("in",)),
    (("responsibility",), ("for",)),
    (
        ("having",),
        ("ordered", "staged", "committed", "mounted", "planned"),
    ),
)
_BLAMING = frozenset(
    list_words(
        "blame blames blamed blaming accuse accuses accused accusing suspect suspects "
        "suspected charge charges charged hold holds held fault faulted"
    )
)
_CONDEMNING = {
    **dict.fromkeys(
        list_words(
            "condemn condemns condemned condemning denounce denounces denounced denouncing "
            "deplore deplores deplored decry decries decried mourn mourns mourned"
        ),
        Stance.REJECTS,
    ),
    **dict.fromkeys(
        list_words(
            "hail hails hailed hailing praise praises praised praising celebrate celebrates "
            "celebrated applaud applauds applauded welcome welcomes welcomed laud lauds lauded"
        ),
        Stance.ENDORSES,
    ),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the sentence has it: phrases of who speaks, who acted (-1: nobody named), the act.

    `act` is the phrase of the event, or -1 with `behind` (somebody is named and the act is that
    of an earlier sentence). `speaker` -1 is whoever speaks here. `own` says that speaker and
    perpetrator are one.
    """

    predicate: str
    speaker: int
    doer: int
    act: int
    polarity: Polarity
    first: int
    last: int
    form: str
    group: int
    act_stance: Stance | None = None
    verb: tuple[int, int, str] | None = None
    negated: bool = False


def find_claims(sentence: Sentence) -> Iterator[Claim]:
    """Yield who claims, denies, is blamed for or condemns an act in a sentence."""
    for index in range(sentence.low, sentence.high):
        word = sentence.word(index)
        tag = sentence.tag(index)
        if tag not in "BVGN":
            continue
        if word in _CLAIMING:
            yield from _read_claim(sentence, index)
        if word in _DENYING:
            yield from _read_denial(sentence, index)
        if word in ("attributed", "attributes", "attribute"):
            yield from _read_attribution(sentence, index)
        if word in _BLAMING:
            yield from _read_blame(sentence, index)
        if word in _CONDEMNING:
            yield from _read_condemnation(sentence, index)
        if word in EVENT_VERBS:
            yield from _read_act(sentence, index)
    for number, phrase in enumerate(sentence.phrases):
        if sentence.word(phrase.head) in EVENT_NOUNS:
            yield from _read_event_by(sentence, number)


def _read_event_by(sentence: Sentence, number: int) -> Iterator[Claim]:
    """Yield who did "an attack by X, not Y" or "X's attack on Y"."""
    phrase = sentence.phrases[number]
    at = sentence.descend(number)
    if sentence.word(phrase.last) == "by":
        at = phrase.last
    if sentence.word(at) == "by":
        by = sentence.starting_at(at + 1)
        if by < 0 or (
            sentence.word(phrase.last) in ("on", "against")
            and not is_target(sentence, sentence.starting_at(phrase.last + 1), "attack")
        ):
            return
        doers = list_right(sentence, by)
        for doer in doers:
            yield Claim(
                "carried_out",
                -1,
                doer,
                number,
                Polarity.AFFIRMS,
                phrase.head,
                phrase.last,
                "act by",
                phrase.head,
            )
        end = sentence.descend(doers[-1])
        if sentence.tag(end) == "," and sentence.word(end + 1) == "not":
            other = sentence.starting_at(end + 2 + (sentence.word(end + 2) == "by"))
            if other >= 0:
                yield Claim(
                    "carried_out",
                    -1,
                    other,
                    number,
                    Polarity.DENIES,
                    phrase.head,
                    phrase.last,
                    "act by",
                    phrase.head,
                )
    elif sentence.word(phrase.head).startswith(("attack", "strike", "assault")) and not (
        sentence.word(phrase.last) in ("on", "against")
        and is_target(sentence, sentence.starting_at(phrase.last + 1), "attack")
    ):
        return
    elif (
        phrase.owner >= 0
        and sentence.phrases[phrase.owner].named is not None
        and (sentence.word(phrase.last) in ("on", "against", "of"))
    ):
        yield Claim(
            "carried_out",
            -1,
            phrase.owner,
            number,
            Polarity.AFFIRMS,
            phrase.head,
            phrase.last,
            "act of owner",
            phrase.head,
        )


def _subject(sentence: Sentence, index: int, group: int) -> list[int]:
    while sentence.tag(group - 1) == "R" and group > sentence.low:
        group -= 1
    if sentence.tag(group - 1) in "C," or sentence.tag(index) == "G":
        number = _borrowed(sentence, group)
    else:
        number = sentence.before(group)
    return list_left(sentence, number) if number >= 0 else []


def _borrowed(sentence: Sentence, group: int) -> int:
    if sentence.tag(group - 1) == ",":
        number = sentence.before(group)
        if number >= 0:
            return number
    for at in range(group - 1, sentence.low - 1, -1):
        if sentence.tag(at) in ";:":
            return -1
        if sentence.tag(at) in "BVA" and sentence.at(at) < 0:
            first = sentence.group(at)
            number = sentence.before(first)
            if number >= 0:
                return number
    return -1


def _read_claim(sentence: Sentence, index: int) -> Iterator[Claim]:
    word = sentence.word(index)
    group = sentence.group(index)
    passive = any(sentence.word(at) in BE for at in range(group, index))
    for words in _CREDIT:
        told = match_words(sentence, index + 1, words)
        if told is not None:
            act = sentence.starting_at(told[0])
            for number in _subject(sentence, index, group):
                # "Libya accepted responsibility for": accepted is responsible, claimed is did.
                predicate = (
                    "responsible_for" if word.startswith(("accept", "assum")) else "carried_out"
                )
                yield Claim(
                    predicate,
                    number,
                    number,
                    act,
                    Polarity.AFFIRMS,
                    index,
                    told[0],
                    "claim",
                    group,
                    negated=told[2],
                )
            return
    if not word.startswith(("claim", "own")):
        return
    if passive or (sentence.word(index + 1) == "by" and group == index):
        at = index + 1
        while sentence.tag(at) == "R":
            at += 1
        if sentence.word(at) == "by":
            by = sentence.starting_at(at + 1)
            for subject in _subject(sentence, index, group)[:1]:
                for number in list_right(sentence, by) if by >= 0 else ():
                    yield Claim(
                        "carried_out",
                        number,
                        number,
                        subject,
                        Polarity.AFFIRMS,
                        index,
                        at,
                        "claim passive",
                        group,
                    )
        return
    act = sentence.starting_at(index + 1)
    if act >= 0 and word.startswith("claim"):
        for number in _subject(sentence, index, group):
            yield Claim(
                "carried_out",
                number,
                number,
                act,
                Polarity.AFFIRMS,
                index,
                index + 1,
                "claim act",
                group,
            )


def _read_denial(sentence: Sentence, index: int) -> Iterator[Claim]:
    group = sentence.group(index)
    if any(sentence.word(at) in BE for at in range(group, index)):
        return
    for words in _HAND:
        told = match_words(sentence, index + 1, words)
        if told is None:
            continue
        act = sentence.starting_at(told[0])
        predicate = "responsible_for"
        if words[0][0] in ("being", "carrying") or words[-1] == ("out",):
            predicate = "carried_out"
        for number in _subject(sentence, index, group):
            yield Claim(
                predicate, number, number, act, Polarity.DENIES, index, told[0], "denial", group
            )
        return
    # "Iran denied any involvement.": the act is that of the clause before.
    at = index + 1
    while sentence.tag(at) in "DR":
        at += 1
    if (
        sentence.word(at) in ("involvement", "responsibility", "complicity")
        and sentence.tag(at + 1) in ".;,C"
    ):
        for number in _subject(sentence, index, group):
            yield Claim(
                "responsible_for",
                number,
                number,
                -1,
                Polarity.DENIES,
                index,
                at + 1,
                "denial bare",
                group,
            )


_IT = frozenset(
    list_words(
        "it this that them charge charges claim claims accusation accusations allegation "
        "allegations report reports"
    )
)


def find_denials(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the token and the denier of each "X denied it", "Both reject the accusation"."""
    for index in range(sentence.low, sentence.high):
        if sentence.word(index) not in _DENYING or sentence.tag(index) not in "BVN":
            continue
        at = index + 1
        if (
            sentence.word(at) in ("the", "that", "this", "any", "all")
            and sentence.word(at + 1) in _IT
        ):
            at += 1
        if (
            sentence.word(at) not in _IT
            or sentence.tag(at + 1) in "NXT"
            or (sentence.word(at + 1) in ("that", "of", "in"))
        ):
            continue
        group = sentence.group(index)
        if any(
            sentence.word(i) in BE or sentence.word(i) in ("not", "never")
            for i in range(group, index)
        ):
            continue
        for number in _subject(sentence, index, group):
            yield index, number


def _read_attribution(sentence: Sentence, index: int) -> Iterator[Claim]:
    """Yield "Hexley attributed the breach to X", "the breach was attributed to X by Hexley"."""
    group = sentence.group(index)
    passive = any(sentence.word(at) in BE for at in range(group, index))
    act = sentence.before(group) if passive else sentence.starting_at(index + 1)
    if act < 0:
        return
    at = index + 1 if passive else sentence.phrases[act].last
    while not passive and sentence.word(at) != "to" and at < sentence.descend(act):
        at += 1
    if sentence.word(at) != "to":
        return
    doer = sentence.starting_at(at + 1)
    if doer < 0:
        return
    speakers = [] if passive else _subject(sentence, index, group)
    end = sentence.descend(doer)
    if passive and sentence.word(end) == "by":
        speakers = [sentence.starting_at(end + 1)]
    for speaker in speakers:
        for number in list_right(sentence, doer):
            if speaker >= 0:
                yield Claim(
                    "responsible_for",
                    speaker,
                    number,
                    act,
                    Polarity.AFFIRMS,
                    index,
                    at + 1,
                    "blame",
                    group,
                )


def _read_blame(sentence: Sentence, index: int) -> Iterator[Claim]:
    word = sentence.word(index)
    group = sentence.group(index)
    passive = any(sentence.word(at) in BE for at in range(group, index))
    link = {
        "accus": ("of",),
        "suspe": ("of", "in"),
        "charg": ("with", "over"),
        "hold": ("responsible",),
        "holds": ("responsible",),
        "held": ("responsible",),
    }.get(word[:5], ("for",))
    if passive:
        at = index + 1
        speaker = -1
        if sentence.word(at) == "by":
            speaker = sentence.starting_at(at + 1)
            at = sentence.descend(speaker) if speaker >= 0 else at
        if sentence.word(at) not in link:
            return
        at += 1 + (sentence.word(at) == "responsible")
        act = sentence.starting_at(at)
        subject = sentence.before(group)
        if act >= 0 and subject >= 0 and speaker >= 0:
            for number in list_left(sentence, subject):
                yield Claim(
                    "responsible_for",
                    speaker,
                    number,
                    act,
                    Polarity.AFFIRMS,
                    index,
                    at,
                    "blame passive",
                    group,
                )
        return
    doer = sentence.starting_at(index + 1)
    if doer < 0:
        return
    doers = list_right(sentence, doer)
    at = sentence.descend(doers[-1])
    climb_at = sentence.phrases[doers[-1]].last
    # "blamed Iran for the attack" and "blamed the attack on Iran".
    speakers = _subject(sentence, index, group)
    for stop in (climb_at, at):
        if sentence.word(stop) in link:
            stop += 1 + (sentence.word(stop) == "responsible")
            act = sentence.starting_at(stop)
            for speaker in speakers:
                for number in doers:
                    yield Claim(
                        "responsible_for",
                        speaker,
                        number,
                        act,
                        Polarity.AFFIRMS,
                        index,
                        stop,
                        "blame",
                        group,
                    )
            return
        if sentence.word(stop) == "on" and word.startswith("blam"):
            blamed = sentence.starting_at(stop + 1)
            for speaker in speakers:
                for number in list_right(sentence, blamed) if blamed >= 0 else ():
                    yield Claim(
                        "responsible_for",
                        speaker,
                        number,
                        doer,
                        Polarity.AFFIRMS,
                        index,
                        stop,
                        "blame",
                        group,
                    )
            return
    if word.startswith(("blam", "suspec")) and sentence.tag(at) in ".;,C":
        for speaker in speakers:
            for number in doers:
                yield Claim(
                    "responsible_for",
                    speaker,
                    number,
                    -1,
                    Polarity.AFFIRMS,
                    index,
                    at,
                    "blame bare",
                    group,
                )


def _read_condemnation(sentence: Sentence, index: int) -> Iterator[Claim]:
    stance = _CONDEMNING[sentence.word(index)]
    group = sentence.group(index)
    passive = any(sentence.word(at) in BE for at in range(group, index))
    at = index + 1
    while sentence.tag(at) == "R":
        at += 1
    if passive or (sentence.word(at) == "by" and group == index):
        if sentence.word(at) != "by":
            return
        by = sentence.starting_at(at + 1)
        for subject in _subject(sentence, index, group)[:1]:
            for number in list_right(sentence, by) if by >= 0 else ():
                yield Claim(
                    "carried_out",
                    number,
                    -1,
                    subject,
                    Polarity.MENTIONS,
                    index,
                    at,
                    "condemnation passive",
                    group,
                    stance,
                )
        return
    act = sentence.starting_at(at)
    if act < 0:
        return
    for number in _subject(sentence, index, group):
        yield Claim(
            "carried_out",
            number,
            -1,
            act,
            Polarity.MENTIONS,
            index,
            at,
            "condemnation",
            group,
            stance,
        )


def _read_act(sentence: Sentence, index: int) -> Iterator[Claim]:
    """Yield what a verb of an act tells in the voice of whoever speaks: "X bombed the tower"."""
    kind, form, particles = EVENT_VERBS[sentence.word(index)]
    if sentence.tag(index) not in "BV":
        return
    after = index + 1
    if sentence.word(after) in particles:
        after += 1
    elif "" not in particles:
        return
    group = sentence.group(index)
    if any(sentence.word(at) in BE for at in range(group, index)):
        at = after
        for _ in range(7):
            if sentence.word(at) == "by":
                break
            if sentence.tag(at) not in "RNPX#D":
                return
            at += 1
        if sentence.word(at) != "by":
            return
        by = sentence.starting_at(at + 1)
        if not is_target(sentence, sentence.before(group), kind):
            return
        for number in list_right(sentence, by) if by >= 0 else ():
            yield Claim(
                "carried_out",
                -1,
                number,
                -1,
                Polarity.AFFIRMS,
                index,
                after,
                "act passive",
                group,
                verb=(
                    sentence.low
                    if sentence.before(group) < 0
                    else sentence.phrases[sentence.before(group)].first,
                    after,
                    kind,
                ),
            )
        return
    if form in "g" or (
        form == "d" and group == index and sentence.tag(index - 1) not in "XN,)CHSTR"
    ):
        return
    if form == "b" and sentence.tag(group) == "I":
        return
    if form == "d" and sentence.word(after) == "by":
        return
    target = sentence.starting_at(after)
    if target < 0 or not is_target(sentence, target, kind):
        return
    for number in _subject(sentence, index, group):
        yield Claim(
            "carried_out",
            -1,
            number,
            -1,
            Polarity.AFFIRMS,
            index,
            after,
            "act",
            group,
            verb=(index, sentence.phrases[target].last, kind),
        )
