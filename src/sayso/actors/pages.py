"""What a view of a case shows: actors and ties, one party's pages, or two accounts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sayso.actors.checks import check_rows
from sayso.actors.diff import AccountDiff, diff_accounts
from sayso.actors.escalations import Escalation, find_escalations
from sayso.actors.faces import TwoFaces, show_two_faces
from sayso.actors.identity import Actor, Actors, resolve_actors
from sayso.actors.labels import Labels, make_labels
from sayso.actors.lifting import Lifted, LiftedRow, name_parties
from sayso.actors.lookup import find_parties, pick_tie
from sayso.actors.rows import CaseRows
from sayso.actors.stances import TieStance, take_stances
from sayso.actors.tensions import SelfTension, find_self_tensions
from sayso.actors.views import (
    find_voices,
    list_bad_times,
    read_instant,
    select_rows,
    settle_view,
)
from sayso.core import Chain, DataError, Problem, View, is_edtf


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """Actors and ties of a view; `pages` holds the two faces of each actor that was asked for.

    Where one was asked for, `ties` are those in which it stands, `shown` the actors in them.
    `affirmers` are the actors (or documents) that affirm each tie of the view, those listed or not.
    """

    case: CaseRows
    actors: Actors
    labels: Labels
    shown: tuple[Actor, ...]
    ties: tuple[TieStance, ...]
    affirmers: Mapping[Lifted, tuple[str, ...]]
    pages: tuple[TwoFaces, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a comparison: how it was asked for, and the view of its rows."""

    asked: str
    view: View


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """Two accounts side by side, with where each goes further than it cites, and its tensions.

    `on_left` and `on_right` hold the ids of the rows that each account's view reads.
    """

    case: CaseRows
    left: Account
    right: Account
    actors: Actors
    labels: Labels
    diff: AccountDiff
    escalations: tuple[Escalation, ...]
    tensions: tuple[SelfTension, ...]
    on_left: frozenset[str]
    on_right: frozenset[str]
    problems: tuple[Problem, ...] = ()


def show_actors(
    case: CaseRows, view: View, *, name: str | None = None, about: str | None = None
) -> ActorsPage:
    """Return the actors and ties of a view; with `name` the page of each actor that bears it.

    A name stands for every face that bears it, each with a page of its own unless the view's
    identity makes them one actor. `about` limits the ties to one proposition.

    Raises
    ------
    DataError
        When the view cannot be read, nobody in it bears the name, or no proposition or several fit.
    """
    actors, problems = resolve_actors(case, view)
    labels = make_labels(case, actors)
    ties = take_stances(case, view, actors)
    affirmers = {
        tie.lifted: tuple(dict.fromkeys(one.row.asserter for one in tie.affirmed_by))
        for tie in ties
    }
    pages: tuple[TwoFaces, ...] = ()
    if about is not None:
        wanted = pick_tie(case, about, actors, labels)
        ties = tuple(tie for tie in ties if tie.lifted == wanted)
    if name is not None:
        asked = _find_actors(case, actors, name)
        pages = tuple(show_two_faces(actor.faces[0], case, view, actors) for actor in asked)
        ids = {actor.id for actor in asked}
        ties = tuple(tie for tie in ties if not ids.isdisjoint(name_parties(tie.lifted)))
    shown = actors.actors
    if name is None and about is None:
        problems += check_rows(case)
    else:
        shown = _list_shown(actors, ties, pages)
    return ActorsPage(
        case,
        actors,
        labels,
        shown,
        ties,
        MappingProxyType(affirmers),
        pages,
        (*problems, *list_bad_times(case, view)),
    )


def compare_accounts(case: CaseRows, left: str, right: str, view: View) -> AccountsPage:
    """Return two accounts side by side, each written as NAME or NAME@DATE.

    `view` gives what both share: the day, the identity, the hands, the floor of review. NAME@DATE
    is the account as it was recorded by the date. Who is whom is worked out once for both, over the
    rows of both accounts, as of the later of the two dates.

    Raises
    ------
    DataError
        When nobody bears a name, or a view cannot be read.
    """
    sides = tuple(_settle_account(case, text, view) for text in (left, right))
    both = replace(
        view,
        asserters=tuple(dict.fromkeys(name for side in sides for name in side.view.asserters)),
        as_of_recorded=_find_later(sides[0].view.as_of_recorded, sides[1].view.as_of_recorded),
    )
    actors, problems = resolve_actors(case, both)
    selections = [select_rows(case, side.view) for side in sides]
    diff, cut = diff_accounts(selections[0], selections[1], actors, case)
    escalations: dict[tuple[str, str], Escalation] = {}
    tensions: dict[tuple[str, tuple[str, ...], tuple[str, ...]], SelfTension] = {}
    bad_times: dict[str, Problem] = {}
    for side in sides:
        # What an account cites stands in rows of other hands, which a narrower view leaves out.
        cited = replace(side.view, chain=Chain.REPORTED)
        for step in find_escalations(case, cited):
            escalations[step.own.id, step.cited.id] = step
        for item in find_self_tensions(case, side.view):
            rows = [tuple(row.id for row in part) for part in (item.left, item.right)]
            tensions[item.voice, rows[0], rows[1]] = item
        bad_times |= {problem.id: problem for problem in list_bad_times(case, side.view)}
    on_left, on_right = (
        frozenset(seen.row.id for seen in selection.rows) for selection in selections
    )
    return AccountsPage(
        case,
        sides[0],
        sides[1],
        actors,
        make_labels(case, actors),
        diff,
        tuple(sorted(escalations.values(), key=lambda step: (step.own.place, step.cited.place))),
        tuple(
            sorted(tensions.values(), key=lambda item: (item.left[0].place, item.right[0].place))
        ),
        on_left,
        on_right,
        (*problems, *cut, *bad_times.values(), *_note_strangers(diff, actors)),
    )


def _note_strangers(diff: AccountDiff, actors: Actors) -> Iterable[Problem]:
    """Yield a note where the two accounts name no party in common, so that nothing can meet."""
    if not diff.only_left or not diff.only_right or diff.agreed or diff.clash:
        return
    sides = [
        {
            party
            for item in items
            for row in (*item.left, *item.right)
            for party in name_parties(row.lifted)
            if party in actors.by_id
        }
        for items in (diff.only_left, diff.only_right)
    ]
    if sides[0].isdisjoint(sides[1]):
        yield Problem(
            kind="accounts_apart",
            where=f"identity {actors.view.identity}",
            what="The two accounts have no party or event in common under this policy.",
            done="Their rows stand side by side; nothing of them could be compared.",
            todo="Choose --identity house, any or as_asserted_by:NAME: a shared name joins nobody "
            "until somebody says who is whom.",
            lost=False,
        )


def _place_tension(item: SelfTension) -> tuple[object, ...]:
    return item.left[0].place, item.right[0].place


def _find_actors(case: CaseRows, actors: Actors, name: str) -> tuple[Actor, ...]:
    if name in actors.by_id:
        return (actors.by_id[name],)
    found = {
        actor.id: actor
        for actor in (actors.find_actor(party) for party in find_parties(case, name))
        if actor is not None
    }
    if not found:
        raise DataError(
            f'"{name}" is in the case and appears in no row of this view. Widen the view: leave '
            "out --according-to, --as-of or --recorded-by, or lower --review.",
            value=name,
        )
    return tuple(found.values())


def _list_shown(
    actors: Actors, ties: tuple[TieStance, ...], pages: tuple[TwoFaces, ...]
) -> tuple[Actor, ...]:
    wanted: set[str] = {page.actor.id for page in pages}
    rows: list[LiftedRow] = []
    for tie in ties:
        wanted.update(name_parties(tie.lifted))
        answers = (*tie.affirmed_by, *tie.denied_by, *tie.questioned_by, *tie.raised_by)
        rows += [answer.row for answer in answers]
    for page in pages:
        rows += [row for clash in page.clashes for row in (clash.left, clash.right)]
        rows += page.says_of_others
    for row in rows:
        wanted.update((row.asserter, *name_parties(row.lifted)))
    return tuple(actor for actor in actors.actors if actor.id in wanted)


def _settle_account(case: CaseRows, text: str, view: View) -> Account:
    """Return the account that a text names, with the date behind its last `@`, if it has one."""
    name, at, day = text.rpartition("@")
    # Names hold the sign, too ("@harbour_watch"): the whole text is tried as a name first.
    is_dated = (
        bool(at and name) and not _is_name(case, text) and (_is_date(day) or _is_name(case, name))
    )
    if is_dated:
        view = replace(view, as_of_recorded=day)
    account = settle_view(replace(view, asserters=(name if is_dated else text,)))
    find_voices(case, account.asserters)
    return Account(text, account)


def _is_name(case: CaseRows, text: str) -> bool:
    try:
        find_voices(case, (text,))
    except DataError:
        return False
    return True


def _is_date(text: str) -> bool:
    if is_edtf(text):
        return True
    try:
        read_instant(text)
    except DataError:
        return False
    return True


def _find_later(left: str | None, right: str | None) -> str | None:
    """Return the later of two instants; the present (None) is later than any."""
    if left is None or right is None:
        return None
    return max(left, right, key=read_instant)
