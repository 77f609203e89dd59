"""Which proposals cannot be attributions: nobody's voice, nothing said, a rhetorical question."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from sayso.core import Document
from sayso.extract.layout import is_voice
from sayso.extract.lines import line_at
from sayso.extract.places import Proposal
from sayso.extract.text import Line
from sayso.extract.words import names_no_one

_NO_BEFORE = re.compile(r"\b[Nn]o\s$")
_ASKING = frozenset(("why", "how", "what", "who", "when", "where", "whose", "which"))


def is_plausible(
    document: Document, proposal: Proposal, lines: Sequence[Line], posts: Mapping[int, bool]
) -> bool:
    """Return whether a proposal can be an attribution: it has a voice and asks no question."""
    if proposal.source and not is_voice(" ".join(document.text[a:b] for a, b in proposal.source)):
        return False
    if not proposal.content or not proposal.cue:
        return False
    if proposal.source:
        # The tags take "no" for an adverb: of "no one" the source is "one".
        start, end = proposal.source[0]
        if _NO_BEFORE.search(document.text, max(0, start - 4), start) and (
            document.text[start:end].lower() == "one"
        ):
            return False
    # "said nothing", "said nothing last month": nothing was said.
    said = " ".join(document.text[a:b] for a, b in proposal.content).lower().split()
    if said[:1] == ["nothing"] and (len(said) == 1 or names_no_one(said[1:])):
        return False
    # "X posted:" before a post: the post is an attribution of its own.
    home = line_at(lines, proposal.cue[0][0])
    for start, _ in proposal.content:
        place = line_at(lines, start)
        if place != home and place in posts:
            return False
    return not _is_rhetorical(document, lines[home], proposal)


def _is_rhetorical(document: Document, line: Line, proposal: Proposal) -> bool:
    """Return whether the cue stands in the author's own question: "Who would believe it?"."""
    token = bisect_right(line.starts, proposal.cue[0][0]) - 1
    if token < 0 or line.quoted[token] >= 0:
        return False
    low, high = line.units[line.unit_at(token)]
    source = " ".join(document.text[a:b].lower() for a, b in proposal.source)
    if source in ("one", "you") and proposal.word in ("wonder", "ask", "think", "expect"):
        return True
    closing = line.texts[high - 1] == "?"
    # 'Is it so? she asked' and "He asked: is it so?" are no questions of the author's.
    asked = proposal.word in ("ask", "wonder", "say", "add", ":", "write", "tweet")
    return closing and not asked and (line.tags[low] in "AMH" or line.lower[low] in _ASKING)
