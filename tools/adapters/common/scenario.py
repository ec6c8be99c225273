"""Reading a scenario: numbers, arguments with PyTorch's defaults, operations, functions."""

import math
import re

from blame import outcome
from protocol import ScenarioError, Skip

REQUIRED = object()

# PyTorch's parameters and defaults, of every scheduler.
PARAMETERS = {
    "LambdaLR": {"lr_lambda": REQUIRED},
    "MultiplicativeLR": {"lr_lambda": REQUIRED},
    "StepLR": {"step_size": REQUIRED, "gamma": 0.1},
    "MultiStepLR": {"milestones": REQUIRED, "gamma": 0.1},
    "ConstantLR": {"factor": 1.0 / 3, "total_iters": 5},
    "LinearLR": {"start_factor": 1.0 / 3, "end_factor": 1.0, "total_iters": 5},
    "ExponentialLR": {"gamma": REQUIRED},
    "PolynomialLR": {"total_iters": 5, "power": 1.0},
    "CosineAnnealingLR": {"T_max": REQUIRED, "eta_min": 0.0},
    "CosineAnnealingWarmRestarts": {"T_0": REQUIRED, "T_mult": 1, "eta_min": 0.0},
    "CyclicLR": {
        "base_lr": REQUIRED,
        "max_lr": REQUIRED,
        "step_size_up": 2000,
        "step_size_down": None,
        "mode": "triangular",
        "gamma": 1.0,
        "scale_fn": None,
        "scale_mode": "cycle",
        "cycle_momentum": True,
        "base_momentum": 0.8,
        "max_momentum": 0.9,
    },
    "OneCycleLR": {
        "max_lr": REQUIRED,
        "total_steps": None,
        "epochs": None,
        "steps_per_epoch": None,
        "pct_start": 0.3,
        "anneal_strategy": "cos",
        "cycle_momentum": True,
        "base_momentum": 0.85,
        "max_momentum": 0.95,
        "div_factor": 25.0,
        "final_div_factor": 1e4,
        "three_phase": False,
    },
    "ReduceLROnPlateau": {
        "mode": "min",
        "factor": 0.1,
        "patience": 10,
        "threshold": 1e-4,
        "threshold_mode": "rel",
        "cooldown": 0,
        "min_lr": 0,
        "eps": 1e-8,
    },
    "SWALR": {"swa_lr": REQUIRED, "anneal_epochs": 10, "anneal_strategy": "cos"},
    "SequentialLR": {"schedulers": REQUIRED, "milestones": REQUIRED},
    "ChainedScheduler": {"schedulers": REQUIRED},
}
for _name, _parameters in PARAMETERS.items():
    if _name not in ("ReduceLROnPlateau", "ChainedScheduler"):
        _parameters["last_epoch"] = -1

# Arguments that are words; a string anywhere else spells a number.
WORDS = ("mode", "anneal_strategy", "scale_mode", "threshold_mode")

_SPELLED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_HEX_FLOAT = re.compile(r"[+-]?0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?")


def number(value):
    """An int stays an int; "NaN", "Infinity", "-Infinity" and C99 hex floats are floats."""
    if isinstance(value, str):
        if value in _SPELLED:
            return _SPELLED[value]
        if _HEX_FLOAT.fullmatch(value):
            try:
                return float.fromhex(value)
            except OverflowError:
                raise ScenarioError("out of range: %s" % value) from None
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ScenarioError("not a number: %r" % (value,))


def function_from(spec):
    """A function of the scenario as a callable that looks an integer up in its table.

    It raises, as the function itself does, where the table has null (a complex number) and where it lacks an integer
    between its own or the one after them, at which PyTorch's run ended. It skips any other argument.
    """
    source = spec.get("expr")
    entries = spec.get("table", [])
    table = {number(key): None if value is None else number(value) for key, value in entries}
    following = max(table, default=-1) + 1

    def function(argument):
        # A whole float finds the integer's entry; so does any library's scalar, once it is a float.
        key = argument if isinstance(argument, (int, float)) else float(argument)
        if key in table:
            if table[key] is None:
                raise outcome(TypeError("%s is no real number at %r" % (source, key)))
            return table[key]
        if 0 <= key <= following and key == int(key):
            raise outcome(ArithmeticError("%s has no value at %r" % (source, key)))
        raise Skip("the table of %s has no %r" % (source, key))

    return function


def argument(name, value):
    """One argument as a new Python value: number, word, flag, None, function, or a list of them."""
    if value is None or isinstance(value, bool) or (name in WORDS and isinstance(value, str)):
        return value
    if isinstance(value, list):
        return [argument(name, item) for item in value]
    if isinstance(value, dict):
        return function_from(value)
    return number(value)


def keywords(spec):
    """The arguments that a scheduler's spec gives, as Python values, to be called with as they are.

    The members of a composite stay specs.
    """
    return {
        name: value if name == "schedulers" else argument(name, value)
        for name, value in spec.get("args", {}).items()
    }


def arguments(spec, *mapped):
    """The `mapped` arguments of a scheduler by PyTorch's names, PyTorch's defaults where they are left out.

    For implementations that name or place things differently. Skips where the spec gives any other argument a
    value that is not PyTorch's default, and where it lacks one that PyTorch requires.
    """
    defaults, given = PARAMETERS[spec["type"]], keywords(spec)
    for name, value in given.items():
        if name not in mapped and (name not in defaults or value != defaults[name]):
            raise Skip("no %s of %s" % (name, spec["type"]))
    result = {}
    for name in mapped:
        value = given.get(name, defaults[name])
        if value is REQUIRED:
            raise Skip("%s without %s" % (spec["type"], name))
        result[name] = value
    return result


def group_options(group):
    """The options of a parameter group, as Python values; lists (betas) are tuples."""
    if isinstance(group["lr"], dict):
        raise Skip("no Tensor learning rates")
    return {
        key: tuple(number(item) for item in value) if isinstance(value, list) else number(value)
        for key, value in group.items()
    }


def operations(scenario):
    """Each operation of the program as (name, payload, indices of the schedulers that it addresses)."""
    count = len(scenario["schedulers"])
    for entry in scenario.get("program", []):
        names = [name for name in entry if name != "scheduler"]
        if len(names) != 1:
            raise ScenarioError("an operation has one key: %r" % (entry,))
        name, payload = names[0], entry[names[0]]
        if name in ("step_epochs", "step_metrics", "set_lr"):
            payload = [number(value) for value in payload]
        elif name not in ("step", "add_group", "reload"):
            raise ScenarioError("unknown operation: %s" % name)
        index = entry.get("scheduler")
        yield name, payload, range(count) if index is None else (index,)


# For implementations with one learning rate and one schedule.


def only_group(scenario):
    """The options of the one parameter group."""
    groups = scenario["optimizer"]["groups"]
    if len(groups) != 1:
        raise Skip("no parameter groups")
    return group_options(groups[0])


def only_scheduler(scenario):
    """The spec of the one scheduler."""
    if len(scenario["schedulers"]) != 1:
        raise Skip("one scheduler only")
    return scenario["schedulers"][0]


def single(value):
    """What is meant for one group where PyTorch takes a list with a value for each group."""
    if not isinstance(value, list):
        return value
    if len(value) != 1:
        raise Skip("no parameter groups")
    return value[0]


def base_rate(group, last_epoch=-1):
    """The learning rate that a schedule of its own starts from: PyTorch's `initial_lr` where it is resumed.

    Skips a group whose options say more than the learning rate and the optimizer's momentum.
    """
    for key in group:
        if key not in ("lr", "initial_lr", "momentum", "betas"):
            raise Skip("no %s of a parameter group" % key)
    if last_epoch == -1:
        if group.get("initial_lr", group["lr"]) != group["lr"]:
            raise Skip("no initial_lr beside the learning rate")
        return group["lr"]
    if "initial_lr" not in group:
        raise Skip("resumed without initial_lr")
    return group["initial_lr"]


def total_steps(given):
    """OneCycleLR's number of steps, which PyTorch also takes as epochs and steps in each."""
    if given["total_steps"] is not None:
        return given["total_steps"]
    factors = (given["epochs"], given["steps_per_epoch"])
    if not all(isinstance(factor, int) and factor > 0 for factor in factors):
        raise Skip("OneCycleLR without total_steps")
    return factors[0] * factors[1]


def without_momentum(scenario, spec):
    """For cyclic schedules that know no momentum: `cycle_momentum` is PyTorch's default, and nothing to them.

    Skips where PyTorch would look for a momentum and find none.
    """
    if spec["args"].get("cycle_momentum", True) and scenario["optimizer"]["type"] == "Adagrad":
        raise Skip("no cycle_momentum")


def two_constants(spec, group):
    """ConstantLR as (milestone, value before, value from then on), for libraries with piecewise constants.

    Skips what PyTorch refuses or does oddly, which is nothing of theirs.
    """
    given = arguments(spec, "factor", "total_iters", "last_epoch")
    if not (0 < given["factor"] <= 1 and isinstance(given["total_iters"], int) and given["total_iters"] > 0):
        raise Skip("not two constants")
    rate = base_rate(group, given["last_epoch"])
    return given["total_iters"], rate * given["factor"], rate
