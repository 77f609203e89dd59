"""The votes of the rules follow the scorer's rule for a right attribution."""

from __future__ import annotations

import pytest

from sayso.extract.agreement import RuleVotes
from sayso.extract.places import Proposal
from sayso.extract.tagged import Candidate

TEXT = "Norland said on Tuesday that the road was mined and the port was shut."


def place(*parts):
    return tuple((TEXT.index(part), TEXT.index(part) + len(part)) for part in parts)


PROPOSAL = Proposal(
    "say", "that", 1, place("Norland"), place("said on Tuesday"), place("that the road was mined")
)


@pytest.mark.parametrize(
    ("source", "cue", "content", "agrees"),
    [
        (("Norland",), ("said",), ("that the road was mined",), True),
        (("Norland",), ("Tuesday",), ("the road was mined and",), True),
        (("Norland",), ("shut",), ("that the road was mined",), False),
        (("Tuesday",), ("said",), ("that the road was mined",), False),
        ((), ("said",), ("that the road was mined",), False),
        (("Norland",), ("said",), ("the port was shut",), False),
        (("Norland",), ("said",), ("the road was", "the port"), True),
        (("Norland",), ("said",), ("was", "and the port was shut"), False),
        (("Norland",), ("said",), (), False),
    ],
)
def test_a_candidate_is_supported_where_cue_content_and_source_meet(source, cue, content, agrees):
    votes = RuleVotes(TEXT, [(PROPOSAL, 0.8)])
    candidate = Candidate(place(*source), place(*cue), place(*content), ())
    assert votes.find(candidate) == (0.8 if agrees else 0.0)


def test_the_surest_of_those_that_agree_counts():
    votes = RuleVotes(TEXT, [(PROPOSAL, 0.2), (PROPOSAL, 0.6), (PROPOSAL, 0.4)])
    candidate = Candidate(PROPOSAL.source, PROPOSAL.cue, PROPOSAL.content, ())
    assert votes.find(candidate) == 0.6
    assert len(votes.list_near(candidate)) == 3
