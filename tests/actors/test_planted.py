"""Generated cases: two hundred planted escalations and tensions are found, and nothing else is."""

from __future__ import annotations

import random

import pytest

from sayso.actors import ClashKind, EscalationKind, Holds, find_escalations, find_self_tensions
from sayso.core import FaceKind, Polarity, Stance, document_id

STEPS = [
    ("same_as", "controls"),
    ("controls", "supports"),
    ("front_for", "proxy_of"),
    ("part_of", "affiliate_of"),
    ("leads", "member_of"),
    ("directs", "allied_with"),
]
CITE = {"reported_by": "Paper", "stance": Stance.ENDORSES}


def parties(number):
    return f"L{number}", f"R{number}"


def plant_escalation(maker, number, kind):
    """Add a cited row and one that goes further in one way; return the pair's ids."""
    left, right = parties(number)
    if kind is EscalationKind.STRONGER_TIE:
        strong, weak = STEPS[number % len(STEPS)]
        return (
            maker.add("Paper", strong, left, right),
            maker.add("Source", weak, left, right, **CITE),
        )
    own, cited = {}, {}
    cited_left = left
    if kind is EscalationKind.NAMED_PARTY:
        cited_left = f"some service {number}"
        maker.kinds[cited_left] = FaceKind.ROLE if number % 2 else FaceKind.UNKNOWN
    elif kind is EscalationKind.HEDGE_DROPPED:
        cited["certainty_words"] = "perhaps"
    elif kind is EscalationKind.WIDER_TIME:
        cited["valid"] = "2020"
        own["valid"] = random.Random(number).choice([None, "2019/2021", "2020/.."])
    else:
        cited["polarity"] = random.Random(number).choice([Polarity.QUESTIONS, Polarity.MENTIONS])
    return (
        maker.add("Paper", "supports", left, right, **own),
        maker.add("Source", "supports", cited_left, right, **cited, **CITE),
    )


def add_quiet_escalation(maker, number, way):
    """Add rows that look like an escalation and are none."""
    left, right = parties(number)
    if way == "not endorsed":
        maker.add("Paper", "controls", left, right)
        maker.add("Source", "supports", left, right, reported_by="Paper", stance=Stance.NEUTRAL)
    elif way == "another document":
        maker.add("Paper", "controls", left, right)
        elsewhere = document_id("2" * 64)
        maker.add("Source", "supports", left, right, document=elsewhere, **CITE)
    elif way == "another source says so":
        maker.add("Paper", "controls", left, right)
        maker.add("Source", "supports", left, right, **CITE)
        maker.add("Second source", "controls", left, right, **CITE)
    elif way == "says less":
        maker.add("Paper", "supports", left, right, certainty_words="perhaps", valid="2020")
        maker.add("Source", "controls", left, right, valid="2019/..", **CITE)
    elif way == "the other way round":
        maker.add("Paper", "controls", right, left)
        maker.add("Source", "supports", left, right, **CITE)
    elif way == "another's report":
        maker.add("Paper", "controls", left, right)
        maker.add(
            "Source", "supports", left, right, reported_by="Rival paper", stance=Stance.ENDORSES
        )
    elif way == "hedged alike":
        maker.add("Paper", "supports", left, right, certainty_words="maybe")
        maker.add("Source", "supports", left, right, certainty_words="perhaps", **CITE)
    else:
        maker.add("Paper", "supports", left, right)
        maker.add("Source", "rival_of", left, right, certainty_words="perhaps", **CITE)


QUIET = [
    "not endorsed",
    "another document",
    "another source says so",
    "says less",
    "the other way round",
    "another's report",
    "hedged alike",
    "unlike",
]


@pytest.fixture(scope="module")
def escalations(build):
    maker = build.Maker()
    planted = {}
    kinds = list(EscalationKind)
    for number in range(200):
        kind = kinds[number % len(kinds)]
        planted[plant_escalation(maker, number, kind)] = kind
        add_quiet_escalation(maker, 1000 + number, QUIET[number % len(QUIET)])
    return maker, planted


def test_two_hundred_planted_escalations_are_found_and_none_beside_them(escalations):
    maker, planted = escalations
    found = {(item.own.id, item.cited.id): item.kinds for item in find_escalations(maker.case())}
    assert found == {pair: (kind,) for pair, kind in planted.items()}


def test_an_escalation_is_gone_when_either_of_its_rows_is(build, escalations):
    maker, planted = escalations
    case = maker.case()
    gone = {pair[number % 2] for number, pair in enumerate(planted)}
    less, problems = build.rearrange(case, [row for row in case.rows if row.id not in gone])
    assert not problems
    assert find_escalations(less) == ()


def test_a_chain_of_endorsed_reports_reaches_the_first_source(build):
    maker = build.Maker()
    own = maker.add("Paper", "controls", "A", "B")
    hands = {"reported_by": "Paper > Agency", "stance": Stance.ENDORSES}
    cited = maker.add("Source", "supports", "A", "B", **hands)
    found = [(item.own.id, item.cited.id) for item in find_escalations(maker.case())]
    assert (own, cited) in found


def plant_tension(maker, number, kind):
    """Add two rows of one asserter that do not go together; return what is to be found."""
    left, right = parties(number)
    voice = f"V{number}"
    certain = number % 2 == 0
    times = [{"valid": "2018/2022"}, {"valid": "2020"}] if certain else [{}, {"valid": "2020"}]
    if kind == "opposite":
        maker.add(voice, "supports", left, right, **times[0])
        maker.add(voice, "supports", left, right, polarity=Polarity.DENIES, **times[1])
        return voice, ClashKind.OPPOSITE, certain
    rows = {
        "sameness": (("same_as", left, right), ("different_from", left, right)),
        "rivals": (("allied_with", left, right), ("rival_of", left, right)),
        "parts": (("wing_of", left, right), ("rival_of", right, left)),
        "states": (("active", left), ("incapacitated", left)),
        "made": (("created", left, right), ("brand_taken_over_by", right, f"T{number}")),
    }[kind]
    maker.add(voice, *rows[0], **times[0])
    # Half of them by endorsing somebody else's words.
    if number % 3:
        maker.add(voice, *rows[1], **times[1])
    else:
        maker.add("Guest", *rows[1], reported_by=voice, stance=Stance.ENDORSES, **times[1])
    return voice, ClashKind.INCOMPATIBLE, certain


def add_quiet_tension(maker, number, way):
    left, right = parties(number)
    voice = f"V{number}"
    if way == "at other times":
        maker.add(voice, "active", left, valid="2018")
        maker.add(voice, "incapacitated", left, valid="2019/..")
    elif way == "two asserters":
        maker.add(voice, "active", left)
        maker.add(f"W{number}", "incapacitated", left)
    elif way == "reported only":
        maker.add(voice, "active", left)
        maker.add("Guest", "incapacitated", left, reported_by=voice, stance=Stance.NEUTRAL)
    elif way == "denied":
        maker.add(voice, "same_as", left, right)
        maker.add(voice, "different_from", left, right, polarity=Polarity.DENIES)
    elif way == "rival fillers":
        maker.add(voice, "created", left, f"T{number}")
        maker.add(voice, "created", right, f"T{number}")
    else:
        maker.add(voice, "supports", left, right)
        maker.add(voice, "supports", left, right, polarity=Polarity.QUESTIONS)


def test_two_hundred_planted_tensions_are_found_and_none_beside_them(build):
    maker = build.Maker()
    kinds = ["opposite", "sameness", "rivals", "parts", "states", "made"]
    ways = ["at other times", "two asserters", "reported only", "denied", "rival fillers", "asked"]
    planted = set()
    for number in range(200):
        planted.add(plant_tension(maker, number, kinds[number % len(kinds)]))
        add_quiet_tension(maker, 1000 + number, ways[number % len(ways)])
    case = maker.case()
    found = {
        (case.faces[item.voice].label, item.kind, item.holds is Holds.CERTAIN)
        for item in find_self_tensions(case)
    }
    assert found == planted
    assert len(find_self_tensions(case)) == 200
    firsts = {item.left[0].id for item in find_self_tensions(case)}
    less, _ = build.rearrange(case, [row for row in case.rows if row.id not in firsts])
    assert find_self_tensions(less) == ()
