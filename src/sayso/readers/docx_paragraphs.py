"""The text of each paragraph of a DOCX part: what stands on the page, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.readers.docx_package import find_child, get_attribute, local_name, open_package
from sayso.readers.docx_styles import find_main_part, hides, read_styles

_M = frozenset(
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    )
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What runs stand in: links, inserted and moved-here text, controls, fields with their result. All
# else is deleted or moved away, set elsewhere (boxes, phonetic guides), or no words at all.
_HOLDERS = frozenset(
    (
        "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml",
        "dir", "bdo", "ruby", "rubyBase",
    )
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_EDGE = re.compile(r"^[ \t\r\n]+|[ \t\r\n]+$")


@dataclass(frozen=True, slots=True)
class PartParagraph:
    """A paragraph of a part: its number there, its text, and the element (`lxml`) it came from."""

    number: int
    text: str
    element: Any


def list_paragraphs(root: Any, hidden_styles: frozenset[str] = frozenset()) -> list[PartParagraph]:
    """Return the paragraphs of a part in document order, those in tables and boxes included.

    They are numbered from 0 over all `w:p` of the part. A paragraph's text is made of its live
    runs: of `w:t` the characters (white space at its ends only under `xml:space="preserve"`, a
    line break in it as a space), of `w:tab` a tab, of `w:br` and `w:cr` a line feed, of
    `w:noBreakHyphen` a hyphen, of `w:sym` its character; formulas give their letters. Inserted
    text counts; deleted, moved-away and hidden text (`w:vanish`, also by a style of
    `hidden_styles`) does not; field codes, notes' marks and boxes inside the paragraph do not
    either: a box has paragraphs of its own. Of alternatives (`mc:AlternateContent`) the first
    counts, its fallback's paragraphs have no text.
    """
    found: list[PartParagraph] = []
    for number, element in enumerate(
        element for element in root.iter() if local_name(element) == "p"
    ):
        properties = find_child(element, "pPr")
        text = ""
        if not _is_fallback(element) and not _is_hidden_style(properties, hidden_styles):
            text = "".join(_read_runs(element, hidden_styles))
        found.append(PartParagraph(number, text, element))
    return found


def paragraph_texts(data: bytes) -> dict[tuple[str, int], str]:
    """Return the text of every paragraph of a DOCX, by its part's name and its number there.

    A `PartRange` cuts its words out of these texts.

    Raises
    ------
    UnreadableError
        As the reader does.
    """
    package = open_package(data)
    texts: dict[tuple[str, int], str] = {}
    with package.archive:
        hidden = read_styles(package, find_main_part(package)).hidden
        for name in sorted(package.names):
            if not name.endswith(".xml") or name.startswith(("docProps/", "customXml/", "[")):
                continue
            root = package.parse(name)
            if root is not None:
                for paragraph in list_paragraphs(root, hidden):
                    texts[name, paragraph.number] = paragraph.text
    return texts


def _is_fallback(element: Any) -> bool:
    """Return whether the element stands in an alternative that is not taken."""
    for fallback in element.iterancestors(f"{{{_MC}}}Fallback"):
        if fallback.getprevious() is not None:
            return True
    return any(
        any(before.tag == choice.tag for before in choice.itersiblings(preceding=True))
        for choice in element.iterancestors(f"{{{_MC}}}Choice")
    )


def _is_hidden_style(properties: Any | None, hidden_styles: frozenset[str]) -> bool:
    """Return whether a paragraph's style hides its words (a run's own mark is not looked at)."""
    named = None if properties is None else find_child(properties, "pStyle")
    return named is not None and get_attribute(named, "val") in hidden_styles


def _is_hidden_run(run: Any, hidden_styles: frozenset[str]) -> bool:
    properties = find_child(run, "rPr")
    if properties is None:
        return False
    said = hides(properties)
    named = find_child(properties, "rStyle")
    return said or (
        said is None and named is not None and get_attribute(named, "val") in hidden_styles
    )


def _read_runs(element: Any, hidden_styles: frozenset[str]) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name in _HOLDERS or (name == "r" and not _is_hidden_run(child, hidden_styles)):
            yield from _read_runs(child, hidden_styles)
        elif name == "t":
            yield _read_text(child)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _read_symbol(child)
        elif not name:
            yield from _read_foreign(child, hidden_styles)


def _read_foreign(element: Any, hidden_styles: frozenset[str]) -> Iterator[str]:
    """Yield the text of alternatives and formulas; drawings have none of their own."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == f"{{{_MC}}}AlternateContent":
        if len(element):
            yield from _read_runs(element[0], hidden_styles)
    elif tag[1:].split("}", 1)[0] in _M:
        if tag.endswith("}t"):
            yield (element.text or "").replace("\n", " ")
        else:
            yield from _read_runs(element, hidden_styles)


def _read_text(element: Any) -> str:
    text = element.text or ""
    if element.get(_XML_SPACE) != "preserve":
        text = _EDGE.sub("", text)
    return text.replace("\n", " ").replace("\r", " ")


def _read_symbol(element: Any) -> str:
    try:
        code = int(get_attribute(element, "char") or "", 16)
    except ValueError:
        return "\ufffd"
    # Codes from F000 on mean nothing outside their font; F0B7 is the bullet of Symbol.
    if code == 0xF0B7:
        return "\u2022"
    return "\ufffd" if code < 0x20 or 0xD800 <= code < 0xF900 or code > 0xFFFD else chr(code)
