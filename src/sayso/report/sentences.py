"""Accounts told as sentences: who says, denies, questions or mentions what, through whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.core import AUTHOR, Attribution, Face, FaceKind, Polarity, Span

#: Joins the fragments of a span set that is not one stretch.
GAP = " … "

AUTHOR_LABEL = "the document's own voice"
NOBODY_LABEL = "somebody who is not named"

# Singular and plural; where another account follows, and where the words do.
_VERBS = {
    Polarity.AFFIRMS: ("says", "say", "that"),
    Polarity.DENIES: ("denies", "deny", "that"),
    Polarity.QUESTIONS: ("questions", "question", "whether"),
    Polarity.MENTIONS: ("mentions", "mention", "that"),
}

# Cues that say no more than the verb; auxiliaries are taken off before.
_PLAIN_CUES = {
    Polarity.AFFIRMS: {"said", "say", "says", "saying", "told", "tells", "stated", "according to"},
    Polarity.DENIES: {"denied", "denies", "deny", "denying"},
    Polarity.QUESTIONS: {"questioned", "questions", "question", "questioning"},
    Polarity.MENTIONS: {"mentioned", "mentions", "mention", "mentioning"},
}
_PLURAL_PRONOUNS = {"they", "we", "these", "those", "both", "some", "many", "others", "all"}
_AUXILIARIES = {"is", "are", "was", "were", "has", "have", "had", "been", "that"}

_OPENING = "\"“„«‘'‹"
_CLOSING = "\"”“»’'›"

_OPENERS = {"the", "some", "several", "many", "two", "three", "four", "other", "local", "senior"}

# What follows the noun of a role: "officials of the port", "two men who were there".
_AFTER_NOUN = re.compile(r"\s(?:of|in|at|on|from|for|with|near|who|close|familiar|inside)\s|,")


@dataclass(frozen=True, slots=True)
class Agent:
    """Whoever an account is given to: how it is named, and whether as several.

    `kind` is the face's kind, or `author`, `unresolved`, `nobody`.
    """

    label: str
    kind: str
    is_plural: bool = False

    @property
    def opening(self) -> str:
        """Return the label as the first words of a sentence; a name stays as it is written."""
        if self.kind in {"author", "nobody", FaceKind.ROLE}:
            return self.label[:1].upper() + self.label[1:]
        return self.label


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand through which an account came: who, what it does with it, the cue as written."""

    agent: Agent
    polarity: Polarity
    cue: str = ""


def name_agent(attribution: Attribution, face: Face | None) -> Agent:
    """Return how a report names the asserter of an attribution.

    `face` is the face that the asserter's id stands for, or None where there is none. Nobody is
    guessed: a source that was not resolved is quoted as it stands, and where there is no source
    either, the account is somebody's who is not named.
    """
    if attribution.asserter == AUTHOR:
        return Agent(AUTHOR_LABEL, "author")
    if face is not None:
        plural = face.kind in {FaceKind.ROLE, FaceKind.UNKNOWN} and _is_plural(
            face.label, is_role=face.kind is FaceKind.ROLE
        )
        return Agent(face.label, face.kind.value, plural)
    if attribution.source:
        words = join_words(attribution.source)
        plural = words.casefold() in _PLURAL_PRONOUNS
        return Agent(f"“{words}” (not resolved to a party)", "unresolved", plural)
    return Agent(NOBODY_LABEL, "nobody")


def tell_account(chain: Sequence[Hand], content: str, *, complete: bool) -> str:
    """Return the sentence of an account: each hand through which it came, then the words.

    `chain` runs from the outermost account to the asserter. The verb comes from the polarity; a cue
    that says more than the verb stands beside it, so that what somebody wants, claims or condemns
    does not read as if it had been stated. `complete` is false where the outermost account stands
    inside one that the report does not hold; the sentence says so.

    >>> port, crew = Agent("Port Office", "organisation"), Agent("Crew A", "group")
    >>> hands = [Hand(port, Polarity.AFFIRMS, "warned"), Hand(crew, Polarity.DENIES, "denied")]
    >>> tell_account(hands, "any part", complete=True)
    'Port Office says (cue “warned”) that Crew A denies: “any part”'
    """
    parts = [] if complete else ["An account that is not in this report says that"]
    for position, hand in enumerate(chain):
        label = hand.agent.label if parts else hand.agent.opening
        singular, plural, link = _VERBS[hand.polarity]
        verb = plural if hand.agent.is_plural else singular
        cue = " ".join(hand.cue.split())
        shown = "" if _is_plain(cue, hand.polarity) else f" (cue “{cue}”)"
        is_last = position == len(chain) - 1
        parts.append(f"{label} {verb}{shown}{':' if is_last else f' {link}'}")
    return f"{' '.join(parts)} {quote_words(content)}"


def _is_plain(cue: str, polarity: Polarity) -> bool:
    words = [word for word in cue.casefold().split() if word not in _AUXILIARIES]
    return not words or " ".join(words) in _PLAIN_CUES[polarity]


def quote_words(words: str) -> str:
    """Return the words in quotation marks, unless they bring their own; their lines in one."""
    line = " ".join(words.split())
    if not line:
        return "(no content is marked)"
    if len(line) > 1 and line[0] in _OPENING and line[-1] in _CLOSING:
        return line
    return f"“{line}”"


def join_words(spans: Sequence[Span]) -> str:
    """Return the exact words of the spans, fragments joined by an ellipsis."""
    return GAP.join(span.exact for span in spans)


def count_words(number: int, one: str, many: str) -> str:
    """Return a count with its noun.

    >>> count_words(1, "document", "documents"), count_words(1200, "row", "rows")
    ('1 document', '1,200 rows')
    """
    return f"{number:,} {one if number == 1 else many}"


def _is_plural(label: str, *, is_role: bool) -> bool:
    # A capital first letter is a name, and "Union Docks" is one party, unless an article or a
    # numeral opens it ("Two officials"), or it is a role at the head of a sentence ("Witnesses").
    noun = _AFTER_NOUN.split(label, maxsplit=1)[0].strip()
    if not is_role and label[:1].isupper() and noun.split(" ", 1)[0].lower() not in _OPENERS:
        return False
    if noun.lower() in {"police", "people", "the police"}:
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s"))
