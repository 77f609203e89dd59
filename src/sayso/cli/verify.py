"""`sayso verify`: documents, ledger and schema of a case are intact, or what exactly is not."""

from __future__ import annotations

from dataclasses import asdict

import click

from sayso.cli.cases import case_target, require_readable
from sayso.cli.terminal import common_options, is_quiet, json_option, show, show_json

_EPILOG = """\b
Examples:
  sayso verify founding.sayso
  sayso verify founding.sayso --head "3880 9f2c...e1"    (the head printed in a report)"""


@click.command("verify", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option("--head", metavar='"N CHAIN"', help="A head that left the case earlier.")
@json_option
@common_options
def command(case: str, head: str | None, as_json: bool) -> int:
    """Check that documents, ledger, schema and search index of a case are intact.

    Every break is named with its entry; the status is 1 if there is any. Without a head that was
    kept elsewhere, a case that somebody rewrote as a whole still looks consistent.
    """
    from sayso.store import lines, verify_file

    require_readable(case)
    verification = verify_file(case_target(case), given_head=head)
    if as_json:
        show_json(
            {
                "ok": verification.ok,
                "breaks": [asdict(found) for found in verification.breaks],
                "head": asdict(verification.head) if verification.head else None,
                "counts": asdict(verification.counts),
                "schema": verification.schema,
            }
        )
    elif not is_quiet() or not verification.ok:
        for line in lines(verification):
            show(line)
    return 0 if verification.ok else 1
