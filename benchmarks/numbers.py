"""Medians, percentiles, and how sure a ratio is."""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 4000
SEED = 20161124
"""The interval of the same measurements is the same each time."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of two medians, with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie, between two of them in proportion."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def ratio(ours: Sequence[float], bare: Sequence[float]) -> Ratio:
    """The ratio of the medians of `ours` and `bare`."""
    chance = random.Random(SEED)
    seen = [
        statistics.median(chance.choices(ours, k=len(ours))) / statistics.median(chance.choices(bare, k=len(bare)))
        for _ in range(RESAMPLES)
    ]
    value = statistics.median(ours) / statistics.median(bare)
    return Ratio(value, percentile(seen, 2.5), percentile(seen, 97.5))
