"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.readers.parsed import Parsed, Trouble


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What is refused, and when a reader is stopped.

    `file_bytes` is the largest file that is read, `kept_bytes` the largest whose bytes are kept at
    all (SQLite holds no value of 1 GB). A worker may take `memory_bytes` of address space,
    `page_cpu_seconds` of processor time without a finished page and `cpu_seconds` in all,
    `silent_seconds` of wall time without a message and `wall_seconds` in all; its answer may have
    `output_bytes`.

    A document may have `blocks` blocks and a text of `text_bytes` in UTF-8: what comes after
    reading costs time and memory for each block, 1 GB for 4 MB of paragraphs of one letter. Plain
    text of more than `own_process_bytes` is read in a worker; a row of a corpus, which is not, may
    have `row_bytes`, and `row_escapes` stretches of JSON's escapes in its text, each of which takes
    20 µs and 1 kB to be traced to its place. A text is one page there; it may take
    `text_cpu_seconds` and `text_silent_seconds` in place of a page's: a letter that is written as
    two code points must be put together, which takes 2.5 s for 5 MB.
    """

    file_bytes: int = 200_000_000
    kept_bytes: int = 900_000_000
    memory_bytes: int = 1_500_000_000
    page_cpu_seconds: float = 2.0
    cpu_seconds: int = 120
    silent_seconds: float = 10.0
    wall_seconds: float = 600.0
    output_bytes: int = 64_000_000
    descriptors: int = 16
    blocks: int = 200_000
    text_bytes: int = 64_000_000
    own_process_bytes: int = 1_000_000
    row_bytes: int = 20_000_000
    row_escapes: int = 500_000
    text_cpu_seconds: float = 30.0
    text_silent_seconds: float = 60.0


def find_excess(parsed: Parsed, limits: ReadLimits) -> Trouble | None:
    """Return the trouble of a text that is too much for one document, or None."""
    if len(parsed.blocks) > limits.blocks:
        return too_many_blocks(len(parsed.blocks), limits)
    if _is_longer(parsed.text, limits.text_bytes):
        what = f"Its text has more than {limits.text_bytes / 1e6:,.0f} MB, the most that is read."
        return _refused(what)
    return None


def too_many_blocks(count: int, limits: ReadLimits) -> Trouble:
    """Return the trouble of a text with more blocks than are read."""
    return _refused(f"It has {count:,} paragraphs; at most {limits.blocks:,} are read.")


def too_many_escapes(limits: ReadLimits) -> Trouble:
    """Return the trouble of a row whose text has more escapes than are read."""
    return _refused(f"Its text is cut by more than {limits.row_escapes:,} escapes such as \\n.")


def _refused(what: str) -> Trouble:
    return Trouble(
        "refused_size",
        "",
        what,
        "It was kept, but not read.",
        "Split it into smaller documents.",
    )


def _is_longer(text: str, limit: int) -> bool:
    # A code point takes one to four bytes: nearly every text is told without encoding it.
    return len(text) > limit or (4 * len(text) > limit and len(text.encode("utf-8")) > limit)
