"""`sayso demo`: the demonstration case, built offline, with its findings and its report."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.settings import Settings
from sayso.cli.terminal import common_options, list_problems, progress, remark, show, utc_now
from sayso.core.problem import Problem

_EPILOG = """\b
Example:
  sayso demo"""
_FOLDER = Path("sayso-demo")


@click.command("demo", epilog=_EPILOG)
@click.option(
    "--no-serve",
    is_flag=True,
    expose_value=False,
    help="Do not open the workbench (it is not built yet, so nothing is opened).",
)
@common_options
def command() -> int:
    """Build the demonstration case offline in sayso-demo/ and print what it shows.

    Six short documents of an invented incident: an accusation, a denial, a claim, a translated
    post, a copied report. Run it again and nothing changes.
    """
    import sayso
    from sayso.cli.readable import describe_contents
    from sayso.demo import demo_documents
    from sayso.export import find_report_format, write_atomically
    from sayso.extract import ReadingSettings, find_reading
    from sayso.pipeline import add_arrivals, is_stored, load_contents, report_case
    from sayso.readers import DocumentReader
    from sayso.store import create_case, open_case

    folder = _FOLDER / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = demo_documents()
    for name, data in documents:
        write_atomically(folder / name, data)
    settings = Settings()
    case = _FOLDER / "demo.sayso"
    problems: list[Problem] = []
    opener = open_case if case.exists() else create_case
    with opener(str(case)) as store:
        with (
            DocumentReader(clock=utc_now) as reader,
            progress("reading", len(documents)) as advance,
        ):
            arrivals = reader.read(
                [folder / name for name, _ in documents],
                is_known=lambda document: is_stored(store, document),
            )
            for added in add_arrivals(
                store,
                arrivals,
                find_reading(settings.reading),
                ReadingSettings(threshold=settings.threshold),
                recorded_by="sayso demo",
                clock=utc_now,
            ):
                advance(added.uri)
                problems += [problem for problem in added.problems if problem.lost]
        contents = load_contents(store)
        report = report_case(store, title="Demonstration", sayso=sayso.__version__, settings=())
    path = _FOLDER / "report.html"
    write_atomically(path, find_report_format(path)(report))
    show(describe_contents(contents))
    list_problems(problems)
    remark(f"The case is {case}, its documents are in {folder}.")
    show(f"Report: {path.resolve()}")
    return 3 if problems else 0
