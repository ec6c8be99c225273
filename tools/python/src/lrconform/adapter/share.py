"""For implementations whose schedules are functions of the share of training that is done, and know no steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, ClassVar

from .family import own_family
from .protocol import Skip
from .schedule import ScheduleStage
from .single import base_rate, only_group, only_scheduler
from .steps import last_step

Shared = Callable[[float], Any]


class ShareStage(ScheduleStage):
    """A training is made of parts, each a schedule over a number of updates; `join` makes one schedule of them.

    `makers` has a function of (spec, lr, updates) for each of PyTorch's classes, `families` one of (the family's
    arguments, lr, updates): each returns the parts of a training of so many updates, in order, as pairs (schedule,
    updates); None stands for all that are left. A training without end is one update longer than the scenario.
    """

    makers: ClassVar[dict[str, Callable[..., Any]]] = {}
    families: ClassVar[dict[str, Callable[..., Any]]] = {}

    def join(self, schedules: Sequence[Shared], shares: Sequence[float]) -> Shared:
        raise NotImplementedError

    def build(self) -> None:
        spec, lr = only_scheduler(self.scenario), base_rate(only_group(self.scenario))
        updates = 1 + last_step(self.scenario)
        own = own_family(self.scenario, self.families)
        make, given = own or (self.makers.get(spec["type"]), spec)
        if make is None:
            raise Skip(f"no {spec['type']}")
        parts = make(given, lr, updates)
        left = max(0, updates - sum(length for _, length in parts if length is not None))
        lengths = [left if length is None else length for _, length in parts]
        whole = sum(lengths)
        if updates > whole + 1:
            raise Skip("training ends with the schedule")
        used = [(schedule, length / whole) for (schedule, _), length in zip(parts, lengths) if length != 0]
        schedule = self.join(*zip(*used)) if len(used) > 1 else used[0][0]
        self.schedule = lambda count: schedule(count / whole)
        self.count = 0
