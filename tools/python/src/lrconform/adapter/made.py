"""Schedulers with PyTorch's interface that a library makes in its own way, with arguments of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, ClassVar

from .blame import implementation
from .family import own_family
from .protocol import Json, Skip
from .pytorch import PyTorchStage
from .scenario import arguments, number

# Returns the class, or function, that is called with the optimizer, and its other arguments.
Maker = Callable[[Any, PyTorchStage], "tuple[Callable[..., Any], dict[str, Any]]"]


class MadeStage(PyTorchStage):
    """A subclass names what makes a scheduler: `makers` by PyTorch's classes, from (spec, stage), and `families` by
    the families that the library has itself, from (the family's arguments, stage).

    The argument last_epoch is given to what is made; with `resumes = False` a scenario that has it is skipped.
    """

    makers: ClassVar[Mapping[str, Maker]] = {}
    families: ClassVar[Mapping[str, Maker]] = {}
    resumes: ClassVar[bool] = True

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, {})

    def scheduler(self, spec: Json) -> Any:
        given = dict(spec.get("args", {}))
        last_epoch = number(given.pop("last_epoch", -1))
        make, options = self._made({**spec, "args": given})
        if self.resumes:
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

    def state_number(self, key: str) -> Any:
        last = len(self.schedulers) - 1
        if key not in self.scheduler_state(last):  # the keys are names of PyTorch's attributes
            raise Skip(f"the state of {type(self.schedulers[last]).__name__} has no {key}")
        return super().state_number(key)
