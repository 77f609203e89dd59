"""Whether a clause says that a tie holds: negation, mood, hedges, questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.extract.hedges import find_certainty
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import Raw
from sayso.extract.words import list_words

_NEGATIONS = frozenset(list_words("not never n't 't ’t no neither nor hardly nobody none"))
#: Moods in which nothing is said to be so: "would fund", "should lead".
_UNREAL = frozenset(list_words("would should must ought let shall 'd ’d wouldn shouldn mustn"))
_HEDGING = frozenset(list_words("may might could perhaps possibly can"))
#: Openers of clauses that say nothing of how things are.
_CONDITIONS = frozenset(list_words("if unless should lest in-case until"))
#: Verbs whose clause or object is wished, planned, asked for; not what is.
_WISHES = frozenset(
    list_words(
        "want wants wanted wish wishes wished hope hopes hoped hoping demand demands demanded urge "
        "urges urged plan plans planned planning intend intends intended propose proposes proposed "
        "consider considers considering offer offers offered threaten threatens threatened promise "
        "promises promised vow vows vowed refuse refuses refused try tries tried trying attempt "
        "attempts attempted seek seeks sought seeking fail fails failed ask asks asked call calls "
        "called request requests requested aim aims aimed hopes dream dreams need needs needed "
        "ordered told invite invites invited expected expects expect likely able prepare prepared "
        "preparing ready order orders forbid forbids forbade ban bans banned wishing wanting "
        "decline declines declined declining"
    )
)
_WISH_NOUNS = frozenset(
    list_words(
        "plan plans proposal attempt attempts bid hope hopes wish call calls demand demands offer "
        "request appeal effort efforts threat promise idea talk talks question hypothesis"
    )
)
_FREE = frozenset(list_words("whatever supposing suppose imagine"))


class Mood(StrEnum):
    """What a clause does with a tie."""

    SAYS = "says"
    DENIES = "denies"
    ASKS = "asks"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Scope:
    """The mood of a tie's clause, and its words of certainty as written."""

    mood: Mood
    certainty_words: str | None = None


def find_scope(sentence: Sentence, raw: Raw) -> Scope:
    """Return what the clause of a tie does with it."""
    negations = 0
    # "was taken by no one", "is not in control of", "has no control over", "is no puppet of".
    for at in range(min(raw.group, raw.first), raw.last):
        if sentence.word(at) in _NEGATIONS or sentence.word(at).endswith("n't"):
            # "has not only armed them" says that it has.
            if sentence.word(at) == "nor" and negations:
                continue  # "is neither a front for X nor the face of Y" denies each once
            negations += sentence.word(at + 1) not in ("just", "only", "merely", "simply", "solely")
    # "no longer", "far from", "anything but" between the verb and what it tells.
    window = [sentence.word(at) for at in range(max(sentence.low, raw.group - 1), raw.first + 1)]
    joined = " ".join(window)
    if "far from" in joined or "anything but" in joined:
        negations += 1
    clause = _clause_start(sentence, raw.group)
    words = [sentence.word(at) for at in range(clause, raw.first)]
    if words[:1] in (["neither"], ["nobody"], ["no"]) or "neither" in words[:4]:
        negations += not any(w in ("neither", "no", "nobody") for w in window)
    if _is_unreal(sentence, raw, clause, words):
        return Scope(Mood.NOTHING)
    hedge = _find_hedge(sentence, raw, clause)
    if words[:1] == ["whether"] or _is_question(sentence):
        return Scope(Mood.ASKS, hedge)
    return Scope(Mood.DENIES if negations % 2 else Mood.SAYS, hedge)


def _clause_start(sentence: Sentence, group: int) -> int:
    for at in range(group - 1, sentence.low - 1, -1):
        tag = sentence.tag(at)
        if tag in ";:.?!" or (tag in "TU" and sentence.word(at) not in ("as", "than", "so")):
            return at + (tag in ";:.?!")
        if tag == "H" and sentence.word(at) in ("who", "which"):
            return at
        if tag == "C" and sentence.word(at) == "but":
            return at + 1
    return sentence.low


def _is_unreal(sentence: Sentence, raw: Raw, clause: int, words: list[str]) -> bool:
    if raw.infinitive:
        return True
    for at in range(raw.group, raw.first):
        if sentence.word(at) in _UNREAL:
            return True
    if words[:1] and words[0] in _CONDITIONS | _FREE:
        return True
    # An infinitive, "to fund", behind a verb of wishing.
    if "to" in (sentence.word(at) for at in range(raw.group, raw.first)):
        at = raw.group - 1
        while sentence.tag(at) == "R":
            at -= 1
        if sentence.word(at) in _WISHES | _WISH_NOUNS:
            return True
    if raw.form == "gerund" and sentence.word(raw.group - 1) in (
        "of",
        "for",
        "without",
        "before",
        "avoid",
        "considers",
        "considering",
        "about",
    ):
        verb = sentence.word(raw.group - 2)
        if verb in _WISH_NOUNS | {"suspicion", "danger", "risk", "fear", "instead"}:
            return True
        if sentence.word(raw.group - 1) in ("without", "before", "about"):
            return True
    if "act" in raw.form:
        # "calls for support for X", "hopes for an alliance with".
        for at in range(raw.group - 1, max(clause, raw.group - 5) - 1, -1):
            if sentence.word(at) in _WISHES | _WISH_NOUNS | {"without", "new"} - {"called"}:
                return True
            if sentence.tag(at) in ",;":
                break
    return sentence.word(clause) in ("if", "unless", "should") or (
        sentence.low == clause and sentence.word(sentence.low) == "let"
    )


def _is_question(sentence: Sentence) -> bool:
    last = sentence.high - 1
    while last > sentence.low and sentence.tag(last) in "q'":
        last -= 1
    return sentence.line.texts[last] == "?"


def _find_hedge(sentence: Sentence, raw: Raw, clause: int) -> str | None:
    line = sentence.line
    start = clause
    while sentence.tag(start) in "TUHq," and start < raw.first:
        start += 1
    begin = line.starts[max(start, sentence.low)]
    end = line.ends[min(raw.last, sentence.high) - 1]
    if begin >= end:
        return None
    return find_certainty(" ".join(line.texts[start : raw.last]))
