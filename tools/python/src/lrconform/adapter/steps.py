"""How many steps there are, for implementations that have to know it before the first one."""

from __future__ import annotations

from typing import Any

from .protocol import Json, Skip
from .scenario import operations


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
