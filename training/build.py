"""Make the files that ship: `python training/build.py --data FOLDER --weights FOLDER --run FOLDER`.

Exports the trained tagger, chooses its tuning on the articles set aside, scores it on dev in fp32
and in int8, and writes the files with their hashes into `--model`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnxruntime
import torch
from articles import is_set_aside
from calibrate import choose, read_dev
from export import load_tagger, quantise, write_encoder, write_linker
from train import read_rows

from sayso.extract.pieces import WordPieces
from sayso.models.session import OnnxNetwork

MODEL = Path(__file__).resolve().parent.parent / "src" / "sayso" / "extract" / "model"
VERSION = "1"


def main(argv: list[str] | None = None) -> int:
    """Build, print what was reached, exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder of the pretrained model"
    )
    parser.add_argument("--run", type=Path, required=True, help="folder that training wrote")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder to write")
    parser.add_argument("--part", default="tagger", help="`tagger` (mean of the weights) or `last`")
    parser.add_argument("--no-dev", action="store_true", help="leave out the scores on dev")
    chosen = parser.parse_args(argv)
    vocabulary = (chosen.weights / "vocab.txt").read_text("utf-8")
    pieces = WordPieces(vocabulary.splitlines())
    aside = [row for row in read_rows(chosen.data / "train.jsonl") if is_set_aside(row["id"])]
    tagger = load_tagger(chosen.run / "tagger.pt", chosen.part)
    chosen.model.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        whole, small, linker = (
            Path(name) / part for part in ("whole", "encoder.onnx", "linker.onnx")
        )
        write_encoder(tagger, whole)
        write_linker(tagger, linker)
        # Seven bits: without VNNI, sums of eight-bit products run over.
        quantise(whole, small, reduce_range=True)
        network = OnnxNetwork(small.read_bytes(), linker.read_bytes(), 1)
        tuning = choose(aside, network, pieces, chosen.data)
        scores: dict[str, Any] = {}
        if not chosen.no_dev:
            full = OnnxNetwork(whole.read_bytes(), linker.read_bytes(), 1)
            for kind, one in (("fp32", full), ("int8", network)):
                scores[kind] = read_dev(chosen.data, one, pieces, tuning, Path(name))
                print(f"dev, {kind}: {json.dumps(scores[kind])}", flush=True)
        for path in (small, linker):
            shutil.copyfile(path, chosen.model / path.name)
    (chosen.model / "vocab.txt").write_text(vocabulary, "utf-8")
    about = {
        "name": "model",
        "version": VERSION,
        "files": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(chosen.model.iterdir())
            if path.suffix in (".onnx", ".txt")
        },
        "tuning": asdict(tuning),
        "training": json.loads((chosen.run / "about.json").read_text("utf-8")),
        "made_with": {"torch": torch.__version__, "onnxruntime": onnxruntime.__version__},
    }
    (chosen.model / "model.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
