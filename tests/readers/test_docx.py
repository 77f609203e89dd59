"""DOCX: what stands on the page is read, what does not is not, and each word has its paragraph."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from sayso.core import BlockKind, PartRange
from sayso.readers.docx import parse_docx
from sayso.readers.docx_paragraphs import paragraph_texts
from sayso.readers.parsed import Parsed, UnreadableError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def ignore(page: int) -> None:
    """Take no notice of a finished page."""


def pack(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive of these parts, with what points to the main one."""
    root = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" '
        f'Type="{KINDS}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"_rels/.rels": root, **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(inner: str) -> str:
    return f"<w:document {SPACES}><w:body>{inner}</w:body></w:document>"


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(inner: str, **more: str) -> Parsed:
    """Return what is read of a main part with this body."""
    data = pack({"word/document.xml": body(inner)})
    parsed = parse_docx(data, ignore)
    assert_mapped(parsed, data)
    return parsed


def assert_mapped(parsed: Parsed, data: bytes) -> None:
    """Fail unless every segment's words stand at its place in the original's paragraphs."""
    texts = paragraph_texts(data)
    covered = 0
    for segment in parsed.source_map.segments:
        place = segment.origin
        assert isinstance(place, PartRange)
        found = texts[place.part, place.paragraph][place.start : place.end]
        wanted = parsed.text[segment.start : segment.end]
        assert found == wanted if segment.exact else unicodedata.normalize("NFC", found) == wanted
        covered += len(wanted)
    assert covered == sum(block.end - block.start for block in parsed.blocks)


def blocks_of(parsed: Parsed) -> list[tuple[str, BlockKind]]:
    return [(parsed.text[block.start : block.end], block.kind) for block in parsed.blocks]


def trouble_of(data: bytes) -> Any:
    with pytest.raises(UnreadableError) as caught:
        parse_docx(data, ignore)
    return caught.value.trouble


def test_inserted_text_counts_and_deleted_moved_and_hidden_text_does_not() -> None:
    inner = (
        run("He ")
        + f"<w:ins>{run('never ')}</w:ins>"
        + "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('once ')}</w:moveFrom>"
        + run("secretly ", "<w:vanish/>")
        + run("went ", '<w:vanish w:val="0"/>')
        + f"<w:moveTo>{run('there.')}</w:moveTo>"
    )
    assert read(paragraph(inner)).text == "He never went there."


def test_links_fields_and_controls_keep_their_words_and_field_codes_do_not_show() -> None:
    inner = (
        f"<w:hyperlink>{run('A link')}</w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple>{run(", a field")}</w:fldSimple>'
        f"<w:sdt><w:sdtContent>{run(', a control')}</w:sdtContent></w:sdt>{run('.')}"
    )
    assert read(paragraph(inner)).text == "A link, a field, a control."


def test_tabs_breaks_hyphens_and_symbols_are_read_as_signs() -> None:
    inner = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:t>e</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    )
    assert read(paragraph(inner)).text == "a\tb\nc-de\u2022x=1"


def test_two_line_breaks_part_two_blocks() -> None:
    inner = run("One.") + "<w:r><w:br/><w:br/></w:r>" + run("Two.")
    assert [words for words, _ in blocks_of(read(paragraph(inner)))] == ["One.", "Two."]


def test_cells_and_boxes_stand_where_they_are_anchored_and_a_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    row = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("Left.", "Right."))
    parsed = read(
        paragraph(run("Before.") + f"<w:r>{both}</w:r>")
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + paragraph(run("After."))
    )
    assert blocks_of(parsed) == [
        ("Before.", BlockKind.PARAGRAPH),
        ("In the box.", BlockKind.PARAGRAPH),
        ("Left.", BlockKind.TABLE_CELL),
        ("Right.", BlockKind.TABLE_CELL),
        ("After.", BlockKind.PARAGRAPH),
    ]


def test_notes_follow_the_text_and_each_running_head_comes_once_and_last() -> None:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [
                ("header", "header1.xml"), ("header", "header2.xml"),
                ("footnotes", "footnotes.xml"), ("endnotes", "/word/endnotes.xml"),
            ]
        )
    )  # fmt: skip
    rule = f'<w:footnote w:type="separator">{paragraph(run("---"))}</w:footnote>'
    head = f"<w:hdr {SPACES}>{paragraph(run('The Gazette'))}</w:hdr>"
    data = pack(
        {
            "word/document.xml": body(paragraph(run("He said so."))),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
            ),
            "word/header1.xml": head,
            "word/header2.xml": head,
            "word/footnotes.xml": (
                f"<w:footnotes {SPACES}>{rule}"
                f"<w:footnote>{paragraph(run('At noon.'))}</w:footnote></w:footnotes>"
            ),
            "word/endnotes.xml": (
                f"<w:endnotes {SPACES}><w:endnote>{paragraph(run('To me.'))}</w:endnote>"
                "</w:endnotes>"
            ),
        }
    )
    parsed = parse_docx(data, ignore)
    assert_mapped(parsed, data)
    assert blocks_of(parsed) == [
        ("He said so.", BlockKind.PARAGRAPH),
        ("At noon.", BlockKind.PARAGRAPH),
        ("To me.", BlockKind.PARAGRAPH),
        ("The Gazette", BlockKind.BOILERPLATE),
    ]


def test_styles_tell_headlines_quotations_lists_and_captions() -> None:
    document = docx.Document()
    document.add_heading("The ferry", 1)
    for style in ("Quote", "List Bullet", "Caption", "Normal"):
        document.add_paragraph(f"In style {style}.", style=style)
    document.core_properties.title = "A ferry in the dark"
    document.core_properties.author = "Inés Ortega"
    document.core_properties.language = "en-GB"
    buffer = io.BytesIO()
    document.save(buffer)
    parsed = parse_docx(buffer.getvalue(), ignore)
    assert [kind for _, kind in blocks_of(parsed)] == [
        BlockKind.HEADLINE,
        BlockKind.BLOCK_QUOTE,
        BlockKind.LIST_ITEM,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
    ]
    assert (parsed.title, parsed.byline) == ("A ferry in the dark", "Inés Ortega")
    assert (parsed.language, parsed.published) == ("en-GB", None)


def test_text_that_is_not_in_nfc_is_composed_and_mapped_word_by_word() -> None:
    parsed = read(paragraph(run("The cafe\u0301 in Rio\u0301ja was shut.")))
    assert parsed.text == "The café in Riója was shut."
    assert [segment.exact for segment in parsed.source_map.segments] == [
        True, False, True, False, True
    ]  # fmt: skip


def test_the_strict_variant_is_read_alike() -> None:
    document = body(paragraph(run("He said so."))).replace(W, STRICT)
    assert parse_docx(pack({"word/document.xml": document}), ignore).text == "He said so."


def test_a_damaged_part_is_read_as_far_as_it_goes_and_told_of() -> None:
    whole = body(paragraph(run("He said so.")) + paragraph(run("She did not.")))
    parsed = parse_docx(pack({"word/document.xml": whole[: whole.index("She")]}), ignore)
    assert parsed.text == "He said so."
    (trouble,) = parsed.troubles
    assert (trouble.kind, trouble.place) == ("partly_read", "word/document.xml")


def test_long_files_report_every_thousand_paragraphs() -> None:
    done: list[int] = []
    data = pack({"word/document.xml": body(paragraph(run("He said so.")) * 2500)})
    parse_docx(data, done.append)
    assert done == [1, 2, 3]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "malformed"),
        (b"PK\x03\x04 and no more", "malformed"),
        (pack({"word/other.xml": "<a/>"}), "malformed"),
        (pack({"word/document.xml": "no XML at all"}), "malformed"),
        (pack({"word/document.xml": body("")}), "no_text"),
    ],
)
def test_what_cannot_be_read_is_told_by_kind(data: bytes, kind: str) -> None:
    assert trouble_of(data).kind == kind


def test_a_file_that_inflates_to_300_mb_is_refused() -> None:
    buffer = io.BytesIO(pack({}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b"<w:p><w:r><w:t>" + b"a" * 300_000_000)
    assert len(buffer.getvalue()) < 2_000_000
    assert trouble_of(buffer.getvalue()).kind == "refused_size"


def test_too_many_members_are_refused() -> None:
    parts: dict[str, str | bytes] = {f"word/{number}.xml": "" for number in range(10_001)}
    assert trouble_of(pack(parts)).kind == "refused_size"


def test_xml_nested_too_deep_is_malformed() -> None:
    deep = body("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)
    trouble = trouble_of(pack({"word/document.xml": deep}))
    assert trouble.kind == "malformed"
    assert "deep" in trouble.what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_and_nothing_outside_is_read(
    encoding: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    inner = body(paragraph(run("&a;")))
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    for declared in (
        f'<!ENTITY a SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY l0 "ha">{laughs}<!ENTITY a "&l9;">',
    ):
        text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w:document [{declared}]>'
        trouble = trouble_of(pack({"word/document.xml": (text + inner).encode(encoding)}))
        assert trouble.kind == "malformed"
        assert "secret" not in trouble.what.replace(secret.name, "")


def test_a_locked_member_is_encrypted() -> None:
    data = bytearray(pack({"word/document.xml": body(paragraph(run("He said so.")))}))
    for mark, shift in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + shift] |= 1
            place = data.find(mark, place + 1)
    assert trouble_of(bytes(data)).kind == "encrypted"
