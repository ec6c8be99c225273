"""For implementations whose schedules are functions of the step: the learning rate after t steps is schedule(t)."""

from __future__ import annotations

from typing import Any, Callable, ClassVar

from .blame import implementation
from .family import own_family
from .play import Stage
from .protocol import Json, Skip
from .single import only_group, only_scheduler


class ScheduleStage(Stage):
    """One schedule and its count of steps; step(epoch) sets the count.

    `makers` has a function of (spec, group) for each of PyTorch's classes: it returns the schedule. `families` has one of
    (the family's arguments, group) for each family that the implementation has itself.
    """

    makers: ClassVar[dict[str, Callable[[Json, Any], Any]]] = {}
    families: ClassVar[dict[str, Callable[[dict[str, Any], Any], Any]]] = {}

    def build(self) -> None:
        spec = only_scheduler(self.scenario)
        group = only_group(self.scenario)
        own = own_family(self.scenario, self.families, resumes=False)
        self.schedule = own[0](own[1], group) if own else self.make(spec, group)
        self.count: Any = 0

    def make(self, spec: Json, group: Any) -> Any:
        """The schedule for a spec, as its maker returns it: also for the members of a composite."""
        if spec["type"] not in self.makers:
            raise Skip(f"no {spec['type']}")
        return self.makers[spec["type"]](spec, group)

    def step(self, index: int) -> None:
        self.count += 1

    def step_epoch(self, index: int, epoch: Any) -> None:
        self.count = epoch

    def lr(self) -> list[Any]:
        with implementation():  # it may be native code
            return [self.schedule(self.count)]
