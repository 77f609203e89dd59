"""The formats of a report by the suffix of its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sayso.core import ExportError
from sayso.export.report_html import write_report_html
from sayso.export.report_json import write_report_json
from sayso.export.report_markdown import write_report_markdown
from sayso.report import Report

#: Renders a report as the bytes of a file.
ReportWriter = Callable[[Report], bytes]

REPORT_FORMATS: tuple[tuple[str, ReportWriter], ...] = (
    (".html", write_report_html),
    (".md", write_report_markdown),
    (".json", write_report_json),
)


def find_report_format(path: Path) -> ReportWriter:
    """Return the function that renders a report for a file of this name.

    Raises
    ------
    ExportError
        When the suffix is not one of `REPORT_FORMATS`.
    """
    suffix = path.suffix.lower()
    for known, writer in REPORT_FORMATS:
        if suffix == known:
            return writer
    if suffix == ".pdf":
        raise ExportError(
            "PDF reports are not built yet in this version. "
            f"Write {path.stem}.html and print it to PDF from a browser.",
            path=str(path),
            value=suffix,
        )
    known_suffixes = ", ".join(known for known, _ in REPORT_FORMATS)
    raise ExportError(
        f'"{path}" does not say which format the report is to have. '
        f"End its name in one of: {known_suffixes}.",
        path=str(path),
        value=suffix,
    )
