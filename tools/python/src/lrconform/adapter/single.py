"""Reading a scenario for implementations with one learning rate and one schedule; what is more is skipped."""

from __future__ import annotations

from typing import Any

from .protocol import Json, Skip
from .scenario import arguments, group_options


def only_group(scenario: Json) -> dict[str, Any]:
    """The options of the one parameter group."""
    groups = scenario["optimizer"]["groups"]
    if len(groups) != 1:
        raise Skip("no parameter groups")
    return group_options(groups[0])


def only_scheduler(scenario: Json) -> Json:
    """The spec of the one scheduler."""
    if len(scenario["schedulers"]) != 1:
        raise Skip("one scheduler only")
    return scenario["schedulers"][0]


def single(value: Any) -> Any:
    """What is meant for one group where PyTorch takes a list with a value for each group."""
    if not isinstance(value, list):
        return value
    if len(value) != 1:
        raise Skip("no parameter groups")
    return value[0]


def one_lr(base_lrs: list[Any], reason: str) -> Any:
    """The learning rate of all groups, for options that are one number; skips for the reason given where they differ."""
    if len(set(base_lrs)) != 1:
        raise Skip(reason)
    return base_lrs[0]


def positive(value: Any, reason: str) -> int:
    """A number of steps that has to be a positive integer; skips for the reason given where it is none."""
    if type(value) is not int or value < 1:
        raise Skip(reason)
    return value


def base_rate(group: dict[str, Any], last_epoch: int = -1) -> Any:
    """The learning rate that a schedule of its own starts from: PyTorch's `initial_lr` where it is resumed.

    Skips a group whose options say more than the learning rate and the optimizer's momentum.
    """
    for key in group:
        if key not in ("lr", "initial_lr", "momentum", "betas"):
            raise Skip(f"no {key} of a parameter group")
    if last_epoch == -1:
        if group.get("initial_lr", group["lr"]) != group["lr"]:
            raise Skip("no initial_lr beside the learning rate")
        return group["lr"]
    if "initial_lr" not in group:
        raise Skip("resumed without initial_lr")
    return group["initial_lr"]


def without_momentum(scenario: Json, spec: Json) -> None:
    """For cyclic schedules that know no momentum: `cycle_momentum` is PyTorch's default, and nothing to them.

    Skips where PyTorch would look for a momentum and find none.
    """
    if spec["args"].get("cycle_momentum", True) and scenario["optimizer"]["type"] == "Adagrad":
        raise Skip("no cycle_momentum")


def two_constants(spec: Json, group: dict[str, Any]) -> tuple[int, Any, Any]:
    """ConstantLR as (milestone, value before, value from then on), for libraries with piecewise constants.

    Skips what PyTorch refuses or does oddly, which is nothing of theirs.
    """
    given = arguments(spec, "factor", "total_iters", "last_epoch")
    if not (0 < given["factor"] <= 1 and isinstance(given["total_iters"], int) and given["total_iters"] > 0):
        raise Skip("not two constants")
    rate = base_rate(group, given["last_epoch"])
    return given["total_iters"], rate * given["factor"], rate


def line(spec: Json, lr: Any) -> tuple[Any, Any, Any]:
    """LinearLR as its first value, its last value, and the number of steps between them."""
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    return lr * given["start_factor"], lr * given["end_factor"], given["total_iters"]


def share_of_lr(value: Any, lr: Any) -> Any:
    """A value as a share of the learning rate, for arguments that are relative to it."""
    if lr == 0:
        raise Skip("a share of the learning rate, which is 0")
    return value / lr


def only_plateau(scenario: Json) -> tuple[dict[str, Any], Any]:
    """The arguments of the one ReduceLROnPlateau but `eps`, with one `min_lr`, and the learning rate that it begins with."""
    names = ("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr")
    given = arguments(only_scheduler(scenario), *names)
    return {**given, "min_lr": single(given["min_lr"])}, base_rate(only_group(scenario))
