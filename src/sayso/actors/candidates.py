"""Pairs of names that may be one: candidates with the parts they agree in, never assertions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.actors.forms import NameForms, make_forms
from sayso.core import Problem

#: Letters of a word by whose beginning names are looked up.
_PREFIX = 4
#: Below this many letters a skeleton is shared by too much: of 1,613 skeletons of three letters or
#: more in the MISP galaxy 64 belong to several actors, and of shorter ones most do.
_SHORTEST_SKELETON = 3
#: Below this many letters one edit of a skeleton makes another word.
_SHORTEST_EDITED = 5


@dataclass(frozen=True, slots=True)
class CandidateSettings:
    """From where two names count as candidates, and limits that keep the work linear.

    `jaro_winkler` (0 to 1) is taken on bare forms, `token_set` (0 to 100) on folded ones.
    `skeleton_edits` is the largest number of edits between skeletons, asked for together with
    `edited_jaro_winkler` unless one of the two names is not in Latin letters. A block of more than
    `most_in_block` names that share a key is not paired by it; at most `most_listed` pairs are
    given.

    The thresholds come from the 2,777 names of three lists of threat actors (MISP, Microsoft,
    ATT&CK), of pairs that differ in letters or digits, counting a pair as right where a list has
    both names for one actor: Jaro-Winkler from .94 on 11 of 18 right (.92: 36 of 94, .90: 60 of
    294); token sets from 95 on 58 of 185; one edit of skeletons alone 7 of 139, with .92 7 of 17.
    They are code names: expect better of transliterated ones, and read every pair.
    """

    jaro_winkler: float = 0.94
    token_set: float = 95.0
    skeleton_edits: int = 1
    edited_jaro_winkler: float = 0.92
    most_in_block: int = 400
    most_listed: int = 1_000_000


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """Two names that may be one, with what they agree in.

    `same` lists the forms in which they are equal, from `folded` to `initials`. `jaro_winkler` is 0
    to 1, `token_set` 0 to 100. It becomes sameness only by somebody's say-so.
    """

    left: str
    right: str
    same: tuple[str, ...]
    jaro_winkler: float
    token_set: float
    skeleton_edits: int


def propose_names(
    names: Iterable[str], settings: CandidateSettings | None = None
) -> tuple[tuple[NameCandidate, ...], tuple[Problem, ...]]:
    """Return the pairs of names that may be one, in the order of the names, and what was skipped.

    Names are compared where they share the beginning of a word, a skeleton, or initials. Numbers in
    names match exactly or not at all: APT28 and APT29 are one edit apart. Names that differ in
    nothing (NFC) are one name.

    >>> found, problems = propose_names(["Haqqani network", "Haqani Network", "APT28", "APT29"])
    >>> [(item.left, item.right, item.same) for item in found]
    [('Haqqani network', 'Haqani Network', ('skeleton',))]
    """
    chosen = settings or CandidateSettings()
    forms = list({made.exact: made for made in map(make_forms, names)}.values())
    forms = [made for made in forms if made.roman]
    blocks, problems = _make_blocks(forms, chosen)
    compare = _Comparison(chosen)
    found: list[NameCandidate] = []
    for number, made in enumerate(forms):
        others = sorted(
            {other for key in _list_keys(made) for other in blocks.get(key, ()) if other > number}
        )
        for other in others:
            candidate = compare.pair(made, forms[other])
            if candidate is not None:
                found.append(candidate)
        if len(found) > chosen.most_listed:
            problems.append(_too_many(chosen.most_listed, len(forms) - number - 1))
            break
    return tuple(found[: chosen.most_listed]), tuple(problems)


def _list_keys(made: NameForms) -> Iterable[tuple[str, str]]:
    """Yield the keys by which a name is looked up, each with the numbers in it."""
    numbers = " ".join(made.digits)
    for word in made.words:
        if len(word) >= _PREFIX:
            yield f"word {word[:_PREFIX]}", numbers
    if len(made.skeleton) >= _SHORTEST_SKELETON:
        yield f"skeleton {made.skeleton}", numbers
    # An acronym's letters are another name's initials.
    yield f"initials {made.roman}", numbers
    if len(made.initials) >= _SHORTEST_SKELETON:
        yield f"initials {made.initials}", numbers


def _make_blocks(
    forms: Sequence[NameForms], settings: CandidateSettings
) -> tuple[dict[tuple[str, str], list[int]], list[Problem]]:
    blocks: dict[tuple[str, str], list[int]] = {}
    for number, made in enumerate(forms):
        for key in dict.fromkeys(_list_keys(made)):
            blocks.setdefault(key, []).append(number)
    large = sorted(key for key, block in blocks.items() if len(block) > settings.most_in_block)
    problems = []
    for key in large:
        kind, _, shared = key[0].partition(" ")
        problems.append(
            Problem(
                kind="not_all_listed",
                where=f'names that share the {kind} "{shared}"',
                what=f"{len(blocks.pop(key))} names share it, more than {settings.most_in_block}.",
                done="They were not compared by it; each still was by its other forms.",
                todo="Propose names of fewer accounts at a time, or raise the limit.",
            )
        )
    return blocks, problems


class _Comparison:
    """Compares two names; the measures are imported once."""

    def __init__(self, settings: CandidateSettings) -> None:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import JaroWinkler, Levenshtein

        self._settings = settings
        self._jaro_winkler = JaroWinkler.normalized_similarity
        self._edits = Levenshtein.distance
        self._token_set = fuzz.token_set_ratio

    def pair(self, left: NameForms, right: NameForms) -> NameCandidate | None:
        if left.digits != right.digits:
            return None
        settings = self._settings
        same = _list_same(left, right)
        similar = self._jaro_winkler(left.bare, right.bare)
        edits = self._edits(left.skeleton, right.skeleton, score_cutoff=settings.skeleton_edits)
        shortest = min(len(left.skeleton), len(right.skeleton))
        is_close = (
            edits <= settings.skeleton_edits
            and shortest >= _SHORTEST_EDITED
            and (similar >= settings.edited_jaro_winkler or left.is_latin != right.is_latin)
        )
        if not same and similar < settings.jaro_winkler and not is_close:
            tokens = self._token_set(left.folded, right.folded, score_cutoff=settings.token_set)
            if tokens < settings.token_set:
                return None
        return NameCandidate(
            left.exact,
            right.exact,
            same,
            round(similar, 4),
            round(self._token_set(left.folded, right.folded), 2),
            self._edits(left.skeleton, right.skeleton),
        )


def _list_same(left: NameForms, right: NameForms) -> tuple[str, ...]:
    same = [
        form
        for form in ("folded", "bare", "roman")
        if getattr(left, form) == getattr(right, form) != ""
    ]
    if left.skeleton == right.skeleton and len(left.skeleton) >= _SHORTEST_SKELETON:
        same.append("skeleton")
    if left.initials == right.roman or right.initials == left.roman:
        same.append("initials")
    return tuple(same)


def _too_many(listed: int, left: int) -> Problem:
    return Problem(
        kind="not_all_listed",
        where="candidates of names",
        what=f"More than {listed} pairs of names may be one.",
        done=f"The first {listed} are listed; the last {left} names were not all compared.",
        todo="Propose names of fewer accounts at a time.",
    )
