"""The cases of all fixtures, PyTorch's module, and what counts as the same outcome."""

from __future__ import annotations

import glob
import inspect
import json
import os
import types
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from torch.optim import lr_scheduler, swa_utils

from lrconform.adapter.pytorch import play
from lrconform.adapter.scenario import scheduler_types
from lrconform_tools import ROOT, TOOLS, Json
from lrconform_tools.essence import essence

HERE = TOOLS / "mutation"

SOURCE = lr_scheduler.__file__
# Compiled as this file is: annotations are not evaluated, some of their names are there for type checkers only.
SWALR = compile(inspect.getsource(swa_utils.SWALR), swa_utils.__file__, "exec")


def source() -> str:
    with open(SOURCE, encoding="utf-8") as file:
        return file.read()


def all_cases(patterns: Sequence[str] = ("documented", "behaviour")) -> list[Json]:
    """All cases, each with the file that it comes from under `file`."""
    found = []
    for folder in patterns:
        for path in sorted(glob.glob(os.path.join(ROOT, "fixtures", folder, "*.json"))):
            with open(path, encoding="utf-8") as file:
                for case in json.load(file)["cases"]:
                    case["file"] = os.path.relpath(path, ROOT)
                    found.append(case)
    if not found:
        raise SystemExit("no fixtures")
    return found


def cases() -> list[Json]:
    """The cases of the classes that stand in lr_scheduler.py; what stands in another module of PyTorch is not mutated."""
    return [case for case in all_cases() if all(hasattr(lr_scheduler, name) for name in classes(case))]


def module(code: Any, name: str = "mutant") -> ModuleType:
    """A module like torch.optim.lr_scheduler, from compiled code."""
    made = types.ModuleType("torch.optim." + name)
    made.__package__ = "torch.optim"
    made.__file__ = SOURCE
    exec(code, made.__dict__)
    # SWALR stands in a module of its own; here it is built on the base class of this one.
    namespace = dict(vars(swa_utils), LRScheduler=made.LRScheduler)
    exec(SWALR, namespace)
    made.SWALR = namespace["SWALR"]  # type: ignore[attr-defined]
    return made


def outcome(scenario: Json, lr_scheduler: ModuleType) -> Any:
    """What a case compares."""
    return essence(play(scenario, lr_scheduler))


def has_reload(case: Json) -> bool:
    """Whether state is loaded in it."""
    return any("reload" in operation for operation in case["scenario"]["program"])


def classes(case: Json) -> list[str]:
    return sorted(set(scheduler_types(case["scenario"]["schedulers"])))


def documents(case: Json) -> Any:
    """Whether a case stands for itself: it proves documentation, or a public issue."""
    return case["level"] == "documented" or bool(case.get("claims")) or "refs" in case


def ingredients(case: Json) -> Any:
    """What a case is made of, coarsely: classes, arguments and what kind of value each has, operations, channels."""
    scenario = case["scenario"]
    found: set[tuple[Any, ...]] = {("optimizer", scenario["optimizer"]["type"]), ("level", case["level"])}
    found.update(("observe", name) for name in scenario.get("observe", ["lr"]))
    found.add(("groups", len(scenario["optimizer"]["groups"])))
    for group in scenario["optimizer"]["groups"]:
        found.update(("group", key, _kind(value)) for key, value in group.items() if key != "momentum")
    found.add(("shape", _shape(scenario["schedulers"])))
    for spec in _specs(scenario["schedulers"]):
        for name, value in spec.get("args", {}).items():
            if name != "schedulers":
                found.add((spec["type"], name, _kind(value)))
        if case["level"] == "error":  # what is left out may be what is refused
            found.add((spec["type"], tuple(sorted(spec.get("args", {})))))
    for operation in scenario["program"]:
        for name, value in operation.items():
            found.add(("operation", name) if name in ("step", "scheduler") else ("operation", name, _kind(value)))
    return found


def demands(case: Json) -> set[str]:
    """What an implementation must be able to do to play a case at all."""
    scenario = case["scenario"]
    found = set(classes(case)) | {"observe " + name for name in scenario.get("observe", ["lr"])}
    found.update(name for operation in scenario["program"] for name in operation if name != "step")
    if len(scenario["optimizer"]["groups"]) > 1:
        found.add("groups")
    for spec in _specs(scenario["schedulers"]):
        arguments = spec.get("args", {})
        if arguments.get("last_epoch", -1) != -1:
            found.add("resume")
        if any("expr" in str(value) for name, value in arguments.items() if name != "schedulers"):
            found.add("functions")
    return found


def _specs(specs: Json) -> Iterator[Any]:
    for spec in specs:
        yield spec
        yield from _specs(spec.get("args", {}).get("schedulers", []))


def _shape(specs: Json) -> Any:
    return tuple((spec["type"], _shape(spec.get("args", {}).get("schedulers", []))) for spec in specs)


def _kind(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return value.get("expr", tuple(sorted(value)))
    if isinstance(value, list):
        return ("list", len(value) if len(value) < 3 else 3, tuple(sorted({str(_kind(item)) for item in value})))
    size = str(value) if value in (0, 1, 2, 3) else "below 1" if abs(value) < 1 else "above 1"
    whole = type(value).__name__ if value == int(value) else "fraction"
    return whole, size, value < 0
