"""Makers for classes that have PyTorch's arguments under names of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Callable, Union

from .blame import implementation
from .protocol import Json
from .scenario import arguments

Names = Union[Mapping[str, str], Iterable[str]]


def renamed(kind: Callable[..., Any], names: Names, **fixed: Any) -> Callable[..., Any]:
    """A function of (spec, first) that calls `kind(first, …)` with the spec's arguments under the names of `kind`.

        makers = {
            "StepLR": renamed(StepDecay, {"step_size": "every", "gamma": "rate"}),
            "ExponentialLR": renamed(StepDecay, {"gamma": "rate"}, every=1),
        }

    names: PyTorch's names to those of `kind`, or just PyTorch's where they are the same. An argument that is not among
    them skips the case where it is not PyTorch's default.
    fixed: what `kind` takes besides, the same in each case. The function takes further options in the same way.
    """
    table = dict(names) if isinstance(names, Mapping) else {name: name for name in names}

    def make(spec: Json, first: Any, **more: Any) -> Any:
        given = arguments(spec, *table)
        options = {theirs: given[ours] for ours, theirs in table.items()}
        with implementation():
            return kind(first, **{**options, **fixed, **more})

    return make
