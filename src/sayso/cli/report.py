"""`sayso report`: a case as a report whose every sentence links to its evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sayso.cli.cases import case_path, case_title, opened
from sayso.cli.settings import find_settings
from sayso.cli.terminal import common_options, json_option, remark, remark_settings, show_json

_EPILOG = """\b
Examples:
  sayso report founding.sayso -o report.html
  sayso report founding.sayso --json | jq '.sentences | length'"""


@click.command("report", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="FILE.html, FILE.md or FILE.json.",
)
@json_option
@common_options
def command(case: str, output: Path | None, as_json: bool) -> int:
    """Write a case's report: who says what, in which words, and what could not be read.

    The HTML is one file without script; every sentence links to the words it rests on. The same
    case gives the same bytes.
    """
    if output is None and not as_json:
        raise click.UsageError("Name the file: sayso report CASE -o report.html, or use --json.")
    import sayso
    from sayso.export import find_report_format, write_atomically
    from sayso.pipeline import report_case

    write = find_report_format(output) if output is not None else None
    found = find_settings(case_path(case))
    remark_settings(found)
    with opened(case) as store:
        report = report_case(
            store,
            title=case_title(case),
            sayso=sayso.__version__,
            settings=found.off_default(),
        )
    if as_json:
        show_json(json.loads(find_report_format(Path("report.json"))(report)))
    if output is not None and write is not None:
        write_atomically(output, write(report))
        remark(f"The report is in {output}")
    return 0
