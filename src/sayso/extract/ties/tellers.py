"""Who tells a tie that no attribution has: "calls it a front", "holds that", ", wrote X"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.core import Attribution
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import find_main_subject
from sayso.extract.ties.who import Argument, Cast, Party
from sayso.extract.words import BE, list_words

#: What `Tellers.find_teller` gives for a clause that nobody puts forward, and for "no proof that".
NOBODY = object()
UNPROVEN = object()
#: For "It is not true that".
DENIED = object()
_TRUTH = frozenset(("true", "false", "untrue", "lie", "myth", "wrong", "untruth"))
#: Code points before a place within which whoever was quoted last may be "it" there.
_EARSHOT = 400
#: Cues of belief that tell of their object: who holds it is who asserts it.
_CALLING = frozenset(
    list_words(
        "call calls called calling regard regards regarded consider considers considered describe "
        "describes described see sees label labels labelled labeled brand brands branded dub dubs "
        "dubbed name names named term terms termed terming view views viewed deem deems deemed "
        "portray portrays portrayed denounce denounces denounced"
    )
)
_RAISED = frozenset(
    list_words(
        "accusation claim allegation rumour rumor theory idea suspicion charge notion "
        "suggestion hypothesis story"
    )
)
_PROOF = frozenset(list_words("evidence proof sign indication signs"))
_HOLDING = frozenset(
    list_words(
        "hold holds held find finds found rule rules ruled assess assesses assessed charge charges "
        "charged conclude concludes concluded judge judges judged confess confesses confessed "
        "admit "
        "admits admitted testify testifies testified show shows showed report reports reported say "
        "says said state states stated write writes wrote claim claims claimed believe believes "
        "believed think thinks thought allege alleges alleged argue argues argued insist insists "
        "insisted warn warns warned confirm confirms confirmed declare declares declared suspect "
        "suspects suspected tell tells told concede concedes conceded note notes noted add "
        "adds added"
    )
)


class Tellers:
    """Finds who tells a tie in a document's sentences, where the sentence alone says so."""

    def __init__(self, cast: Cast, attributions: Sequence[Attribution]) -> None:
        self.cast = cast
        self._spoken = sorted(
            (place[0].start, row.asserter)
            for row in attributions
            if row.asserter is not None and (place := row.cue or row.source)
        )

    def find_namer(self, sentence: Sentence, group: int, order: int) -> Argument | None:
        """Return who calls somebody something: the subject of "calls it a front for X", or None."""
        verb = group
        while verb < sentence.high and sentence.tag(verb) in "AMR":
            verb += 1
        passive = any(sentence.word(at) in BE for at in range(group, verb))
        if sentence.word(verb) not in _CALLING or passive:
            return None
        if sentence.tag(verb) == "G":
            number = find_main_subject(sentence, verb)
        else:
            number = sentence.before(group)
        if number < 0:
            return None
        start = sentence.line.starts[sentence.phrases[number].first]
        return self.cast.argue(sentence, number, order, "V", self._last_speaker(start))

    def _last_speaker(self, start: int) -> Party | None:
        """Return who was quoted last before a place, for "It called them a tool"."""
        at = bisect_left(self._spoken, start, key=lambda item: item[0]) - 1
        if at < 0 or self._spoken[at][0] <= start - _EARSHOT:
            return None
        return self.cast.find_face(self._spoken[at][1])

    def _tail_teller(self, sentence: Sentence, first: int, order: int) -> object:
        """Return who tells a sentence that ends in ", wrote the diplomat Max Ferrer", or None."""
        end = sentence.high
        while end > first and sentence.tag(end - 1) in ".q":
            end -= 1
        comma = end - 1
        while comma > first and sentence.tag(comma) not in ",;":
            comma -= 1
        if comma <= first or sentence.tag(comma) != "," or end - comma > 12:
            return None
        verb, number = -1, -1
        if sentence.word(comma + 1) in _HOLDING or sentence.word(comma + 1) == "goes":
            verb, number = comma + 1, sentence.starting_at(comma + 2)
            if number >= 0 and sentence.descend(number) < end:
                return None
        elif sentence.word(end - 1) in _HOLDING:
            verb, number = end - 1, sentence.starting_at(comma + 1)
            if number >= 0 and sentence.group(end - 1) != sentence.descend(number):
                return None
        if verb < 0 or number < 0:
            return None
        start = sentence.line.starts[sentence.phrases[number].first]
        return self.cast.argue(sentence, number, order, "V", self._last_speaker(start))

    def find_teller(self, sentence: Sentence, first: int, order: int, *, reported: bool) -> object:
        """Return who holds a "that" clause which no attribution has: a party, or nobody."""
        if not reported:
            teller = self._tail_teller(sentence, first, order)
            if teller is not None:
                return teller
        for at in range(first - 1, sentence.low, -1):
            if sentence.tag(at) in ";:.":
                return None
            if sentence.word(at) != "that":
                continue
            before = at - 1
            if sentence.tag(before) == "R":
                before -= 1
            word = sentence.word(before)
            if word in _PROOF:
                phrase = sentence.at(before)
                begin = sentence.phrases[phrase].first if phrase >= 0 else before
                return UNPROVEN if sentence.word(begin) == "no" else None
            if word in _TRUTH:
                denied = word != "true" or "not" in (
                    sentence.word(before - 1),
                    sentence.word(before - 2),
                )
                return DENIED if denied else None
            if reported:
                return None
            if word in _RAISED:
                return NOBODY
            # "assesses with moderate confidence that"
            for _ in range(5):
                if sentence.tag(before) in "BV" or sentence.tag(before) not in "NPRXD":
                    break
                before -= 1
            word = sentence.word(before)
            if sentence.tag(before) in "BV" and (word in _HOLDING or word.startswith("suggest")):
                number = sentence.before(sentence.group(before))
                if number < 0 or sentence.word(sentence.phrases[number].head) in (
                    "nothing",
                    "nobody",
                ):
                    return NOBODY
                found = self.cast.argue(sentence, number, order, "V", None)
                return found if found is not None else NOBODY
            return None
        return None
