"""What layout tells, and no cue: posts and translations, and narratives without a holder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.core import Block, BlockKind, Document, Stance
from sayso.extract import clauses as c
from sayso.extract.cues import VERB_FORMS
from sayso.extract.hedges import is_rebuttal
from sayso.extract.phrases import phrase_before
from sayso.extract.places import Proposal, Ranges, cut
from sayso.extract.text import Line
from sayso.extract.words import list_words, names_no_one

_LABEL = re.compile(r"\s*english\s+translation\s*[:：–—-]\s*", re.IGNORECASE)
_POSTING = frozenset(list_words("share post tweet write retweet publish release put say note add"))
_POSTS = frozenset(
    list_words(
        "tweet tweets post posts thread threads message messages statement statements update "
        "updates messages toot toots clip clips photo photos screenshot screenshots "
    )
)
_PLATFORMS = frozenset(
    list_words("twitter facebook x telegram instagram weibo whatsapp vk mastodon reddit linkedin")
)
_COUNTS = frozenset(
    list_words("one two three four five six seven eight nine ten several many some more few other")
)
#: How many blocks back an announcement is looked for, posts between not counted.
_REACH = 3
_NARRATIVES = frozenset(
    list_words(
        "narrative narratives theory version rumour rumor consensus wisdom assumption "
        "perception story account view belief explanation line "
    )
)
#: Emphasis of the author's own, not voices.
_NO_VOICES = frozenset(list_words("reality evidence truth fact facts irony question problem point"))


def post_start(document: Document, block: Block) -> int | None:
    """Return where the words of a post or translation begin (its label left out), or None."""
    match = _LABEL.match(document.text, block.start, block.end)
    if match:
        return match.end()
    if block.kind in (BlockKind.POST, BlockKind.TRANSLATION):
        return block.start
    return None


def is_translation(document: Document, block: Block) -> bool:
    """Return whether a block is a translation, by its kind or its label."""
    return block.kind is BlockKind.TRANSLATION or (
        _LABEL.match(document.text, block.start, block.end) is not None
    )


def find_announcer(lines: Sequence[Line], posts: frozenset[int], number: int) -> Ranges:
    """Return the source that the nearest sentence before the post `number` announces, or none."""
    reach = _REACH
    index = number - 1
    while index >= 0 and reach:
        if index not in posts:
            reach -= 1
            found = _announces(lines[index])
            if found:
                return found
        index -= 1
    return ()


def _announces(line: Line) -> Ranges:
    for low, high in reversed(line.units):
        for index in range(high - 1, low, -1):
            if line.quoted[index] >= 0 or line.tags[index] not in "BVG":
                continue
            base = VERB_FORMS.get(line.lower[index], ("", ""))[0]
            if base not in _POSTING or _is_counted(line, index):
                continue
            behind = line.lower[index + 1 : min(high, index + 9)]
            colon = high == len(line) and line.texts[high - 1] == ":"
            if not (colon or _POSTS & set(behind) or _PLATFORMS & set(behind)):
                continue
            source = phrase_before(line, c.find_group(line, index, low), low)
            if source is not None:
                return cut(line, *source)
    return ()


_ABOUT = frozenset(list_words("about around in of early late mid some since the"))


def _is_counted(line: Line, index: int) -> bool:
    # "shared two posts:": the noun, which is a form of the verb as well.
    before = index - 1
    return line.lower[index] in _POSTS and (
        before < 0 or line.tags[before] in "D#R" or line.lower[before] in _COUNTS
    )


def find_holders(line: Line) -> list[tuple[Proposal, Stance]]:
    """Return what narratives in this block hold, each with the author's stance towards it.

    The stance is `rejects` where the sentence, or the next one that is no narrative itself, rebuts
    it.
    """
    found: list[tuple[Proposal, int]] = []
    for number, (low, high) in enumerate(line.units):
        proposal = _find_holder(line, low, high)
        if proposal is not None:
            found.append((proposal, number))
    held = {number for _, number in found}
    results: list[tuple[Proposal, Stance]] = []
    after = 0
    for proposal, number in found:
        # Never back: narratives in a row share the sentence behind them.
        after = max(after, number + 1)
        while after in held:
            after += 1
        rebutted = any(
            is_rebuttal(_words_of(line, unit)) for unit in (number, after) if unit < len(line.units)
        )
        results.append((proposal, Stance.REJECTS if rebutted else Stance.NEUTRAL))
    return results


def _words_of(line: Line, unit: int) -> str:
    low, high = line.units[unit]
    return " ".join(line.texts[low:high])


def _find_holder(line: Line, low: int, high: int) -> Proposal | None:
    """Return `The popular narrative is that ...` as a proposal, or None."""
    noun = next(
        (
            i
            for i in range(low, min(high, low + 8))
            if line.lower[i] in _NARRATIVES and line.quoted[i] < 0
        ),
        None,
    )
    if noun is None or any(tag not in "NXDRUC" for tag in line.tags[low:noun]):
        return None
    first = low
    while first < noun and line.tags[first] in "RUC":
        first += 1
    if line.tags[first] != "D" and first == noun:
        return None
    verb = noun + 1
    # "the narrative being spun is", "the theory among analysts is"
    while verb < min(high, noun + 8) and line.lower[verb] not in (
        "is",
        "was",
        "has",
        "holds",
        "goes",
    ):
        if line.tags[verb] in ",.;:qB":
            return None
        verb += 1
    if verb >= min(high, noun + 8) or verb + 2 >= high:
        return None
    begin = verb + 1
    if line.lower[begin] == "it" and line.lower[verb] == "has":
        begin += 1
    elif line.lower[verb] == "has":
        return None
    if not _states(line, begin, high):
        return None
    end = c.clause_end(line, begin, high, wide=True)
    return Proposal(
        "holder",
        "holder",
        verb,
        cut(line, first, verb),
        cut(line, verb, begin),
        cut(line, begin, end),
    )


def _states(line: Line, begin: int, high: int) -> bool:
    """Return whether a statement follows: "that ...", "to ...", or a clause with its own verb."""
    if line.tags[begin] in "TI":
        return True
    if line.tags[begin] not in "XDNS":
        return False
    return any(
        line.lower[i]
        in ("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "did")
        for i in range(begin + 1, min(high, begin + 10))
    )


def is_voice(line_source: str) -> bool:
    """Return whether the words of a source can be somebody: "the reality shows" is nobody's say.

    >>> is_voice("the reality"), is_voice("the ministry")
    (False, True)
    """
    words = line_source.lower().split()
    if not words:
        return True
    if names_no_one([word.strip(",.") for word in words]):
        return False
    if len(words) == 1 and words[0] in ("this", "it", "that", "which", "these", "there"):
        return words[0] in ("it", "which", "that")
    head = line_source.lower().partition(",")[0].split()
    if all(word in _ABOUT or not word.strip("0123456789.'’-s") for word in head):
        return False  # a year or a number: "a recording of about 2019 shows"
    return words[-1] not in _NO_VOICES and not (
        len(words) > 2 and words[0] == "the" and words[1] in ("reality", "evidence", "truth")
    )
