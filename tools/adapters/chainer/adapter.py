"""lrconform's adapter protocol over the shift extensions of chainer.training."""

import warnings

from lrconform.adapter import Skip, Stage, arguments, base_rate, only_group, player, renamed, reserve_stdout, serve

reserve_stdout()
warnings.simplefilter("ignore")

import chainer
from chainer.training import extensions


def linear(spec, attribute, optimizer):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    values = (optimizer.lr * given["start_factor"], optimizer.lr * given["end_factor"])
    return extensions.LinearShift(attribute, values, (0, given["total_iters"]), optimizer=optimizer)


def multi_step(spec, attribute, optimizer):
    make = renamed(extensions.MultistepShift, {"gamma": "gamma", "milestones": "step_value"})
    return make(spec, attribute, optimizer=optimizer, init=optimizer.lr)


SCHEDULERS = {
    "StepLR": renamed(extensions.StepShift, {"gamma": "gamma", "step_size": "step"}),
    "MultiStepLR": multi_step,
    "LinearLR": linear,
    "ExponentialLR": renamed(extensions.ExponentialShift, {"gamma": "rate"}),
    "PolynomialLR": renamed(extensions.PolynomialShift, {"power": "rate", "total_iters": "max_count"}),
}

# What an extension asks of its trainer is the optimizer, which it is given.
TRAINER = None


class ChainerStage(Stage):
    def build(self):
        self.make()
        self.initialize()

    def make(self):
        self.optimizer = chainer.optimizers.SGD(lr=base_rate(only_group(self.scenario)))
        self.extensions = [
            SCHEDULERS[spec["type"]](spec, "lr", optimizer=self.optimizer) for spec in self.scenario["schedulers"]
        ]

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
