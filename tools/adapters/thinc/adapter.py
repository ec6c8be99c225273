"""lrconform's adapter protocol over thinc.schedules."""

import math

from lrconform.adapter import ScheduleStage, Skip, arguments, base_rate, reserve_stdout, two_constants, without_momentum
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from thinc import schedules


def constant(spec, group):
    milestone, before, after = two_constants(spec, group)
    return schedules.constant_then(before, milestone, schedules.constant(after))


def multi_step(spec, group):
    given, lr = arguments(spec, "milestones", "gamma"), base_rate(group)
    marks = sorted(given["milestones"])
    schedule = schedules.constant(lr * given["gamma"] ** len(marks))
    for index in reversed(range(len(marks))):
        schedule = schedules.constant_then(lr * given["gamma"] ** index, marks[index], schedule)
    return schedule


def exponential(spec, group):
    gamma = arguments(spec, "gamma")["gamma"]
    return schedules.compounding(base_rate(group), 0.0 if gamma < 1 else math.inf, gamma)


def polynomial(spec, group):
    given = arguments(spec, "total_iters", "power")
    if given["power"] != 1:
        raise Skip("the decay is linear")
    return schedules.warmup_linear(base_rate(group), 0, given["total_iters"])


def cyclic(spec, group):
    names = "base_lr", "max_lr", "step_size_up", "step_size_down"
    given = arguments(spec, *names, "cycle_momentum", "base_momentum", "max_momentum")
    if given["step_size_down"] not in (None, given["step_size_up"]):
        raise Skip("both halves of a cycle have one length")
    return schedules.cyclic_triangular(given["base_lr"], given["max_lr"], given["step_size_up"])


def sequential(spec, group):
    """A constant rate before a schedule."""
    given = arguments(spec, "schedulers", "milestones")
    members, milestones = given["schedulers"], given["milestones"]
    if len(members) != 2 or len(milestones) != 1 or members[0]["type"] != "ConstantLR":
        raise Skip("a sequence is a constant rate and one schedule")
    milestone, before, _ = two_constants(members[0], group)
    if milestone < milestones[0] or members[1]["type"] not in MAKERS:
        raise Skip("a sequence is a constant rate and one schedule")
    return schedules.constant_then(before, milestones[0], MAKERS[members[1]["type"]](members[1], group))


def warm_up_linear(given, group):
    if given.get("floor", 0) != 0:
        raise Skip("the decay ends with 0")
    return schedules.warmup_linear(base_rate(group), given["warmup"], given["total"])


MAKERS = {
    "ConstantLR": constant,
    "MultiStepLR": multi_step,
    "ExponentialLR": exponential,
    "PolynomialLR": polynomial,
    "CyclicLR": cyclic,
    "SequentialLR": sequential,
}


class ThincStage(ScheduleStage):
    makers = MAKERS
    families = {"warmup-linear": warm_up_linear}

    def build(self):
        for spec in self.scenario["schedulers"]:
            without_momentum(self.scenario, spec)
        super().build()


HOME = "https://thinc.ai/docs/api-schedules"
ISSUES = "https://github.com/explosion/thinc/issues"
serve_stage(ThincStage, "thinc", HOME, ISSUES, ["closed-form", "observe"], channels=["lr"])
