"""PDF: paragraphs from lines, words in boxes, and what is said of pages that cannot be read."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sayso.core import BlockKind, PageBox
from sayso.readers import DocumentReader
from sayso.readers.parsed import Parsed, UnreadableError
from sayso.readers.pdf import parse_pdf
from sayso.readers.pdf_about import name_pages
from sayso.readers.pdf_fallback import parse_pdf_again

READERS = pytest.mark.parametrize("parse", [parse_pdf, parse_pdf_again])
STORY = (  # noqa: SIM905 - a sentence is easier to read than a list
    "The ferry left the quay at nine with its lights out and its bow doors shut and was seen "
    "from the mole by two anglers who waved and by a customs officer who did not because he was "
    "writing in his notebook the time at which the ferry left and the number of its lorries"
).split()


def ignore(page: int) -> None:
    """Take no notice of a finished page."""


def draw(paint: Callable[[Any], None], *, pages: int = 1, **options: Any) -> bytes:
    """Return a PDF of pages of 400 by 600 pt, each painted by `paint`."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 600), **options)
    for _ in range(pages):
        canvas.setFont("Vera", 10)
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_lines(*lines: str, left: float = 50, top: float = 500) -> Callable[[Any], None]:
    def paint(canvas: Any) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(left, top - 14 * number, line)

    return paint


def blocks_of(parsed: Parsed, *, boilerplate: bool = False) -> list[str]:
    return [
        parsed.text[block.start : block.end]
        for block in parsed.blocks
        if (block.kind is BlockKind.BOILERPLATE) is boilerplate
    ]


def trouble_of(parse: Callable[..., Parsed], data: bytes) -> Any:
    with pytest.raises(UnreadableError) as caught:
        parse(data, ignore)
    return caught.value.trouble


def fill(words: list[str], width: int) -> list[str]:
    """Return the words in lines of at most `width` signs."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def test_a_line_into_which_the_next_word_would_have_fitted_ends_its_paragraph() -> None:
    long = "The minister said that the boat had been bought by her"
    parsed = parse_pdf(draw(draw_lines(long, "husband.", "He denied it.", "So did she.")), ignore)
    assert blocks_of(parsed) == [f"{long} husband.", "He denied it.", "So did she."]


def test_a_sentence_broken_by_hand_stays_one_paragraph() -> None:
    first = ("The minister said that the boat had been bought by her", "husband.")
    second = ("The council said that it surely will not", "give way on the bridge.")
    parsed = parse_pdf(draw(draw_lines(*first, *second)), ignore)
    assert blocks_of(parsed) == [" ".join(first), " ".join(second)]


def test_a_hyphen_at_a_line_end_goes_where_the_word_is_known_without_it() -> None:
    lines = ("The cooperation went on, and the well-known man praised the coop-",
             "eration between them, as did another man who is no less well-",
             "known and who spoke of it with a certain amount of pre-",
             "war pride.")  # fmt: skip
    (words,) = blocks_of(parse_pdf(draw(draw_lines(*lines)), ignore))
    assert "praised the cooperation between" in words
    assert "less well-known and" in words
    assert "pre-war pride" in words


def test_both_halves_of_a_broken_word_have_their_own_box() -> None:
    lines = ("The cooperation went on, and the well-known man praised the coop-",
             "eration between them.")  # fmt: skip
    parsed = parse_pdf(draw(draw_lines(*lines)), ignore)
    start = parsed.text.rindex("cooperation")
    found = parsed.source_map.locate(parsed.text, start, start + len("cooperation"))
    assert len(found) == 2
    first, second = found
    assert isinstance(first, PageBox)
    assert isinstance(second, PageBox)
    assert first.bottom > second.top


def test_ligatures_are_read_as_letters() -> None:
    parsed = parse_pdf(draw(draw_lines("The roof was \ufb01ne and the \ufb02oor was wet.")), ignore)
    assert parsed.text == "The roof was fine and the floor was wet."


def test_running_heads_and_page_numbers_do_not_cut_a_paragraph() -> None:
    lines = fill(STORY * 12, 56)

    def paint(canvas: Any) -> None:
        number = canvas.getPageNumber()
        canvas.drawString(50, 570, "THE QUAY GAZETTE")
        canvas.drawString(200, 20, str(number))
        for row, line in enumerate(lines[(number - 1) * 10 : number * 10]):
            canvas.drawString(50, 520 - 14 * row, line)

    parsed = parse_pdf(draw(paint, pages=3), ignore)
    assert blocks_of(parsed) == [" ".join(lines[:30])]
    assert blocks_of(parsed, boilerplate=True) == [
        "THE QUAY GAZETTE", "1", "THE QUAY GAZETTE", "2", "THE QUAY GAZETTE", "3"
    ]  # fmt: skip


def test_a_footnote_stands_after_the_paragraph_that_runs_over_the_page() -> None:
    lines = fill(STORY * 4, 56)

    def paint(canvas: Any) -> None:
        first = canvas.getPageNumber() == 1
        for row, line in enumerate(lines[:10] if first else lines[10:20]):
            canvas.drawString(50, 500 - 14 * row, line)
        if first:
            canvas.setFont("Vera", 7)
            canvas.drawString(50, 60, "1 The notebook has since been lost.")

    assert blocks_of(parse_pdf(draw(paint, pages=2), ignore)) == [
        " ".join(lines[:20]), "1 The notebook has since been lost."
    ]  # fmt: skip


def test_two_columns_are_read_one_after_the_other_under_their_common_headline() -> None:
    lines = fill(STORY * 2, 26)
    left, right = lines[:10], lines[10:19]

    def paint(canvas: Any) -> None:
        canvas.setFont("Vera", 18)
        canvas.drawString(50, 540, "The ferry that left in the dark")
        canvas.setFont("Vera", 10)
        for row in range(10):  # line by line across the page, as some programs write
            canvas.drawString(50, 500 - 12 * row, left[row])
            if row < len(right):
                canvas.drawString(215, 500 - 12 * row, right[row])

    parsed = parse_pdf(draw(paint), ignore)
    assert blocks_of(parsed) == ["The ferry that left in the dark", " ".join(left + right)]
    assert parsed.blocks[0].kind is BlockKind.HEADLINE
    assert parsed.title == "The ferry that left in the dark"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_words_on_a_turned_page_are_read_and_their_boxes_are_those_of_the_stored_page(
    angle: int,
) -> None:
    lines = fill(STORY, 40)

    def paint(canvas: Any) -> None:
        canvas.translate(200, 300)
        canvas.rotate(angle)
        draw_lines(*lines, left=-150, top=50)(canvas)

    data = draw(paint)
    parsed = parse_pdf(data, ignore)
    assert parsed.text == " ".join(STORY)
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    textpage = page.get_textpage()
    for segment in parsed.source_map.segments:
        box = segment.origin
        assert isinstance(box, PageBox)
        found = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
        assert parsed.text[segment.start : segment.end] in found
    textpage.close()
    page.close()
    document.close()


def test_a_stamp_across_the_page_is_kept_apart_from_the_text() -> None:
    lines = fill(STORY, 56)

    def paint(canvas: Any) -> None:
        draw_lines(*lines)(canvas)
        canvas.translate(20, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "RECEIVED 3 MAY")

    parsed = parse_pdf(draw(paint), ignore)
    assert blocks_of(parsed) == [" ".join(lines)]
    assert blocks_of(parsed, boilerplate=True) == ["RECEIVED 3 MAY"]


def test_title_author_and_language_come_from_the_file_but_no_date_does() -> None:
    def paint(canvas: Any) -> None:
        canvas.setTitle("A ferry in the dark")
        canvas.setAuthor("Inés Ortega")
        draw_lines("He saw it leave.")(canvas)

    parsed = parse_pdf(draw(paint, lang="en-GB"), ignore)
    assert (parsed.title, parsed.byline) == ("A ferry in the dark", "Inés Ortega")
    assert (parsed.language, parsed.published) == ("en-GB", None)


def test_titles_and_authors_that_a_program_filled_in_are_ignored() -> None:
    parsed = parse_pdf(draw(draw_lines("He saw it leave.")), ignore)
    assert (parsed.title, parsed.byline) == (None, None)


@READERS
def test_pages_without_text_are_named_and_the_others_are_read(parse: Any) -> None:
    def paint(canvas: Any) -> None:
        if canvas.getPageNumber() in (1, 5):
            draw_lines("He saw it leave.")(canvas)

    done: list[int] = []
    parsed = parse(draw(paint, pages=6), done.append)
    (trouble,) = parsed.troubles
    assert (trouble.kind, trouble.place, trouble.lost) == ("partly_read", "pages 2-4, 6", True)
    assert trouble.what == "The pages have no text layer (they look scanned)."
    assert trouble.done == "The other 2 pages were read."
    assert trouble.todo == "Run OCR on the file and read its result."
    assert done == [1, 2, 3, 4, 5, 6]


@READERS
def test_a_file_without_any_text_is_no_text(parse: Any) -> None:
    trouble = trouble_of(parse, draw(lambda canvas: canvas.rect(10, 10, 50, 50), pages=3))
    assert (trouble.kind, trouble.what) == (
        "no_text", "All 3 pages have no text layer (they look scanned)."
    )  # fmt: skip


@READERS
def test_a_file_under_a_password_is_encrypted(parse: Any) -> None:
    trouble = trouble_of(parse, draw(draw_lines("He saw it leave."), encrypt="secret"))
    assert trouble.kind == "encrypted"
    assert "without the password" in trouble.todo


@READERS
@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", b"\0" * 99]
)
def test_what_is_no_whole_pdf_is_malformed(parse: Any, data: bytes) -> None:
    assert trouble_of(parse, data).kind == "malformed"


def make_pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + tail % (len(objects) + 1, len(body))


def make_page(content: bytes, filters: bytes = b"") -> bytes:
    return make_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
    )


def test_a_plain_page_made_by_hand_is_read() -> None:
    packed = zlib.compress(b"BT /F 12 Tf 20 200 Td (He saw it leave.) Tj ET")
    assert parse_pdf(make_page(packed, b"/Filter/FlateDecode"), ignore).text == "He saw it leave."


@READERS
@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_inflates_enormously_is_refused(parse: Any, times: int) -> None:
    packed = zlib.compress(b" " * 70_000_000, 9)
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    data = make_page(packed, b"/Filter[" + b"/FlateDecode " * times + b"]")
    assert len(data) < (100_000 if times == 1 else 2_000)
    trouble = trouble_of(parse, data)
    assert trouble.kind == "refused_size"
    assert "64 MB" in trouble.what


def test_a_bomb_wrapped_in_letters_is_found_too() -> None:
    packed = base64.a85encode(zlib.compress(b" " * 70_000_000, 9)) + b"~>"
    data = make_page(packed, b"/Filter[/ASCII85Decode/FlateDecode]")
    assert trouble_of(parse_pdf, data).kind == "refused_size"


@READERS
def test_a_stream_packed_many_times_over_is_refused(parse: Any) -> None:
    data = make_page(b"x", b"/Filter[" + b"/FlateDecode " * 60 + b"]")
    assert trouble_of(parse, data).kind == "refused_size"


def test_a_tree_with_a_huge_count_of_pages_is_refused_or_read_at_once() -> None:
    kids = b"3 0 R " * 12_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pages = b"<</Type/Pages/Kids[%s]/Count 12000>>" % kids
    trouble = trouble_of(parse_pdf, make_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page))
    assert (trouble.kind, trouble.what) == (
        "refused_size", "The file has 12,000 pages; at most 10,000 are read."
    )  # fmt: skip
    claimed = b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"
    kinds = ("refused_size", "malformed", "no_text")
    data = make_pdf(b"<</Type/Catalog/Pages 2 0 R>>", claimed, page)
    assert trouble_of(parse_pdf, data).kind in kinds


def test_the_second_reader_gives_the_words_with_whole_pages_for_boxes() -> None:
    lines = fill(STORY * 2, 56)
    parsed = parse_pdf_again(draw(draw_lines(*lines)), ignore)
    assert parsed.text == " ".join(lines)
    assert [segment.origin for segment in parsed.source_map.segments] == [
        PageBox(1, 0, 0, 400, 600)
    ]
    assert parsed.reader == "pdf-again/1"


def test_pages_are_named_in_runs() -> None:
    assert name_pages([7, 3, 4, 5]) == "pages 3-5, 7"


def draw_with_a_slow_page(*, pages: int, slow: int) -> bytes:
    """Return a PDF with a line on each page, of which page `slow` takes minutes to read.

    It draws one form two thousand times, each of half a million operators that do nothing: few
    bytes in the file and little memory, but some 60 s of processor time at 16 million a second.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 600), pageCompression=1)
    for number in range(1, pages + 1):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(50, 500, f"Words of page {number}.")
        if number == slow:
            canvas.beginForm("slow")
            canvas.addLiteral("q Q\n" * 250_000)
            canvas.endForm()
            for _ in range(2_000):
                canvas.doForm("slow")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_pages_before_one_that_takes_too_long_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(draw_with_a_slow_page(pages=5, slow=4))
    with DocumentReader(clock=lambda: "2026-01-01T00:00:00Z") as reader:
        (outcome,) = reader.read([path])
    document = outcome.document
    assert document is not None
    assert document.text.split("\n\n") == [f"Words of page {n}." for n in (1, 2, 3)]
    assert document.reader == "pdf/1"
    (problem,) = outcome.problems
    assert (problem.kind, problem.lost) == ("partly_read", True)
    assert problem.where == f"{path.as_posix()}, page 4 and what follows"
    assert problem.what == "Reading the file takes longer than one document may."
    assert problem.done == "Pages 1 to 3 were read."
    assert problem.document == document.id


def test_no_page_after_the_last_one_asked_for_is_read() -> None:
    data = draw(draw_lines("Words of a page."), pages=3)
    done: list[int] = []
    parsed = parse_pdf(data, done.append, last_page=2)
    assert done == [1, 2]
    pages = {getattr(segment.origin, "page", None) for segment in parsed.source_map.segments}
    assert pages == {1, 2}
    assert parsed.troubles == ()
    assert parse_pdf(data, ignore, last_page=9) == parse_pdf(data, ignore)
