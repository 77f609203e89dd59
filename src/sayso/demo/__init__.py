"""The demonstration case: six short documents about an incident that never happened."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["demo_documents"]

_NAMES = (
    "01-meridian-wire.txt",
    "02-harbour-ledger.html",
    "03-andresk-review.md",
    "04-seamark-radio.html",
    "05-statements.jsonl",
)


def demo_documents() -> tuple[tuple[str, bytes], ...]:
    """Return the files of the demonstration case as pairs of name and bytes, in case order.

    Five files hold six documents: the last is a corpus of two rows. The incident, its country, its
    parties and its outlets are invented; `README.md` beside this module says what was planted
    where.
    """
    folder = files("sayso.demo").joinpath("documents")
    return tuple((name, folder.joinpath(name).read_bytes()) for name in _NAMES)
