"""lrconform's adapter protocol over the schedules of transformers.optimization."""

import warnings

from lrconform.adapter import Skip, arguments, keywords, last_step, one_lr, positive, reserve_stdout
from lrconform.adapter.interface import InterfaceStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from transformers import optimization

warnings.simplefilter("ignore")


def bounded_lr(stage):
    """The lr that an absolute bound refers to: transformers takes the optimizer's default for all groups."""
    return one_lr(stage.base_lrs(), "a bound is relative to one lr of all groups")


def constant(spec, stage):
    given = arguments(spec, "factor", "total_iters", "last_epoch")
    if given["factor"] != 1:
        raise Skip("a constant schedule has no factor")
    return optimization.get_constant_schedule, {"last_epoch": given["last_epoch"]}


def linear(spec, stage):
    given = arguments(spec, "start_factor", "end_factor", "total_iters", "last_epoch")
    if given["start_factor"] != 1:
        raise Skip("a schedule starts with the lr, or with a warm-up from 0")
    options = {
        "num_warmup_steps": 0,
        "num_training_steps": given["total_iters"],
        "last_epoch": given["last_epoch"],
    }
    if given["end_factor"] == 0:
        return optimization.get_linear_schedule_with_warmup, options
    end = bounded_lr(stage) * given["end_factor"]
    return optimization.get_polynomial_decay_schedule_with_warmup, dict(options, power=1.0, lr_end=end)


def polynomial(spec, stage):
    given = arguments(spec, "total_iters", "power", "last_epoch")
    return optimization.get_polynomial_decay_schedule_with_warmup, {
        "num_warmup_steps": 0,
        "num_training_steps": given["total_iters"],
        "lr_end": 0.0,
        "power": given["power"],
        "last_epoch": given["last_epoch"],
    }


def cosine(spec, stage):
    given = arguments(spec, "T_max", "eta_min", "last_epoch")
    options = {
        "num_warmup_steps": 0,
        "num_training_steps": given["T_max"],
        "last_epoch": given["last_epoch"],
    }
    if given["eta_min"] == 0:
        return optimization.get_cosine_schedule_with_warmup, options
    bounded_lr(stage)
    options["min_lr"] = given["eta_min"]
    return optimization.get_cosine_with_min_lr_schedule_with_warmup, options


def warm_restarts(spec, stage):
    given = arguments(spec, "T_0", "eta_min", "last_epoch")
    if given["eta_min"] != 0:
        raise Skip("restarts have no minimal lr")
    period = positive(given["T_0"], "restarts share the steps equally")
    cycles = (
        last_step(stage.scenario, given["last_epoch"]) // period + 1
    )  # so many that the last one outlasts the program, also where it was resumed
    return optimization.get_cosine_with_hard_restarts_schedule_with_warmup, {
        "num_warmup_steps": 0,
        "num_training_steps": period * cycles,
        "num_cycles": cycles,
        "last_epoch": given["last_epoch"],
    }


def plateau(spec, stage):
    return optimization.get_reduce_on_plateau_schedule, keywords(spec)


SCHEDULERS = {
    "ConstantLR": constant,
    "LinearLR": linear,
    "PolynomialLR": polynomial,
    "CosineAnnealingLR": cosine,
    "CosineAnnealingWarmRestarts": warm_restarts,
    "ReduceLROnPlateau": plateau,
}


def steps_of(given):
    """The warm-up and all steps of a family, by transformers' names."""
    return {"num_warmup_steps": given["warmup"], "num_training_steps": given["total"]}


def family_constant(given, stage):
    return optimization.get_constant_schedule_with_warmup, {"num_warmup_steps": given["warmup"]}


def family_linear(given, stage):
    if given.get("floor", 0) != 0:
        return family_polynomial(given, stage)
    return optimization.get_linear_schedule_with_warmup, steps_of(given)


def family_polynomial(given, stage):
    end = given.get("floor", 0) * bounded_lr(stage)
    options = dict(steps_of(given), lr_end=end, power=given.get("power", 1))
    return optimization.get_polynomial_decay_schedule_with_warmup, options


def family_cosine(given, stage):
    floor, start = given.get("floor", 0), given.get("start", 0)
    if start != 0:
        options = dict(steps_of(given), min_lr_rate=floor, warmup_lr_rate=start)
        return optimization.get_cosine_with_min_lr_schedule_with_warmup_lr_rate, options
    if floor != 0:
        options = dict(steps_of(given), min_lr_rate=floor)
        return optimization.get_cosine_with_min_lr_schedule_with_warmup, options
    return optimization.get_cosine_schedule_with_warmup, steps_of(given)


def family_inverse_sqrt(given, stage):
    options = {"num_warmup_steps": given["warmup"], "timescale": given["timescale"]}
    return optimization.get_inverse_sqrt_schedule, options


def family_stable(decay_type):
    def make(given, stage):
        return optimization.get_wsd_schedule, {
            "num_warmup_steps": given["warmup"],
            "num_stable_steps": given["stable"],
            "num_decay_steps": given["decay"],
            "min_lr_ratio": given.get("floor", 0),
            "decay_type": decay_type,
        }

    return make


def family_restarts(given, stage):
    options = dict(steps_of(given), num_cycles=given.get("cycles", 1))
    return optimization.get_cosine_with_hard_restarts_schedule_with_warmup, options


def on_optimizer(make):
    """What `make(given, stage)` names, called with the optimizer, and with its options and more."""

    def build(given, stage, **more):
        function, options = make(given, stage)
        return function(stage.optimizer, **options, **more)

    return build


FAMILIES = {
    "warmup-constant": family_constant,
    "warmup-linear": family_linear,
    "warmup-polynomial": family_polynomial,
    "warmup-cosine": family_cosine,
    "warmup-cosine/rises-again": family_cosine,
    "inverse-sqrt": family_inverse_sqrt,
    "warmup-stable-decay": family_stable("linear"),
    "warmup-stable-decay/cosine": family_stable("cosine"),
    "warmup-stable-decay/square-root": family_stable("1-sqrt"),
    "warmup-restarts": family_restarts,
}


class TransformersStage(InterfaceStage):
    makers = {name: on_optimizer(make) for name, make in SCHEDULERS.items()}
    families = {name: on_optimizer(make) for name, make in FAMILIES.items()}

    def build_optimizer(self, **options):
        # transformers takes "the initial lr set in the optimizer" from the optimizer's defaults, not from its groups.
        super().build_optimizer(**options)
        self.optimizer.defaults["lr"] = self.base_lrs()[0]

    def step_epoch(self, index, epoch):
        if self.scenario["schedulers"][index]["type"] == "CosineAnnealingWarmRestarts":
            raise Skip("no step(epoch) with restarts")
        super().step_epoch(index, epoch)


FEATURES = [
    "momentum",
    "closed-form",
    "resume",
    "reload",
    "set-lr",
    "add-group",
    "groups",
]
serve_stage(
    TransformersStage,
    "transformers",
    "https://huggingface.co/docs/transformers",
    "https://github.com/huggingface/transformers/issues",
    FEATURES,
)
