"""`sayso export`: a case in a format for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli.cases import opened
from sayso.cli.terminal import common_options, remark

_EPILOG = """\b
Examples:
  sayso export founding.sayso --to json -o founding.json
  sayso export founding.sayso --to json -o - | jq '.manifest'"""


@click.command("export", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option("--to", "form", type=click.Choice(["json"]), required=True, help="The format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar="PATH",
    help="The file to write; - is standard output.",
)
@common_options
def command(case: str, form: str, output: Path) -> int:
    """Write a case in a format for other programs.

    json is the whole record in one canonical file: the same case gives the same bytes. Texts are
    included, original bytes by their hash only. A file is written whole or not at all.
    """
    from sayso.export import write_atomically, write_native_json
    from sayso.pipeline import load_record

    with opened(case) as store:
        data = write_native_json(load_record(store), store.head())
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    write_atomically(output, data)
    remark(f"{form}: {output} ({len(data):,} bytes)")
    return 0
