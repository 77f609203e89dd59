"""`sayso new`: an empty case, one file."""

from __future__ import annotations

import click

from sayso.cli.cases import as_argument, case_target
from sayso.cli.terminal import common_options, remark

_EPILOG = """\b
Example:
  sayso new founding.sayso"""


@click.command("new", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@common_options
def command(case: str) -> int:
    """Create an empty case: one file, NAME.sayso, readable by its owner only."""
    if not case.strip():
        raise click.UsageError("A case needs a name: sayso new founding.sayso")
    from sayso.store import create_case

    target = case_target(case)
    create_case(target).close()
    remark(f"{target} is ready. Add documents: sayso add {as_argument(target)} DOC...")
    return 0
