"""Playing a scenario on an implementation.

    class MyStage(Stage):
        def build(self): …            # from self.scenario; an exception of the implementation's is the outcome (blame.py)
        def step(self, index): …
        def lr(self): …

    serve(HANDSHAKE, player(MyStage))

A subclass has methods for what the implementation has; the case that needs any other is skipped.
"""

import traceback

from blame import is_own
from observe import Recorder
from protocol import ScenarioError, Skip
from scenario import operations


class Stage:
    """An optimizer and its schedulers, or whatever an implementation has in their place."""

    def __init__(self, scenario):
        self.scenario = scenario

    def build(self):
        """Make everything anew from `self.scenario`, with what is observed before any step in place."""
        raise NotImplementedError

    # Operations; `index` is a scheduler's.

    def step(self, index):
        raise Skip("no step()")

    def step_epoch(self, index, epoch):
        raise Skip("no step(epoch)")

    def step_metrics(self, index, metrics):
        raise Skip("no step(metrics)")

    def set_lr(self, values):
        raise Skip("no set_lr")

    def add_group(self, group):
        raise Skip("no add_group")

    def reload(self, extent):
        raise Skip("no reload")

    # Channels: a value for each group, or for each scheduler.

    def lr(self):
        raise Skip("no lr")

    def momentum(self):
        raise Skip("no momentum")

    def last_epoch(self):
        raise Skip("no last_epoch")

    def last_lr(self):
        raise Skip("no last_lr")

    def get_lr(self):
        raise Skip("no get_lr")


def play(scenario, make):
    """Play a scenario on `make(scenario)`, a Stage, and return the members of the reply.

    What the implementation raises is the outcome; what the adapter's own code raises is raised here too.
    """
    recorder = Recorder(scenario)
    try:
        stage = make(scenario)
        stage.build()
        recorder.observe(stage)
        for name, payload, addressed in operations(scenario):
            for call in _calls(stage, name, payload):
                for index in addressed:
                    call(index)
                recorder.observe(stage)
    except (Skip, ScenarioError):
        raise
    except Exception as error:
        if is_own(error):
            raise
        traceback.print_exc()  # lrconform shows stderr where a case fails
        return recorder.reply(error)
    return recorder.reply()


def _calls(stage, name, payload):
    """What an operation calls for each scheduler, once for each observation; what is observed not is done at once."""
    if name == "step":
        return [stage.step] * payload
    if name == "step_epochs":
        return [lambda index, value=value: stage.step_epoch(index, value) for value in payload]
    if name == "step_metrics":
        return [lambda index, value=value: stage.step_metrics(index, value) for value in payload]
    getattr(stage, name)(payload)
    return []


def player(make):
    """What `serve` plays with, for a Stage's class."""
    return lambda scenario: play(scenario, make)
