"""What can be attacked in earnest."""

from __future__ import annotations

from sayso.extract.recognise import MentionKind
from sayso.extract.ties.phrases import Sentence
from sayso.extract.words import list_words

#: What is attacked with more than words.
_TARGETS = frozenset(
    list_words(
        "plant base airport convoy patrol tower school market station village ship tanker airliner "
        "house office hospital checkpoint camp town city barracks port mosque church embassy "
        "pipeline "
        "grid server servers bank villages troops soldiers police civilians airfield refinery "
        "depot "
        "compound factory bridge train bus car truck stadium nightclub hotel restaurant "
        "prison post "
        "outpost headquarters facility building homes ministry parliament palace vessel boat ferry "
        "plane helicopter jet mill dam warehouse consulate synagogue temple shrine crowd "
        "protesters "
        "worshippers peacekeepers pilgrims farmers miners workers neighbourhood district "
        "island coast "
        "border field area system systems website databases records customers positions fighters "
        "militants rebels group army bus vehicle vehicles ships tankers pier harbour yard "
        "mint target "
        "targets offices forces bases schools hospitals garrison column"
    )
)


_METAPHORS = frozenset(("attack", "raid"))


def is_target(sentence: Sentence, number: int, kind: str) -> bool:
    """Return whether a phrase can be attacked in earnest: "attacked Ruiz over taxes" is talk."""
    if number < 0:
        return False
    if kind not in _METAPHORS:
        return True
    phrase = sentence.phrases[number]
    mention = phrase.named
    if mention is not None:
        return mention.kind not in (MentionKind.PERSON, MentionKind.UNKNOWN, MentionKind.OUTLET)
    return sentence.word(phrase.head) in _TARGETS
