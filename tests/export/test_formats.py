from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core import ExportError
from sayso.export import REPORT_FORMATS, find_report_format
from sayso.report import build_report


@pytest.mark.parametrize(("suffix", "write"), REPORT_FORMATS)
def test_the_suffix_chooses_the_format_in_either_case(suffix, write, mill, factory):
    assert find_report_format(Path(f"a{suffix}")) is write
    assert find_report_format(Path(f"a{suffix.upper()}")) is write
    assert write(build_report(mill, factory.HEAD))


def test_pdf_says_how_to_get_one():
    with pytest.raises(ExportError, match=r"Write case\.html and print it to PDF from a browser"):
        find_report_format(Path("case.pdf"))


def test_an_unknown_suffix_lists_the_known_ones():
    with pytest.raises(ExportError, match=r"\.html, \.md, \.json"):
        find_report_format(Path("case.docx"))
