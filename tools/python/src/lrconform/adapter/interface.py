"""Schedulers with PyTorch's interface over PyTorch's optimizers: step(), last_epoch, get_last_lr(), state_dict()."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, ClassVar

from .family import own_family
from .protocol import Json, Skip
from .renamed import Names, renamed
from .scenario import arguments
from .stepped import SteppedStage
from .torch_stage import TorchStage

Maker = Callable[..., Any]


class InterfaceStage(SteppedStage, TorchStage):
    """Schedulers that are stepped and looked at as PyTorch's are.

    `makers` has a function of (spec, stage) for each of PyTorch's classes: it returns the scheduler, on
    `stage.optimizer`. `families` has one of (the family's arguments, stage, last_epoch=…) for each family that the
    implementation has itself; where `resumes` is false, without last_epoch, and a resumed case is skipped.

        class MyStage(InterfaceStage):
            makers = {
                "StepLR": on_optimizer(my.StepLR, ["step_size", "gamma", "last_epoch"]),
                "PolynomialLR": on_optimizer(my.Poly, {"total_iters": "steps"}),
            }
    """

    makers: ClassVar[Mapping[str, Maker]] = {}
    families: ClassVar[Mapping[str, Maker]] = {}
    resumes: ClassVar[bool] = True

    def build_schedulers(self) -> list[Any]:
        return [self.scheduler(spec) for spec in self.scenario["schedulers"]]

    def scheduler(self, spec: Json) -> Any:
        """The scheduler for a spec: also for the members of a composite."""
        own = own_family(self.scenario, self.families, self.resumes)
        if own and self.resumes:
            return own[0](own[1], self, last_epoch=arguments(spec, "lr_lambda", "last_epoch")["last_epoch"])
        if own:
            return own[0](own[1], self)
        if spec["type"] not in self.makers:
            raise Skip(f"no {spec['type']}" + (" but for a family" if self.families else ""))
        return self.makers[spec["type"]](spec, self)

    def add_scheduler(self, spec: Json) -> None:
        self.schedulers.append(self.scheduler(spec))


def on_optimizer(kind: Maker, names: Names, **fixed: Any) -> Maker:
    """A maker for a class that takes the optimizer first, and PyTorch's arguments under names of its own (`renamed`)."""
    make = renamed(kind, names, **fixed)
    return lambda spec, stage, **more: make(spec, stage.optimizer, **more)
