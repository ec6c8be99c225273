"""lrconform's adapter protocol over megatron.core.optimizer_param_scheduler."""

from lrconform.adapter import Skip, arguments, implementation, load_without_init, one_lr, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Its scheduler needs nothing of Megatron-Core but a function that logs.
LOG = {"megatron.core.utils": {"log_single_rank": lambda *words, **options: None}}
OptimizerParamScheduler = load_without_init("megatron.core.optimizer_param_scheduler", LOG).OptimizerParamScheduler

WEIGHT_DECAY = {"start_wd": 0.0, "end_wd": 0.0, "wd_incr_steps": 1, "wd_incr_style": "constant"}


def schedule(stage, style, warmup, total, floor=0.0, start=0.0, **more):
    """The scheduler; the bounds of the groups stand in the groups, as Megatron-Core's overrides for groups do."""
    for group, lr in zip(stage.optimizer.param_groups, stage.base_lrs()):
        group.update(max_lr=lr, min_lr=floor * lr)
    lr = stage.base_lrs()[0]
    return OptimizerParamScheduler, {
        "init_lr": start and start * one_lr(stage.base_lrs(), "init_lr is one number for all groups"),
        "max_lr": lr,
        "min_lr": floor * lr,
        "lr_warmup_steps": warmup,
        "lr_decay_steps": total,
        "lr_decay_style": style,
        **WEIGHT_DECAY,
        **more,
    }


def linear_lr(spec, stage):
    start, end, total = arguments(spec, "start_factor", "end_factor", "total_iters").values()
    if end == 1:
        return schedule(stage, "constant", total, total + 1, start=start)
    if start == 1:
        return schedule(stage, "linear", 0, total, floor=end)
    raise Skip("a line begins or ends with the initial lr")


def polynomial(spec, stage):
    given = arguments(spec, "total_iters", "power")
    if given["power"] != 1:
        raise Skip("a decay is a line")
    return schedule(stage, "linear", 0, given["total_iters"])


def cosine(spec, stage):
    given = arguments(spec, "T_max", "eta_min")
    make, options = schedule(stage, "cosine", 0, given["T_max"])
    for group in stage.optimizer.param_groups:
        group.update(min_lr=given["eta_min"])
    return make, {**options, "min_lr": given["eta_min"]}


def inverse_sqrt(given, stage):
    if given["timescale"] != max(given["warmup"], 1):
        raise Skip("the timescale is the warm-up")
    return schedule(stage, "inverse-square-root", given["warmup"], 10**9)  # without an end


def stable(style):
    def make(given, stage):
        total = given["warmup"] + given["stable"] + given["decay"]
        more = {"wsd_decay_steps": given["decay"], "lr_wsd_decay_style": style}
        return schedule(stage, "WSD", given["warmup"], total, given.get("floor", 0), **more)

    return make


class MegatronStage(MappedStage):
    makers = {"LinearLR": linear_lr, "PolynomialLR": polynomial, "CosineAnnealingLR": cosine}
    families = {
        "warmup-constant": lambda given, stage: schedule(stage, "constant", given["warmup"], given["warmup"] + 1),
        "warmup-linear": lambda given, stage: schedule(stage, "linear", **given),
        "warmup-cosine": lambda given, stage: schedule(stage, "cosine", **given),
        "warmup-cosine/holds": lambda given, stage: schedule(stage, "cosine", **given),
        "inverse-sqrt": inverse_sqrt,
        "warmup-stable-decay": stable("linear"),
        "warmup-stable-decay/cosine": stable("cosine"),
        "warmup-stable-decay/square-root": stable("minus_sqrt"),
    }

    def step(self, index):
        with implementation():
            self.schedulers[index].step(1)


serve_stage(
    MegatronStage,
    name="megatron-core",
    homepage="https://docs.nvidia.com/megatron-core",
    issues="https://github.com/NVIDIA/Megatron-LM/issues",
    features=["momentum", "reload", "set-lr", "add-group", "groups", "beta2", "observe", "save"],
    channels=["lr", "momentum", "beta2"],
)
