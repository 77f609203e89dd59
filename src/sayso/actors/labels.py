"""What parties, voices and propositions of a view are called where a person reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sayso.actors.identity import Actor, Actors
from sayso.actors.lifting import Lifted, order_args
from sayso.actors.rows import CaseRows
from sayso.core import Proposition

#: Propositions about propositions that are written out; deeper ones are called by their ids.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one view's parties; two parties of one label are told apart by their account.

    Where that does not tell them apart either, the id of the first face does.
    """

    case: CaseRows
    actors: Actors
    of_actors: Mapping[str, str]

    def name_party(self, party: str) -> str:
        """Return what an actor, face, event, name or literal is called in the view."""
        return self._name(party, 0)

    def name_voice(self, voice: str) -> str:
        """Return what an asserter is called: a document's own author by the document's label."""
        if voice in self.case.documents:
            return f"{name_account(self.case, voice)} (its own voice)"
        return self.name_party(voice)

    def word_tie(self, lifted: Lifted | Proposition) -> str:
        """Return a proposition as "SUBJECT PREDICATE OBJECT", with its qualifiers in brackets."""
        return self._word(lifted, 0)

    def _name(self, party: str, depth: int) -> str:
        actor = self.actors.find_actor(party)
        if actor is not None:
            return self.of_actors[actor.id]
        case = self.case
        if party in case.faces:
            return _tidy(case.faces[party].label)
        if party in case.events:
            return _tidy(case.events[party].label)
        if party in case.names:
            return _tidy(case.names[party].string)
        inner = case.propositions.get(party)
        if inner is None and party in case.by_id:
            inner = case.by_id[party].proposition
        if inner is None or depth >= _DEEPEST:
            return _tidy(party)
        return f"({self._word(inner, depth + 1)})"

    def _word(self, stated: Lifted | Proposition, depth: int) -> str:
        lifted = Lifted(stated.predicate, stated.args, stated.qualifiers)
        ends = [self._name(party, depth) for party in order_args(lifted, self.actors, self.case)]
        more = [f"{name}: {self._name(value, depth)}" for name, value in lifted.qualifiers]
        words = " ".join([*ends[:1], lifted.predicate, *ends[1:]])
        return f"{words} ({'; '.join(more)})" if more else words


def make_labels(case: CaseRows, actors: Actors) -> Labels:
    """Return the labels of a view's parties."""
    plain = {actor.id: _tidy(actor.label) for actor in actors.actors}
    shared = _list_shared(plain)
    with_account = {
        actor.id: f"{plain[actor.id]} [{_name_home(case, actor)}]"
        if actor.id in shared
        else plain[actor.id]
        for actor in actors.actors
    }
    still = _list_shared(with_account)
    full = {
        actor.id: f"{with_account[actor.id]} {actor.faces[0]}"
        if actor.id in still
        else with_account[actor.id]
        for actor in actors.actors
    }
    return Labels(case, actors, MappingProxyType(full))


def name_account(case: CaseRows, account: str | None) -> str:
    """Return what a document or another account is called."""
    if account is None:
        return "no account"
    names = case.documents.get(account)
    if not names:
        return _tidy(account)
    # Of a document without title and byline the address is left, of which the file's name says
    # enough.
    first = names[0]
    return _tidy(first.rpartition("/")[2] if "/" in first and " " not in first else first)


def _name_home(case: CaseRows, actor: Actor) -> str:
    first = actor.faces[0]
    home = case.faces[first].account if first in case.faces else case.events[first].account
    more = len(actor.faces) - 1
    return name_account(case, home) + (f" and {more} more" if more else "")


def _list_shared(labels: Mapping[str, str]) -> set[str]:
    counts = Counter(labels.values())
    return {key for key, label in labels.items() if counts[label] > 1}


def _tidy(text: str) -> str:
    return " ".join(text.split()) or "(no words)"
