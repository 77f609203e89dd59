"""Articles cut into windows of pieces, and windows put together into batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from articles import OUT, Article, label
from torch import Tensor

from sayso.extract.pieces import NO_FEATURE, WordPieces

#: Pieces of a window, the two that mark its ends among them.
LENGTH = 256


@dataclass(frozen=True, slots=True)
class Window:
    """Words `low` to `high` of an article, with the labels of head A and its whole cues."""

    article: Article
    low: int
    high: int
    roles: tuple[list[int], list[int], list[int]]
    cues: tuple[int, ...]

    @property
    def size(self) -> int:
        return 2 + sum(map(len, self.article.pieces[self.low : self.high]))


def cut_windows(article: Article, first: int, length: int = LENGTH) -> list[Window]:
    """Return the windows of an article, the first one `first` pieces long."""
    room = length - 2
    bounds = [0]
    budget = max(1, min(first, room))
    used = 0
    for number, pieces in enumerate(article.pieces):
        # A word of more pieces than a window holds keeps its first ones.
        size = min(len(pieces), room)
        if used and used + size > budget:
            bounds.append(number)
            used, budget = 0, room
        used += size
    bounds.append(len(article.pieces))
    return [_window(article, low, high) for low, high in pairwise(bounds)]


def _window(article: Article, low: int, high: int) -> Window:
    roles: tuple[list[int], list[int], list[int]] = (
        [OUT] * (high - low),
        [OUT] * (high - low),
        [OUT] * (high - low),
    )
    cues = []
    for number, marked in enumerate(article.marked):
        for fragments, labels in zip(
            (marked.source, marked.cue, marked.content), roles, strict=True
        ):
            label(fragments, labels, low)
        if marked.cue[0][0] >= low and marked.cue[-1][-1] < high:
            cues.append(number)
    return Window(article, low, high, roles, tuple(cues))


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length, and their gold cues with labels."""

    pieces: Tensor  # [windows, pieces]
    mask: Tensor
    features: Tensor
    first: Tensor  # [windows, words]: the place of a word's first piece
    within: Tensor  # [windows, words]: 1 for a word
    roles: Tensor  # [windows, words, 3]
    cue_window: Tensor  # [cues]
    cue_words: Tensor  # [cues, words], bool
    cue_labels: Tensor  # [cues, words, 2]: source, content


def build_batch(windows: Sequence[Window], pieces: WordPieces) -> Batch:
    """Return windows as one batch."""
    length = max(window.size for window in windows)
    most = max(window.high - window.low for window in windows)
    size = len(windows)
    ids = torch.full((size, length), pieces.pad)
    mask = torch.zeros((size, length))
    features = torch.full((size, length), NO_FEATURE)
    first = torch.zeros((size, most), dtype=torch.long)
    within = torch.zeros((size, most))
    roles = torch.zeros((size, most, 3), dtype=torch.long)
    cue_window, cue_words, cue_labels = [], [], []
    for row, window in enumerate(windows):
        article = window.article
        line, marks, places = [pieces.begin], [NO_FEATURE], []
        for number in range(window.low, window.high):
            places.append(len(line))
            cut = article.pieces[number][: LENGTH - 2]
            line += cut
            marks += [article.words.features[number]] * len(cut)
        line.append(pieces.end)
        marks.append(NO_FEATURE)
        ids[row, : len(line)] = torch.tensor(line)
        features[row, : len(line)] = torch.tensor(marks)
        mask[row, : len(line)] = 1
        first[row, : len(places)] = torch.tensor(places)
        within[row, : len(places)] = 1
        roles[row, : len(places)] = torch.tensor(window.roles).T
        for number in window.cues:
            marked = article.marked[number]
            cue = torch.zeros(most, dtype=torch.bool)
            cue[[word - window.low for part in marked.cue for word in part]] = True
            both = []
            for fragments in (marked.source, marked.content):
                labels = [OUT] * (window.high - window.low)
                label(fragments, labels, window.low)
                both.append(torch.tensor(labels + [OUT] * (most - len(labels))))
            cue_window.append(row)
            cue_words.append(cue)
            cue_labels.append(torch.stack(both, -1))
    empty = torch.zeros((0, most))
    return Batch(
        ids,
        mask,
        features,
        first,
        within,
        roles,
        torch.tensor(cue_window, dtype=torch.long),
        torch.stack(cue_words) if cue_words else empty.bool(),
        torch.stack(cue_labels) if cue_labels else torch.zeros((0, most, 2), dtype=torch.long),
    )


def order_batches(
    windows: list[Window], pieces_a_batch: int, chance: random.Random
) -> Iterator[list[Window]]:
    """Yield all windows once, those of like length together, in random order."""
    chance.shuffle(windows)
    batches = []
    for start in range(0, len(windows), 128):
        group = sorted(windows[start : start + 128], key=lambda window: window.size)
        batch: list[Window] = []
        for window in group:
            if batch and window.size * (len(batch) + 1) > pieces_a_batch:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    chance.shuffle(batches)
    yield from batches
