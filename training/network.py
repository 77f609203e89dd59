"""The tagger as it is trained: an encoder, three taggers on its words, a linker for each cue."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.pieces import FEATURES

#: Signed distances of a word to its cue share a bucket from 5 words on.
_EDGES = (1, 2, 3, 4, 5, 8, 16, 32, 64)
BUCKETS = 2 * len(_EDGES) + 1
HIDDEN = 192
_PRODUCT = 96


class Dropout(nn.Module):
    """Drops the same dimensions at every place of a window.

    Numbers drawn for every place took a twelfth of a step.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[-1]) >= self.share
        return x * (keep / (1 - self.share))


class Layer(nn.Module):
    """One layer of BERT (Devlin and others 2019), attention written out.

    On a processor the fused attention's backward took a third of a step.
    """

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        size, length, width = x.shape
        qkv = self.qkv(x).view(size, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
        mixed = scores.softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(size, length, width)
        x = self.norm(x + self.dropout(self.out(mixed)))
        inner = functional.gelu(self.up(x))
        return self.norm_out(x + self.dropout(self.down(inner)))


class Encoder(nn.Module):
    """A BERT whose pieces also carry the features of their words."""

    def __init__(self, config: dict[str, int], dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.features = nn.Embedding(FEATURES + 1, width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        places = self.places.weight[: pieces.shape[1]]
        x = self.words(pieces) + places + self.kind
        x = self.norm(x)
        # Added after the norm, where zeros leave the pretrained encoder as it was.
        x = self.dropout(x + self.features(features))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Linker(nn.Module):
    """What belongs to one cue: O, B and I of source and of content for every word.

    A word and a cue meet as sum, product and distance; two convolutions over the words then let
    neighbours agree on where a span ends.
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Linear(width, HIDDEN)
        self.cue = nn.Linear(width, HIDDEN)
        self.word_product = nn.Linear(width, _PRODUCT)
        self.cue_product = nn.Linear(width, _PRODUCT)
        self.product = nn.Linear(_PRODUCT, HIDDEN)
        self.distance = nn.Embedding(BUCKETS, HIDDEN)
        self.near = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.far = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=2, dilation=2)
        self.labels = nn.Linear(HIDDEN, 6)
        self.valid = nn.Linear(HIDDEN, 1)
        self.dropout = Dropout(dropout)

    def forward(
        self, words: Tensor, cue: Tensor, window: Tensor, within: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return labels [cues, words, 6] and validity [cues], both as logits.

        `words` [windows, words, width] and `cue` [cues, width] are vectors, `window` [cues] says
        where a cue stands, `within` [cues, words] is 1 for a word of that window, `distance`
        [cues, words] is a bucket.
        """
        product = self.word_product(words)[window] * self.cue_product(cue)[:, None]
        x = self.word(words)[window] + self.cue(cue)[:, None] + self.product(product)
        x = self.dropout(functional.gelu(x + self.distance(distance)))
        keep = within[..., None].to(x.dtype)
        for layer in (self.near, self.far):
            y = layer((x * keep).transpose(1, 2)).transpose(1, 2)
            x = x + self.dropout(functional.gelu(y))
        at_cue = (distance == len(_EDGES)).to(x.dtype)[..., None] * keep
        pooled = (x * at_cue).sum(1) / at_cue.sum(1).clamp(min=1.0)
        return self.labels(x), self.valid(pooled)[:, 0]


def find_buckets(within_cue: Tensor) -> Tensor:
    """Return the bucket of each word's distance to the nearest word of the cue.

    `within_cue` [cues, words] is true for words of the cue; their bucket is the middle one.
    """
    count = within_cue.shape[1]
    places = torch.arange(count)
    big = 10 * count
    before = torch.where(within_cue, places, -big).cummax(1).values
    after = torch.where(within_cue, places, big).flip(1).cummin(1).values.flip(1)
    back, ahead = places - before, after - places
    distance = torch.minimum(back, ahead)
    edges = torch.tensor(_EDGES)
    bucket = torch.bucketize(distance, edges, right=True)
    return torch.where(back <= ahead, len(_EDGES) + bucket, len(_EDGES) - bucket)


class Tagger(nn.Module):
    """The whole: vectors of words, three taggers (head A), the linker (head B)."""

    def __init__(self, config: dict[str, int], dropout: float = 0.05) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.config = config
        self.encoder = Encoder(config, dropout)
        self.taggers = nn.Linear(width, 9)
        self.linker = Linker(width, dropout)
        self.dropout = Dropout(dropout)

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the words' vectors and their 9 logits of head A: source, cue, content.

        `first` [windows, words] gives the place of each word's first piece.
        """
        x = self.encoder(pieces, mask, features)
        index = first[..., None].expand(-1, -1, x.shape[-1])
        words = self.dropout(x.gather(1, index))
        return words, self.taggers(words)


def load_pretrained(tagger: Tagger, folder: Path) -> None:
    """Fill the encoder from the safetensors file of a BERT in Hugging Face's names."""
    weights = read_safetensors(folder / "model.safetensors")
    encoder = tagger.encoder
    embeddings = "embeddings."
    state = {
        "words.weight": weights[embeddings + "word_embeddings.weight"],
        "places.weight": weights[embeddings + "position_embeddings.weight"],
        "kind": weights[embeddings + "token_type_embeddings.weight"][0],
        "norm.weight": weights[embeddings + "LayerNorm.weight"],
        "norm.bias": weights[embeddings + "LayerNorm.bias"],
        "features.weight": encoder.features.weight.detach(),
    }
    names = {
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_out": "output.LayerNorm",
    }
    for number in range(len(encoder.layers)):
        theirs = f"encoder.layer.{number}."
        ours = f"layers.{number}."
        for part in ("weight", "bias"):
            state[f"{ours}qkv.{part}"] = torch.cat(
                [
                    weights[f"{theirs}attention.self.{name}.{part}"]
                    for name in ("query", "key", "value")
                ]
            )
            for name, source in names.items():
                state[f"{ours}{name}.{part}"] = weights[f"{theirs}{source}.{part}"]
    encoder.load_state_dict(state)
    encoder.words.weight.requires_grad_(False)
    encoder.places.weight.requires_grad_(False)


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a safetensors file: a length, a header in JSON, the bytes."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    found = {}
    for name, about in header.items():
        if about["dtype"] != "F32":
            continue
        low, high = about["data_offsets"]
        flat = torch.frombuffer(
            bytearray(data[8 + size + low : 8 + size + high]), dtype=torch.float32
        )
        found[name] = flat.reshape(about["shape"])
    return found
