"""The flags by which commands take a view, the same on each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sayso.core.attribution import Review
from sayso.core.view import Chain, View

_Command = TypeVar("_Command", bound=Callable[..., Any])

_ASSERTERS = click.option(
    "--according-to",
    "asserters",
    metavar="NAME",
    multiple=True,
    help="Only what NAME asserts; may be given several times.",
)
_SHARED = (
    click.option("--as-of", metavar="DATE", help="Only what held then, or may have."),
    click.option(
        "--recorded-by", metavar="DATE", help="Only what was in the case by the end of then (UTC)."
    ),
    click.option(
        "--identity",
        metavar="POLICY",
        default="none",
        show_default=True,
        help="Who counts as whom: none, house, any, as_asserted_by:NAME.",
    ),
    click.option(
        "--chain",
        type=click.Choice([chain.value for chain in Chain]),
        default=Chain.REPORTED.value,
        show_default=True,
        help="Through whose hands.",
    ),
    click.option(
        "--review",
        type=click.Choice([Review.SUGGESTED.value, Review.MACHINE.value, Review.ACCEPTED.value]),
        default=Review.MACHINE.value,
        show_default=True,
        help="Leave out rows below this.",
    ),
)


def view_options(function: _Command) -> _Command:
    """Add the flags of a view."""
    return _ASSERTERS(shared_view_options(function))


def shared_view_options(function: _Command) -> _Command:
    """Add the flags of a view but for whose assertions it reads."""
    for option in reversed(_SHARED):
        function = option(function)
    return function


def make_view(
    *,
    asserters: tuple[str, ...] = (),
    as_of: str | None,
    recorded_by: str | None,
    identity: str,
    chain: str,
    review: str,
) -> View:
    """Return the view that the flags ask for.

    Raises
    ------
    DataError
        When a date or a policy cannot be read.
    """
    from sayso.actors import settle_view

    return settle_view(View(asserters, as_of, recorded_by, Chain(chain), identity, Review(review)))
