"""Recording observations into the trace of the protocol."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from .blame import implementation
from .protocol import Json, ScenarioError, Unobserved

if TYPE_CHECKING:
    from .play import Stage

# Those with a value for each scheduler; all others have one for each group.
OF_SCHEDULERS = ("last_epoch",)
CHANNELS = ("lr", "momentum", "last_epoch", "last_lr", "get_lr", "beta2", "initial_lr")
_STATE = re.compile(r"state\.([A-Za-z0-9_]{1,64})")
MAX_MESSAGE = 300


class Recorder:
    """The complete observations so far.

        recorder = Recorder(scenario)
        recorder.observe(stage)         # calls stage.lr() and whatever else the scenario observes, in its order
        return recorder.reply()         # or, where the implementation raised: recorder.reply(error)

    Each channel is a method of `stage` that returns a list: a value for each group, or (last_epoch) for each
    scheduler; None where there is nothing to observe. It raises Unobserved where there is nothing to see this time.
    """

    def __init__(self, scenario: Json) -> None:
        observe = scenario.get("observe", ["lr"])
        if not isinstance(observe, list) or not all(_is_channel(name) for name in observe):
            raise ScenarioError(f"unknown channel in observe: {observe!r}")
        self.names: list[str] = list(observe)
        self.count = 0
        self._rows: dict[str, list[list[Json]]] = {name: [] for name in self.names}
        self._unobserved: dict[str, list[int]] = {}
        self._groups = len(scenario["optimizer"]["groups"])
        self._schedulers = len(scenario["schedulers"])

    def observe(self, stage: Stage) -> None:
        # All channels before any is kept: an observation that raises leaves nothing behind.
        seen = [(name, _row(stage, name)) for name in self.names]
        for name, row in seen:
            if row is None:
                self._unobserved.setdefault(name, []).append(self.count)
            self._rows[name].append(row or [])
        self._groups = max(self._groups, stage.group_count())
        self.count += 1

    def trace(self) -> dict[str, list[list[Json]]]:
        """Column-wise: a column for each group, or scheduler; null where an observation has no value for it."""
        widths = {name: max((len(row) for row in rows), default=0) for name, rows in self._rows.items()}
        # A group has its column in every channel of groups, also in those that never saw it.
        of_groups = [width for name, width in widths.items() if name in CHANNELS and name not in OF_SCHEDULERS]
        groups = max([self._groups, *of_groups])

        def columns(name: str) -> int:
            if name not in CHANNELS:  # a number of the state
                return 1
            return max(self._schedulers, widths[name]) if name in OF_SCHEDULERS else groups

        return {
            name: [[row[index] if index < len(row) else None for row in rows] for index in range(columns(name))]
            for name, rows in self._rows.items()
        }

    def reply(self, error: Exception | None = None, ends: bool = False) -> dict[str, Json]:
        """The members of the reply: the trace and, where there is one, the exception that ended it.

        ends: whether the implementation's schedule is over by design with the last observation.
        """
        reply: dict[str, Json] = {"trace": self.trace()}
        if self._unobserved:
            reply["unobserved"] = self._unobserved
        if ends:
            reply["ends"] = self.count
        if error is not None:
            lines = str(error).strip().splitlines() or [""]
            reply["error"] = {"step": self.count, "type": type(error).__name__, "message": lines[0][:MAX_MESSAGE]}
        return reply


def _is_channel(name: Json) -> bool:
    return name in CHANNELS or (isinstance(name, str) and _STATE.fullmatch(name) is not None)


def _row(stage: Stage, name: str) -> list[Json] | None:
    """The values of a channel now; None where there is nothing to see."""
    try:
        values = _values(stage, name)
    except Unobserved:
        return None
    with implementation():  # what it gives may be no number
        return [plain(value) for value in values]


def _values(stage: Stage, name: str) -> list[Any]:
    state = _STATE.fullmatch(name)
    return [stage.state_number(state[1])] if state else list(getattr(stage, name)())


def plain(value: Any) -> Json:
    """A number of any library (Python's, a numpy scalar, a tensor of one element) as a value of the protocol.

    Integers stay integers; others become Python's float, bit for bit, a float32 as the double it is. JSON has no
    NaN and no infinities: they are strings.
    """
    if value is None:
        return None
    if isinstance(value, complex):  # as the power of a negative number: nothing that a trace could hold
        raise TypeError(f"the learning rate is no real number: {value!r}")
    number = float(value)  # also of an integer: raises where a trace, which holds doubles, cannot hold it
    if type(value) is int:
        return value
    if math.isfinite(number):
        return number
    return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"
