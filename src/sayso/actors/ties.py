"""`ties.sayso/1`: what claims more than what, what cannot hold together, what has rival fillers.

The three tables are conventions of Sayso, made for reading texts side by side and printed with
every result that used them. They say which statement claims more, never which is likelier.
"""

from __future__ import annotations

from dataclasses import dataclass

TIES_VERSION = "ties.sayso/1"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Predicates about one matter; those on an earlier rung claim more than those on a later one.

    Two predicates on one rung claim different things, neither of them more.
    """

    name: str
    rungs: tuple[tuple[str, ...], ...]

    def rung_of(self, predicate: str) -> int | None:
        """Return the number of the rung (0 is the strongest), None where it is not on it."""
        for number, rung in enumerate(self.rungs):
            if predicate in rung:
                return number
        return None


LADDERS = (
    Ladder(
        "sameness",
        (
            ("same_as",),
            ("brand_taken_over_by", "front_for", "poses_as"),
            ("controls",),
            ("directs",),
            ("proxy_of",),
            ("supports",),
            ("allied_with",),
        ),
    ),
    Ladder("belonging", (("part_of", "wing_of"), ("affiliate_of",), ("allied_with",))),
    Ladder("leading", (("leads",), ("member_of",))),
    Ladder("act", (("carried_out", "ordered"), ("enabled",), ("responsible_for",))),
)

#: Predicates of the ladders that name the party acted upon first: a brand, a front, a proxy. With
#: the two turned round, "X took Y over" and "X controls Y" speak of the same parties in one order.
PATIENT_FIRST = ("brand_taken_over_by", "front_for", "proxy_of")

#: Pairs of predicates that cannot hold at one time between the same two parties, in any order.
INCOMPATIBLE_PAIRS = (
    ("same_as", "different_from"),
    ("same_as", "rival_of"),
    ("part_of", "rival_of"),
    ("wing_of", "rival_of"),
    ("allied_with", "rival_of"),
)

#: Pairs that cannot hold at one time of one party.
INCOMPATIBLE_STATES = (("active", "incapacitated"),)

#: Made by one and taken over from another: the object of the first is the subject of the second.
MADE, TAKEN_OVER = "created", "brand_taken_over_by"


@dataclass(frozen=True, slots=True)
class Slot:
    """A predicate of which one filler is commonly told: the places of filler and of what is filled.

    Two fillers are rivals and no denial of each other: both may have done it together.
    """

    predicate: str
    filler: int
    filled: int


SLOTS = (
    Slot("carried_out", 0, 1),
    Slot("ordered", 0, 1),
    Slot("created", 0, 1),
    Slot("leads", 0, 1),
    Slot("brand_taken_over_by", 1, 0),
)


def list_ladders(predicate: str) -> tuple[Ladder, ...]:
    """Return the ladders that hold a predicate."""
    return tuple(ladder for ladder in LADDERS if ladder.rung_of(predicate) is not None)


def find_slot(predicate: str) -> Slot | None:
    """Return the slot that a predicate fills, None where it fills none."""
    return next((slot for slot in SLOTS if slot.predicate == predicate), None)


def count_rungs_above(stronger: str, weaker: str) -> int | None:
    """Return how many rungs the first predicate stands above the second, 0 for one predicate.

    None where they share no ladder, stand on one rung, or the first stands below.

    >>> count_rungs_above("same_as", "controls"), count_rungs_above("supports", "controls")
    (2, None)
    """
    if stronger == weaker:
        return 0
    steps = []
    for ladder in LADDERS:
        high, low = ladder.rung_of(stronger), ladder.rung_of(weaker)
        if high is not None and low is not None and high < low:
            steps.append(low - high)
    return min(steps, default=None)


def order_parties(predicate: str, args: tuple[str, ...]) -> tuple[str, ...]:
    """Return the arguments with the party that acts first, as the ladders compare them."""
    return args[::-1] if predicate in PATIENT_FIRST else args
