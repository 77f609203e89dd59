"""One article, a list of paragraphs, written as text, HTML, DOCX and PDF."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from reportlab import rl_config
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

rl_config.useA85 = 0  # plain packed streams, as most programs write them


@dataclass(frozen=True)
class Layout:
    """How a PDF is set: lengths in points."""

    size: float
    leading: float
    gap: float = 0
    indent: float = 0
    justified: bool = False
    columns: int = 1
    page: tuple[float, float] = A4
    running: str = ""  # a running head; the page number stands at the foot then
    hyphens: bool = False
    first_larger: bool = False


RAGGED = Layout(size=12, leading=15, gap=8)
JUSTIFIED = Layout(size=10, leading=12, indent=14, justified=True)
RUNNING = Layout(
    size=11, leading=14, indent=16, justified=True, running="The Harbour Courier", page=(420, 595)
)
COLUMNS = Layout(size=9, leading=11, indent=10, justified=True, columns=2)


def split_article(text: str) -> list[str]:
    """Return the paragraphs of a text: its lines that are not empty, white space folded."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def as_text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def as_html(paragraphs: Sequence[str]) -> bytes:
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n'
        f"<body>\n{body}\n</body></html>"
    ).encode()


def as_docx(paragraphs: Sequence[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return save_docx(document)


def save_docx(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(paragraphs: Sequence[str], layout: Layout = RAGGED, **about: str) -> bytes:
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))
    style = ParagraphStyle(
        "text",
        fontName="Vera",
        fontSize=layout.size,
        leading=layout.leading,
        spaceAfter=layout.gap,
        firstLineIndent=layout.indent,
        alignment=TA_JUSTIFY if layout.justified else TA_LEFT,
        allowWidows=1,
        allowOrphans=1,
    )
    larger = ParagraphStyle(
        "headline",
        parent=style,
        fontName="VeraBd",
        fontSize=layout.size * 1.6,
        leading=layout.leading * 1.6,
        alignment=TA_LEFT,
        firstLineIndent=0,
        spaceAfter=layout.leading,
    )
    buffer = io.BytesIO()
    width, height = layout.page
    margin = 60
    gutter = 18
    column = (width - 2 * margin - gutter * (layout.columns - 1)) / layout.columns
    frames = [
        Frame(margin + number * (column + gutter), margin, column, height - 2 * margin,
              0, 0, 0, 0)
        for number in range(layout.columns)
    ]  # fmt: skip

    def draw_running(canvas: Any, template: Any) -> None:
        if layout.running:
            canvas.setFont("Vera", 8)
            canvas.drawString(margin, height - 40, layout.running)
            canvas.drawCentredString(width / 2, 30, str(template.page))

    template = BaseDocTemplate(
        buffer, pagesize=layout.page, pageTemplates=[PageTemplate("a", frames, draw_running)],
        **about,
    )  # fmt: skip
    template.build(
        [
            Paragraph(
                html.escape(paragraph),
                larger if layout.first_larger and number == 0 else style,
            )
            for number, paragraph in enumerate(paragraphs)
        ]
    )
    return buffer.getvalue()
