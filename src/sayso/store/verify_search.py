"""Whether the search index holds the words of the rows, all of them and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from sayso.store.connection import Connection, SqlError
from sayso.store.sqlite_rows import match_expression
from sayso.store.verification import Break
from sayso.store.words import Term

# From this version on PRAGMA integrity_check looks into FTS5 tables, the table by which it finds a
# word included; before it, every word is looked up instead.
_CHECKS_FTS5 = (3, 44, 0)

_MASK = (1 << 64) - 1


def check_search(connection: Connection, words: Mapping[int, str]) -> list[Break]:
    """Return the breaks between the index and `words` (entry number to its words, in order).

    Both sides are summed up per entry, as the count and the sum of hashes of (word, position), so
    that only one entry's words are held at a time.
    """
    try:
        _open_vocabulary(connection)
        found = _sum_index(connection)
        lost = [] if connection.version >= _CHECKS_FTS5 else _look_up(connection)
    except SqlError as error:
        return [Break("search", f"the index cannot be read ({error.message}).")]
    # Not split(" "): a title without letters ("* * *") leaves two spaces in a row and no word.
    expected = {number: _sum_words(text.split()) for number, text in words.items() if text}
    breaks = [
        Break("search", "the index does not hold the words of the row.", number)
        for number in sorted(expected.keys() | found.keys())
        if expected.get(number) != found.get(number)
    ]
    return breaks + lost


def _sum_words(words: list[str]) -> tuple[int, int]:
    total = sum(hash((word, position)) for position, word in enumerate(words))
    return len(words), total & _MASK


def _sum_index(connection: Connection) -> dict[int, tuple[int, int]]:
    sums: dict[int, tuple[int, int]] = {}
    rows = connection.each("SELECT term, doc, offset FROM temp.search_instances")
    for term, number, position in cast(Iterator[tuple[str, int, int]], rows):
        count, total = sums.get(number, (0, 0))
        sums[number] = (count + 1, (total + hash((term, position))) & _MASK)
    return sums


def _look_up(connection: Connection) -> list[Break]:
    rows = connection.each("SELECT term, doc FROM temp.search_terms")
    for term, documents in cast(Iterator[tuple[str, int]], rows):
        found = connection.fetch(
            "SELECT count(*) FROM search WHERE search MATCH ?", (match_expression([Term((term,))]),)
        )
        if found[0][0] != documents:
            return [Break("search", "the index does not find all rows that hold its words.")]
    return []


def _open_vocabulary(connection: Connection) -> None:
    """Make the tables through which FTS5 shows its words; they live in memory only."""
    only = cast(int, connection.fetch("PRAGMA query_only")[0][0])
    connection.fetch("PRAGMA query_only=OFF")
    try:
        for name, kind in (("search_instances", "instance"), ("search_terms", "row")):
            connection.fetch(f"DROP TABLE IF EXISTS temp.{name}")
            connection.fetch(
                f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, search, {kind})"
            )
    finally:
        connection.fetch(f"PRAGMA query_only={only:d}")
