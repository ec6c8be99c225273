"""How many steps there are, for implementations that have to know it before the first one."""

from __future__ import annotations

from typing import Any

from .protocol import Json, Skip
from .scenario import arguments, operations
from .single import positive


def last_step(scenario: Json, last_epoch: int = -1) -> Any:
    """The last step that the program comes to: the number of its steps, or the highest epoch that it names.

    last_epoch: where a scheduler is resumed, PyTorch's argument of that name.
    """
    count: Any = max(last_epoch + 1, 0)
    highest = count
    for name, payload, _ in operations(scenario):
        if name == "step":
            count += payload
        elif name == "step_metrics":
            count += len(payload)
        elif name == "step_epochs" and payload:
            count = payload[-1]
            highest = max([highest, *payload])
        highest = max(highest, count)
    return highest


def total_steps(given: dict[str, Any]) -> Any:
    """OneCycleLR's number of steps, which PyTorch also takes as epochs and steps in each."""
    if given["total_steps"] is not None:
        return given["total_steps"]
    factors = (given["epochs"], given["steps_per_epoch"])
    if not all(isinstance(factor, int) and factor > 0 for factor in factors):
        raise Skip("OneCycleLR without total_steps")
    return factors[0] * factors[1]


ONE_CYCLE = ("max_lr", "pct_start", "anneal_strategy", "div_factor", "final_div_factor", "three_phase")


def one_cycle(spec: Json, *more: str) -> dict[str, Any]:
    """OneCycleLR's arguments by PyTorch's names, without those for the momentum; its length is `total_steps` alone.

    more: other arguments that the implementation takes.
    """
    given = arguments(spec, *ONE_CYCLE, "total_steps", "epochs", "steps_per_epoch", *more)
    given["total_steps"] = total_steps(given)
    del given["epochs"], given["steps_per_epoch"]
    return given


def periods(given: dict[str, Any], last: Any, most: int | None = None) -> list[Any]:
    """The lengths of CosineAnnealingWarmRestarts' cycles, as many as reach beyond the step `last`.

    most: skips where there are more.
    """
    length, factor = given["T_0"], given["T_mult"]
    if not (type(length) is int and length > 0 and type(factor) is int and factor > 0):
        raise Skip("the length of a cycle is a positive integer")
    lengths = [length]
    end = length
    while end <= last:
        if len(lengths) == most:
            raise Skip(f"more than {most} cycles")
        lengths.append(lengths[-1] * factor)
        end += lengths[-1]
    return lengths


def equal_cycles(scenario: Json, period: Any) -> int:
    """How many cycles of so many steps outlast the program, for schedules whose restarts share all steps equally."""
    args = scenario["schedulers"][0].get("args", {})
    last = last_step(scenario, args.get("last_epoch", -1))
    return int(last // positive(period, "restarts share the steps equally") + 1)
