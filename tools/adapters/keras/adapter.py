"""lrconform's adapter protocol over Keras' schedules and its ReduceLROnPlateau callback."""

import os

from lrconform.adapter import (
    ScheduleStage,
    Skip,
    Stage,
    arguments,
    base_rate,
    only_group,
    only_scheduler,
    player,
    reserve_stdout,
    serve,
    single,
    two_constants,
)

reserve_stdout()
os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
from keras.optimizers import schedules


def rate_of(group):
    # Keras documents a float; of an integer a schedule would be computed in integers.
    return float(base_rate(group))


def exponential(spec, group):
    given = arguments(spec, "gamma")
    return schedules.ExponentialDecay(rate_of(group), 1, given["gamma"])


def step(spec, group):
    given = arguments(spec, "step_size", "gamma")
    return schedules.ExponentialDecay(rate_of(group), given["step_size"], given["gamma"], staircase=True)


def multi_step(spec, group):
    given = arguments(spec, "milestones", "gamma")
    values = [rate_of(group)]
    for _ in given["milestones"]:
        values.append(values[-1] * given["gamma"])
    return schedules.PiecewiseConstantDecay(given["milestones"], values)


def constant(spec, group):
    milestone, *values = two_constants(spec, {"lr": rate_of(group)})
    return schedules.PiecewiseConstantDecay([milestone], values)


def linear(spec, group):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    rate = rate_of(group)
    return schedules.PolynomialDecay(rate * given["start_factor"], given["total_iters"], rate * given["end_factor"])


def polynomial(spec, group):
    given = arguments(spec, "total_iters", "power")
    return schedules.PolynomialDecay(rate_of(group), given["total_iters"], 0.0, given["power"])


def alpha(given, rate):
    if rate == 0:
        raise Skip("alpha is a fraction of the learning rate, which is 0")
    return given["eta_min"] / rate


def cosine(spec, group):
    given = arguments(spec, "T_max", "eta_min")
    rate = rate_of(group)
    return schedules.CosineDecay(rate, given["T_max"], alpha(given, rate))


def warm_restarts(spec, group):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    rate = rate_of(group)
    # Compiled, as in training: otherwise it is compiled anew at each step, which takes 70 ms.
    return jax.jit(schedules.CosineDecayRestarts(rate, given["T_0"], t_mul=given["T_mult"], alpha=alpha(given, rate)))


def family_cosine(given, group):
    rate = rate_of(group)
    steps, floor = given["total"] - given["warmup"], given.get("floor", 0)
    if given["warmup"] == 0:
        return schedules.CosineDecay(rate, steps, floor)
    start = given.get("start", 0) * rate
    return schedules.CosineDecay(start, steps, floor, warmup_target=rate, warmup_steps=given["warmup"])


class KerasSchedule(ScheduleStage):
    families = {"warmup-cosine": family_cosine, "warmup-cosine/holds": family_cosine}
    makers = {
        "ExponentialLR": exponential,
        "StepLR": step,
        "MultiStepLR": multi_step,
        "ConstantLR": constant,
        "LinearLR": linear,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": warm_restarts,
    }

    def set_lr(self, values):
        raise Skip("a schedule's learning rate cannot be set")


class KerasPlateau(Stage):
    """The callback, on a model that is never trained."""

    def build(self):
        given = arguments(
            only_scheduler(self.scenario),
            *("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr"),
        )
        rate = rate_of(only_group(self.scenario))
        if given["threshold_mode"] != "abs" and given["threshold"] != 0:
            raise Skip("no threshold_mode {}".format(given["threshold_mode"]))
        self.callback = keras.callbacks.ReduceLROnPlateau(
            monitor="metrics",
            factor=given["factor"],
            patience=given["patience"],
            mode=given["mode"],
            min_delta=given["threshold"],
            cooldown=given["cooldown"],
            min_lr=single(given["min_lr"]),
        )
        self.optimizer = keras.optimizers.SGD(learning_rate=rate)
        model = keras.Sequential()
        model.compile(optimizer=self.optimizer)
        self.callback.set_model(model)
        self.callback.on_train_begin()
        self.epoch = 0

    def step_metrics(self, index, metrics):
        self.callback.on_epoch_end(self.epoch, {"metrics": metrics})
        self.epoch += 1

    def set_lr(self, values):
        self.optimizer.learning_rate = values[0]

    def lr(self):
        return [keras.ops.convert_to_numpy(self.optimizer.learning_rate)]


def stage(scenario):
    plateau = only_scheduler(scenario)["type"] == "ReduceLROnPlateau"
    return KerasPlateau(scenario) if plateau else KerasSchedule(scenario)


serve(
    {
        "implementation": {
            "name": "keras",
            "version": keras.__version__,
            "language": "Python",
            "homepage": "https://keras.io",
            "issues": "https://github.com/keras-team/keras/issues",
        },
        "precision": "float32",
        "schedulers": [*KerasSchedule.makers, "ReduceLROnPlateau"],
        "families": list(KerasSchedule.families),
        "features": ["closed-form", "fractional-epoch", "set-lr"],
        "channels": ["lr"],
    },
    player(stage),
)
