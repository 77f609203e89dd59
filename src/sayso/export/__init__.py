"""Formats out: a report for reading, a case or a reading for other programs."""

from sayso.export.corrections import write_corrections
from sayso.export.formats import REPORT_FORMATS, ReportWriter, find_report_format
from sayso.export.native_json import write_native_json
from sayso.export.reading_json import reading_dict
from sayso.export.records import record_dict
from sayso.export.report_html import write_report_html
from sayso.export.report_json import write_report_json
from sayso.export.report_markdown import write_report_markdown
from sayso.export.views_json import actors_dict, diff_dict, view_dict
from sayso.export.write_file import write_atomically

__all__ = [
    "REPORT_FORMATS",
    "ReportWriter",
    "actors_dict",
    "diff_dict",
    "find_report_format",
    "reading_dict",
    "record_dict",
    "view_dict",
    "write_atomically",
    "write_corrections",
    "write_native_json",
    "write_report_html",
    "write_report_json",
    "write_report_markdown",
]
