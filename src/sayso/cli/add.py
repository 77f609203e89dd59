"""`sayso add`: documents into a case."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.addresses import refuse_addresses
from sayso.cli.cases import case_path, case_target, is_part_of_case, opened
from sayso.cli.main import Stopped
from sayso.cli.settings import find_settings
from sayso.cli.terminal import (
    common_options,
    json_option,
    list_problems,
    progress,
    remark,
    remark_settings,
    show_json,
    start_log,
    stop_log,
    utc_now,
)
from sayso.core.problem import Problem

_EPILOG = """\b
Examples:
  sayso add founding.sayso article.txt
  sayso add founding.sayso documents/ --threshold 0.6"""


@click.command("add", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.argument("documents", metavar="DOC...", nargs=-1, required=True)
@click.option("--reading", metavar="NAME", help="The reading to use: model or rules.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Less sure than this: a suggestion.",
)
@json_option
@common_options
def command(
    case: str,
    documents: tuple[str, ...],
    reading: str | None,
    threshold: float | None,
    as_json: bool,
) -> int:
    """Read documents into a case.

    DOC is a text, Markdown, HTML, PDF or DOCX file, a corpus of JSON lines, or a folder of these.
    Each document is stored whole or not at all. A document that the case holds already changes
    nothing, so after an interruption the same command goes on where it stopped. A file that cannot
    be read is kept, with the problem, and the rest is read (status 3).
    """
    refuse_addresses(documents)
    found = find_settings(case_path(case), flags={"reading": reading, "threshold": threshold})
    remark_settings(found)
    from sayso.extract import ReadingSettings, find_reading
    from sayso.models.recognisers import open_recognisers
    from sayso.pipeline import add_arrivals, is_stored
    from sayso.readers import DocumentReader

    plugin = find_reading(found.settings.reading)
    states = {"added": 0, "known": 0, "failed": 0}
    attributions = 0
    problems: list[Problem] = []
    start_log()
    try:
        with (
            opened(case, read_only=False) as store,
            DocumentReader(clock=utc_now) as reader,
            progress("adding", None) as advance,
        ):
            arrivals = reader.read(
                [Path(document) for document in documents],
                is_known=lambda document: is_stored(store, document),
                skip=lambda path: is_part_of_case(case, path),
            )
            for added in add_arrivals(
                store,
                arrivals,
                plugin,
                ReadingSettings(
                    found.settings.threshold, open_recognisers(found.settings.recognisers)
                ),
                recorded_by=found.settings.analyst,
                clock=utc_now,
            ):
                advance(added.uri)
                states[added.state] += 1
                attributions += added.attributions
                problems += added.problems
            head = store.head()
    except KeyboardInterrupt:
        raise Stopped(
            f"Stopped. At least {states['added']} documents were added and are kept; "
            "run the same command again to go on."
        ) from None
    finally:
        stop_log()
    if as_json:
        from sayso.export import record_dict

        show_json(
            {
                **states,
                "attributions": attributions,
                "problems": [record_dict(problem) for problem in problems],
                "head": {"entries": head.entries, "chain": head.chain},
            }
        )
    list_problems(problems)
    if not any(states.values()):
        remark("No document was found there.")
    remark(
        f"{case_target(case)}: {states['added']} documents added with {attributions} "
        f"attributions, {states['known']} known already, {states['failed']} could not be read."
    )
    return 3 if any(problem.lost for problem in problems) else 0
