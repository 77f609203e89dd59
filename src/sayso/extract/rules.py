"""The reading by rules: cues, quotation marks and layout, without a parser or a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.core import Attribution, Document, Problem, Step
from sayso.extract.agreement import rate_proposals
from sayso.extract.language import is_english, unread_language
from sayso.extract.layout import find_announcer, find_holders
from sayso.extract.lines import read_lines
from sayso.extract.nesting import list_surest
from sayso.extract.places import Proposal, Ranges
from sayso.extract.plausible import is_plausible
from sayso.extract.rates import find_rate
from sayso.extract.readings import ReadingSettings
from sayso.extract.rows import Finding, build_rows
from sayso.extract.text import Line

#: F1 on the fifth of the training articles set aside by hash of their id (169 articles,
#: `bench/fit_rates.py --threshold`): 64.5 at .25, 64.4 at .30, 64.2 at .35, 62.4 at .50. Of the
#: first two, which nobody can tell apart, .30 has the higher precision (73.2 against 71.3).
BEST_THRESHOLD = 0.3
#: Below this a proposal is not even suggested: fewer than one in eight of them is right.
FLOOR = 0.12
_METHOD = "rules/1"


class RulesReading:
    """Finds attributions by rules; see `sayso.extract.readings.Reading`."""

    name = "rules"
    version = "1"
    languages = frozenset({"en"})

    def attribute(
        self, document: Document, *, settings: ReadingSettings
    ) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
        """Return the attributions in the order of their contents, and what could not be read."""
        threshold = BEST_THRESHOLD if settings.threshold is None else settings.threshold
        english = is_english(document)
        lines, posts = read_lines(document)
        found: list[Finding] = []
        if english:
            rated = rate_proposals(document, lines)
            found += find_cued(document, lines, posts, rated, threshold)
            found += find_narratives(lines, threshold)
        found += find_posts(lines, posts, threshold)
        rows = build_rows(document, lines, keep_surest(found))
        return rows, () if english else (unread_language(document),)


def find_cued(
    document: Document,
    lines: Sequence[Line],
    posts: Mapping[int, bool],
    rated: Sequence[tuple[Proposal, float]],
    threshold: float,
) -> list[Finding]:
    """Return what cues of the lexicon and colons give (`rated`), as far as it is plausible."""
    return [
        Finding(proposal, rate, _METHOD, threshold)
        for proposal, rate in rated
        if is_plausible(document, proposal, lines, posts)
    ]


def find_narratives(lines: Sequence[Line], threshold: float) -> list[Finding]:
    """Return what narratives hold, with the author's stance."""
    rate = find_rate("", "holder")
    return [
        Finding(proposal, rate, _METHOD, threshold, stance)
        for line in lines
        for proposal, stance in find_holders(line)
    ]


def find_posts(lines: Sequence[Line], posts: Mapping[int, bool], threshold: float) -> list[Finding]:
    """Return the posts, each with the source that is announced before it, if any."""
    found: list[Finding] = []
    known = frozenset(posts)
    source: Ranges = ()
    for number in sorted(posts):
        line = lines[number]
        if number - 1 not in known:
            # Posts in a row share one announcer: to walk back from each took quadratic time.
            source = find_announcer(lines, known, number)
        content = ((line.starts[0], line.ends[-1]),) if len(line) else ()
        frame = "post" if source else "lone post"
        step = Step.TRANSLATION if posts[number] else None
        proposal = Proposal("", frame, 0, source, (), content)
        found.append(Finding(proposal, find_rate("", frame), _METHOD, threshold, step=step))
    return found


def keep_surest(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings above the floor in the order of cues, the surer of two that share one."""
    above = [item for item in found if item.confidence >= FLOOR]
    kept = list_surest([(item.proposal, item.confidence) for item in above])
    return [above[index] for index in kept]
