"""A program that adds rows to a case and says so, to be killed or starved of space.

Arguments: case, driver, name of this writer, rows a call, calls (0: without end), mode. Mode
`after` acknowledges after the commit; `before` (the control) acknowledges before it.
"""

from __future__ import annotations

import sys

from sayso.core import Name, StoreError, encode
from sayso.store import StoreSettings, open_case


def main() -> None:
    path, driver, writer, size, calls, mode = sys.argv[1:]
    with open_case(path, settings=StoreSettings(driver=driver)) as store:
        number = 0
        while calls == "0" or number < int(calls):
            rows = [
                encode(
                    Name(f"{writer} {number} {index}" + " padding" * 20, "en", "Latn", "x"),
                    recorded_at="2026-03-01T12:00:00Z",
                    recorded_by=writer,
                )
                for index in range(int(size))
            ]
            if mode == "before":
                print(rows[-1].id, flush=True)
            try:
                store.append(rows)
            except StoreError as error:
                print(f"refused: {error.message}", flush=True)
                return
            if mode == "after":
                print(rows[-1].id, flush=True)
            number += 1


main()
