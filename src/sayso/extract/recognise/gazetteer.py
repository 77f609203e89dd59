"""Names of the user's own with their kinds, from the rows of a CSV table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from sayso.core import DataError, Document
from sayso.extract.recognise.mention import Mention, MentionKind

_WORD = re.compile(r"\w+(?:[-.&'’/]\w+)*|[^\w\s]")
_COLUMNS = ("name", "kind")
#: Things that a user may call by an older or another word.
_SAME = {"org": "organisation", "organization": "organisation", "country": "state"}


class GazetteerRecogniser:
    """Finds given names, of any language; see `sayso.extract.recognise.Recogniser`.

    `names` maps each string to its kind and to the name that it stands for. Words are compared as
    written; the longest name wins.
    """

    name = "gazetteer"
    version = "1"

    def __init__(self, names: dict[str, tuple[MentionKind, str]]) -> None:
        self.names = dict(names)
        self._by_first: dict[str, dict[tuple[str, ...], tuple[MentionKind, str]]] = {}
        for string, value in names.items():
            parts = tuple(_WORD.findall(string))
            if parts:
                self._by_first.setdefault(parts[0], {})[parts] = value

    def find_mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the mentions in text order; none overlaps another."""
        words = list(_WORD.finditer(document.text))
        texts = [match.group() for match in words]
        found: list[Mention] = []
        index = 0
        while index < len(words):
            named = self._by_first.get(texts[index])
            step = 1
            if named:
                for length in sorted({len(parts) for parts in named}, reverse=True):
                    value = named.get(tuple(texts[index : index + length]))
                    if value is not None:
                        start, end = words[index].start(), words[index + length - 1].end()
                        method = f"{self.name}/{self.version}"
                        found.append(Mention(start, end, value[0], value[1], False, method))
                        step = length
                        break
            index += step
        return tuple(found)


def read_gazetteer(lines: Iterable[str], where: str) -> dict[str, tuple[MentionKind, str]]:
    """Return the names of a table with columns name, kind and, if wanted, aliases (";" between).

    `lines` are those of the CSV file, `where` is its name for messages.

    Raises
    ------
    DataError
        When a column is missing or a kind is not known, with the row.

    >>> read_gazetteer(["name,kind,aliases", "Reed Men,group,RM"], "own.csv")["RM"]
    (<MentionKind.GROUP: 'group'>, 'Reed Men')
    """
    rows = csv.DictReader(lines)
    header = [column.strip().lower() for column in rows.fieldnames or ()]
    missing = [column for column in _COLUMNS if column not in header]
    if missing:
        raise DataError(
            f"{where}, row 1: there is no column {' and no column '.join(missing)}. "
            "Write the columns name, kind and, if wanted, aliases.",
            location=f"{where}, row 1",
        )
    names: dict[str, tuple[MentionKind, str]] = {}
    for number, row in enumerate(rows, start=2):
        cells = {
            key.strip().lower(): (value or "").strip()
            for key, value in row.items()
            if isinstance(key, str) and not isinstance(value, list)
        }
        name, word = cells.get("name", ""), cells.get("kind", "").lower()
        if not name and not word:
            continue
        word = _SAME.get(word, word)
        if not name or word not in set(MentionKind):
            kinds = ", ".join(MentionKind)
            raise DataError(
                f'{where}, row {number}: "{name}" has the kind "{word}". Give every row a name and '
                f"one of these kinds: {kinds}.",
                location=f"{where}, row {number}",
                value=word,
            )
        for string in (name, *cells.get("aliases", "").split(";")):
            if string.strip():
                names[string.strip()] = (MentionKind(word), name)
    return names
