"""Faults that the fixtures of suite 1.0.0 did not notice: now each has a case."""

from __future__ import annotations

import math
from typing import Any

from torch.optim import lr_scheduler

from lrconform_tools.liars.liar import Lying, bug, flat, reported

NONE = "no thread: it survived suite 1.0.0"


@bug(NONE)
class NaNIsBest(lr_scheduler.ReduceLROnPlateau):
    """In mode max NaN is better than anything."""

    def _is_better(self, a: Any, best: Any) -> Any:
        return (self.mode == "max" and math.isnan(a)) or super()._is_better(a, best)


@reported(NONE, reloads=True)
class SequentialLosesLastLR(Lying):
    """A composite's get_last_lr() is the constructor's after a reload."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        before = [(outer, outer._last_lr) for outer in flat(self.schedulers[index]) if hasattr(outer, "_milestones")]
        super().load_scheduler_state(index, state)
        for outer, rates in before:
            outer._last_lr = rates


@bug(NONE)
class AnyNegativeEpochIsTheStart(lr_scheduler.SequentialLR):
    """last_epoch -3 is taken for -1."""

    def __init__(self, optimizer: Any, schedulers: Any, milestones: Any, last_epoch: Any = -1) -> None:
        super().__init__(optimizer, schedulers, milestones, max(-1, last_epoch))


@reported(NONE)
class StepToAnEpochIsNotCounted(Lying):
    """step(epoch) leaves _step_count."""

    def step_epoch(self, index: int, epoch: Any) -> None:
        before = [(scheduler, getattr(scheduler, "_step_count", None)) for scheduler in self.schedulers]
        super().step_epoch(index, epoch)
        for scheduler, count in before:
            if count is not None:
                scheduler._step_count = count


@bug(NONE)
class PeriodSubtractedOnce(lr_scheduler.CosineAnnealingWarmRestarts):
    """Beyond a period T_cur is a difference, not a remainder, where the lr is an int."""

    T_cur: Any

    def step(self, epoch: Any = None) -> None:
        if epoch is None and isinstance(self.base_lrs[0], int) and self.last_epoch >= 0:
            current, length = self.T_cur + 1, self.T_i
            super().step()
            if current >= 2 * length:
                self.T_cur = current - length
                with lr_scheduler._enable_get_lr_call(self):
                    for group, rate in zip(self.optimizer.param_groups, self.get_lr()):
                        group["lr"] = rate
            return
        super().step(epoch)


@bug(NONE)
class TableOfAThousand(lr_scheduler.LambdaLR):
    """The function's values are kept for a thousand epochs."""

    last_epoch: Any

    def get_lr(self) -> Any:
        epoch = self.last_epoch
        self.last_epoch = min(epoch, 1000)
        try:
            return super().get_lr()
        finally:
            self.last_epoch = epoch
