"""A view: whose rows are read, as of when, through which hands, and who counts as whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.core.attribution import Review
from sayso.core.ids import content_id


class Chain(StrEnum):
    """Whether rows that somebody else reports are read too.

    `own-voice` leaves out what is asserted only by endorsing or rejecting another's words, too.
    """

    OWN_VOICE = "own-voice"
    FIRST_HAND = "first-hand"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader of a case looks through; it heads every output.

    `asserters` are names or face ids, empty for everybody. `as_of_valid` is EDTF: when it held.
    `as_of_recorded` is a UTC instant (RFC 3339): what was in the case by then. `identity` is
    `none`, `house`, `any` or `as_asserted_by:NAME`. Rows below the `review` floor are left out.
    """

    asserters: tuple[str, ...] = ()
    as_of_valid: str | None = None
    as_of_recorded: str | None = None
    chain: Chain = Chain.REPORTED
    identity: str = "none"
    review: Review = Review.MACHINE

    @property
    def id(self) -> str:
        """Return the view's hash, printed under every picture and table."""
        return content_id(
            "view",
            self.asserters,
            self.as_of_valid,
            self.as_of_recorded,
            self.chain,
            self.identity,
            self.review,
        )
