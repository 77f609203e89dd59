"""Running heads and feet of pages, and page numbers, told from the text by where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.readers.pdf_columns import Line, group_rows, make_line, order_lines
from sayso.readers.pdf_text import PageText

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|página|стр\.)?\s*(?:\d{1,5}|[ivxlc]{1,7})\s*(?:(?:of|/|-|von|de|sur)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)
# What browsers print above a page (when, and its title) and below it (its address, and "1/3").
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]\.?M\.?)?(?: .*)?"
    r"|(?:https?|file)://\S+(?: \d{1,5}/\d{1,5})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in reading order, and those that only run along with each page."""

    lines: tuple[Line, ...]
    running: tuple[Line, ...] = ()


def order_pages(pages: Sequence[tuple[int, PageText]]) -> list[PageLines]:
    """Return the lines of the pages, each given with its number, running ones apart.

    Running lines are looked for before columns are, since they stand across them.
    """
    rows = [group_rows(text.fragments) for _, text in pages]
    lines = [
        [make_line(row, number, 0, text.quarter) for row in found]
        for found, (number, text) in zip(rows, pages, strict=True)
    ]
    running = find_running_lines(lines)
    ordered: list[PageLines] = []
    for (number, text), found, made in zip(pages, rows, lines, strict=True):
        rest = [
            fragment
            for row, line in zip(found, made, strict=True)
            if id(line) not in running
            for fragment in row
        ]
        ordered.append(
            PageLines(
                tuple(order_lines(rest, number, text.quarter)),
                tuple(line for line in made if id(line) in running),
            )
        )
    return ordered


def find_running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Return the `id`s of the lines that repeat at one height on most pages, and page numbers."""
    places: dict[tuple[bool, str], list[float]] = defaultdict(list)
    for page in pages:
        for top in (True, False):
            for line in _edge(page, top=top):
                places[top, _pattern(line)].append(line.base)
    # 40 %: heads of left and of right pages differ in books, and a title page has none. On two
    # pages a line may come twice by chance: there it must stand well apart, too.
    floor = max(3 if len(pages) > 2 else 2, 0.4 * len(pages))
    found: set[int] = set()
    for page in pages:
        for top in (True, False):
            for line in _edge(page, top=top):
                heights = places[top, _pattern(line)]
                alike = sum(abs(height - line.base) <= 4 for height in heights)
                apart = _stands_apart(line, page, found)
                if (alike >= floor and (len(pages) > 2 or apart)) or (
                    apart and (_PAGE_NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text))
                ):
                    found.add(id(line))
                else:
                    break
    return found


def _edge(page: Sequence[Line], *, top: bool) -> list[Line]:
    """Return up to three lines from the top or the bottom of a page, the outermost first."""
    return sorted(page, key=lambda line: -line.base if top else line.base)[:3]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).casefold()


def _stands_apart(line: Line, page: Sequence[Line], found: set[int]) -> bool:
    """Return whether the next line is further off than lines of one text are.

    Where the text begins right under the head, it is at least set in another size.
    """
    others = [other for other in page if other is not line and id(other) not in found]
    if not others:
        return False
    near = min(others, key=lambda other: abs(other.base - line.base))
    gap = abs(near.base - line.base)
    other_size = max(near.size, line.size) > 1.08 * min(near.size, line.size)
    return gap > (1.3 if other_size else 1.8) * line.size
