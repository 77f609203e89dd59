"""What is tried after a reader broke down: the pages before, or the second reader."""

from __future__ import annotations

from dataclasses import replace

from sayso.readers.parsed import Parsed, Trouble
from sayso.readers.sandbox import Answer, Sandbox

_BROKE = ("crashed", "timed_out", "out_of_memory", "bad_answer")

# A page that is too much for a reader leaves those before it readable, and would be too much for
# the slower second reader, too. A crash may come of the pages before: there the second one is tried
# first.
_TOO_MUCH = ("timed_out", "out_of_memory")


def parse_with_retry(sandbox: Sandbox, parser: str, second: str | None, data: bytes) -> Answer:
    """Return what `parser` makes of `data`, or after a breakdown what another attempt does.

    When a page took too long or too much memory, and the parser can stop before a page, the pages
    finished until then are read again and kept. Otherwise `second` reads the file, if there is one;
    where it fails as well, the finished pages are kept. A text that came of another attempt carries
    a trouble of kind `partly_read` that says so.
    """
    first = sandbox.parse(parser, data)
    if first.trouble is None or first.trouble.kind not in _BROKE:
        return first
    can_keep = first.pages > 0 and sandbox.can_stop(parser)
    if second is not None and not (can_keep and first.trouble.kind in _TOO_MUCH):
        again = sandbox.parse(second, data)
        if again.parsed is not None:
            return _note(again.parsed, again, _tell_second(first.trouble))
    if can_keep:
        again = sandbox.parse(parser, data, last_page=first.pages)
        if again.parsed is not None:
            return _note(again.parsed, again, _tell_kept(first.trouble, first.pages))
    return first


def _note(parsed: Parsed, answer: Answer, trouble: Trouble) -> Answer:
    return replace(answer, parsed=replace(parsed, troubles=(*parsed.troubles, trouble)))


def _tell_second(trouble: Trouble) -> Trouble:
    return replace(
        trouble,
        kind="partly_read",
        what=f"The first reader failed: {trouble.what}",
        done="It was read by the second reader, whose places are coarser.",
        todo="Compare the text with the original.",
        lost=False,
    )


def _tell_kept(trouble: Trouble, pages: int) -> Trouble:
    return replace(
        trouble,
        kind="partly_read",
        place=f"page {pages + 1} and what follows",
        done="Page 1 was read." if pages == 1 else f"Pages 1 to {pages} were read.",
    )
