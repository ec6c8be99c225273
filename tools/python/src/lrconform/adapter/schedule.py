"""For implementations whose schedules are functions of the step: the learning rate after t steps is schedule(t)."""

from __future__ import annotations

from typing import Any, Callable, ClassVar

from .blame import implementation
from .family import own_family
from .play import Stage
from .protocol import Json, Skip
from .scenario import arguments
from .single import base_rate, only_group, only_scheduler


class ScheduleStage(Stage):
    """One schedule and its count of steps; step(epoch) sets the count.

    `makers` has a function of (spec, group) for each of PyTorch's classes: it returns the schedule. `families` has one of
    (the family's arguments, group) for each family that the implementation has itself. Where the implementation joins
    schedules, `sequence` is its function of (schedules, milestones), a staticmethod.
    """

    makers: ClassVar[dict[str, Callable[[Json, Any], Any]]] = {}
    families: ClassVar[dict[str, Callable[[dict[str, Any], Any], Any]]] = {}
    sequence: ClassVar[Any] = None

    def build(self) -> None:
        spec = only_scheduler(self.scenario)
        first = self.first(only_group(self.scenario))
        own = own_family(self.scenario, self.families, resumes=False)
        self.schedule = own[0](own[1], first) if own else self.make(spec, first)
        self.count: Any = 0

    def first(self, group: dict[str, Any]) -> Any:
        """What the makers get beside the spec."""
        return group

    def make(self, spec: Json, first: Any) -> Any:
        """The schedule for a spec, as its maker returns it: also for the members of a composite."""
        if spec["type"] == "SequentialLR" and self.sequence:
            given = arguments(spec, "schedulers", "milestones")
            return self.sequence([self.make(member, first) for member in given["schedulers"]], given["milestones"])
        if spec["type"] not in self.makers:
            raise Skip(f"no {spec['type']}")
        return self.makers[spec["type"]](spec, first)

    def step(self, index: int) -> None:
        self.count += 1

    def step_epoch(self, index: int, epoch: Any) -> None:
        self.count = epoch

    def lr(self) -> list[Any]:
        with implementation():  # it may be native code
            return [self.schedule(self.count)]


class RateStage(ScheduleStage):
    """The same with makers of (spec, lr) and families of (the family's arguments, lr): a schedule begins with its lr."""

    def first(self, group: dict[str, Any]) -> Any:
        return base_rate(group)
