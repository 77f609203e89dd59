"""Actors and ties of a view, and two accounts side by side, in the keys others rely on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso.core import AUTHOR, Problem, View
from sayso.export.records import record_dict

if TYPE_CHECKING:  # the stage is not needed to write what it found
    from sayso.actors import (
        Account,
        AccountsPage,
        Actor,
        ActorsPage,
        AssertionRow,
        CaseRows,
        Clash,
        Conflict,
        DiffItem,
        Escalation,
        Labels,
        Lifted,
        LiftedRow,
        Response,
        SelfTension,
        TieStance,
    )


def actors_dict(page: ActorsPage, left_out: Sequence[Problem] = ()) -> dict[str, Any]:
    """Return the actors and ties of a view, as `sayso actors --json` prints them.

    Parties are ids of actors, faces or events, or `{"text": words}` for names and literals, each
    with its label beside it. With pages of actors, each row of `says_of_itself`, `said_of_it`,
    `says_of_others` and `clashes` names the actor whose page it stands on (`page`). `left_out` are
    problems met when the case was loaded.
    """
    from sayso.actors import TIES_VERSION

    writer = _Writer(page.case, page.labels)
    found: dict[str, Any] = {
        "view": view_dict(page.actors.view),
        "actors": [writer.actor(actor) for actor in page.shown if not actor.is_event],
        "events": [writer.event(actor) for actor in page.shown if actor.is_event],
        "ties": [writer.tie(tie, page) for tie in page.ties],
    }
    for actor in found["actors"]:
        own = set(actor["faces"])
        actor["conflicts"] = [
            writer.conflict(item)
            for item in page.actors.conflicts
            if item.left in own or item.right in own
        ]
    if page.pages:
        found |= {
            "pages": [writer.actor(one.actor) for one in page.pages],
            "says_of_itself": [
                {"page": one.actor.id, **writer.lifted_row(row)}
                for one in page.pages
                for row in one.says_of_itself
            ],
            "said_of_it": [
                {"page": one.actor.id, **writer.lifted_row(row)}
                for one in page.pages
                for row in one.said_of_it
            ],
            "says_of_others": [
                {"page": one.actor.id, **writer.lifted_row(row)}
                for one in page.pages
                for row in one.says_of_others
            ],
            "clashes": [
                {"page": one.actor.id, **writer.clash(clash)}
                for one in page.pages
                for clash in one.clashes
            ],
        }
    return found | {
        "tables": TIES_VERSION,
        "problems": [record_dict(problem) for problem in (*left_out, *page.problems)],
    }


def diff_dict(page: AccountsPage, left_out: Sequence[Problem] = ()) -> dict[str, Any]:
    """Return two accounts side by side, as `sayso diff --json` prints them.

    Each matter is `{"left": [...], "right": [...], "kinds": [...], "weaker": [...]}` with the rows
    of each account; escalations and tensions name the accounts that their rows stand in (`in`).
    """
    writer = _Writer(page.case, page.labels)
    diff = page.diff
    return {
        "left": _account_dict(page.left),
        "right": _account_dict(page.right),
        "identity": view_dict(page.actors.view),
        "agreed": [writer.item(item) for item in diff.agreed],
        "clash": [writer.item(item) for item in diff.clash],
        "only_left": [writer.item(item) for item in diff.only_left],
        "only_right": [writer.item(item) for item in diff.only_right],
        "escalations": [
            {"in": _list_sides(page, (item.own,)), **writer.escalation(item)}
            for item in page.escalations
        ],
        "tensions": [
            {"in": _list_sides(page, (*item.left, *item.right)), **writer.tension(item)}
            for item in page.tensions
        ],
        "tables": diff.ties,
        "problems": [record_dict(problem) for problem in (*left_out, *page.problems)],
    }


def view_dict(view: View) -> dict[str, Any]:
    """Return a view as every output is headed by it, with its hash."""
    return {
        "id": view.id,
        "asserters": list(view.asserters),
        "as_of_valid": view.as_of_valid,
        "as_of_recorded": view.as_of_recorded,
        "chain": view.chain.value,
        "identity": view.identity,
        "review": view.review.value,
    }


def _account_dict(account: Account) -> dict[str, Any]:
    return {"account": account.asked, "view": view_dict(account.view)}


def _list_sides(page: AccountsPage, rows: Sequence[AssertionRow]) -> list[str]:
    """Return the accounts whose view reads all of the rows."""
    sides = (("left", page.on_left), ("right", page.on_right))
    return [name for name, ids in sides if all(row.id in ids for row in rows)]


class _Writer:
    """Writes the rows of one case in one view's labels."""

    def __init__(self, case: CaseRows, labels: Labels) -> None:
        self._case = case
        self._labels = labels

    def actor(self, actor: Actor) -> dict[str, Any]:
        from sayso.actors import name_account

        accounts = dict.fromkeys(self._case.faces[face].account for face in actor.faces)
        return {
            "id": actor.id,
            "label": self._labels.name_party(actor.id),
            "kinds": [kind.value for kind in actor.kinds],
            "names": list(actor.names),
            "faces": list(actor.faces),
            "accounts": [name_account(self._case, account) for account in accounts],
            "at_one_time": actor.is_at_one_time,
            "conflicts": [],
        }

    def event(self, actor: Actor) -> dict[str, Any]:
        events = [self._case.events[key] for key in actor.faces]
        return {
            "id": actor.id,
            "label": self._labels.name_party(actor.id),
            "times": list(dict.fromkeys(event.time for event in events if event.time)),
            "places": list(dict.fromkeys(event.place for event in events if event.place)),
            "types": list(dict.fromkeys(event.type for event in events if event.type)),
            "events": list(actor.faces),
        }

    def tie(self, tie: TieStance, page: ActorsPage) -> dict[str, Any]:
        return {
            **self.lifted(tie.lifted),
            "stance": None if tie.stance is None else tie.stance.value,
            "affirmed_by": self._responses(tie.affirmed_by),
            "denied_by": self._responses(tie.denied_by),
            "questioned_by": self._responses(tie.questioned_by),
            "raised_by": self._responses(tie.raised_by),
            "withdrawn_by": self._responses(tie.withdrawn_by),
            "origins": {"at_least": tie.origins.at_least, "at_most": tie.origins.at_most},
            "rivals": [self._against(item, page) for item in tie.rivals],
            "incompatible": [self._against(item, page) for item in tie.incompatible],
        }

    def _against(self, lifted: Lifted, page: ActorsPage) -> dict[str, Any]:
        voices = page.affirmers.get(lifted, ())
        named = [{"id": voice, "label": self._labels.name_voice(voice)} for voice in voices]
        return {**self.lifted(lifted), "asserters": named}

    def lifted(self, lifted: Lifted) -> dict[str, Any]:
        from sayso.actors import order_args

        args = order_args(lifted, self._labels.actors, self._case)
        ends = [(self._end(party), self._labels.name_party(party)) for party in args]
        subject, other = (*ends, (None, None))[:2]
        return {
            "id": lifted.id,
            "subject": subject[0],
            "predicate": lifted.predicate,
            "object": other[0],
            "subject_label": subject[1],
            "object_label": other[1],
            "qualifiers": {name: self._end(value) for name, value in lifted.qualifiers},
        }

    def lifted_row(self, row: LiftedRow) -> dict[str, Any]:
        return {
            **{key: value for key, value in self.lifted(row.lifted).items() if key != "id"},
            "proposition": row.lifted.id,
            **self.row(row.row),
            "holds": None if row.holds is None else row.holds.value,
        }

    def stated_row(self, row: AssertionRow) -> dict[str, Any]:
        from sayso.actors import Lifted

        stated = row.proposition
        tie = self.lifted(Lifted(stated.predicate, stated.args, stated.qualifiers))
        proposition = tie.pop("id")
        return {**tie, "proposition": proposition, **self.row(row)}

    def row(self, row: AssertionRow) -> dict[str, Any]:
        from sayso.actors import name_account, trace_hands

        item = row.assertion
        return {
            "assertion": row.id,
            "asserter": item.asserter,
            "asserter_label": self._labels.name_voice(row.voice),
            "polarity": item.polarity.value,
            "act_stance": None if item.act_stance is None else item.act_stance.value,
            "valid": item.valid,
            "said": item.said,
            "certainty_words": item.certainty_words,
            "document": item.document,
            "document_label": name_account(self._case, item.document),
            "row": item.row,
            "spans": [
                {"start": span.start, "end": span.end, "exact": span.exact} for span in item.spans
            ],
            "reported_by": [
                {
                    "asserter": hand.row.assertion.asserter,
                    "asserter_label": self._labels.name_voice(hand.voice),
                    "stance": None if hand.stance is None else hand.stance.value,
                    "step": None if hand.step is None else hand.step.value,
                }
                for hand in trace_hands(row, self._case)
            ],
            "by_endorsement": item.by_endorsement,
            "review": item.review.value,
            "recorded_at": row.recorded_at,
            "ended_at": row.ended_at,
        }

    def clash(self, clash: Clash) -> dict[str, Any]:
        return {
            "kind": None if clash.kind is None else clash.kind.value,
            "left": self.lifted_row(clash.left),
            "right": self.lifted_row(clash.right),
            "paired_by": clash.paired_by,
        }

    def item(self, item: DiffItem) -> dict[str, Any]:
        return {
            "left": [self.lifted_row(row) for row in item.left],
            "right": [self.lifted_row(row) for row in item.right],
            "kinds": [kind.value for kind in item.kinds],
            "weaker": [self.lifted(lifted) for lifted in item.weaker],
        }

    def escalation(self, item: Escalation) -> dict[str, Any]:
        return {
            "kinds": [kind.value for kind in item.kinds],
            "own": self.stated_row(item.own),
            "cited": self.stated_row(item.cited),
        }

    def tension(self, item: SelfTension) -> dict[str, Any]:
        return {
            "asserter_label": self._labels.name_voice(item.voice),
            "kind": item.kind.value,
            "holds": item.holds.value,
            "left": [self.stated_row(row) for row in item.left],
            "right": [self.stated_row(row) for row in item.right],
        }

    def conflict(self, item: Conflict) -> dict[str, Any]:
        from sayso.actors import name_account

        return {
            "left": item.left,
            "right": item.right,
            "path": list(item.path),
            "joined_by": [[self._record(key) for key in step] for step in item.joined_by],
            "parted_by": [self._record(key) for key in item.parted_by],
            "inferred_from": [name_account(self._case, key) for key in item.inferred_from],
        }

    def _record(self, key: str) -> dict[str, Any]:
        """Return the row, or the analyst's assessment, behind a say-so."""
        row = self._case.by_id.get(key)
        if row is not None:
            return self.row(row)
        for item in self._case.assessments:
            if item.id == key:
                return {"assessment": key, "analyst": item.assessment.analyst}
        return {"record": key}

    def _responses(self, responses: Sequence[Response]) -> list[dict[str, Any]]:
        return [
            {
                **self.row(response.row.row),
                "actor": response.row.asserter,
                "holds": None if response.row.holds is None else response.row.holds.value,
            }
            for response in responses
        ]

    def _end(self, party: str) -> str | dict[str, str]:
        """Return the id of a party, or the words of a name or literal."""
        case = self._case
        known = (self._labels.actors.by_id, case.faces, case.events, case.propositions, case.by_id)
        if party == AUTHOR or any(party in table for table in known):
            return party
        if party.startswith("proposition-"):  # of another proposition, lifted
            return party
        return {"text": case.names[party].string if party in case.names else party}
