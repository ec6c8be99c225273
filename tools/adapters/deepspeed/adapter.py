"""lrconform's adapter protocol over deepspeed.runtime.lr_schedules."""

import logging

from lrconform.adapter import Skip, arguments, last_step, load_without_init, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Its schedules need nothing of DeepSpeed but a logger, which warns of each get_lr() before the first step.
logging.getLogger("deepspeed").setLevel(logging.ERROR)
lr_schedules = load_without_init(
    "deepspeed.runtime.lr_schedules", {"deepspeed.utils": {"logger": logging.getLogger("deepspeed")}}
)


def linear_lr(spec, stage):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    if given["end_factor"] != 1:
        raise Skip("a warm-up ends with the initial lr")
    return warm_up(stage, given["total_iters"], given["start_factor"])


def warm_up(stage, warmup, start=0):
    return lr_schedules.WarmupLR, {
        "warmup_min_lr": [lr * start for lr in stage.base_lrs()],
        "warmup_max_lr": stage.base_lrs(),
        "warmup_num_steps": warmup,
        "warmup_type": "linear",
    }


def cycle(spec, stage):
    momenta = ("cycle_momentum", "base_momentum", "max_momentum")
    given = arguments(spec, "base_lr", "max_lr", "step_size_up", "step_size_down", *momenta)
    up, down = given["step_size_up"], given["step_size_down"]
    down = up if down is None else down
    jumps = any("step_epochs" in operation for operation in stage.scenario["program"])
    if jumps or last_step(stage.scenario) > up + down:
        raise Skip("one cycle only")
    return lr_schedules.OneCycle, {
        "cycle_min_lr": given["base_lr"],
        "cycle_max_lr": given["max_lr"],
        "cycle_first_step_size": up,
        "cycle_second_step_size": down,
        "cycle_momentum": given["cycle_momentum"],
        "cycle_min_mom": given["base_momentum"],
        "cycle_max_mom": given["max_momentum"],
    }


def warm_up_and_decay(given, stage):
    if given.get("floor", 0) != 0:
        raise Skip("a line ends at 0")
    options = warm_up(stage, given["warmup"])[1]
    return lr_schedules.WarmupDecayLR, {"total_num_steps": given["total"], **options}


def warm_up_and_cosine(given, stage):
    return lr_schedules.WarmupCosineLR, {
        "total_num_steps": given["total"],
        "warmup_num_steps": given["warmup"],
        "warmup_min_ratio": given.get("start", 0),
        "cos_min_ratio": given.get("floor", 0),
        "warmup_type": "linear",
    }


class DeepSpeedStage(MappedStage):
    resume_argument = "last_batch_iteration"
    makers = {"LinearLR": linear_lr, "CyclicLR": cycle}
    families = {
        "warmup-constant": lambda given, stage: warm_up(stage, given["warmup"]),
        "warmup-linear": warm_up_and_decay,
        "warmup-cosine": warm_up_and_cosine,
        "warmup-cosine/holds": warm_up_and_cosine,
    }


FEATURES = ["momentum", "closed-form", "resume", "reload", "set-lr", "add-group", "groups", "beta2", "observe", "save"]
serve_stage(
    DeepSpeedStage,
    "deepspeed",
    "https://deepspeed.readthedocs.io",
    "https://github.com/deepspeedai/DeepSpeed/issues",
    [*FEATURES, "tensor-lr"],
    channels=["lr", "momentum", "beta2", "last_lr"],
)
