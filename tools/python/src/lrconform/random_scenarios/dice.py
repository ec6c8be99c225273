"""What a random scenario is drawn from: familiar values, edges, and the dice themselves."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Callable

MOODS = ((0.0, 42), (0.04, 30), (0.12, 20), (0.30, 8))  # (probability of an edge, weight)

CLOSED = (
    "StepLR",
    "MultiStepLR",
    "ConstantLR",
    "LinearLR",
    "ExponentialLR",
    "PolynomialLR",
    "CosineAnnealingLR",
)
SIMPLE = (*CLOSED, "LambdaLR", "MultiplicativeLR", "CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR", "SWALR")
COMPOSITES = ("SequentialLR", "ChainedScheduler")
ALL = (*SIMPLE, "ReduceLROnPlateau", *COMPOSITES)

CHANNELS = ("lr", "momentum", "last_epoch", "last_lr", "get_lr")
NAN, INFINITY = "NaN", "Infinity"

# A power such as `2 ** epoch` is an exact integer in Python: epochs must stay small enough to write it out.
MAX_EPOCH = 500

LRS = (0.1, 0.1, 0.05, 0.5, 1.0, 0.01, 0.001, 3e-4, 0.3, 2.0, 1, 1, 2)
EDGE_LRS = (0, 0.0, -0.0, -0.1, -1, 1e-300, 5e-324, 1e300, 1.7e308, 1e-8, 1000000, 10**15, NAN, INFINITY)
GAMMAS = (0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.3, 1.0, 1.1, 2.0, 1, 2)
EDGE_GAMMAS = (0, 0.0, -0.0, -0.5, -1, 3, 10, 1e-10, 1e100, 1e-300, NAN, INFINITY)
EDGE_COUNTS = (0, 0, -1, -3, 1, 1.0, 2.5, 3.0, 0.5, 0.0, 1e9, 1000)
EDGE_FACTORS = (0, 0.0, 1, 1.0, 1.0000000000000002, 1.5, 2, -0.1, -0.0, 5e-324, 1e-17, NAN, INFINITY)
EDGE_MOMENTA = (0, 0.0, 1, 1.0, -0.5, 2, 0.999999, NAN)


class Dice:
    """The dice of a scenario, and its mood: how likely an edge is."""

    groups: int
    edge: float

    def __init__(self, source: random.Random) -> None:
        self.random = source

    def chance(self, probability: float) -> Any:
        return self.random.random() < probability

    def edgy(self, scale: float = 1.0) -> Any:
        return self.chance(self.edge * scale)

    def pick(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def from_pool(self, pool: Sequence[Any], edges: Sequence[Any], low: float, high: float) -> Any:
        """Mostly a familiar value, else one between low and high, and in some moods an edge."""
        if self.edgy():
            return self.random.choice(edges)
        if self.chance(0.5):
            return self.random.choice(pool)
        return self.between(low, high)

    def between(self, low: float, high: float) -> float:
        value = self.random.uniform(low, high)
        return round(value, self.random.randint(1, 4)) if self.chance(0.5) else value

    def lr(self) -> Any:
        if self.chance(0.1):
            return 10.0 ** self.random.uniform(-8, 2)
        return self.from_pool(LRS, EDGE_LRS, 0.001, 1.0)

    def gamma(self) -> Any:
        return self.from_pool(GAMMAS, EDGE_GAMMAS, 0.05, 1.2)

    def factor(self, edges: Sequence[Any] = EDGE_FACTORS) -> Any:
        return self.from_pool((0.1, 0.25, 0.3, 0.5, 0.9, 1.0 / 3), edges, 0.01, 0.99)

    def count(self, high: int = 12) -> float | int:
        if self.edgy():
            return self.random.choice(EDGE_COUNTS)
        if self.chance(0.02):
            return float(self.random.randint(1, high))
        return self.random.randint(1, high)

    def momentum_value(self) -> Any:
        return self.from_pool((0.8, 0.85, 0.9, 0.95), EDGE_MOMENTA, 0.5, 0.99)

    def per_group(self, make: Callable[[], Any], listed: float = 0.35) -> Any:
        """A scalar, or a list with one value for each group (seldom one too few or too many)."""
        if not self.chance(listed):
            return make()
        length = self.groups
        if self.edgy():
            length = max(0, length + self.pick(-1, 1))
        return [make() for _ in range(length)]
