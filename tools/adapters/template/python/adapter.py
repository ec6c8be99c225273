"""A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol."""

import json
import math
import sys

# What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
# `groups` stands for the optimizer: a list of dictionaries, each with its "lr".


class Scheduler:
    def __init__(self, groups):
        self.groups = groups
        self.last_epoch = 0  # PyTorch takes the step to epoch 0 in the constructor
        self.last_lr = [group["lr"] for group in groups]

    def step(self):
        self.last_epoch += 1
        for group in self.groups:
            group["lr"] = self.next_lr(group["lr"])
        self.last_lr = [group["lr"] for group in self.groups]


class StepLR(Scheduler):
    def __init__(self, groups, step_size, gamma=0.1):
        super().__init__(groups)
        self.step_size = step_size
        self.gamma = gamma

    def next_lr(self, lr):
        return lr * self.gamma if self.last_epoch % self.step_size == 0 else lr


class ExponentialLR(Scheduler):
    def __init__(self, groups, gamma):
        super().__init__(groups)
        self.gamma = gamma

    def next_lr(self, lr):
        return lr * self.gamma


IMPLEMENTATION = {"name": "template-python", "version": "1.0", "language": "Python"}
PRECISION = "float64"  # or "float32", or "exact" for PyTorch's very bits
# PyTorch's name and the names of its arguments, to what is built.
SCHEDULERS = {
    "StepLR": (StepLR, {"step_size", "gamma"}),
    "ExponentialLR": (ExponentialLR, {"gamma"}),
}
FEATURES = ["groups", "set-lr"]


# ---- The protocol: below here only play() and observe() should need to grow. ----


class Skip(Exception):
    """The implementation lacks what the scenario asks for."""


def number(value):
    """A number or a list of them. JSON has no NaN and no infinities: they come as strings, and so may C99 hex floats."""
    if isinstance(value, list):
        return [number(item) for item in value]
    if not isinstance(value, str):
        return value
    return float.fromhex(value)


def spelled(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def build(spec, groups):
    if spec["type"] not in SCHEDULERS:
        raise Skip("no %s" % spec["type"])
    kind, known = SCHEDULERS[spec["type"]]
    arguments = spec.get("args", {})
    for name in arguments:
        if name not in known:
            raise Skip("%s has no argument %s" % (spec["type"], name))
    return kind(groups, **{name: number(value) for name, value in arguments.items()})


def observe(channel, groups, schedulers):
    """One value for each parameter group, or for last_epoch for each scheduler."""
    if channel == "lr":
        return [group["lr"] for group in groups]
    if channel == "last_lr":
        return list(schedulers[-1].last_lr)
    if channel == "last_epoch":
        return [scheduler.last_epoch for scheduler in schedulers]
    raise Skip("%s cannot be observed" % channel)


def play(scenario):
    channels = scenario.get("observe", ["lr"])
    groups = [{"lr": number(group["lr"])} for group in scenario["optimizer"]["groups"]]
    width = {name: len(scenario["schedulers"] if name == "last_epoch" else groups) for name in channels}
    trace = {name: [[] for _ in range(width[name])] for name in channels}
    count = 0
    try:
        schedulers = [build(spec, groups) for spec in scenario["schedulers"]]

        def record():
            for name in channels:
                for column, value in zip(trace[name], observe(name, groups, schedulers)):
                    column.append(spelled(value))

        record()  # after construction, before any step
        count += 1
        for operation in scenario["program"]:
            which = operation.get("scheduler")
            addressed = schedulers if which is None else [schedulers[which]]
            if "step" in operation:
                for _ in range(operation["step"]):
                    for scheduler in addressed:
                        scheduler.step()
                    record()  # after each step, and only then
                    count += 1
            elif "set_lr" in operation:
                for group, lr in zip(groups, operation["set_lr"]):
                    group["lr"] = number(lr)
            else:
                raise Skip("the program has %s" % ", ".join(operation))
    except Skip:
        raise
    except Exception as error:  # the implementation refuses: that is an outcome, with what was seen before it
        described = {"step": count, "type": type(error).__name__, "message": str(error)}
        return {"trace": trace, "error": described}
    return {"trace": trace}


def run(request):
    try:
        return {"seq": request["seq"], **play(request["scenario"])}
    except Skip as reason:
        return {"seq": request["seq"], "skipped": str(reason)}


def start():
    return {
        "protocol": 1,
        "implementation": IMPLEMENTATION,
        "precision": PRECISION,
        "schedulers": list(SCHEDULERS),
        "features": FEATURES,
    }


def main():
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "stop":
            return
        reply = start() if request["cmd"] == "start" else run(request)
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
