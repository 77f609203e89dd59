"""A manual page with sections that commands write."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


def replace_section(page: str, name: str, body: str) -> str:
    """Return a page with what stands between the markers of a section put anew.

    Raises
    ------
    ValueError
        When the page does not hold both markers of the section, once each and in order.
    """
    opening, closing = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if page.count(opening) != 1 or page.count(closing) != 1:
        raise ValueError(f"the page does not hold {opening} and {closing} once each")
    before, rest = page.split(opening)
    if closing not in rest:
        raise ValueError(f"{closing} stands before {opening}")
    after = rest.split(closing)[1]
    return f"{before}{opening}\n\n{body.strip()}\n\n{closing}{after}"


def write_section(name: str, body: str) -> None:
    """Put a section of the manual's page of benchmarks anew."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(replace_section(page, name, body), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: section {name} was written.", file=sys.stderr)


def mark_limited(body: str, count: int, whole: int) -> str:
    """Return a section under a remark that it is no result where only some articles were read."""
    if count >= whole:
        return body
    return f"> **Not a result**: a trial on {count} of {whole} texts.\n\n{body}"
