"""For implementations whose schedules are functions of the step: the learning rate after t steps is schedule(t)."""

from blame import implementation
from play import Stage
from protocol import Skip
from scenario import only_group, only_scheduler


class ScheduleStage(Stage):
    """One schedule and its count of steps; step(epoch) sets the count.

    `makers` has a function of (spec, group) for each of PyTorch's classes: it returns the schedule.
    """

    makers = {}

    def build(self):
        spec = only_scheduler(self.scenario)
        self.schedule = self.make(spec, only_group(self.scenario))
        self.count = 0

    def make(self, spec, group):
        """The schedule for a spec: also for the members of a composite."""
        if spec["type"] not in self.makers:
            raise Skip("no %s" % spec["type"])
        return self.makers[spec["type"]](spec, group)

    def step(self, index):
        self.count += 1

    def step_epoch(self, index, epoch):
        self.count = epoch

    def lr(self):
        with implementation():  # it may be native code
            return [self.schedule(self.count)]
