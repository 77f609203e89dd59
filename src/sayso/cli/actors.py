"""`sayso actors`: who is said to be what in a case, as one asserter or several see it."""

from __future__ import annotations

from typing import Any

import click

from sayso.cli.cases import opened
from sayso.cli.terminal import common_options, json_option, list_problems, show, show_json
from sayso.cli.views import make_view, view_options

_EPILOG = """\b
Examples:
  sayso actors founding.sayso
  sayso actors founding.sayso "Haqqani network" --as-of 2021
  sayso actors founding.sayso --according-to journalist --chain first-hand
  sayso actors founding.sayso --about "ISI controls Haqqani network" --json"""


@click.command("actors", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--about",
    metavar="PROPOSITION",
    help='Only this tie: an id, or "SUBJECT PREDICATE OBJECT".',
)
@view_options
@json_option
@common_options
def command(case: str, name: str | None, about: str | None, as_json: bool, **flags: Any) -> int:
    """Show the actors and ties of a case, each with who affirms, denies or questions it.

    With NAME, what that party says of itself beside what others say of it. NAME is a face's id, or
    a name: every face that bears it is shown, each apart. Nothing is merged unless the policy of
    identity says by whose word.
    """
    if name is not None and about is not None:
        raise click.UsageError("Give NAME or --about, not both.")
    from sayso.actors import show_actors
    from sayso.cli.readable_views import describe_actors
    from sayso.export import actors_dict
    from sayso.pipeline import load_rows

    view = make_view(**flags)
    with opened(case) as store:
        rows, left_out = load_rows(store)
    page = show_actors(rows, view, name=name, about=about)
    problems = (*left_out, *page.problems)
    if as_json:
        show_json(actors_dict(page, left_out))
    else:
        show(describe_actors(page))
    list_problems(problems)
    return 3 if any(problem.lost for problem in problems) else 0
