"""A Stage for libraries whose schedulers have PyTorch's interface, under other names and with other arguments."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Callable, ClassVar

from .blame import implementation
from .classes import ClassesStage
from .family import own_family
from .protocol import Json, Skip
from .scenario import arguments, number

# What to call with the optimizer, and its other arguments.
Call = tuple[Callable[..., Any], dict[str, Any]]


class MappedStage(ClassesStage):
    """`makers` has a function of (spec, stage) for each of PyTorch's classes: it returns a Call, or raises Skip.

    `families` has one of (the family's arguments, stage) for each family that the library has itself. PyTorch's argument
    `last_epoch` is given under the name `resume_argument` to what takes it; where it is not taken, a case that has it is skipped.
    """

    makers: ClassVar[Mapping[str, Callable[[Json, Any], Call]]] = {}
    families: ClassVar[Mapping[str, Callable[[dict[str, Any], Any], Call]]] = {}
    resume_argument: ClassVar[str] = "last_epoch"

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, {})

    def build_optimizer(self, **options: Any) -> None:
        # Some libraries take the initial lr from the optimizer's defaults, not from its groups.
        super().build_optimizer(**options)
        self.optimizer.defaults["lr"] = self.base_lrs()[0]

    def initial_lrs(self) -> list[Any]:
        """What each group's schedule is relative to: `initial_lr`, where the scenario gives one."""
        return [group.get("initial_lr", group["lr"]) for group in self.optimizer.param_groups]

    def scheduler(self, spec: Json) -> Any:
        given = dict(spec.get("args", {}))
        last_epoch = number(given.pop("last_epoch", -1))
        make, options = self._call({**spec, "args": given})
        if self.resume_argument in inspect.signature(make).parameters:
            options = {**options, self.resume_argument: last_epoch}
        elif last_epoch != -1 or isinstance(last_epoch, float):
            raise Skip(f"no last_epoch of {spec['type']}")
        with implementation():
            return make(self.optimizer, **options)

    def _call(self, spec: Json) -> Call:
        own = own_family(self.scenario, self.families)
        if own:
            arguments(spec, "lr_lambda")
            return own[0](own[1], self)
        if spec["type"] not in self.makers:
            raise Skip(f"no {spec['type']}" + (" but for a family" if spec["type"] == "LambdaLR" else ""))
        return self.makers[spec["type"]](spec, self)
