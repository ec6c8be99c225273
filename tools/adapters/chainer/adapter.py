"""lrconform's adapter protocol over the shift extensions of chainer.training."""

import warnings

from lrconform.adapter import Skip, Stage, arguments, base_rate, only_group, player, reserve_stdout, serve

reserve_stdout()
warnings.simplefilter("ignore")

import chainer
from chainer.training import extensions


def step(spec, lr):
    given = arguments(spec, "step_size", "gamma")
    return extensions.StepShift, {"gamma": given["gamma"], "step": given["step_size"]}


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    options = {"gamma": given["gamma"], "step_value": given["milestones"], "init": lr}
    return extensions.MultistepShift, options


def linear(spec, lr):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    values = (lr * given["start_factor"], lr * given["end_factor"])
    return extensions.LinearShift, {"value_range": values, "time_range": (0, given["total_iters"])}


def exponential(spec, lr):
    return extensions.ExponentialShift, {"rate": arguments(spec, "gamma")["gamma"]}


def polynomial(spec, lr):
    given = arguments(spec, "total_iters", "power")
    return extensions.PolynomialShift, {"rate": given["power"], "max_count": given["total_iters"]}


SCHEDULERS = {
    "StepLR": step,
    "MultiStepLR": multi_step,
    "LinearLR": linear,
    "ExponentialLR": exponential,
    "PolynomialLR": polynomial,
}

# What an extension asks of its trainer is the optimizer, which it is given.
TRAINER = None


class ChainerStage(Stage):
    def build(self):
        self.make()
        self.initialize()

    def make(self):
        lr = base_rate(only_group(self.scenario))
        self.optimizer = chainer.optimizers.SGD(lr=lr)
        self.extensions = []
        for spec in self.scenario["schedulers"]:
            kind, options = SCHEDULERS[spec["type"]](spec, lr)
            self.extensions.append(kind("lr", optimizer=self.optimizer, **options))

    def initialize(self):
        for extension in self.extensions:
            extension.initialize(TRAINER)  # what a trainer does before its loop

    def step(self, index):
        self.extensions[index](TRAINER)

    def set_lr(self, values):
        self.optimizer.lr = values[0]

    def reload(self, extent):
        if extent == "all":
            raise Skip("the state of an optimizer has no lr")
        states = []
        for extension in self.extensions:
            serializer = chainer.serializers.DictionarySerializer()
            extension.serialize(serializer)
            states.append(serializer.target)
        self.make()
        for extension, state in zip(self.extensions, states):
            extension.serialize(chainer.serializers.NpzDeserializer(state))
        self.initialize()

    def lr(self):
        return [self.optimizer.lr]


HANDSHAKE = {
    "implementation": {
        "name": "chainer",
        "version": chainer.__version__,
        "language": "Python",
        "homepage": "https://chainer.org",
        "issues": "https://github.com/chainer/chainer/issues",
    },
    "precision": "float64",
    "schedulers": list(SCHEDULERS),
    "features": ["reload", "set-lr"],
    "channels": ["lr"],
}

serve(HANDSHAKE, player(ChainerStage))
