"""What a pattern finds: a predicate and the phrases that are its arguments, not yet resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.ties.phrases import Sentence
from sayso.extract.words import list_words

_JOINING = frozenset(list_words("and or nor & plus"))


@dataclass(frozen=True, slots=True)
class Raw:
    """A tie as a pattern sees it.

    `agent` and `patient` are numbers of phrases of the sentence, or code points (`agent_range`)
    inside a token. `first` to `last` are the tokens of the trigger, `group` the first token of the
    verb group or of the phrase that the trigger stands in: what is before it tells negation and
    mood. `form` names the form ("passive"), `act_of` whose trigger.
    """

    predicate: str
    form: str
    agent: int
    patient: int
    first: int
    last: int
    group: int
    swap: bool = False
    kind: str | None = None
    agent_range: tuple[int, int] | None = None
    patient_range: tuple[int, int] | None = None
    negated: bool = False
    infinitive: bool = False


def list_right(sentence: Sentence, number: int) -> list[int]:
    """Return a phrase and those joined to it on its right: "A, B and C".

    The last one is left out where a verb follows it: it is the subject of a clause of its own.
    """
    found = [number]
    waiting: list[int] = []
    end = sentence.descend(number)
    for _ in range(12):
        at = end
        comma = sentence.tag(at) == ","
        at += comma
        joined = sentence.tag(at) == "C" and sentence.word(at) in _JOINING
        if sentence.word(at) == "as" and sentence.word(at + 1) == "well":
            joined, at = True, at + 2
        at += joined
        if not (comma or joined):
            break
        following = sentence.starting_at(at)
        if following < 0 or (comma and not joined and not sentence.phrases[following].names):
            break
        end = sentence.descend(following)
        beyond = end
        while sentence.tag(beyond) == "R":
            beyond += 1
        if joined and sentence.tag(beyond) in "BVAM":
            break
        waiting.append(following)
        if joined:
            found += waiting
            waiting = []
    return found


def list_left(sentence: Sentence, number: int) -> list[int]:
    """Return a phrase and those joined to it on its left, the last one given."""
    found = [number]
    begin = sentence.begin(number)
    joined = False
    for _ in range(12):
        at = begin - 1
        if sentence.tag(at) == "C" and sentence.word(at) in _JOINING:
            joined = True
            at -= 1
            at -= sentence.tag(at) == ","
        elif joined and sentence.tag(at) == ",":
            at -= 1
        else:
            break
        left = sentence.ending.get(at + 1, -1)
        if left < 0:
            break
        left = sentence.climb(left)
        if sentence.tag(at + 1) == "," and sentence.phrases[left].named is None:
            break  # "Once allies, X and Y"
        begin = sentence.begin(left)
        if sentence.tag(begin - 1) in "PBVG" and begin > sentence.low:
            # "In Orlo, Sudra and Norland": what a preposition or a verb holds is no subject.
            break
        found.append(left)
    return found


def find_main_subject(sentence: Sentence, index: int) -> int:
    """Return the subject of the nearest finite verb before a token, or -1."""
    for at in range(index - 1, max(sentence.low, index - 40) - 1, -1):
        tag = sentence.tag(at)
        if tag in ";:.?!":
            return -1
        if tag in "BVA" and sentence.at(at) < 0:
            first = sentence.group(at)
            if "to" in (sentence.word(i) for i in range(first, at)):
                continue
            number = sentence.before(first)
            if number >= 0:
                return number
        if tag == "H":
            return sentence.antecedent(at)
    return -1


def match_words(
    sentence: Sentence, at: int, words: Sequence[tuple[str, ...]]
) -> tuple[int, int, bool] | None:
    """Return where the words of a pattern end behind token `at`, the object in them, and "no".

    None where they do not stand there. Adverbs between them are stepped over.
    """
    patient = -1
    negated = False
    for place, slot in enumerate(words):
        if slot == ("~",):
            patient = sentence.starting_at(at)
            if patient < 0:
                return None
            at = sentence.descend(patient)
            continue
        if slot == ("*",):
            following = words[place + 1]
            for step in range(5):
                if sentence.word(at + step) in following:
                    break
                if sentence.tag(at + step) not in "DNXR#'VGq":
                    return None
                negated = negated or (
                    sentence.word(at + step) in ("no", "any") and (sentence.word(at + step) == "no")
                )
            else:
                return None
            at += step
            continue
        while sentence.tag(at) == "R" and sentence.word(at) not in slot:
            at += 1
        if sentence.word(at) not in slot:
            return None
        at += 1
    return at, patient, negated
