"""What a document tells of the kinds of its names, and which of them are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.extract.names import ALL_TITLES, is_personal, normal_form
from sayso.extract.recognise.kinds import (
    JOINS,
    NOUNS,
    PLACE_LEADS,
    STATE_NOUNS,
    TAILS,
    is_title,
    kind_by_words,
)
from sayso.extract.recognise.mention import MentionKind
from sayso.extract.text import Line
from sayso.extract.words import (
    list_words,
)

_FORENAMES = frozenset(
    list_words(
        "john james robert michael william david richard joseph thomas charles mary patricia "
        "jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa anna ana maria "
        "mohammed muhammad mohammad ahmed ali hassan hussein omar osama abdul ibrahim mustafa "
        "vladimir sergei dmitri ivan alexei joe donald barack george hillary angela emmanuel "
        "boris recep benjamin xi kim narendra imran nawaz ashraf hamid sirajuddin jalaluddin "
        "abu peter paul mark luke anne jane kate laura daniel andrew stephen steven kevin brian "
        "edward jason jeffrey ryan jacob gary nicholas eric jonathan larry justin scott brandon "
        "frank gregory samuel raymond patrick jack dennis jerry tyler aaron jose adam henry "
        "nathan douglas zachary amador carlos juan luis pedro miguel antonio fatima aisha layla"
    )
)


_AGE = re.compile(r",? ?\d\d,")


@dataclass(slots=True)
class Found:
    """A name in the making: tokens `first` to `last` of a line, its words, what it is told by."""

    line: Line
    first: int
    last: int
    words: list[str]
    kind: MentionKind | None = None
    label: str | None = None
    adjective: bool = False
    cut: int = 0
    """Code points left off the end of the last token ("-backed")."""

    @property
    def start(self) -> int:
        """Return the first code point."""
        return self.line.starts[self.first]

    @property
    def end(self) -> int:
        """Return the code point behind the last."""
        return self.line.ends[self.last - 1] - self.cut

    @property
    def form(self) -> str:
        """Return the form under which names are compared."""
        return normal_form(" ".join(self.words))


#: The most that capitals, endings and the words beside a name tell, however often it stands.
_GUESS = 3


@dataclass(slots=True)
class Votes:
    """What a document tells of one name's kind."""

    counts: Counter[MentionKind] = field(default_factory=Counter)
    strongest: int = 0

    def add(self, kind: MentionKind, weight: int) -> None:
        """Count what one mention tells."""
        self.counts[kind] += weight
        self.strongest = max(self.strongest, weight)

    def is_guess(self) -> bool:
        """Return whether nothing but capitals tells the kind."""
        return self.strongest <= _GUESS

    def best(self) -> MentionKind:
        """Return the kind with most votes, unknown where there are none."""
        if not self.counts:
            return MentionKind.UNKNOWN
        # The order of MentionKind breaks ties, never that of the text.
        order = {kind: -number for number, kind in enumerate(MentionKind)}
        return max(self.counts, key=lambda kind: (self.counts[kind], order[kind]))


def tie_surnames(found: Iterable[Found]) -> dict[str, str]:
    """Return each last name with the one full name in the document that ends in it."""
    bearers: dict[str, set[str]] = {}
    singles: set[str] = set()
    for item in found:
        words = item.form.split()
        if len(words) == 1:
            singles.add(words[0])
        elif 2 <= len(words) <= 4 and kind_by_words(item.words) is None and not item.adjective:
            bearers.setdefault(words[-1], set()).add(item.form)
    return {
        name: next(iter(full))
        for name, full in bearers.items()
        if name in singles and len(full) == 1
    }


def tie_short(found: Sequence[Found]) -> dict[str, str]:
    """Return short forms with the one long name of a body they can stand for.

    "the Haqqanis" where "the Haqqani network" stands, "the Bloc" where "the Civic Bloc" does.
    """
    heads: dict[str, set[str]] = {}
    tails: dict[str, set[str]] = {}
    singles: dict[str, Found] = {}
    for item in found:
        words = item.form.split()
        if len(words) == 1:
            singles.setdefault(words[0], item)
        elif words[-1] in TAILS or kind_by_words(item.words) is not None:
            if len(words) == 2 and words[1] in TAILS:
                heads.setdefault(words[0], set()).add(item.form)
            tails.setdefault(words[-1], set()).add(item.form)
    tied: dict[str, str] = {}
    for single, item in singles.items():
        stem = single[:-1] if single.endswith("s") else single
        full = heads.get(single) or heads.get(stem) or set()
        if not full and item.first and item.line.tags[item.first - 1] == "D":
            full = tails.get(single, set())
        if len(full) == 1:
            tied[single] = next(iter(full))
    return tied


def tie_demonyms(found: Sequence[Found]) -> dict[str, str]:
    """Return adjectives of names that the text itself has: "Kestrian" where "Kestria" stands."""
    forms = {item.form for item in found if len(item.words) == 1}
    tied: dict[str, str] = {}
    for form in forms:
        for ending, put in (
            ("n", ""),
            ("an", ""),
            ("ian", ""),
            ("ian", "ia"),
            ("an", "a"),
            ("ish", ""),
            ("ese", ""),
            ("i", ""),
            ("er", ""),
            ("ic", ""),
            ("ns", ""),
        ):
            if form.endswith(ending) and len(form) > len(ending) + 2:
                stem = form[: -len(ending)] + put
                if stem in forms and stem != form:
                    tied[form] = stem
                    break
    return tied


def tell_kind(item: Found) -> Iterable[tuple[MentionKind, int]]:
    """Yield what one mention tells of its name's kind, with weights."""
    line, first, last = item.line, item.first, item.last
    if item.kind is not None and item.kind is not MentionKind.UNKNOWN:
        yield item.kind, 8
    by_words = kind_by_words(item.words)
    if by_words is not None:
        yield by_words, 6
    before = line.lower[first - 1] if first else ""
    after = line.lower[last] if last < len(line) else ""
    behind = line.lower[last + 1] if last + 1 < len(line) else ""
    if first and is_title(line.texts[first - 1]) and line.texts[first - 1][0].isalpha():
        yield MentionKind.PERSON, 6
    elif (
        before in ("itself", "named", "called", "dubbed")
        and first > 2
        and any(word in NOUNS for word in line.lower[first - 3 : first - 1])
    ):
        noun = next(word for word in line.lower[first - 3 : first - 1] if word in NOUNS)
        yield NOUNS[noun], 4
    elif before in NOUNS and line.tags[first - 1] == "N":
        yield NOUNS[before], 4  # "the militant group X", "the newspaper X"
    elif first and line.tags[first - 1] == "N" and is_personal(before):
        yield MentionKind.PERSON, 5  # "the journalist X"
    if before == "of" and first > 1 and line.lower[first - 2] in NOUNS:
        kind = NOUNS[line.lower[first - 2]]
        if kind is MentionKind.PLACE:
            yield kind, 3
    single = len(item.words) == 1
    if after in ("'s", "’s") and behind in STATE_NOUNS and single and by_words is None:
        yield MentionKind.STATE, 3
    if before == "of" and first > 1 and line.lower[first - 2] in STATE_NOUNS and single:
        yield MentionKind.STATE, 2
    if after in STATE_NOUNS and single:
        yield MentionKind.STATE, 1
    if after == "," and last + 1 < len(line):
        for kind, weight in _tell_apposition(line, last + 1):
            yield kind, weight
    text = "".join(line.texts[last : last + 3])
    if not single and _AGE.match(text):
        yield MentionKind.PERSON, 5
    if before in PLACE_LEADS:
        yield MentionKind.PLACE, 2
    determined = line.tags[first - 1] == "D" if first else False
    plain = all((w[:1].isupper() and w.isalpha()) or w in JOINS for w in item.words)
    if by_words is None and plain and not determined and not single and len(item.words) <= 4:
        yield MentionKind.PERSON, 3 if item.words[0].lower() in _FORENAMES else 2
    if item.words[0].lower() in _FORENAMES and not single:
        yield MentionKind.PERSON, 2
    if single and not determined and by_words is None and item.kind is None:
        if item.form.endswith(("ia", "land", "stan")):
            yield MentionKind.STATE, 2
        if before in ("", "by", "that", "and", ",") and line.tags[last : last + 1] in ("B", "V"):
            yield MentionKind.STATE, 1
    if single and item.words[0].isupper() and len(item.words[0]) > 2:
        yield MentionKind.ORGANISATION, 1
    elif (determined and not single and by_words is None) or (
        determined and single and by_words is None
    ):
        yield MentionKind.GROUP, 1


def _tell_apposition(line: Line, index: int) -> Iterable[tuple[MentionKind, int]]:
    """Yield what ", a militant group" or ", a spokesman for" tells of the name before it."""
    if line.tags[index] not in "DN":
        return
    stop = index
    while stop < min(len(line), index + 14) and line.tags[stop] not in ",.;:":
        stop += 1
    if line.tags[stop - 1] in "BV":
        return  # "is a puppet of Orlon, the envoy said": somebody else
    for at in range(index, min(len(line), index + 6)):
        if line.tags[at] not in "DNXR'#":
            return
        nxt = line.tags[at + 1] if at + 1 < len(line) else "."
        if line.tags[at] == "N" and nxt not in "NX'":
            word = line.lower[at]
            if line.tags[index] == "D" or at > index or nxt in "P,":
                if word in NOUNS:
                    yield NOUNS[word], 4
                elif is_personal(word) or word in ALL_TITLES:
                    yield MentionKind.PERSON, 5
            return
