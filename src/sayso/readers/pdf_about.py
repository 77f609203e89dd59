"""What a PDF says of itself, and what is said of the pages that could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from sayso.core import Block, SourceMap
from sayso.readers.blocks import find_title, mark_headline
from sayso.readers.metadata import clean_language
from sayso.readers.parsed import Parsed, Trouble, UnreadableError
from sayso.readers.properties import clean_author, clean_title

#: Pages of one file that are read at most.
MAX_PAGES = 10_000


def make_parsed(
    read: tuple[str, tuple[Block, ...], SourceMap],
    reader: str,
    said: tuple[str | None, str | None, str | None],
    troubles: tuple[Trouble, ...],
) -> Parsed:
    """Return what was read with title, author and language (`said`, as the file has them)."""
    text, blocks, source_map = read
    blocks = mark_headline(text, blocks)
    title, author, language = said
    return Parsed(
        text=text,
        blocks=blocks,
        source_map=source_map,
        reader=reader,
        title=clean_title(title) or find_title(text, blocks),
        byline=clean_author(author),
        language=clean_language(language),
        troubles=troubles,
    )


def refuse(kind: str, what: str, done: str, todo: str) -> NoReturn:
    """Raise the `UnreadableError` with these sentences."""
    raise UnreadableError(Trouble(kind, "", what, done, todo))


def refuse_encrypted() -> NoReturn:
    """Raise the `UnreadableError` for a file under a password."""
    refuse(
        "encrypted",
        "The file is locked with a password.",
        "It was not read.",
        "Open it with the password, save a copy without the password, and read the copy.",
    )


def refuse_malformed(detail: str) -> NoReturn:
    """Raise the `UnreadableError` for a file that is no whole PDF."""
    refuse(
        "malformed",
        f"The file is damaged or no whole PDF ({detail}).",
        "It was not read.",
        "Get the file again, or open it in a viewer, print it to a new PDF and read that.",
    )


def check_page_count(count: int) -> None:
    """Refuse a file of more than `MAX_PAGES` pages, or of none."""
    if count > MAX_PAGES:
        refuse(
            "refused_size",
            f"The file has {count:,} pages; at most {MAX_PAGES:,} are read.",
            "It was not read.",
            "Split the file into parts and read the parts.",
        )
    if count <= 0:
        refuse_malformed("it has no pages")


def describe_pages(
    count: int,
    *,
    without_text: Sequence[int] = (),
    without_letters: Sequence[int] = (),
    broken: Sequence[int] = (),
) -> tuple[Trouble, ...]:
    """Return the trouble with some of `count` pages, numbered from 1.

    Raises
    ------
    UnreadableError
        When no page is left that could be read.
    """
    lost = len(without_text) + len(without_letters) + len(broken)
    rest = count - lost
    if rest <= 0:
        _refuse_all(count, without_text, without_letters)
    done = f"The other {rest} pages were read." if rest > 1 else "The other page was read."
    ocr = "Run OCR on the file and read its result."
    print_again = "Open the file in a viewer, print it to a new PDF and read that."
    troubles: list[Trouble] = []
    for pages, one, many, todo in (
        (
            without_text,
            "The page has no text layer (it looks scanned).",
            "The pages have no text layer (they look scanned).",
            ocr,
        ),
        (
            without_letters,
            "The page's fonts do not tell which letters its signs stand for.",
            "The pages' fonts do not tell which letters their signs stand for.",
            ocr,
        ),
        (broken, "The page is damaged.", "The pages are damaged.", print_again),
    ):
        if pages:
            what = one if len(pages) == 1 else many
            troubles.append(Trouble("partly_read", name_pages(pages), what, done, todo))
    return tuple(troubles)


def name_pages(pages: Sequence[int]) -> str:
    """Return page numbers as a person writes them.

    >>> name_pages([3, 4, 5, 9]), name_pages([2])
    ('pages 3-5, 9', 'page 2')
    """
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    named = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"page {named}" if len(pages) == 1 else f"pages {named}"


def _refuse_all(
    count: int, without_text: Sequence[int], without_letters: Sequence[int]
) -> NoReturn:
    subject = "The only page" if count == 1 else f"All {count} pages"
    if without_letters:
        fonts = "The fonts of the file do not tell which letters its signs stand for."
        refuse("no_text", fonts, "Nothing was read.", "Run OCR on the file and read its result.")
    if without_text:
        verb, looks = ("has", "it looks") if count == 1 else ("have", "they look")
        refuse(
            "no_text",
            f"{subject} {verb} no text layer ({looks} scanned).",
            "Nothing was read.",
            "Run OCR on the file and read its result.",
        )
    refuse_malformed("no page can be opened")
