"""Reading a scenario: numbers, arguments with PyTorch's defaults, operations, functions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Callable

from .blame import outcome
from .parameters import COMPOSITES, PARAMETERS, REQUIRED, WORDS
from .protocol import Json, ScenarioError, Skip

_SPELLED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_HEX_FLOAT = re.compile(r"[+-]?0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?")

Function = Callable[[Any], Any]


def number(value: Json) -> Any:
    """An int stays an int; "NaN", "Infinity", "-Infinity" and C99 hex floats are floats."""
    if isinstance(value, str):
        if value in _SPELLED:
            return _SPELLED[value]
        if _HEX_FLOAT.fullmatch(value):
            try:
                return float.fromhex(value)
            except OverflowError:
                raise ScenarioError(f"out of range: {value}") from None
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ScenarioError(f"not a number: {value!r}")


def function_from(spec: Json) -> Function:
    """A function of the scenario as a callable that looks an integer up in its table.

    It raises, as the function itself does, where the table has null (a complex number) and where it lacks an integer
    between its own or the one after them, at which PyTorch's run ended. It skips any other argument.
    """
    if "expr" not in spec:
        return table_function(spec["table"])
    source = spec["expr"]
    entries = spec.get("table", [])
    table = {number(key): None if value is None else number(value) for key, value in entries}
    following = max(table, default=-1) + 1

    def function(argument: Any) -> Any:
        # A whole float finds the integer's entry; so does any library's scalar, once it is a float.
        key = argument if isinstance(argument, (int, float)) else float(argument)
        if key in table:
            if table[key] is None:
                raise outcome(TypeError(f"{source} is no real number at {key!r}"))
            return table[key]
        if 0 <= key <= following and key == int(key):
            raise outcome(ArithmeticError(f"{source} has no value at {key!r}"))
        raise Skip(f"the table of {source} has no {key!r}")

    return function


def table_function(values: Json) -> Function:
    """A function that is given by its values at 0, 1, …; anywhere else it raises IndexError."""
    table = [number(value) for value in values]

    def function(argument: Any) -> Any:
        if argument != int(argument) or not 0 <= argument < len(table):
            raise outcome(IndexError(f"the table has no value at {argument}"))
        return table[int(argument)]

    return function


def argument(name: str, value: Json, function: Callable[[Json], Function] = function_from) -> Any:
    """One argument as a new Python value: number, word, flag, None, function, or a list of them."""
    if value is None or isinstance(value, bool) or (name in WORDS and isinstance(value, str)):
        return value
    if isinstance(value, list):
        return [argument(name, item, function) for item in value]
    if isinstance(value, dict):
        return function(value)
    return number(value)


def keywords(spec: Json, function: Callable[[Json], Function] = function_from) -> dict[str, Any]:
    """The arguments that a scheduler's spec gives, as Python values, to be called with as they are.

    The members of a composite stay specs.
    """
    return {
        name: value if name == "schedulers" else argument(name, value, function)
        for name, value in spec.get("args", {}).items()
    }


def arguments(spec: Json, *mapped: str) -> dict[str, Any]:
    """The `mapped` arguments of a scheduler by PyTorch's names, PyTorch's defaults where they are left out.

    For implementations that name or place things differently. Skips where the spec gives any other argument a
    value that is not PyTorch's default, and where it lacks one that PyTorch requires.
    """
    defaults, given = PARAMETERS[spec["type"]], keywords(spec)
    for name, value in given.items():
        if name not in mapped and (name not in defaults or value != defaults[name]):
            raise Skip(f"no {name} of {spec['type']}")
    result = {}
    for name in mapped:
        value = given.get(name, defaults[name])
        if value is REQUIRED:
            raise Skip(f"{spec['type']} without {name}")
        result[name] = value
    return result


def no_tensor(spec: Json) -> Any:
    """A Tensor learning rate, for implementations that have none."""
    raise Skip("no Tensor learning rates")


def group_options(group: Json, tensor: Callable[[Json], Any] = no_tensor) -> dict[str, Any]:
    """The options of a parameter group, as Python values; lists (betas) are tuples, an object is a Tensor."""
    if not isinstance(group, dict):
        raise ScenarioError(f"a group is an object: {group!r}")
    return {key: _group_option(value, tensor) for key, value in group.items()}


def _group_option(value: Json, tensor: Callable[[Json], Any]) -> Any:
    if isinstance(value, list):
        return tuple(number(item) for item in value)
    return tensor(value) if isinstance(value, dict) else number(value)


def scheduler_types(specs: Json) -> Iterator[str]:
    """Every class that the schedulers of a scenario name, members of composites included."""
    for spec in specs:
        if not isinstance(spec, dict) or not isinstance(spec.get("type"), str):
            raise ScenarioError(f"a scheduler has a type: {spec!r}")
        yield spec["type"]
        members = spec.get("args", {}).get("schedulers")
        if members is not None:
            if spec["type"] not in COMPOSITES or not isinstance(members, list):
                raise ScenarioError(f"args.schedulers is a list in a composite: {spec['type']}")
            yield from scheduler_types(members)


def operations(scenario: Json) -> Iterator[tuple[str, Any, Sequence[int]]]:
    """Each operation of the program as (name, payload, indices of the schedulers that it addresses)."""
    count = len(scenario["schedulers"])
    for entry in scenario.get("program", []):
        name, payload, indices = _operation(entry, count)
        if name == "add_scheduler":
            count += 1
        elif name == "reload":  # builds what the scenario began with
            count = len(scenario["schedulers"])
        yield name, payload, indices


def _operation(entry: Json, count: int) -> tuple[str, Any, Sequence[int]]:
    if not isinstance(entry, dict):
        raise ScenarioError(f"an operation is an object: {entry!r}")
    names = [name for name in entry if name != "scheduler"]
    if len(names) != 1:
        raise ScenarioError(f"an operation has one key: {entry!r}")
    name, payload = names[0], entry[names[0]]
    if name == "step":
        if type(payload) is not int or payload < 0:
            raise ScenarioError(f"not a number of steps: {payload!r}")
    elif name in ("step_epochs", "step_metrics", "set_lr"):
        if not isinstance(payload, list):
            raise ScenarioError(f"{name} takes a list: {payload!r}")
        payload = [number(value) for value in payload]
    elif name == "add_group":
        if not isinstance(payload, dict):
            raise ScenarioError(f"a group is an object: {payload!r}")
    elif name == "reload":
        if payload not in ("all", "optimizer", "scheduler") and not isinstance(payload, dict):
            raise ScenarioError(f'reload is "all", "optimizer", "scheduler" or an object: {payload!r}')
    elif name in ("observe", "save"):
        if payload is not True:
            raise ScenarioError(f"{name} is true: {payload!r}")
    elif name == "add_scheduler":
        list(scheduler_types([payload]))
    else:
        raise ScenarioError(f"unknown operation: {name}")
    index = entry.get("scheduler")
    if index is None:
        return name, payload, range(count)
    if type(index) is not int or not 0 <= index < count:
        raise ScenarioError(f"no scheduler {index!r}")
    return name, payload, (index,)
