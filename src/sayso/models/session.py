"""The trained network run by ONNX Runtime."""

from __future__ import annotations

from typing import Any

import onnxruntime

from sayso.extract.tagging import Floats, Whole


class OnnxNetwork:
    """Runs encoder and linker; see `sayso.extract.tagging.Network`.

    One window at a time: dynamic quantisation scales by all that is in a batch, and a window must
    give the same numbers whatever stands beside it. `threads` 0 takes all cores.
    """

    def __init__(self, encoder: bytes, linker: bytes, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A corpus is read by one process a core: threads that spin would take each other's.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._encoder = onnxruntime.InferenceSession(encoder, options, providers=providers)
        self._linker = onnxruntime.InferenceSession(linker, options, providers=providers)

    def encode(self, pieces: Whole, features: Whole) -> tuple[Floats, Floats]:
        """Return vectors [pieces, width] and logits [pieces, 9] of one window."""
        given = {"pieces": pieces[None], "features": features[None]}
        vectors, roles = self._encoder.run(["vectors", "roles"], given)
        return vectors[0], roles[0]

    def link(self, words: Floats, cues: Floats, distances: Whole) -> tuple[Floats, Floats]:
        """Return labels [cues, words, 6] and validity [cues]."""
        given: dict[str, Any] = {"words": words, "cues": cues, "distances": distances}
        labels, valid = self._linker.run(["labels", "valid"], given)
        return labels, valid
