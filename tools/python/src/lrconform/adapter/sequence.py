"""Sequences as most libraries have them: a warm-up, and one schedule after it."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from .protocol import Json, Skip
from .scenario import arguments

WARM_UPS = ("LinearLR",)


def warm_up_then(
    spec: Json, after: Container[str] | None = None, warm_ups: Container[str] = WARM_UPS
) -> tuple[dict[str, Any], Json]:
    """A SequentialLR that is a warm-up to the initial learning rate and one schedule after it.

    Returns the arguments of the warm-up, of which `total_iters` is its length and `start_factor` (of a ConstantLR:
    `factor`) its beginning, and the spec of the schedule. Skips any other sequence.

    after: the classes that may follow; all where it is None. warm_ups: those that may warm up.
    """
    given = arguments(spec, "schedulers", "milestones")
    members, milestones = given["schedulers"], given["milestones"]
    if len(members) != 2 or members[0]["type"] not in warm_ups:
        raise Skip("a sequence is a warm-up and one schedule")
    first, second = members
    if after is not None and second["type"] not in after:
        raise Skip(f"no {second['type']} after a warm-up")
    linear = first["type"] == "LinearLR"
    rise = arguments(first, *(("start_factor", "end_factor") if linear else ("factor",)), "total_iters")
    if rise.pop("end_factor", 1) != 1 or milestones != [rise["total_iters"]]:
        raise Skip("the warm-up ends with the initial lr, at the milestone")
    return rise, second
