"""`sayso read`: who says what in documents, without a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.cli.addresses import refuse_addresses
from sayso.cli.main import Stopped
from sayso.cli.settings import FoundSettings, find_settings
from sayso.cli.terminal import (
    common_options,
    json_option,
    list_problems,
    progress,
    remark,
    remark_settings,
    show,
    show_json,
    start_log,
    stop_log,
    utc_now,
)
from sayso.core.problem import Problem

_EPILOG = """\b
Examples:
  sayso read article.html
  sayso read interview.pdf notes.docx --json > readings.json
  sayso read --jsonl corpus.jsonl --out readings.jsonl --jobs 2"""


@click.command("read", epilog=_EPILOG)
@click.argument(
    "documents", metavar="DOC...", nargs=-1, type=click.Path(path_type=Path, readable=False)
)
@click.option("--reading", metavar="NAME", help="The reading to use: model or rules.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Less sure than this: a suggestion.",
)
@click.option(
    "--jsonl",
    type=click.Path(path_type=Path, readable=False),
    metavar="IN",
    help="A corpus to read.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="OUT",
    help="Where its rows go.",
)
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes for a corpus.")
@json_option
@common_options
def command(
    documents: tuple[Path, ...],
    reading: str | None,
    threshold: float | None,
    jsonl: Path | None,
    out: Path | None,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Show who says what in documents, without a case.

    DOC is a text, Markdown, HTML, PDF or DOCX file, a corpus of JSON lines, or a folder of these.
    With --jsonl, each row {"id", "text", ...} of IN gives one row of OUT; run the same command
    again to go on after an interruption. Offsets count code points.
    """
    refuse_addresses(str(document) for document in documents)
    found = find_settings(flags={"reading": reading, "threshold": threshold})
    remark_settings(found)
    start_log()
    try:
        if jsonl is not None or out is not None:
            if jsonl is None or out is None or documents:
                raise click.UsageError("--jsonl IN and --out OUT go together, without DOC.")
            if as_json:
                raise click.UsageError("--json prints documents; the rows of a corpus go to --out.")
            if str(out) == "-":
                raise click.UsageError("--out takes a file, since a run is resumed from it.")
            return _read_corpus(jsonl, out, jobs or 1, found)
        if not documents:
            raise click.UsageError("Name a document: sayso read article.html")
        if jobs is not None:
            raise click.UsageError("--jobs goes with --jsonl.")
        return _read_documents(documents, found, as_json=as_json)
    finally:
        stop_log()


def _read_documents(paths: tuple[Path, ...], found: FoundSettings, *, as_json: bool) -> int:
    from sayso.export import reading_dict
    from sayso.extract import ReadingSettings, find_reading
    from sayso.models.recognisers import open_recognisers
    from sayso.pipeline import read_arrivals
    from sayso.readers import DocumentReader

    plugin = find_reading(found.settings.reading)
    settings = ReadingSettings(
        found.settings.threshold, open_recognisers(found.settings.recognisers)
    )
    count = 0
    readings: list[dict[str, Any]] = []
    problems: list[Problem] = []
    with (
        DocumentReader(clock=utc_now) as reader,
        progress("reading", None, shows=not as_json) as advance,
    ):
        for read in read_arrivals(reader.read(paths), plugin, settings):
            count += 1
            advance(read.uri)
            problems += read.problems
            if read.document is None or read.extraction is None:
                continue
            extraction = read.extraction
            if as_json:
                readings.append(
                    reading_dict(
                        read.document,
                        extraction.attributions,
                        extraction.faces,
                        read.problems,
                        with_text=True,
                        names=extraction.names,
                        events=extraction.events,
                        propositions=extraction.propositions,
                        assertions=extraction.assertions,
                        dates=extraction.dates,
                    )
                )
            else:
                from sayso.cli.readable import describe_reading

                show(describe_reading(read.document, extraction))
    if as_json:
        show_json(readings)
    if not count:
        remark("No document was found there.")
    list_problems(problems)
    return 3 if any(problem.lost for problem in problems) else 0


def _read_corpus(source: Path, target: Path, jobs: int, found: FoundSettings) -> int:
    from sayso.cli.corpus import count_lines, read_corpus
    from sayso.extract import find_reading
    from sayso.models.recognisers import open_recognisers

    open_recognisers(found.settings.recognisers)
    find_reading(found.settings.reading)  # an unknown one is an error before anything is opened
    total = count_lines(source)
    try:
        with progress("reading", total) as advance:
            summary = read_corpus(source, target, jobs, found.settings, advance)
    except KeyboardInterrupt:
        raise Stopped(
            f"Stopped. The finished rows are kept in {target}; run the same command to go on."
        ) from None
    list_problems(summary.problems)
    remark(f"{summary.written} rows written to {target}, {summary.kept} were there already.")
    return 3 if any(problem.lost for problem in summary.problems) else 0
