"""`sayso diff`: two accounts side by side, or one as of two days of recording."""

from __future__ import annotations

from typing import Any

import click

from sayso.cli.cases import opened
from sayso.cli.terminal import common_options, json_option, list_problems, show, show_json
from sayso.cli.views import make_view, shared_view_options

_EPILOG = """\b
Examples:
  sayso diff founding.sayso --left founding-article --right journalist
  sayso diff founding.sayso --left journalist@2021-08 --right journalist@2021-12 --json"""


@click.command("diff", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option(
    "--left", metavar="NAME[@DATE]", required=True, help="One account; @DATE: as recorded by then."
)
@click.option("--right", metavar="NAME[@DATE]", required=True, help="The other account.")
@shared_view_options
@json_option
@common_options
def command(case: str, left: str, right: str, as_json: bool, **flags: Any) -> int:
    """Show where two accounts agree, where they clash, and what only one of them says.

    Also where an account goes further than what it cites (escalations), and where it does not go
    together with itself (tensions). Both lists speak of texts. Parties of two documents meet only
    by a policy of identity.
    """
    from sayso.actors import compare_accounts
    from sayso.cli.readable_views import describe_diff
    from sayso.export import diff_dict
    from sayso.pipeline import load_rows

    view = make_view(**flags)
    with opened(case) as store:
        rows, left_out = load_rows(store)
    page = compare_accounts(rows, left, right, view)
    problems = (*left_out, *page.problems)
    if as_json:
        show_json(diff_dict(page, left_out))
    else:
        show(describe_diff(page))
    list_problems(problems)
    return 3 if any(problem.lost for problem in problems) else 0
