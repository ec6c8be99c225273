"""Schedulers with PyTorch's interface that a library makes in its own way, with arguments of its own."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Callable, ClassVar

from .blame import implementation
from .classes import ClassesStage
from .family import own_family
from .protocol import Json, Skip
from .scenario import arguments, number

# Returns the class, or function, that is called with the optimizer, and its other arguments.
Maker = Callable[[Any, ClassesStage], "tuple[Callable[..., Any], dict[str, Any]]"]


class MadeStage(ClassesStage):
    """A subclass names what makes a scheduler: `makers` by PyTorch's classes, from (spec, stage), and `families` by
    the families that the library has itself, from (the family's arguments, stage).

    The argument last_epoch is given to what names it; otherwise a scenario that has one is skipped.
    """

    makers: ClassVar[Mapping[str, Maker]] = {}
    families: ClassVar[Mapping[str, Maker]] = {}

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, {})

    def initial_lrs(self) -> list[Any]:
        """What each group's schedule is relative to: `initial_lr`, where the scenario gives one."""
        return [group.get("initial_lr", group["lr"]) for group in self.optimizer.param_groups]

    def scheduler(self, spec: Json) -> Any:
        given = dict(spec.get("args", {}))
        last_epoch = number(given.pop("last_epoch", -1))
        make, options = self._made({**spec, "args": given})
        if "last_epoch" in inspect.signature(make).parameters:
            options = {**options, "last_epoch": last_epoch}
        elif last_epoch != -1:
            raise Skip(f"no last_epoch of {spec['type']}")
        with implementation():
            return make(self.optimizer, **options)

    def _made(self, spec: Json) -> tuple[Callable[..., Any], dict[str, Any]]:
        own = own_family(self.scenario, self.families)
        if own:
            arguments(spec, "lr_lambda")
            return own[0](own[1], self)
        if spec["type"] not in self.makers:
            raise Skip(f"no {spec['type']} but for a family" if spec["type"] == "LambdaLR" else f"no {spec['type']}")
        return self.makers[spec["type"]](spec, self)
