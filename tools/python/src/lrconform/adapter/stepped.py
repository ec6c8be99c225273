"""Schedulers with PyTorch's interface, over whatever has the learning rate: step(), last_epoch, get_last_lr()."""

from __future__ import annotations

from typing import Any

from .blame import implementation
from .play import Stage


class SteppedStage(Stage):
    """A subclass builds `self.schedulers`, and says what the learning rate is."""

    schedulers: list[Any]

    def step(self, index: int) -> None:
        with implementation():
            self.schedulers[index].step()

    def step_epoch(self, index: int, epoch: Any) -> None:
        with implementation():
            self.schedulers[index].step(epoch)

    def step_metrics(self, index: int, metrics: Any) -> None:
        with implementation():
            self.schedulers[index].step(metrics)

    def last_lr(self) -> list[Any]:
        with implementation():
            return [float(value) for value in self.schedulers[-1].get_last_lr()]

    def get_lr(self) -> list[Any]:
        with implementation():
            return [float(value) for value in self.schedulers[-1].get_lr()]

    def last_epoch(self) -> list[Any]:
        return [getattr(scheduler, "last_epoch", None) for scheduler in self.schedulers]
