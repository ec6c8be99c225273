"""For implementations that wrap PyTorch's own schedulers, as frameworks around a training loop do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch

from .blame import implementation
from .classes import ClassesStage
from .play import player
from .protocol import Json, serve
from .pytorch import FEATURES, classes_of
from .serving import implementation_of

CLASSES = classes_of(torch.optim.lr_scheduler)


class WrapperStage(ClassesStage):
    """PyTorch's scheduler is built from the scenario, and the implementation's wrapper goes around it: `wrap(scheduler)`.

    The wrapper is what is stepped, saved, loaded and looked at. What it lacks skips the case, except for last_epoch:
    a wrapper that has none says the one of PyTorch's scheduler, and one that has its own says its own.
    """

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, CLASSES)

    def wrap(self, scheduler: Any) -> Any:
        """The implementation's wrapper around a scheduler of PyTorch's; by default there is none."""
        return scheduler

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


def serve_wrapper(
    stage: type[WrapperStage], name: str, homepage: str, issues: str, without: Iterable[str] = ()
) -> None:
    """Serve all of PyTorch's classes with all features but those `without`; name: the distribution's, as pip has it."""
    left = [feature for feature in FEATURES if feature not in without]
    serve({**implementation_of(name, homepage, issues), "schedulers": list(CLASSES), "features": left}, player(stage))
