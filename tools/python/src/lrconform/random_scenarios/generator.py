"""Random scenarios: any that the scenario format allows, likely ones above all.

A scenario has a mood. Most are calm, so that they run for several steps; in the others each value
may, with the mood's probability, be taken from the edges: 0, -1, equal values, an int for a float,
NaN, a list of the wrong length, a missing argument.

What the format refuses is left out: strings for numbers, numbers for booleans, null where PyTorch has
no None, NaN among milestones.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from .dice import ALL, CHANNELS, COMPOSITES, MOODS, SIMPLE
from .programs import Programs


class Generator(Programs):
    """A scenario from a source of random numbers, with top-level schedulers from `classes`.

    calm: no edges, so that most scenarios run without an error.
    """

    def __init__(self, source: random.Random, classes: Sequence[str] = ALL, calm: bool = False) -> None:
        super().__init__(source)
        self.classes = tuple(classes)
        self.members = tuple(name for name in classes if name in SIMPLE) or SIMPLE
        self.composites = tuple(name for name in COMPOSITES if name in classes)
        self.plateaus = "ReduceLROnPlateau" in classes
        self.edge = 0.0 if calm else self.random.choices([p for p, _ in MOODS], [w for _, w in MOODS])[0]

    def scenario(self) -> Any:
        self.optimizer = self.pick("SGD", "SGD", "SGD", "Adam", "Adagrad")
        self.resumed = self.chance(0.08)
        self.groups = self.groups_now = self.pick(1, 1, 1, 2, 2, 3)
        groups = [self.group() for _ in range(self.groups)]
        count = 1 if self.chance(0.8) else self.pick(2, 2, 3)
        specs: list[Any] = []
        for _ in range(count):
            self.later = bool(specs)
            specs.append(self.scheduler(self.random.choice(self.classes)))
        text = repr(specs)
        self.functions = "'expr'" in text
        # The others keep a value for each group and raise once there is another.
        self.can_grow = not any(name in text for name in ("LambdaLR", "CyclicLR", "OneCycleLR", "WarmRestarts"))
        result = {
            "optimizer": {"type": self.optimizer, "groups": groups},
            "schedulers": specs,
            "program": self.program(specs),
        }
        observe = self.observe(specs[-1]["type"])
        if observe is not None:
            result["observe"] = observe
        if self.chance(0.03):
            result = self.in_hex(result)
        return result

    def observe(self, last: Any) -> list[str] | None:
        if self.chance(0.1):
            return None
        channels = [name for name in CHANNELS if name != "get_lr" and self.chance(0.75)]
        outside_step = 0.0 if last in COMPOSITES or last == "ReduceLROnPlateau" else 0.25
        if self.chance(outside_step) or self.edgy(0.1):
            channels.append("get_lr")
        if self.chance(0.5):
            self.random.shuffle(channels)
        return channels or ["lr"]

    def in_hex(self, value: Any) -> Any:
        """The same scenario with some floats spelled in hex."""
        if isinstance(value, dict):
            return {key: self.in_hex(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.in_hex(item) for item in value]
        if isinstance(value, float) and self.chance(0.5):
            return value.hex()
        return value


def generate(seed: int, classes: Sequence[str] = ALL) -> Any:
    """The scenario that belongs to the seed, in JSON's values."""
    return Generator(random.Random(seed), classes).scenario()
