"""PyTorch's own schedulers, or classes with their interface, as an implementation that can be played.

The classes are an argument, so that those of another version, of a mutant or of a user can be played as well.
"""

from __future__ import annotations

import gc
import platform
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Callable

import torch

from .blame import implementation
from .expressions import ExpressionError, compile_expression
from .interface import InterfaceStage
from .parameters import COMPOSITES, SCHEDULERS, WITHOUT_OPTIMIZER
from .play import play as play_on
from .protocol import Json, ScenarioError, Skip
from .scenario import Function, keywords, scheduler_types, table_function
from .torch_stage import OPTIMIZERS, TorchStage

Classes = Mapping[str, Any]

FEATURES = [
    "momentum",
    "closed-form",
    "fractional-epoch",
    "resume",
    "reload",
    "set-lr",
    "add-group",
    "get-lr",
    "errors",
    "groups",
    "functions",
    "tensor-lr",
    "observe",
    "save",
    "reload-options",
    "add-scheduler",
    "tables",
    "beta2",
    "initial-lr",
    "state",
]


def classes_of(module: ModuleType) -> dict[str, Any]:
    """The schedulers of a module like torch.optim.lr_scheduler, by name.

    SWALR is in another module of PyTorch; it goes with the installed version's schedulers only.
    """
    found = {name: getattr(module, name) for name in SCHEDULERS if hasattr(module, name)}
    if module is torch.optim.lr_scheduler:
        found["SWALR"] = torch.optim.swa_utils.SWALR
    return found


def compiled(spec: Json) -> Function:
    """A function of the scenario as a real Python function, which PyTorch treats differently from other callables."""
    if "expr" not in spec:
        return table_function(spec["table"])
    try:
        return compile_expression(spec["expr"])
    except ExpressionError as error:
        raise ScenarioError(str(error)) from None


class PyTorchStage(InterfaceStage):
    """Schedulers that are built as `Class(optimizer, **arguments)`."""

    def __init__(self, scenario: Json, classes: Classes, optimizers: Mapping[str, Any] = OPTIMIZERS) -> None:
        super().__init__(scenario)
        self.classes = classes
        self.optimizers = optimizers

    def scheduler(self, spec: Json) -> Any:
        given = keywords(spec, compiled)
        if spec["type"] in COMPOSITES and "schedulers" in given:
            given["schedulers"] = [self.scheduler(member) for member in given["schedulers"]]
        kind = self.classes[spec["type"]]
        with implementation():
            return kind(**given) if spec["type"] in WITHOUT_OPTIMIZER else kind(self.optimizer, **given)


def unavailable(scenario: Json, classes: Classes, optimizers: Mapping[str, Any] = OPTIMIZERS) -> str | None:
    """The first class named by the scenario that is not there, or None."""
    try:
        added = [entry["add_scheduler"] for entry in scenario.get("program", []) if "add_scheduler" in entry]
        names = list(scheduler_types(scenario["schedulers"] + added))
        optimizer = scenario["optimizer"]["type"]
    except (KeyError, TypeError, AttributeError):
        raise ScenarioError("a scenario has an optimizer and schedulers") from None
    if optimizer not in optimizers:
        return str(optimizer)
    return next((name for name in names if name not in classes), None)


def play(
    scenario: Json,
    classes: Classes | ModuleType = torch.optim.lr_scheduler,
    raised: Callable[[Exception], None] | None = None,
    stage: Callable[[Json, Classes], TorchStage] = PyTorchStage,
) -> dict[str, Json]:
    """Play a scenario on these classes, or those of a module: {"trace": …}, with "error" where one was raised.

    Raises Skip where a class is missing, ScenarioError where the scenario is malformed.
    """
    if isinstance(classes, ModuleType):
        classes = classes_of(classes)
    missing = unavailable(scenario, classes)
    if missing is not None:
        raise Skip(f"no {missing}")
    return play_on(scenario, lambda scenario: stage(scenario, classes), raised)


def with_tensor_rates(scenario: Json, dtype: str) -> Json:
    """The same scenario with a Tensor in place of each learning rate that a group is built with."""

    def rate(lr: Json) -> Json:
        if isinstance(lr, dict):
            return lr
        try:
            return {"tensor": float(lr) if isinstance(lr, int) else lr, "dtype": dtype}
        except OverflowError:
            return lr  # no Tensor of a floating type is made of an int that is too large

    def groups(given: Json) -> Json:
        return [{**group, "lr": rate(group["lr"])} for group in given]

    def operation(entry: Json) -> Json:
        if "add_group" in entry:
            return {**entry, "add_group": groups([entry["add_group"]])[0]}
        if isinstance(entry.get("reload"), dict) and "groups" in entry["reload"]:
            return {**entry, "reload": {**entry["reload"], "groups": groups(entry["reload"]["groups"])}}
        return entry

    optimizer = {**scenario["optimizer"], "groups": groups(scenario["optimizer"]["groups"])}
    program = [operation(entry) for entry in scenario.get("program", [])]
    return {**scenario, "optimizer": optimizer, "program": program}


def environment() -> dict[str, Json]:
    """What the values depend on, for the provenance of fixtures."""
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "libm": " ".join(platform.libc_ver()).strip() or f"{platform.system()} libm",
    }


def prepare() -> None:
    """Have everything loaded before the first case: PyTorch loads more of itself with the first optimizer."""
    torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))])
    gc.freeze()  # none of that will ever be garbage, so collections need not walk it
