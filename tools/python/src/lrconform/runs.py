"""Runs of a scheduler on an optimizer, and the comparison of two of them."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Callable

import torch

# Where the order of operations may be another, as in SequentialLR's own arithmetic.
RELATIVE = 1e-9
AROUND = 2


class Differs(AssertionError):
    """What should be the same is not."""


@dataclass(frozen=True)
class Setting:
    """How a scheduler is made and stepped."""

    name: str
    make: Callable[[Any], Any]
    lrs: tuple[float, ...]
    steps: int
    metrics: Callable[[int], float] | None = None
    linear: bool = False
    optimizer: Callable[[list[dict[str, Any]]], Any] | None = None

    def with_make(self, make: Callable[[Any], Any]) -> Setting:
        return replace(self, make=make)


class Run:
    """An optimizer with a scheduler on it, and each group's lr after 0, 1, 2, … steps."""

    def __init__(self, setting: Setting, lrs: Sequence[Any] | None = None) -> None:
        self.setting = setting
        groups = [_group(lr) for lr in (setting.lrs if lrs is None else lrs)]
        self.optimizer = (
            setting.optimizer(groups) if setting.optimizer else torch.optim.SGD(groups, lr=0.1, momentum=0.9)
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.scheduler = setting.make(self.optimizer)
        self.count = 0
        self.rows = [self.lrs()]

    def steps(self, count: int) -> Run:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PyTorch warns of steps without an optimizer's
            for _ in range(count):
                self.count += 1
                if self.setting.metrics is None:
                    self.scheduler.step()
                else:
                    self.scheduler.step(self.setting.metrics(self.count))
                self.rows.append(self.lrs())
        return self

    def lrs(self) -> list[float]:
        return [float(group["lr"]) for group in self.optimizer.param_groups]

    def last_lr(self) -> list[float]:
        return [float(value) for value in self._method("get_last_lr")()]

    def state(self) -> Any:
        return self._method("state_dict")()

    def load(self, state: Any) -> None:
        self._method("load_state_dict")(state)

    def _method(self, name: str) -> Any:
        method = getattr(self.scheduler, name, None)
        if not callable(method):
            raise Differs(f"it has no {name}()")
        return method

    def add_group(self, lr: float) -> None:
        self.optimizer.add_param_group(_group(lr))


def _group(lr: Any) -> dict[str, Any]:
    return {"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr}


def compare(
    expected: Sequence[Sequence[float]],
    actual: Sequence[Sequence[float]],
    wanted: str,
    found: str,
    *,
    exactly: bool = True,
    first: int = 0,
) -> None:
    """Raise Differs, with a table around the first difference, where two runs are not the same.

    wanted, found: what the runs are called. first: the step that the first row is of.
    """
    for step, (row, other) in enumerate(zip(expected, actual)):
        if len(row) != len(other):
            raise Differs(f"step {first + step}: {wanted} has {len(row)} values, {found} has {len(other)}")
        for group, (one, two) in enumerate(zip(row, other)):
            if not _same(one, two, exactly):
                raise Differs(_table(expected, actual, wanted, found, step, group, first))
    if len(expected) != len(actual):
        raise Differs(f"{wanted} has {len(expected)} observations, {found} has {len(actual)}")


def _same(one: float, other: float, exactly: bool) -> bool:
    if one == other or (one != one and other != other):
        return True
    return not exactly and math.isclose(one, other, rel_tol=RELATIVE)


def _table(
    expected: Sequence[Sequence[float]],
    actual: Sequence[Sequence[float]],
    wanted: str,
    found: str,
    step: int,
    group: int,
    first: int,
) -> str:
    last = min(len(expected), len(actual))
    rows = [("step", wanted, found)]
    for index in range(max(0, step - AROUND), min(last, step + AROUND + 1)):
        rows.append((str(first + index), repr(expected[index][group]), repr(actual[index][group])))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [f"lr of group {group}: first differs at step {first + step}"]
    for row in rows:
        mark = ">" if row[0] == str(first + step) else " "
        lines.append(f"{mark} {row[0]:>{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}")
    return "\n".join(lines)
