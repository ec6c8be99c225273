"""lrconform's adapter protocol over diffusers.optimization."""

import functools
import logging

from lrconform.adapter import Skip, arguments, equal_cycles, load_without_init, one_lr, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Its schedules need nothing of diffusers but a logger.
LOGGING = type("logging", (), {"get_logger": logging.getLogger})
optimization = load_without_init("diffusers.optimization", {"diffusers.utils": {"logging": LOGGING}})


def scheduler(name, **options):
    return functools.partial(optimization.get_scheduler, name), options


def piecewise(factors, ends):
    if any(type(end) is not int for end in ends):
        raise Skip("the steps of a rule are integers")
    rules = [f"{factor!r}:{end}" for factor, end in zip(factors, ends)]
    return scheduler("piecewise_constant", step_rules=",".join([*rules, repr(factors[-1])]))


def constant(spec, stage):
    given = arguments(spec, "factor", "total_iters")
    return piecewise([given["factor"], 1.0], [given["total_iters"]])


def multi_step(spec, stage):
    given = arguments(spec, "milestones", "gamma")
    ends = sorted(set(given["milestones"]))
    passed = [sum(milestone < end for milestone in given["milestones"]) for end in ends]
    return piecewise([given["gamma"] ** count for count in [*passed, len(given["milestones"])]], ends)


def linear(warmup, total, floor=0.0, f_max=1.0):
    options = {"num_warmup_steps": warmup, "num_training_steps": total, "f_min": floor, "f_max": f_max}
    return optimization.get_linear_schedule_with_warmup, options


def polynomial(stage, warmup, total, power=1, floor=0):
    end = floor and floor * one_lr(stage.base_lrs(), "lr_end is one number for all groups")
    options = {"num_warmup_steps": warmup, "num_training_steps": total, "lr_end": end, "power": power}
    return optimization.get_polynomial_decay_schedule_with_warmup, options


def cosine(warmup, total, floor=0, start=0):
    if floor != 0 or start != 0:
        raise Skip("a cosine from 0 to 0")
    return scheduler("cosine", num_warmup_steps=warmup, num_training_steps=total)


def restarts(warmup, total, cycles=1):
    options = {"num_warmup_steps": warmup, "num_training_steps": total, "num_cycles": cycles}
    return scheduler("cosine_with_restarts", **options)


def warm_restarts(spec, stage):
    period = arguments(spec, "T_0")["T_0"]
    cycles = equal_cycles(stage.scenario, period)
    return restarts(0, period * cycles, cycles)


class DiffusersStage(MappedStage):
    makers = {
        "ConstantLR": constant,
        "MultiStepLR": multi_step,
        "LinearLR": lambda spec, stage: linear(
            0, *arguments(spec, "total_iters", "end_factor", "start_factor").values()
        ),
        "PolynomialLR": lambda spec, stage: polynomial(stage, 0, *arguments(spec, "total_iters", "power").values()),
        "CosineAnnealingLR": lambda spec, stage: cosine(0, arguments(spec, "T_max")["T_max"]),
        "CosineAnnealingWarmRestarts": warm_restarts,
    }
    families = {
        "warmup-constant": lambda given, stage: scheduler("constant_with_warmup", num_warmup_steps=given["warmup"]),
        "warmup-linear": lambda given, stage: linear(**given),
        "warmup-polynomial": lambda given, stage: polynomial(stage, **given),
        "warmup-cosine": lambda given, stage: cosine(**given),
        "warmup-cosine/rises-again": lambda given, stage: cosine(**given),
        "warmup-restarts": lambda given, stage: restarts(**given),
    }


FEATURES = ["momentum", "closed-form", "resume", "reload", "set-lr", "add-group", "groups", "beta2", "observe", "save"]
HOME, ISSUES = "https://huggingface.co/docs/diffusers", "https://github.com/huggingface/diffusers/issues"
serve_stage(DiffusersStage, "diffusers", HOME, ISSUES, [*FEATURES, "initial-lr"])
