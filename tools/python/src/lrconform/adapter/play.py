"""Playing a scenario on an implementation.

    class MyStage(Stage):
        def build(self): …            # from self.scenario; an exception of the implementation's is the outcome (blame.py)
        def step(self, index): …
        def lr(self): …

    serve(HANDSHAKE, player(MyStage))

A subclass has methods for what the implementation has; a case that needs any other is skipped.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from typing import Any, Callable

from .blame import is_own
from .observe import Recorder
from .protocol import Ended, Json, Play, ScenarioError, Skip
from .scenario import operations


class Stage:
    """An optimizer and its schedulers, or whatever an implementation has in their place."""

    def __init__(self, scenario: Json) -> None:
        self.scenario = scenario

    def build(self) -> None:
        """Make everything again from `self.scenario`, with what is observed before any step in place."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back what outlives the case: threads, files."""

    def group_count(self) -> int:
        """How many groups there are now, where that can be more than the observed values tell."""
        return 0

    # Operations; `index` is a scheduler's. One that the implementation's schedule does not reach raises Ended.

    def step(self, index: int) -> None:
        raise Skip("no step()")

    def step_epoch(self, index: int, epoch: Any) -> None:
        raise Skip("no step(epoch)")

    def step_metrics(self, index: int, metrics: Any) -> None:
        raise Skip("no step(metrics)")

    def set_lr(self, values: list[Any]) -> None:
        raise Skip("no set_lr")

    def add_group(self, group: Json) -> None:
        raise Skip("no add_group")

    def add_scheduler(self, spec: Json) -> None:
        raise Skip("no add_scheduler")

    def save(self) -> None:
        """Keep the state as it is now, for later reloads."""
        raise Skip("no save")

    def reload(self, extent: str) -> None:
        """Build again and load: "all", the optimizer's state and the schedulers', or "scheduler", the schedulers' alone."""
        raise Skip("no reload")

    def reload_as(self, options: dict[str, Json]) -> None:
        """The same in the order and with the arguments that the options say."""
        raise Skip("no reload as an object")

    # Channels: a value for each group, or for each scheduler. One that has nothing to see now raises Unobserved.

    def lr(self) -> list[Any]:
        raise Skip("no lr")

    def momentum(self) -> list[Any]:
        raise Skip("no momentum")

    def last_epoch(self) -> list[Any]:
        raise Skip("no last_epoch")

    def last_lr(self) -> list[Any]:
        raise Skip("no last_lr")

    def get_lr(self) -> list[Any]:
        raise Skip("no get_lr")

    def beta2(self) -> list[Any]:
        raise Skip("no beta2")

    def initial_lr(self) -> list[Any]:
        raise Skip("no initial_lr")

    def state_number(self, key: str) -> Any:
        """A number in the last scheduler's state, by PyTorch's key; None where there is none."""
        raise Skip("no state")


Make = Callable[[Json], Stage]


def show_traceback(error: Exception) -> None:
    """On stderr, which lrconform shows where a case fails."""
    traceback.print_exception(type(error), error, error.__traceback__)


def play(scenario: Json, make: Make, raised: Callable[[Exception], None] | None = show_traceback) -> dict[str, Json]:
    """Play a scenario on `make(scenario)`, a Stage, and return the members of the reply.

    What the implementation raises is the outcome, and is told to `raised`; what the adapter's own code raises is raised
    here too.
    """
    try:
        program = list(operations(scenario))
        recorder = Recorder(scenario)
    except (AttributeError, KeyError, TypeError) as error:
        raise ScenarioError(f"malformed scenario: {error}") from None
    stage = None
    try:
        stage = make(scenario)
        _play(stage, program, recorder)
    except (Skip, ScenarioError):
        raise
    except Ended:
        return recorder.reply(ends=True)
    except Exception as error:
        if is_own(error):
            raise
        if raised is not None:
            raised(error)
        return recorder.reply(error)
    finally:
        if stage is not None:
            stage.close()
    return recorder.reply()


def _play(stage: Stage, program: Iterable[tuple[str, Any, Sequence[int]]], recorder: Recorder) -> None:
    stage.build()
    recorder.observe(stage)
    for name, payload, addressed in program:
        if name == "observe":
            recorder.observe(stage)
            continue
        for call in _calls(stage, name, payload):
            for index in addressed:
                call(index)
            recorder.observe(stage)


def _calls(stage: Stage, name: str, payload: Any) -> list[Callable[[int], None]]:
    """What an operation calls for each scheduler, once for each observation; one without observations is done at once."""
    if name == "step":
        return [stage.step] * int(payload)
    if name == "step_epochs":
        return [lambda index, value=value: stage.step_epoch(index, value) for value in payload]  # type: ignore[misc]
    if name == "step_metrics":
        return [lambda index, value=value: stage.step_metrics(index, value) for value in payload]  # type: ignore[misc]
    if name == "save":
        stage.save()
    elif name == "reload" and isinstance(payload, dict):
        stage.reload_as(payload)
    else:
        getattr(stage, name)(payload)
    return []


def player(make: Make) -> Play:
    """What `serve` plays with, for a Stage's class."""
    return lambda scenario: play(scenario, make)
