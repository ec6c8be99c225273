"""For implementations that wrap PyTorch's own schedulers, as frameworks around a training loop do."""

from __future__ import annotations

from typing import Any

import torch

from .blame import implementation
from .classes import ClassesStage
from .protocol import Json
from .pytorch import classes_of


class WrapperStage(ClassesStage):
    """PyTorch's scheduler is built from the scenario, and the implementation's wrapper goes around it: `wrap(scheduler)`.

    The wrapper is what is stepped, saved, loaded and looked at. What it lacks skips the case, except for last_epoch:
    a wrapper that has none says the one of PyTorch's scheduler, and one that has its own says its own.
    """

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, classes_of(torch.optim.lr_scheduler))

    def wrap(self, scheduler: Any) -> Any:
        """The implementation's wrapper around a scheduler of PyTorch's."""
        raise NotImplementedError

    def build_schedulers(self) -> list[Any]:
        self.wrapped: list[Any] = []
        return [self.wrapper(spec) for spec in self.scenario["schedulers"]]

    def add_scheduler(self, spec: Json) -> None:
        self.schedulers.append(self.wrapper(spec))

    def wrapper(self, spec: Json) -> Any:
        """The wrapper around the scheduler that a spec names; the members of a composite are not wrapped."""
        scheduler = self.scheduler(spec)
        self.wrapped.append(scheduler)
        with implementation():
            return self.wrap(scheduler)

    def last_epoch(self) -> list[Any]:
        pairs = zip(self.schedulers, self.wrapped)
        return [
            wrapper.last_epoch if hasattr(wrapper, "last_epoch") else getattr(scheduler, "last_epoch", None)
            for wrapper, scheduler in pairs
        ]
