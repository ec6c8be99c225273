"""Scenarios that stand for a schedule that trainers offer, and implementations that have it themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from .protocol import Json
from .scenario import arguments, number

Maker = TypeVar("Maker")


def own_family(
    scenario: Json, makers: Mapping[str, Maker], resumes: bool = True
) -> tuple[Maker, dict[str, Any]] | None:
    """What makes the scenario's family, and the family's arguments that are given; None where the implementation has none.

    makers: by the names that the adapter declares as `families`: `warmup-cosine`, or with a convention
    `warmup-cosine/rises-again`. resumes: whether the caller passes on the `last_epoch` of the scheduler that stands
    for the family; otherwise a case that gives one is skipped.
    """
    family = scenario.get("family")
    if family is None:
        return None
    name = "/".join(part for part in (family["name"], family.get("convention")) if part)
    if name not in makers:
        return None
    if not resumes:
        for spec in scenario["schedulers"]:
            arguments(spec, "lr_lambda")  # skips what is given besides
    return makers[name], {key: number(value) for key, value in family["args"].items()}
