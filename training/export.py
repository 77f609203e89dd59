"""The trained tagger as ONNX files: encoder in int8, linker in fp32."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from network import Tagger
from torch import Tensor, nn
from torch.nn import functional

OPSET = 17


class _Encoder(nn.Module):
    """Vectors and logits of every piece of a window; nothing is padded, nothing masked."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.encoder, self.taggers = tagger.encoder, tagger.taggers

    def forward(self, pieces: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        mask = torch.ones_like(pieces, dtype=torch.float32)
        x = self.encoder(pieces, mask, features)
        return x, self.taggers(x)


class _Linker(nn.Module):
    """The linker for the cues of one window."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.linker = tagger.linker

    def forward(self, words: Tensor, cues: Tensor, distances: Tensor) -> tuple[Tensor, Tensor]:
        linker = self.linker
        cue = cues @ words / cues.sum(1, keepdim=True)
        product = linker.word_product(words)[None] * linker.cue_product(cue)[:, None]
        x = linker.word(words)[None] + linker.cue(cue)[:, None] + linker.product(product)
        x = functional.gelu(x + linker.distance(distances))
        for layer in (linker.near, linker.far):
            x = x + functional.gelu(layer(x.transpose(1, 2)).transpose(1, 2))
        flags = cues[..., None]
        pooled = (x * flags).sum(1) / flags.sum(1)
        return linker.labels(x), linker.valid(pooled)[:, 0]


def load_tagger(path: Path, part: str = "tagger") -> Tagger:
    """Return the tagger of a file that training wrote, ready to be asked."""
    state = torch.load(path, weights_only=True)
    tagger = Tagger(state["config"])
    tagger.load_state_dict(state[part])
    return tagger.eval()


def write_encoder(tagger: Tagger, path: Path) -> None:
    """Write the encoder with head A in fp32."""
    pieces = torch.randint(1000, 2000, (1, 40))
    torch.onnx.export(
        _Encoder(tagger).eval(),
        (pieces, torch.zeros_like(pieces)),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["pieces", "features"],
        output_names=["vectors", "roles"],
        dynamic_axes={name: {1: "pieces"} for name in ("pieces", "features", "vectors", "roles")},
    )


def write_linker(tagger: Tagger, path: Path) -> None:
    """Write the linker in fp32."""
    width = tagger.config["hidden_size"]
    cues = torch.zeros(2, 30)
    cues[0, 3] = cues[1, 5] = 1
    torch.onnx.export(
        _Linker(tagger).eval(),
        (torch.randn(30, width), cues, torch.zeros(2, 30, dtype=torch.long)),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["words", "cues", "distances"],
        output_names=["labels", "valid"],
        dynamic_axes={
            "words": {0: "words"},
            "cues": {0: "cues", 1: "words"},
            "distances": {0: "cues", 1: "words"},
            "labels": {0: "cues", 1: "words"},
            "valid": {0: "cues"},
        },
    )


def quantise(source: Path, target: Path, *, reduce_range: bool = False) -> None:
    """Write a model with weights in int8, activations scaled as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
