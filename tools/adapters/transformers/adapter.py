"""lrconform's adapter protocol over the schedules of transformers.optimization."""

import warnings

from lrconform.adapter import Skip, arguments, equal_cycles, keywords, one_lr, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from transformers import optimization

warnings.simplefilter("ignore")

# transformers takes the optimizer's default lr for all groups.
RELATIVE = "a bound is relative to one lr of all groups"


def schedule(name, warmup=None, total=None, **options):
    steps = {"num_warmup_steps": warmup, "num_training_steps": total}
    given = {key: value for key, value in steps.items() if value is not None}
    return getattr(optimization, f"get_{name}"), {**given, **options}


def constant(spec, stage):
    if arguments(spec, "factor", "total_iters")["factor"] != 1:
        raise Skip("a constant schedule has no factor")
    return schedule("constant_schedule")


def linear_lr(spec, stage):
    start, end, steps = arguments(spec, "start_factor", "end_factor", "total_iters").values()
    if start != 1:
        raise Skip("a schedule starts with the lr, or with a warm-up from 0")
    return linear(stage, 0, steps, end)


def linear(stage, warmup, total, floor=0):
    if floor != 0:
        return polynomial(stage, warmup, total, floor=floor)
    return schedule("linear_schedule_with_warmup", warmup, total)


def polynomial(stage, warmup, total, power=1, floor=0):
    end = floor and floor * one_lr(stage.base_lrs(), RELATIVE)
    return schedule("polynomial_decay_schedule_with_warmup", warmup, total, lr_end=end, power=power)


def cosine(spec, stage):
    period, low = arguments(spec, "T_max", "eta_min").values()
    if low == 0:
        return schedule("cosine_schedule_with_warmup", 0, period)
    one_lr(stage.base_lrs(), RELATIVE)
    return schedule("cosine_with_min_lr_schedule_with_warmup", 0, period, min_lr=low)


def family_cosine(given, stage):
    warmup, total, floor, start = given["warmup"], given["total"], given.get("floor", 0), given.get("start", 0)
    if start != 0:
        rates = {"min_lr_rate": floor, "warmup_lr_rate": start}
        return schedule("cosine_with_min_lr_schedule_with_warmup_lr_rate", warmup, total, **rates)
    if floor != 0:
        return schedule("cosine_with_min_lr_schedule_with_warmup", warmup, total, min_lr_rate=floor)
    return schedule("cosine_schedule_with_warmup", warmup, total)


def restarts(warmup, total, cycles=1):
    return schedule("cosine_with_hard_restarts_schedule_with_warmup", warmup, total, num_cycles=cycles)


def warm_restarts(spec, stage):
    period, low = arguments(spec, "T_0", "eta_min").values()
    if low != 0 or any("step_epochs" in operation for operation in stage.scenario["program"]):
        raise Skip("restarts have no minimal lr, and no step(epoch)")
    cycles = equal_cycles(stage.scenario, period)
    return restarts(0, period * cycles, cycles)


def stable(decay_type):
    def make(given, stage):
        steps = {f"num_{name}_steps": given[name] for name in ("stable", "decay")}
        options = {"min_lr_ratio": given.get("floor", 0), "decay_type": decay_type}
        return schedule("wsd_schedule", given["warmup"], **steps, **options)

    return make


class TransformersStage(MappedStage):
    makers = {
        "ConstantLR": constant,
        "LinearLR": linear_lr,
        "PolynomialLR": lambda spec, stage: polynomial(stage, 0, *arguments(spec, "total_iters", "power").values()),
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": warm_restarts,
        "ReduceLROnPlateau": lambda spec, stage: (optimization.get_reduce_on_plateau_schedule, keywords(spec)),
    }
    families = {
        "warmup-constant": lambda given, stage: schedule("constant_schedule_with_warmup", **given),
        "warmup-linear": lambda given, stage: linear(stage, **given),
        "warmup-polynomial": lambda given, stage: polynomial(stage, **given),
        "warmup-cosine": family_cosine,
        "warmup-cosine/rises-again": family_cosine,
        "inverse-sqrt": lambda given, stage: schedule("inverse_sqrt_schedule", **given),
        "warmup-stable-decay": stable("linear"),
        "warmup-stable-decay/cosine": stable("cosine"),
        "warmup-stable-decay/square-root": stable("1-sqrt"),
        "warmup-restarts": lambda given, stage: restarts(**given),
    }


FEATURES = ["momentum", "closed-form", "resume", "reload", "set-lr", "add-group", "groups"]
HOME, ISSUES = "https://huggingface.co/docs/transformers", "https://github.com/huggingface/transformers/issues"
serve_stage(TransformersStage, "transformers", HOME, ISSUES, FEATURES)
