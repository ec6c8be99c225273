"""lrconform's adapter protocol over the shift extensions of chainer.training."""

import warnings

from lrconform.adapter import Skip, Stage, base_rate, line, only_group, renamed, reserve_stdout
from lrconform.adapter.serving import serve_stage

reserve_stdout()
warnings.simplefilter("ignore")

import chainer
from chainer.training import extensions


def linear(spec, attribute, optimizer):
    *values, steps = line(spec, optimizer.lr)
    return extensions.LinearShift(attribute, values, (0, steps), optimizer=optimizer)


def multi_step(spec, attribute, optimizer):
    make = renamed(extensions.MultistepShift, {"gamma": "gamma", "milestones": "step_value"})
    return make(spec, attribute, optimizer=optimizer, init=optimizer.lr)


# What an extension asks of its trainer is the optimizer, which it is given.
TRAINER = None


class ChainerStage(Stage):
    families = {}
    makers = {
        "StepLR": renamed(extensions.StepShift, {"gamma": "gamma", "step_size": "step"}),
        "MultiStepLR": multi_step,
        "LinearLR": linear,
        "ExponentialLR": renamed(extensions.ExponentialShift, {"gamma": "rate"}),
        "PolynomialLR": renamed(extensions.PolynomialShift, {"power": "rate", "total_iters": "max_count"}),
    }

    def build(self):
        self.make()
        self.initialize()

    def make(self):
        self.optimizer = chainer.optimizers.SGD(lr=base_rate(only_group(self.scenario)))
        specs = self.scenario["schedulers"]
        self.extensions = [self.makers[spec["type"]](spec, "lr", optimizer=self.optimizer) for spec in specs]

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


HOME, ISSUES = "https://chainer.org", "https://github.com/chainer/chainer/issues"
serve_stage(ChainerStage, "chainer", HOME, ISSUES, ["reload", "set-lr"], channels=["lr"])
