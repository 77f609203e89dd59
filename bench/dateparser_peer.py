"""Dates by dateparser, for bench/dates.py: rows as JSON in, lists of [start, end, EDTF] out.

    PYTHON bench/dateparser_peer.py --version
    PYTHON bench/dateparser_peer.py < rows.json

Runs in an interpreter of its own with dateparser; imports nothing of ours. `search_dates` finds the
words; what precision they have, dateparser itself says in the `period` of the same words.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime


def main() -> None:
    """Read every row and print what was found in it."""
    try:
        import dateparser
        from dateparser.date import DateDataParser
        from dateparser.search import search_dates
    except ImportError as error:
        sys.exit(f"dateparser cannot be loaded there ({error})")
    if sys.argv[1:] == ["--version"]:
        print(dateparser.__version__)
        return
    answers = []
    for row in json.load(sys.stdin):
        settings = {}
        if row["published"]:
            parts = [int(part) for part in row["published"][:10].split("-")]
            settings["RELATIVE_BASE"] = datetime(*[*parts, 1, 1][:3])
        found = []
        at = 0
        parser = DateDataParser(languages=[row["language"]], settings=settings)
        dates = search_dates(row["text"], languages=[row["language"]], settings=settings) or ()
        for words, moment in dates:
            start = row["text"].find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period
            size = {"year": 4, "month": 7}.get(period, 10)
            found.append([start, at, moment.date().isoformat()[:size]])
        answers.append(found)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
