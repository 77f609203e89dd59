"""Views of a case as lines for a person at a terminal; every line names whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.actors import (
    Account,
    AccountsPage,
    Actor,
    ActorsPage,
    AssertionRow,
    CaseRows,
    Conflict,
    DiffItem,
    Escalation,
    Labels,
    LiftedRow,
    SelfTension,
    TieStance,
    TwoFaces,
    name_account,
    trace_hands,
)
from sayso.core import Polarity, Stance, View

#: Code points of a quotation that are shown; its place leads to the rest.
_QUOTED = 160

_POLARITIES = {
    Polarity.AFFIRMS: "affirmed by",
    Polarity.DENIES: "denied by",
    Polarity.QUESTIONS: "questioned by",
    Polarity.MENTIONS: "raised by",
}
_ACTS = {
    Stance.ENDORSES: "endorsing the act",
    Stance.DISTANCES: "keeping a distance from the act",
    Stance.REJECTS: "rejecting the act",
}
_CLASHES = {
    "opposite": "one affirms, one denies",
    "incompatible": "cannot both hold at one time",
    "rival_filler": "another party for the same act or part (both may have had a hand in it)",
}
_ESCALATIONS = {
    "stronger_tie": "a stronger tie",
    "named_party": "a party named that the source does not name",
    "hedge_dropped": "a hedge left out",
    "wider_time": "for a wider time",
    "now_affirmed": "affirmed where the source asks or mentions",
}


def describe_actors(page: ActorsPage) -> str:
    """Return the actors and ties of a view as lines; with pages, each asked-for party apart."""
    lines = [tell_view(page.actors.view)]
    if page.pages:
        for one in page.pages:
            lines += ["", *_tell_page(page, one)]
        return "\n".join(lines)
    parties = [actor for actor in page.shown if not actor.is_event]
    events = [actor for actor in page.shown if actor.is_event]
    lines += ["", _count(len(parties), "actor", "actors")]
    for actor in parties:
        lines += _tell_actor(page, actor)
    if events:
        lines += ["", _count(len(events), "event", "events")]
        lines += [f"  {_tell_event(page, actor)}" for actor in events]
    lines += ["", _count(len(page.ties), "tie", "ties")]
    for tie in page.ties:
        lines += _tell_tie(page, tie)
    return "\n".join(lines)


def describe_diff(page: AccountsPage) -> str:
    """Return two accounts side by side as lines."""
    lines = [_tell_account("left", page.left), _tell_account("right", page.right)]
    lines.append(f"Identity: {page.actors.view.identity}")
    diff = page.diff
    for title, items in (
        ("Agreed", diff.agreed),
        ("Clash", diff.clash),
        ("Only left", diff.only_left),
        ("Only right", diff.only_right),
    ):
        lines += ["", f"{title} ({len(items)})"]
        for item in items:
            lines += _tell_item(page, item)
    lines += ["", f"Escalations: further than what is cited ({len(page.escalations)})"]
    for step in page.escalations:
        lines += _tell_escalation(page, step)
    lines += ["", f"Self-tensions: two rows of one asserter ({len(page.tensions)})"]
    for tension in page.tensions:
        lines += _tell_tension(page, tension)
    return "\n".join(lines)


def tell_view(view: View) -> str:
    """Return a view as one line with its hash."""
    whose = "according to " + ", ".join(view.asserters) if view.asserters else "everybody"
    parts = [whose]
    if view.as_of_valid:
        parts.append(f"as of {view.as_of_valid}")
    if view.as_of_recorded:
        parts.append(f"recorded by {view.as_of_recorded}")
    parts += [f"identity {view.identity}", f"chain {view.chain}", f"review {view.review} or above"]
    return f"View: {'; '.join(parts)} [{view.id}]"


def _tell_account(side: str, account: Account) -> str:
    return f"{side.capitalize()}: {account.asked}. {tell_view(account.view)}"


def _tell_actor(page: ActorsPage, actor: Actor) -> list[str]:
    label = page.labels.name_party(actor.id)
    kinds = ", ".join(kind.value for kind in actor.kinds)
    lines = [f"  {label} ({kinds})"]
    others = [name for name in actor.names if name != actor.label]
    if others:
        lines.append(f"    also named: {'; '.join(_tidy(name) for name in others)}")
    if len(actor.faces) > 1:
        lines.append("    faces: " + "; ".join(_tell_face(page.case, one) for one in actor.faces))
    own = set(actor.faces)
    for conflict in page.actors.conflicts:
        if conflict.left in own or conflict.right in own:
            lines += _tell_conflict(page, conflict)
    return lines


def _tell_face(case: CaseRows, key: str) -> str:
    party = case.faces.get(key) or case.events[key]
    return f"{_tidy(party.label)} [{name_account(case, party.account)}] {key}"


def _tell_event(page: ActorsPage, actor: Actor) -> str:
    events = [page.case.events[key] for key in actor.faces]
    about = dict.fromkeys(part for one in events for part in (one.time, one.place) if part)
    label = page.labels.name_party(actor.id)
    return f"{label} ({', '.join(about)})" if about else label


def _tell_conflict(page: ActorsPage, conflict: Conflict) -> list[str]:
    case = page.case
    left, right = (_tell_face(case, key) for key in (conflict.left, conflict.right))
    joined = _name_records(page, (key for step in conflict.joined_by for key in step))
    parted = _name_records(page, conflict.parted_by)
    parted += [f"{name_account(case, key)} (inferred)" for key in conflict.inferred_from]
    return [
        f"    kept apart: {left} and {right}",
        f"      joined by {'; '.join(joined) or 'a path that was not searched'}",
        f"      parted by {'; '.join(parted)}",
    ]


def _name_records(page: ActorsPage, keys: Iterable[str]) -> list[str]:
    analysts = {item.id: item.assessment.analyst for item in page.case.assessments}
    named = []
    for key in keys:
        row = page.case.by_id.get(key)
        if row is None:
            named.append(f"{analysts.get(key, 'nobody known')} ({key})")
        else:
            voice = page.labels.name_voice(row.voice)
            named.append(f"{voice} [{_tell_place(page.case, row)}]")
    return list(dict.fromkeys(named))


def _tell_tie(page: ActorsPage, tie: TieStance) -> list[str]:
    stance = "merely raised" if tie.stance is None else tie.stance.value
    low, high = tie.origins.at_least, tie.origins.at_most
    lines = [f'  "{page.labels.word_tie(tie.lifted)}": {stance}; origins {low} to {high}']
    groups = (tie.affirmed_by, tie.denied_by, tie.questioned_by, tie.raised_by)
    for responses in groups:
        lines += [f"    {_tell_row(page.case, page.labels, one.row.row)}" for one in responses]
    for one in tie.withdrawn_by:
        lines.append(f"    withdrawn: {_tell_row(page.case, page.labels, one.row.row)}")
    for words, others in (("rival", tie.rivals), ("not at one time with", tie.incompatible)):
        for other in others:
            who = ", ".join(map(page.labels.name_voice, page.affirmers.get(other, ())))
            lines.append(f'    {words}: "{page.labels.word_tie(other)}", affirmed by {who}')
    return lines


def _tell_page(page: ActorsPage, one: TwoFaces) -> list[str]:
    actor = one.actor
    lines = [_tell_event(page, actor)] if actor.is_event else _tell_actor(page, actor)
    if len(actor.faces) == 1:
        lines.append(f"    face: {_tell_face(page.case, actor.faces[0])}")
    for title, rows in (
        ("Says of itself", one.says_of_itself),
        ("Said of it", one.said_of_it),
        ("Says of others", one.says_of_others),
    ):
        lines.append(f"  {title} ({len(rows)})")
        lines += [f"    {_tell_stated(page.case, page.labels, row)}" for row in rows]
    more = ", the first ones listed" if one.has_more_clashes else ""
    lines.append(f"  Clashes ({len(one.clashes)}{more})")
    for clash in one.clashes:
        kind = _CLASHES[clash.kind.value] if clash.kind else "paired by hand"
        by = f" (paired by {clash.paired_by})" if clash.paired_by else ""
        lines.append(f"    {kind}{by}:")
        lines += [
            f"      {_tell_stated(page.case, page.labels, row)}"
            for row in (clash.left, clash.right)
        ]
    return lines


def _tell_item(page: AccountsPage, item: DiffItem) -> list[str]:
    ties = dict.fromkeys(row.lifted for row in (*item.left, *item.right))
    head = " / ".join(f'"{page.labels.word_tie(tie)}"' for tie in ties)
    notes = [_CLASHES[kind.value] for kind in item.kinds]
    notes += [f'on the weaker, "{page.labels.word_tie(tie)}"' for tie in item.weaker]
    lines = [f"  {head}{': ' if notes else ''}{'; '.join(notes)}"]
    for side, rows in (("left", item.left), ("right", item.right)):
        lines += [f"    {side}: {_tell_answer(page, row, len(ties) > 1)}" for row in rows]
    return lines


def _tell_answer(page: AccountsPage, row: LiftedRow, is_one_of_several: bool) -> str:
    tell = _tell_stated if is_one_of_several else _tell_lifted
    return tell(page.case, page.labels, row)


def _tell_escalation(page: AccountsPage, step: Escalation) -> list[str]:
    kinds = "; ".join(_ESCALATIONS[kind.value] for kind in step.kinds)
    return [
        f"  {kinds}:",
        f"    {_tell_said(page, step.own)}",
        f"    where it cites {_tell_said(page, step.cited)}",
    ]


def _tell_tension(page: AccountsPage, tension: SelfTension) -> list[str]:
    voice = page.labels.name_voice(tension.voice)
    lines = [f"  {voice}: {_CLASHES[tension.kind.value]} ({tension.holds.value} overlap in time)"]
    return lines + [f"    {_tell_said(page, row)}" for row in (*tension.left, *tension.right)]


def _tell_said(page: AccountsPage, row: AssertionRow) -> str:
    told = _tell_row(page.case, page.labels, row)
    return f'"{page.labels.word_tie(row.proposition)}": {told}'


def _tell_stated(case: CaseRows, labels: Labels, row: LiftedRow) -> str:
    return f'"{labels.word_tie(row.lifted)}": {_tell_lifted(case, labels, row)}'


def _tell_lifted(case: CaseRows, labels: Labels, row: LiftedRow) -> str:
    holds = f"; {row.holds.value} then" if row.holds is not None else ""
    return _tell_row(case, labels, row.row) + holds


def _tell_row(case: CaseRows, labels: Labels, row: AssertionRow) -> str:
    """Return a row as who does what with a proposition, where it stands, through whose hands."""
    item = row.assertion
    notes = []
    if item.act_stance in _ACTS:
        notes.append(_ACTS[item.act_stance])
    if item.by_endorsement:
        notes.append("by its stance to a report")
    hands = trace_hands(row, case)
    if hands:
        notes.append("reported by " + ", reported by ".join(
            f"{labels.name_voice(hand.voice)}"
            f"{_in_brackets((hand.step, hand.stance))}"
            for hand in hands
        ))  # fmt: skip
    if item.certainty_words:
        notes.append(f'as written: "{_tidy(item.certainty_words)}"')
    if item.valid:
        notes.append(f"held {item.valid}")
    if item.said:
        notes.append(f"said {item.said}")
    if row.ended_at:
        notes.append(f"ended {row.ended_at}")
    words = _quote(row)
    told = f"{_POLARITIES[item.polarity]} {labels.name_voice(row.voice)}{words}"
    return "; ".join([f"{told} [{_tell_place(case, row)}]", *notes])


def _in_brackets(parts: Sequence[object | None]) -> str:
    told = [str(part) for part in parts if part is not None]
    return f" ({', '.join(told)})" if told else ""


def _quote(row: AssertionRow) -> str:
    words = " ... ".join(_tidy(span.exact) for span in row.assertion.spans if span.exact)
    if not words:
        return ""
    return f': "{words if len(words) <= _QUOTED else words[:_QUOTED] + "..."}"'


def _tell_place(case: CaseRows, row: AssertionRow) -> str:
    item = row.assertion
    places = [f"{span.start}-{span.end}" for span in item.spans]
    if item.row is not None:
        places.append(f"row {item.row}")
    return " ".join([name_account(case, item.document), ", ".join(places)]).strip()


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _tidy(text: str) -> str:
    return " ".join(text.split())
