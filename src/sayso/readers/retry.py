"""The one second attempt that a document gets whose reader broke down."""

from __future__ import annotations

from dataclasses import replace

from sayso.readers.sandbox import Answer, Sandbox

_BROKE = ("crashed", "timed_out", "out_of_memory", "bad_answer")

# A page that is too much for a reader leaves those before it readable; a crash may come of them.
_TOO_MUCH = ("timed_out", "out_of_memory")


def parse_with_retry(sandbox: Sandbox, parser: str, second: str | None, data: bytes) -> Answer:
    """Return what `parser` makes of `data`, or after a breakdown what a second attempt does.

    When a page took too long or too much memory, and the parser can stop before a page, the pages
    finished until then are read again and kept. Otherwise `second` reads the file, if there is one.
    A text that came of a second attempt carries a trouble of kind `partly_read` that says so.
    """
    first = sandbox.parse(parser, data)
    if first.trouble is None or first.trouble.kind not in _BROKE:
        return first
    pages = first.pages
    if pages and first.trouble.kind in _TOO_MUCH and sandbox.can_stop(parser):
        again = sandbox.parse(parser, data, last_page=pages)
        trouble = replace(
            first.trouble,
            kind="partly_read",
            place=f"page {pages + 1} and what follows",
            done="Page 1 was read." if pages == 1 else f"Pages 1 to {pages} were read.",
        )
    elif second is not None:
        again = sandbox.parse(second, data)
        trouble = replace(
            first.trouble,
            kind="partly_read",
            what=f"The first reader failed: {first.trouble.what}",
            done="It was read by the second reader, whose places are coarser.",
            todo="Compare the text with the original.",
            lost=False,
        )
    else:
        return first
    if again.parsed is None:
        return first
    return replace(again, parsed=replace(again.parsed, troubles=(*again.parsed.troubles, trouble)))
