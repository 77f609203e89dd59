"""What a cue and a content say of certainty, polarity and the reporter's stance."""

from __future__ import annotations

import re

from sayso.core import Polarity, Stance
from sayso.extract.words import NEGATIONS, list_words

_DENYING = frozenset(
    list_words("deny refute rebut disclaim contradict disavow repudiate renounce denial disprove")
)
_DOUBTING = frozenset(
    list_words(
        "doubt question wonder dispute skeptical sceptical doubtful unsure uncertain skepticism "
        "scepticism challenge contest"
    )
)
#: Verbs whose object is an act or a person that is judged: nothing is said to be so.
_JUDGING = frozenset(
    list_words(
        "criticize criticise praise attack condemn denounce blast slam mock endorse support "
        "oppose back defend welcome applaud hail laud commend thank congratulate deride decry "
        "assail lambaste rip bash insult rebuke chide scold berate castigate ridicule taunt "
        "champion promote embrace mourn deplore celebrate cheer boo jeer heckle honor honour "
        "salute discuss address debate talk speak mention cite quote like dislike love hate "
        "admire respect enjoy forgive criticism praise support opposition condemnation "
        "denunciation attack "
    )
)
#: "does not believe that p" puts forward that not p; "does not say that p" puts nothing forward.
_RAISING = frozenset(
    list_words("believe think want expect accept agree buy support back endorse favor favour see")
)

_REJECTING = frozenset(
    list_words(
        "falsely wrongly baselessly erroneously incorrectly mistakenly untruthfully "
        "dishonestly spuriously "
    )
)
_ENDORSING = frozenset(list_words("rightly correctly accurately aptly truthfully astutely"))
_DISTANCING = frozenset(list_words("allegedly supposedly purportedly ostensibly reportedly"))
_DISTANCING_CUES = frozenset(list_words("allege purport allegation accusation insinuation"))

#: Words of certainty as they stand in a content; longest first, so that "most likely" is one.
_CERTAINTY = re.compile(
    r"\b(?:almost certainly|very likely|most likely|highly likely|highly unlikely|very unlikely"
    r"|may well|might well|as far as is known|beyond doubt|no doubt|in all likelihood"
    r"|may|might|could|perhaps|maybe|possibly|possible|probably|probable|likely|unlikely|apparently"
    r"|allegedly|reportedly|supposedly|presumably|seemingly|certainly|undoubtedly|definitely"
    r"|almost|appears? to|seems? to|believed to|thought to|suspected)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:in|by|since|until|of|last|next|this)\s+May\b|\bMay\s+\d", re.IGNORECASE)
_REBUTTAL = re.compile(
    r"\b(?:further from the truth|far from (?:the truth|true)|(?:is|are|was|were) "
    r"(?:simply |plainly |"
    r"entirely |just )?(?:false|untrue|wrong|a lie|a myth|baseless|nonsense|not true|not so)"
    r"|isn['’]t true|not the case|no truth|debunked|does not hold|do not hold)\b",
    re.IGNORECASE,
)
#: "the 'liberators' had left": one or two words in marks as a name for somebody. In "was 'calm'"
#: the marks only quote.
_SCARE = re.compile(
    r"\bso[- ]called\b|\balleged\b"
    r"|\b(?:the|these|those|their|its)\s[\"“‘'][a-z]+(?:\s[a-z]+)?[\"”’']"
    r"\s(?:had|has|have|was|were|is|are|would|will|came|left|went|did|of|in|from|who|and)\b",
    re.IGNORECASE,
)


def find_certainty(words: str) -> str | None:
    """Return the words of certainty of a content as written, joined by "; ", or None."""
    found: list[str] = []
    for match in _CERTAINTY.finditer(words):
        if match.group() == "May" and _MONTH.search(
            words[max(0, match.start() - 8) : match.end() + 3]
        ):
            continue
        if match.group() not in found and match.group().lower() != "almost":
            found.append(match.group())
    return "; ".join(found) or None


_DENIED_SAYING = re.compile(
    r"\bit(?:\s(?:is|was)|['’]s)\s(?:\w+ly\s)?(?:false|untrue|not\strue|wrong|a\slie|not\sthe\scase|a\smyth)"
    r"\s(?:to\ssay\s)?that\s\Z",
    re.IGNORECASE,
)
_NO_SOURCE = re.compile(r"(?:neither|none|no|not\sone|nobody)\b", re.IGNORECASE)


def is_unsaid(before: str, source: str) -> bool:
    """Return whether nobody said it: "it is false that X said", "neither side denied".

    `before` is what stands before the source in its sentence.

    >>> is_unsaid("It is not true that ", "the minister"), is_unsaid("", "Neither side")
    (True, True)
    """
    return bool(_DENIED_SAYING.search(before) or _NO_SOURCE.match(source))


_DENIAL = re.compile(r"\bden(?:y|ies|ied|ying|ial)\b")


def find_polarity(word: str, frame: str, cue: str) -> Polarity:
    """Return what the asserter does with the content, from the cue's base, frame and words."""
    spoken = cue.lower().replace("’", "'")
    negated = any(part in NEGATIONS or part.endswith("n't") for part in spoken.split())
    kind = frame.split("/")[0].rpartition("a.")[2]
    # "We deny every report that names us": the cue's noun is the report, its verb a denial.
    if word in _DENYING or _DENIAL.search(spoken):
        return Polarity.MENTIONS if negated else Polarity.DENIES
    if word == "reject" and kind in ("that", "n.that"):
        return Polarity.DENIES
    if word in _DOUBTING or (kind == "wh" and word in ("ask", "wonder", "know", "unclear")):
        return Polarity.AFFIRMS if negated and word == "doubt" else Polarity.QUESTIONS
    if word in _JUDGING and (kind.startswith(("np", "pp", "n.pp", "j.pp"))):
        return Polarity.MENTIONS
    if negated:
        return Polarity.DENIES if word in _RAISING else Polarity.MENTIONS
    return Polarity.AFFIRMS


def find_stance(word: str, cue: str, content: str, source: str = "") -> Stance:
    """Return the reporter's stance, from adverbs at the cue, distancing words and the source's."""
    spoken = cue.lower().split()
    if any(part in _REJECTING for part in spoken) or "without evidence" in cue.lower():
        return Stance.REJECTS
    if any(part in _ENDORSING for part in spoken):
        return Stance.ENDORSES
    if (
        word in _DISTANCING_CUES
        or any(part in _DISTANCING for part in spoken)
        or _SCARE.search(content)
    ):
        return Stance.DISTANCES
    return find_source_stance(source)


_TRUSTED = re.compile(
    r"\b(?:reliable|credible|trusted|trustworthy|authoritative|truthful)\b", re.IGNORECASE
)
_MISTRUSTED = re.compile(
    r"\b(?:discredited|disgraced|self-(?:styled|proclaimed|appointed)|so-called|unreliable"
    r"|notorious)\b",
    re.IGNORECASE,
)
_PRAISED = re.compile(
    r"\b(?:respected|esteemed|renowned|acclaimed|distinguished|eminent|veteran)\b", re.IGNORECASE
)
_KNOWING = re.compile(
    r"\b(?:first-?hand knowledge|knows? (?:the|it) \w+ (?:well|best|better)|reported extensively"
    r"|has (?:long |often )?(?:studied|covered|documented|investigated))\b",
    re.IGNORECASE,
)


def find_source_stance(source: str) -> Stance:
    """Return what a reporter's words about a source say of the reporter's stance to its words.

    A kind word alone ("respected") is manners; with a reason to believe ("who has first-hand
    knowledge") it vouches.

    >>> find_source_stance("the reliable Ana Ruiz").value, find_source_stance("Ana Ruiz").value
    ('endorses', 'neutral')
    """
    if _MISTRUSTED.search(source):
        return Stance.DISTANCES
    if _TRUSTED.search(source) or (_PRAISED.search(source) and _KNOWING.search(source)):
        return Stance.ENDORSES
    return Stance.NEUTRAL


def is_rebuttal(sentence: str) -> bool:
    """Return whether a sentence says that what stands before it is not so."""
    return _REBUTTAL.search(sentence) is not None
