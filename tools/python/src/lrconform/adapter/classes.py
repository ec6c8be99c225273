"""Classes of a user's with PyTorch's interface, played in place of PyTorch's."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import os
import sys
from typing import Any, Callable

import torch

from .parameters import COMPOSITES, PARAMETERS, SCHEDULERS
from .protocol import Json, Skip
from .pytorch import Classes, PyTorchStage, classes_of, play
from .scenario import scheduler_types


class ClassesStage(PyTorchStage):
    """What a class lacks of PyTorch's interface skips the cases that need it, with the reason."""

    def scheduler(self, spec: Json) -> Any:
        kind = self.classes[spec["type"]]
        for name in spec.get("args", {}):
            if name in PARAMETERS[spec["type"]] and not accepts_keyword(kind, name):
                raise Skip(f"{_name(kind)} takes no {name}")
        return super().scheduler(spec)

    def step_epoch(self, index: int, epoch: Any) -> None:
        self._need_argument(index, "epoch")
        super().step_epoch(index, epoch)

    def step_metrics(self, index: int, metrics: Any) -> None:
        self._need_argument(index, "metrics")
        super().step_metrics(index, metrics)

    def last_lr(self) -> list[Any]:
        self._need(len(self.schedulers) - 1, "get_last_lr")
        return super().last_lr()

    def get_lr(self) -> list[Any]:
        self._need(len(self.schedulers) - 1, "get_lr")
        return super().get_lr()

    def scheduler_state(self, index: int) -> Any:
        self._need(index, "state_dict")
        return super().scheduler_state(index)

    def load_scheduler_state(self, index: int, state: Any) -> None:
        self._need(index, "load_state_dict")
        super().load_scheduler_state(index, state)

    def state_number(self, key: str) -> Any:
        last = len(self.schedulers) - 1
        kind = type(self.schedulers[last])
        # The keys are names of PyTorch's attributes: nobody has to have the same.
        if not kind.__module__.startswith("torch.") and key not in self.scheduler_state(last):
            raise Skip(f"the state of {_name(kind)} has no {key}")
        return super().state_number(key)

    def _need(self, index: int, method: str) -> None:
        if not callable(getattr(self.schedulers[index], method, None)):
            raise Skip(f"{_name(type(self.schedulers[index]))} has no {method}()")

    def _need_argument(self, index: int, what: str) -> None:
        try:
            inspect.signature(self.schedulers[index].step).bind(0)
        except TypeError:
            raise Skip(f"step() of {_name(type(self.schedulers[index]))} takes no {what}") from None
        except ValueError:
            pass  # native code has no signature


def accepts_keyword(kind: Any, name: str) -> bool:
    """Whether a class, or a function that makes an object, takes a keyword argument of this name."""
    try:
        parameters = inspect.signature(kind).parameters.values()
    except (TypeError, ValueError):
        return True  # native code has no signature
    return any(
        parameter.kind is parameter.VAR_KEYWORD
        or (parameter.name == name and parameter.kind is not parameter.POSITIONAL_ONLY)
        for parameter in parameters
    )


def available(given: Classes) -> dict[str, Any]:
    """The classes that scenarios are played with: those given and, as members of a composite that is given, PyTorch's."""
    refuse_unknown(given)
    if any(name in COMPOSITES for name in given):
        own = classes_of(torch.optim.lr_scheduler)
        members = {name: kind for name, kind in own.items() if name not in COMPOSITES}
        return {**members, **given}
    return dict(given)


def play_given(
    scenario: Json, given: Classes, classes: Classes, raised: Callable[[Exception], None] | None = None
) -> dict[str, Json]:
    """Play a scenario in which one of the given classes occurs; skip any other, and what cannot be played."""
    occurring = set(scheduler_types(scenario["schedulers"]))
    if not occurring & set(given):
        raise Skip("none of the classes that are tested")
    missing = sorted(occurring - set(classes))
    if missing:
        raise Skip(f"{missing[0]} is not among the classes that are tested")
    return play(scenario, classes, raised, ClassesStage)


def refuse_unknown(given: Classes) -> None:
    for name, kind in given.items():
        if name not in SCHEDULERS:
            raise TypeError(f"PyTorch has no scheduler {name}; there are {', '.join(SCHEDULERS)}")
        if not callable(kind):
            raise TypeError(f"{name}: {kind!r} is no class")


def named(specification: str) -> tuple[str, Any]:
    """A class by its specification: `my.module:StepLR`, `path/to/file.py:StepLR`, or `StepLR=my.module:Decay`."""
    name, equals, rest = specification.rpartition("=")
    place, colon, path = rest.rpartition(":")
    if not colon:
        raise ValueError(f"{specification}: a class is named as module:Class, or file.py:Class")
    found: Any = _from_file(place) if place.endswith(".py") else importlib.import_module(place)
    for part in path.split("."):
        if not hasattr(found, part):
            raise ValueError(f"{specification}: {place} has no {path}")
        found = getattr(found, part)
    return (name if equals else path.rpartition(".")[2]), found


def _from_file(path: str) -> Any:
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not os.path.isfile(path):
        raise ValueError(f"there is no file {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))  # as if it were run: its neighbours can be imported
    spec.loader.exec_module(module)
    return module


def specification(name: str, kind: Any) -> str | None:
    """How the command line names a class; None where it cannot, as one that is local to a function."""
    module, path = getattr(kind, "__module__", None), getattr(kind, "__qualname__", None)
    if module is None or path is None or "<" in path:
        return None
    file = getattr(sys.modules.get(module), "__file__", None)
    place = module
    if file is not None and not _is_installed(file):
        relative = os.path.relpath(file)
        # A package is named as one, from the folder that it is in; a file of its own by its path.
        if "." not in module and relative != f"{module}.py" and not relative.endswith("__init__.py"):
            place = relative
    elif module == "__main__":
        return None
    shown = f"{place}:{path}"
    return shown if path.rpartition(".")[2] == name else f"{name}={shown}"


def _is_installed(file: str) -> bool:
    return f"{os.sep}site-packages{os.sep}" in file or f"{os.sep}dist-packages{os.sep}" in file


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", None) or repr(kind)
