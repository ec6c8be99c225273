"""A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol."""

import json
import math
import sys
import traceback

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
GROUP_KEYS = {"lr"}  # what a parameter group may have, perhaps also "momentum"
FEATURES = ["groups", "set-lr"]


# ---- The protocol: below here only play() and observe() should need to grow. ----


class Skip(Exception):
    """The implementation lacks what the scenario asks for."""


class Refused(Exception):
    """The implementation raised; its exception is the cause."""


def ask(call, *arguments, **named):
    """Calls the implementation. What it raises is an outcome; what any other code here raises ends the adapter."""
    try:
        return call(*arguments, **named)
    except Skip:
        raise
    except Exception as error:
        traceback.print_exc()  # lrconform shows stderr where a case fails
        raise Refused from error


def value(given, what):
    """A number, word, flag, None, or a list of them. JSON has no NaN and no infinities: they come as strings, and so
    may C99 hex floats."""
    if isinstance(given, list):
        return [value(item, what) for item in given]
    if isinstance(given, dict):
        raise Skip("%s that is a %s" % (what, "tensor" if "tensor" in given else "function"))
    if isinstance(given, str) and given.lstrip("+-").startswith(("NaN", "Infinity", "0x", "0X")):
        return float.fromhex(given)
    return given


def group_from(spec):
    for key in spec:
        if key not in GROUP_KEYS:
            raise Skip("%s of a parameter group" % key)
    return {key: value(given, "%s of a parameter group" % key) for key, given in spec.items()}


def spelled(number):
    if isinstance(number, float) and not math.isfinite(number):
        return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"
    return number


def build(spec, groups):
    if spec["type"] not in SCHEDULERS:
        raise Skip("no %s" % spec["type"])
    kind, known = SCHEDULERS[spec["type"]]
    arguments = spec.get("args", {})
    for name in arguments:
        if name not in known:
            raise Skip("argument %s of %s" % (name, spec["type"]))
    named = {name: value(given, "argument %s of %s" % (name, spec["type"])) for name, given in arguments.items()}
    return ask(kind, groups, **named)


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
    groups = [group_from(spec) for spec in scenario["optimizer"]["groups"]]
    width = {name: len(scenario["schedulers"] if name == "last_epoch" else groups) for name in channels}
    trace = {name: [[] for _ in range(width[name])] for name in channels}
    count = 0
    try:
        schedulers = [build(spec, groups) for spec in scenario["schedulers"]]

        def record():
            for name in channels:
                for column, number in zip(trace[name], observe(name, groups, schedulers)):
                    column.append(spelled(number))

        record()  # after construction, before any step
        count += 1
        for operation in scenario["program"]:
            which = operation.get("scheduler")
            addressed = schedulers if which is None else [schedulers[which]]
            if "step" in operation:
                for _ in range(operation["step"]):
                    for scheduler in addressed:
                        ask(scheduler.step)
                    record()  # after each step, and only then
                    count += 1
            elif "step_metrics" in operation and all(hasattr(one, "step_metrics") for one in addressed):
                for metrics in operation["step_metrics"]:
                    for scheduler in addressed:
                        ask(scheduler.step_metrics, value(metrics, "metrics"))
                    record()
                    count += 1
            elif "set_lr" in operation:
                for group, lr in zip(groups, operation["set_lr"]):
                    group["lr"] = value(lr, "a learning rate")
            else:
                raise Skip("%s in the program" % ", ".join(sorted(set(operation) - {"scheduler"})))
    except Refused as refused:  # an outcome, with what was seen before it
        error = refused.__cause__
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
    replies, sys.stdout = sys.stdout, sys.stderr  # what else is printed would be taken for a reply
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] == "stop":
            return
        reply = start() if request["cmd"] == "start" else run(request)
        print(json.dumps(reply), file=replies, flush=True)


if __name__ == "__main__":
    main()
