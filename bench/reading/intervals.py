"""95 % intervals of shares."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence


def wilson(right: int, met: int) -> tuple[float, float]:
    """Return the interval of a share by Wilson's formula, 0 to 1; (0, 1) where nothing was met.

    References: E. B. Wilson, Probable inference, JASA 22 (1927).
    """
    if not met:
        return 0.0, 1.0
    z = 1.96
    share = right / met
    middle = share + z * z / (2 * met)
    spread = z * math.sqrt(share * (1 - share) / met + z * z / (4 * met * met))
    low, high = (middle - spread) / (1 + z * z / met), (middle + spread) / (1 + z * z / met)
    return max(0.0, low), min(1.0, high)


def resample_share(
    counts: Sequence[tuple[int, int]], rounds: int, seed: int
) -> tuple[float, float]:
    """Return the interval of a share by resampling documents; (0, 1) where nothing was met.

    `counts` holds right and met of each document: rows of one article stand or fall together, so
    they are drawn together.
    """
    if not sum(met for _, met in counts):
        return 0.0, 1.0
    draw = random.Random(seed)
    shares: list[float] = []
    for _ in range(rounds):
        picked = draw.choices(counts, k=len(counts))
        met = sum(count for _, count in picked)
        if met:
            shares.append(sum(right for right, _ in picked) / met)
    shares.sort()
    return shares[int(0.025 * len(shares))], shares[min(len(shares) - 1, int(0.975 * len(shares)))]
