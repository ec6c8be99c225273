"""lrconform's adapter protocol over Keras' schedules and its ReduceLROnPlateau callback."""

import os

from lrconform.adapter import (
    RateStage,
    Skip,
    Stage,
    arguments,
    line,
    only_plateau,
    renamed,
    reserve_stdout,
    share_of_lr,
    two_constants,
)
from lrconform.adapter.serving import serve_stage

reserve_stdout()
os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
from keras.optimizers import schedules


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    values = [lr]
    for _ in given["milestones"]:
        values.append(values[-1] * given["gamma"])
    return schedules.PiecewiseConstantDecay(given["milestones"], values)


def constant(spec, lr):
    milestone, *values = two_constants(spec, {"lr": lr})
    return schedules.PiecewiseConstantDecay([milestone], values)


def linear(spec, lr):
    start, end, steps = line(spec, lr)
    return schedules.PolynomialDecay(start, steps, end)


def cosine(spec, lr):
    given = arguments(spec, "T_max", "eta_min")
    return schedules.CosineDecay(lr, given["T_max"], share_of_lr(given["eta_min"], lr))


# What branches is compiled, as in training: otherwise it is compiled anew at each step, which takes 70 ms.


def warm_restarts(spec, lr):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    alpha = share_of_lr(given["eta_min"], lr)
    return jax.jit(schedules.CosineDecayRestarts(lr, given["T_0"], t_mul=given["T_mult"], alpha=alpha))


def family_cosine(given, lr):
    steps, floor = given["total"] - given["warmup"], given.get("floor", 0)
    if given["warmup"] == 0:
        return schedules.CosineDecay(lr, steps, floor)
    start = given.get("start", 0) * lr
    return jax.jit(schedules.CosineDecay(start, steps, floor, warmup_target=lr, warmup_steps=given["warmup"]))


class KerasSchedule(RateStage):
    families = {"warmup-cosine": family_cosine, "warmup-cosine/holds": family_cosine}
    makers = {
        "ExponentialLR": renamed(schedules.ExponentialDecay, {"gamma": "decay_rate"}, decay_steps=1),
        "StepLR": renamed(
            schedules.ExponentialDecay, {"step_size": "decay_steps", "gamma": "decay_rate"}, staircase=True
        ),
        "MultiStepLR": multi_step,
        "ConstantLR": constant,
        "LinearLR": linear,
        "PolynomialLR": renamed(
            schedules.PolynomialDecay, {"total_iters": "decay_steps", "power": "power"}, end_learning_rate=0.0
        ),
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": warm_restarts,
    }

    def first(self, group):
        # Keras documents a float; of an integer a schedule would be computed in integers.
        return float(super().first(group))


class KerasPlateau(Stage):
    """The callback, on a model that is never trained."""

    def build(self):
        given, lr = only_plateau(self.scenario)
        threshold = given.pop("threshold")
        if given.pop("threshold_mode") != "abs" and threshold != 0:
            raise Skip("no threshold that is relative")
        self.callback = keras.callbacks.ReduceLROnPlateau(monitor="metrics", min_delta=threshold, **given)
        self.optimizer = keras.optimizers.SGD(learning_rate=float(lr))
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


serve_stage(
    KerasSchedule,
    "keras",
    "https://keras.io",
    "https://github.com/keras-team/keras/issues",
    ["closed-form", "fractional-epoch", "set-lr"],
    apart={"ReduceLROnPlateau": KerasPlateau},
    precision="float32",
    channels=["lr"],
)
