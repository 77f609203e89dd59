"""`sayso export`: a case in a format for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli.cases import opened
from sayso.cli.terminal import common_options, list_problems, remark
from sayso.core.problem import Problem
from sayso.core.rows import Store

_EPILOG = """\b
Examples:
  sayso export founding.sayso --to json -o founding.json
  sayso export founding.sayso --to json -o - | jq '.manifest'
  sayso export founding.sayso --to corrections -o corrections.jsonl"""


@click.command("export", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option(
    "--to",
    "form",
    type=click.Choice(["json", "corrections"]),
    required=True,
    help="The format.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="PATH",
    help="The file to write; - is standard output.",
)
@click.option(
    "--all", "partly", is_flag=True, help="Corrections of documents reviewed in part, too."
)
@common_options
def command(case: str, form: str, output: Path, partly: bool) -> int:
    """Write a case in a format for other programs.

    json is the whole record in one canonical file: the same case gives the same bytes. Texts are
    included, original bytes by their hash only. corrections is one line for each document that
    people reviewed, to train the reading on. A file is written whole or not at all.
    """
    if partly and form != "corrections":
        raise click.UsageError("--all goes with --to corrections.")
    from sayso.export import write_atomically

    with opened(case) as store:
        data, problems = _write(store, form, partly=partly)
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(output, data)
        remark(f"{form}: {output} ({len(data):,} bytes)")
    list_problems(problems)
    return 3 if problems else 0


def _write(store: Store, form: str, *, partly: bool) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the bytes of a case in a format, and what was left out."""
    from sayso.export import write_corrections, write_native_json
    from sayso.pipeline import load_contents, load_record
    from sayso.review import collect_corrections

    if form == "json":
        return write_native_json(load_record(store), store.head()), ()
    found, problems = collect_corrections(load_contents(store), partly=partly)
    if not found and not problems:
        remark("No document of the case has a decision on it yet.")
    return write_corrections(found), problems
