"""Assertions to actors, faces and ties, as one asserter or several see them."""

from sayso.actors.accounts import LISTING_METHODS, AccountRows, find_lists
from sayso.actors.aliases import AliasPair, AliasStatus, pair_aliases
from sayso.actors.candidates import CandidateSettings, NameCandidate, propose_names
from sayso.actors.checks import check_rows
from sayso.actors.clashes import Clash, ClashKind
from sayso.actors.diff import AccountDiff, DiffItem, diff_accounts
from sayso.actors.disputes import ActorSettings, Conflict, InferredPair
from sayso.actors.escalations import Escalation, EscalationKind, find_escalations
from sayso.actors.faces import TwoFaces, show_two_faces
from sayso.actors.forms import NameForms, make_forms
from sayso.actors.identity import Actor, Actors, resolve_actors
from sayso.actors.labels import Labels, make_labels, name_account
from sayso.actors.lifting import Lifted, LiftedRow, lift, lift_rows, order_args
from sayso.actors.lookup import find_parties, find_propositions, pick_tie
from sayso.actors.pages import Account, AccountsPage, ActorsPage, compare_accounts, show_actors
from sayso.actors.rows import (
    WITHDRAWN,
    AssertionRow,
    AssessmentRow,
    CaseRows,
    EndMark,
    EntryList,
    arrange_rows,
    gather_rows,
)
from sayso.actors.stances import (
    OriginBounds,
    Response,
    StanceWord,
    TieStance,
    bound_origins,
    settle_stance,
    take_stances,
)
from sayso.actors.tensions import SelfTension, find_self_tensions
from sayso.actors.ties import TIES_VERSION
from sayso.actors.times import Holds
from sayso.actors.views import (
    Hand,
    SeenRow,
    Selection,
    find_voices,
    list_bad_times,
    select_rows,
    settle_view,
    trace_hands,
)

__all__ = [
    "LISTING_METHODS",
    "TIES_VERSION",
    "WITHDRAWN",
    "Account",
    "AccountDiff",
    "AccountRows",
    "AccountsPage",
    "Actor",
    "ActorSettings",
    "Actors",
    "ActorsPage",
    "AliasPair",
    "AliasStatus",
    "AssertionRow",
    "AssessmentRow",
    "CandidateSettings",
    "CaseRows",
    "Clash",
    "ClashKind",
    "Conflict",
    "DiffItem",
    "EndMark",
    "EntryList",
    "Escalation",
    "EscalationKind",
    "Hand",
    "Holds",
    "InferredPair",
    "Labels",
    "Lifted",
    "LiftedRow",
    "NameCandidate",
    "NameForms",
    "OriginBounds",
    "Response",
    "SeenRow",
    "Selection",
    "SelfTension",
    "StanceWord",
    "TieStance",
    "TwoFaces",
    "arrange_rows",
    "bound_origins",
    "check_rows",
    "compare_accounts",
    "diff_accounts",
    "find_escalations",
    "find_lists",
    "find_parties",
    "find_propositions",
    "find_self_tensions",
    "find_voices",
    "gather_rows",
    "lift",
    "lift_rows",
    "list_bad_times",
    "make_forms",
    "make_labels",
    "name_account",
    "order_args",
    "pair_aliases",
    "pick_tie",
    "propose_names",
    "resolve_actors",
    "select_rows",
    "settle_stance",
    "settle_view",
    "show_actors",
    "show_two_faces",
    "take_stances",
    "trace_hands",
]
