"""Runs of capitals in a line, cut into names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.extract.names import is_personal
from sayso.extract.recognise.evidence import (
    Found,
)
from sayso.extract.recognise.kinds import (
    JOINS,
    NOUNS,
    TAILS,
    is_title,
    kind_by_words,
)
from sayso.extract.recognise.known import list_known
from sayso.extract.recognise.mention import MentionKind
from sayso.extract.text import Line
from sayso.extract.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    MODALS,
    OBJECTS,
    PERIODS,
    PREPOSITIONS,
    QUESTION_WORDS,
    RELATIVES,
    SUBJECTS,
    SUBORDINATORS,
    is_adverb,
    list_words,
)

_CLOSED = (
    DETERMINERS | CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS | RELATIVES | QUESTION_WORDS
    | SUBJECTS | OBJECTS | AUXILIARIES | MODALS
)  # fmt: skip


_MONTHS = frozenset(
    list_words(
        "january february march april may june july august september october november december"
    )
)


#: Words that begin a name only with another capital behind them: "Night Office".
_HALF_OPENERS = PERIODS - _MONTHS


_OPENERS = _CLOSED | DAYS | _MONTHS | frozenset(
    list_words(
        "not no yes according there here then now today meanwhile however also still both either "
        "neither who what asked speaking working police officials analysts experts witnesses "
        "prosecutors critics investigators reports sources residents two three four five six "
        "seven eight nine ten eleven twelve hundreds thousands dozens nobody everyone people "
        "whether once more less most few such only even just later earlier soon instead rather "
        "firstly secondly thirdly finally first second third next last another other others "
        "photos photo translation english"
    )
)  # fmt: skip


#: Capitals that describe and name nobody.
_ADJECTIVES = frozenset(
    list_words(
        "democratic republican islamic western eastern northern southern muslim christian "
        "jewish catholic sunni shia shiite arab european african asian communist conservative "
        "liberal"
    )
)


_INSIDE = _CLOSED | DAYS | _MONTHS


class Known:
    """Known names by their first word, longest first."""

    def __init__(self, extra: Mapping[str, tuple[MentionKind, str]]) -> None:
        self.names: dict[tuple[str, ...], tuple[MentionKind, str, bool]] = {}
        self.first: dict[str, list[int]] = {}
        for name, value in _known_names().items():
            self._add(name, value)
        for string, (kind, label) in extra.items():
            self._add(tuple(string.split()), (kind, label, False))

    def _add(self, parts: tuple[str, ...], value: tuple[MentionKind, str, bool]) -> None:
        self.names[parts] = value
        lengths = self.first.setdefault(parts[0], [])
        if len(parts) not in lengths:
            lengths.append(len(parts))
            lengths.sort(reverse=True)

    def add_long(self, full: str) -> None:
        """Take up "Long Name" of "Long Name (LN)" as one name, whatever joins its words."""
        parts = tuple(full.split())
        if parts not in self.names:
            self._add(parts, (kind_by_words(list(parts)) or MentionKind.UNKNOWN, full, False))

    def find(self, texts: Sequence[str], index: int) -> tuple[int, MentionKind, str, bool] | None:
        """Return the length in tokens, kind, name and use of the known name at a token, or None."""
        for length in self.first.get(texts[index], ()):
            value = self.names.get(tuple(texts[index : index + length]))
            if value is not None:
                return length, *value
        return None


_CACHE: list[dict[tuple[str, ...], tuple[MentionKind, str, bool]]] = []


def _known_names() -> dict[tuple[str, ...], tuple[MentionKind, str, bool]]:
    if not _CACHE:
        _CACHE.append({tuple(name.split()): value for name, value in list_known().items()})
    return _CACHE[0]


def find_runs(line: Line, known: Known, small: set[str]) -> list[Found]:
    """Return the names of one line: known ones, and runs of capitals with what joins them."""
    found: list[Found] = []
    titled = _is_titled(line)
    index = 0
    opening = {low for low, _ in line.units}
    while index < len(line):
        if not _can_begin(line, index, small, known, opening, titled):
            index += 1
            continue
        last = index + 1
        told = known.find(line.texts, index)
        if told is not None:
            last = index + told[0]
        while last < len(line) and not _is_compound(line.texts[last - 1]):
            step = _joins(line, last, known, titled)
            if not step:
                break
            last += step
        found += _split_run(line, index, last, known)
        index = last
    return [
        item
        for item in found
        if not (len(item.words) == 1 and item.form in _ADJECTIVES)
        or line.tags[item.last : item.last + 1] not in ("N", "X")
    ]


def _is_compound(part: str) -> bool:
    """Return whether a token is a name with a participle, "Norland-armed": the name ends there."""
    stem, dash, tail = part.rpartition("-")
    return bool(dash) and tail.islower() and len(tail) > 2 and stem[:1].isupper()


def _is_titled(line: Line) -> bool:
    letters = [part for part in line.texts if part[0].isalpha()]
    return 4 <= len(letters) <= 40 and sum(p[0].isupper() for p in letters) >= 0.7 * len(letters)


def _can_begin(
    line: Line,
    index: int,
    small: set[str],
    known: Known,
    opening: set[int],
    titled: bool,
) -> bool:
    part = line.texts[index]
    first = part[0]
    if first in "@":
        return len(part) > 2
    if first.isdigit():
        # "14th Rifle Brigade"
        nxt = line.texts[index + 1] if index + 1 < len(line) else ""
        return part[-2:] in ("th", "st", "nd", "rd") and nxt[:1].isupper() and _is_name(nxt)
    if not first.isupper():
        # "al-Shabaab", "al-Qaeda"
        return part.startswith(("al-", "el-")) and part[3:4].isupper()
    lower = line.lower[index]
    if (
        part.isupper()
        and len(part) > 5
        and (lower in small or known.find(line.texts, index) is None)
    ):
        return False  # a heading in capitals
    if part in ("I", "A") or lower in _OPENERS:
        told = known.find(line.texts, index) if part.isupper() and len(part) > 1 else None
        return told is not None and lower not in ("it", "who", "i", "a", "he", "we", "no")
    nxt = line.texts[index + 1] if index + 1 < len(line) else ""
    if lower in _HALF_OPENERS and not _is_name(nxt):
        return False
    starts = index in opening or line.tags[index - 1] in '.?!:q"'
    if starts and lower.endswith("ed") and nxt in ("by", "in", "with", "as", "on", "at", "to"):
        return False  # "Backed by Lorne, the Front ..."
    if starts and not titled:
        if known.find(line.texts, index) is not None:
            return True
        nxt = line.texts[index + 1] if index + 1 < len(line) else ""
        if is_title(part) and nxt[:1].isupper():
            return True
        if lower in small or is_adverb(lower) or lower in NOUNS or lower.endswith("ing"):
            # "Fighters of the Front": a word that the text also writes small is no name alone.
            return bool(
                _is_name(nxt)
                and not is_adverb(lower)
                and not (lower in NOUNS and (lower in small or lower.endswith("s")))
            )
        return not (is_personal(lower) and lower.endswith("s"))
    return not titled or known.find(line.texts, index) is not None or len(part) > 2


def _is_name(part: str) -> bool:
    return part[:1].isupper() and part.lower() not in _OPENERS


def _joins(line: Line, index: int, known: Known, titled: bool) -> int:
    """Return how many tokens from `index` go on with a name, 0 for none."""
    part, lower = line.texts[index], line.lower[index]
    before = line.texts[index - 1]
    gap = line.starts[index] - line.ends[index - 1]
    if gap > 1:
        return 0
    if part[0].isupper() and (lower not in _INSIDE or part.isupper()):
        if before.endswith(".") and len(before) > 3 and not is_title(before):
            return 0
        told = known.find(line.texts, index)
        return told[0] if told is not None else 1
    if line.tags[index] == "#" and part.isdigit() and gap == 1 and len(part) <= 5:
        return int(before.lower() in ("unit", "brigade", "directorate", "room", "task"))
    nxt = line.texts[index + 1] if index + 1 < len(line) else ""
    if lower in TAILS and not titled:
        return 1
    if part == "&" and _is_name(nxt):
        return 2
    if (
        part in ("'", "’")
        and before.endswith("s")
        and nxt.lower() in ("union", "league", "party", "front", "guild")
    ):
        return 2  # "Workers' Union"
    if part in ("'s", "’s") and nxt.lower() in ("party", "republic", "army", "front", "union"):
        return 2 if nxt[:1].isupper() else 0
    if part.startswith(("al-", "el-", "ul-")) and part[3:4].isupper():
        return 1
    if lower in JOINS:
        if lower in ("of", "for", "in"):
            head = kind_by_words(["X", before]) or kind_by_words([before, "of", "X"])
            if before.lower() in ("islamic", "state", "province") or (
                head is not None and (lower != "in" or before == "State")
            ):
                if nxt == "the" and index + 2 < len(line) and _is_name(line.texts[index + 2]):
                    return 3 if lower != "in" else 0
                return 2 if _is_name(nxt) else 0
            return 0
        return 2 if _is_name(nxt) else 0
    return 0


def _split_run(line: Line, first: int, last: int, known: Known) -> list[Found]:
    """Return the names of a run of capitals, titles off, "Iranian" before a name apart."""
    found: list[Found] = []
    if line.texts[first].startswith("@"):
        return [Found(line, first, first + 1, [line.texts[first]], MentionKind.UNKNOWN)]
    while last > first and line.lower[last - 1] in JOINS:
        last -= 1
    titles = False
    while first < last and line.texts[last - 1] in ("'", "’", "'s", "’s"):
        last -= 1
    begin = first
    while begin < last:
        told = known.find(line.texts, begin)
        if told is not None:
            length, kind, label, adjective = told
            rest = last - begin - length
            if begin + length <= last and (
                rest == 0
                or adjective
                or kind
                in (
                    MentionKind.STATE,
                    MentionKind.SERVICE,
                    MentionKind.GROUP,
                    MentionKind.OUTLET,
                )
            ):
                tail = line.lower[begin + length : last]
                if (
                    rest
                    and not adjective
                    and (
                        tail[0] in JOINS
                        or (kind is not MentionKind.STATE and tail[0] in TAILS)
                        or kind_by_words(list(line.texts[begin:last])) is not None
                    )
                    and not (kind is MentionKind.STATE and tail[-1] in TAILS)
                ):
                    pass  # "Islamic State in ...", "Haqqani network": more than the known name
                elif rest and adjective and _keeps_demonym(line, begin, last, length):
                    pass
                else:
                    found.append(
                        Found(
                            line,
                            begin,
                            begin + length,
                            list(line.texts[begin : begin + length]),
                            kind,
                            label,
                            adjective,
                        )
                    )
                    begin += length
                    continue
        title = _last_title(line, begin, last)
        if title >= begin:
            titles = True
            begin = title + 1
            continue
        break
    if begin < last:
        spelled = list(line.texts[begin:last])
        cut = 0
        if _is_compound(spelled[-1]):
            stem, _, ending = spelled[-1].rpartition("-")
            spelled[-1] = stem
            cut = len(ending) + 1
        item = Found(line, begin, last, spelled, cut=cut)
        whole = known.find(tuple(spelled), 0)
        if whole is not None and whole[0] == len(spelled):
            _, item.kind, item.label, item.adjective = whole
        if titles:
            item.kind = MentionKind.PERSON
        body = _body_after(line, item)
        if body:
            item = Found(
                line,
                begin,
                last + body,
                list(line.texts[begin : last + body]),
                MentionKind.ORGANISATION,
            )
        found.append(item)
    elif found:
        body = _body_after(line, found[-1])
        if body:
            last_found = found.pop()
            found.append(
                Found(
                    line,
                    last_found.first,
                    last_found.last + body,
                    list(line.texts[last_found.first : last_found.last + body]),
                    MentionKind.ORGANISATION,
                )
            )
    return found


#: Bodies of a state that are written small: "the Kestrian army", "Sudra's foreign ministry".
_BODIES = frozenset(
    list_words("army navy police ministry military parliament embassy government coastguard")
)


_FIELDS = frozenset(
    list_words("foreign defence defense interior justice finance health air federal border")
)


def _body_after(line: Line, item: Found) -> int:
    """Return how many tokens of a body written small follow a state's name, 0 for none."""
    if len(item.words) > 2 or item.cut or item.kind not in (None, MentionKind.STATE):
        return 0
    index = item.last
    owned = index < len(line) and line.texts[index] in ("'s", "’s")
    if owned:
        index += 1
    elif not (item.adjective or item.form.endswith(("an", "ian", "ish", "ese", "i"))):
        return 0
    if index < len(line) and line.lower[index] in _FIELDS:
        index += 1
    if index >= len(line) or line.lower[index] not in _BODIES:
        return 0
    following = line.texts[index + 1] if index + 1 < len(line) else ""
    if line.lower[index] not in ("ministry", "army", "navy", "police", "government") and owned:
        return 0
    if following[:1].isupper() or (line.tags[index + 1 : index + 2] == "N" and not owned):
        return 0  # "the Kestrian army chief", "Sudra's army general Ana Ruiz": somebody else
    return index + 1 - item.last


def _last_title(line: Line, first: int, last: int) -> int:
    """Return the last token of the titles that open a run, "Defence Minister X", or -1."""
    if kind_by_words(list(line.texts[first:last])) is not None:
        return -1
    for index in range(min(last - 2, first + 3), first - 1, -1):
        if is_title(line.texts[index]):
            return index
    return -1


def _keeps_demonym(line: Line, first: int, last: int, length: int) -> bool:
    """Return whether "Norwegian Refugee Council" is one name, unlike "Iranian Hassan Rouhani"."""
    rest = list(line.texts[first + length : last])
    return len(rest) > 1 and kind_by_words(rest) is not None and rest[-1][0].isupper()
