"""A liar: real PyTorch with one bug that somebody has reported, and what `lrconform check` must name for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from lrconform.adapter.protocol import Json
from lrconform.adapter.pytorch import PyTorchStage


class Lying(PyTorchStage):
    """PyTorch's schedulers, some of them replaced by classes with a bug; a subclass may also misplay what is around them."""

    replaced: ClassVar[dict[str, type]] = {}

    def __init__(self, scenario: Json, classes: Any) -> None:
        super().__init__(scenario, {**classes, **self.replaced})


@dataclass(frozen=True)
class Liar:
    """One bug."""

    name: str
    # The threads that report it.
    threads: tuple[str, ...]
    # What the first cause that is named must contain; empty where it is enough that a case notices it.
    cause: str
    stage: type[Lying]
    # Whether it shows in reloads alone.
    reloads: bool


LIARS: list[Liar] = []


def reported(*threads: str, cause: str = "", reloads: bool = False) -> Callable[[type[Lying]], type[Lying]]:
    """Registers a class as a liar: the threads that report its bug, and the cause that must be named."""

    def register(stage: type[Lying]) -> type[Lying]:
        LIARS.append(Liar(stage.__name__, threads, cause, stage, reloads))
        return stage

    return register


def bug(*threads: str, cause: str = "") -> Callable[[type], type]:
    """The same for a scheduler's class that has the bug: it takes the place of the class that it is derived from."""

    def register(kind: type) -> type:
        stage = type(kind.__name__, (Lying,), {"replaced": {kind.__mro__[1].__name__: kind}, "__doc__": kind.__doc__})
        LIARS.append(Liar(kind.__name__, threads, cause, stage, reloads=False))
        return kind

    return register


def flat(scheduler: Any) -> Iterator[Any]:
    """A scheduler and those inside it."""
    yield scheduler
    for child in getattr(scheduler, "_schedulers", []):
        yield from flat(child)
