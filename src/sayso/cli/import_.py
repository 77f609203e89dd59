"""`sayso import`: what people decided, or other programs hold, into a case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from sayso.cli.cases import case_path, case_target, is_part_of_case, opened
from sayso.cli.settings import Settings, find_settings
from sayso.cli.terminal import (
    common_options,
    json_option,
    list_problems,
    remark,
    remark_settings,
    show_json,
    start_log,
    stop_log,
    utc_now,
)

#: What `--from` takes; a test compares it with the formats that the library reads.
FORMATS = ("judgements", "csv", "misp-galaxy", "misp-history", "stix", "eurepoc")

_EPILOG = """\b
Examples:
  sayso import founding.sayso --from csv --map MAP.toml rivals.csv
  sayso import founding.sayso --from misp-galaxy threat-actor.json --account MISP
  sayso import founding.sayso --from judgements decisions.jsonl --json"""


@click.command("import", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option("--from", "form", type=click.Choice(FORMATS), required=True, help="What FILE holds.")
@click.option(
    "--map",
    "map_path",
    metavar="MAP.toml",
    type=click.Path(path_type=Path, readable=False),
    help="Which column of a csv table holds what.",
)
@click.option("--account", metavar="NAME", help="Whose account it is; else the file tells.")
@json_option
@common_options
def command(
    case: str, file: Path, form: str, map_path: Path | None, account: str | None, as_json: bool
) -> int:
    """Bring a rival account into a case, or what people decided about its rows.

    Nothing is overwritten: an account adds assertions of its own, a decision is a dated record.
    What cannot be used is listed and the rest is recorded (status 3); the same file again changes
    nothing.
    """
    from sayso.core import DataError

    if is_part_of_case(case, file):
        raise DataError(f"{file} is the case itself. Name the file to import.", path=str(file))
    if form == "judgements":
        if account is not None or map_path is not None:
            raise click.UsageError("judgements take neither --account nor --map.")
        return _import_judgements(case, file, as_json)
    if (form == "csv") != (map_path is not None):
        raise click.UsageError(
            "csv needs --map MAP.toml, which says what each column holds."
            if map_path is None
            else f"--map is for csv; {form} needs none."
        )
    return _import_account(case, file, form, map_path=map_path, account=account, as_json=as_json)


def _import_account(
    case: str, file: Path, form: str, *, map_path: Path | None, account: str | None, as_json: bool
) -> int:
    from sayso.pipeline import find_document, record_account
    from sayso.readers.accounts import read_account

    found = find_settings(case_path(case))
    remark_settings(found)
    start_log()
    try:
        # Before the case is opened: a file that cannot be read must not upgrade the case.
        make_rows = read_account(
            file, form, retrieved_at=utc_now(), account=account, map_path=map_path
        )
        with opened(case, read_only=False) as store:
            rows = make_rows(lambda name: find_document(store, name))
            imported = record_account(
                store, rows, recorded_by=found.settings.analyst, clock=utc_now
            )
            head = store.head()
    finally:
        stop_log()
    left_out = sum(problem.lost for problem in imported.problems)
    if as_json:
        from sayso.export import record_dict

        show_json(
            {
                "from": form,
                "account": imported.account,
                "document": imported.document,
                "assertions": imported.assertions,
                "known": imported.known,
                "ended": imported.ended,
                "problems": [record_dict(problem) for problem in imported.problems],
                "head": asdict(head),
            }
        )
    list_problems(imported.problems)
    remark(
        f'{case_target(case)}: {imported.assertions} assertions of the account "{imported.account}"'
        f" recorded, {imported.known} known already, {left_out} left out."
    )
    return 3 if left_out else 0


def _import_judgements(case: str, file: Path, as_json: bool) -> int:
    from sayso.pipeline import record_judgements
    from sayso.readers.judgements import read_judgements

    found = find_settings(case_path(case))
    remark_settings(found)
    name = found.settings.analyst
    start_log()
    try:
        # Before the case is opened: a file that cannot be read must not upgrade the case.
        given = tuple(read_judgements(file))
        with opened(case, read_only=False) as store:
            judged = record_judgements(
                store,
                given,
                analyst=None if name == Settings().analyst else name,
                recorded_by=name,
                clock=utc_now,
            )
            head = store.head()
    finally:
        stop_log()
    known = sum(line.known for line in judged.lines)
    recorded = len(judged.lines) - known
    left_out = sum(problem.lost for problem in judged.problems)
    if as_json:
        from sayso.export import record_dict

        show_json(
            {
                "from": "judgements",
                "assertions": 0,
                "attributions": judged.rows,
                "recorded": recorded,
                "known": known,
                "judgements": [
                    {"line": line.line, "known": line.known, **record_dict(line.judgement)}
                    for line in judged.lines
                ],
                "problems": [record_dict(problem) for problem in judged.problems],
                "head": asdict(head),
            }
        )
    list_problems(judged.problems)
    remark(
        f"{case_target(case)}: {recorded} decisions recorded, {known} known already, "
        f"{left_out} lines left out."
    )
    return 3 if left_out else 0
