"""lrconform's adapter protocol over mxnet.lr_scheduler."""

import warnings

from lrconform.adapter import ScheduleStage, Skip, arguments, base_rate, player, reserve_stdout, serve, warm_up_then

reserve_stdout()
warnings.simplefilter("ignore")

import mxnet
from mxnet import lr_scheduler


def step(spec, lr):
    given = arguments(spec, "step_size", "gamma")
    # A floor under the lr is a thing of MXNet's alone.
    options = {"step": given["step_size"], "factor": given["gamma"], "stop_factor_lr": 0}
    return lr_scheduler.FactorScheduler, options


def exponential(spec, lr):
    options = {"step": 1, "factor": arguments(spec, "gamma")["gamma"], "stop_factor_lr": 0}
    return lr_scheduler.FactorScheduler, options


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    return lr_scheduler.MultiFactorScheduler, {"step": given["milestones"], "factor": given["gamma"]}


def polynomial(spec, lr):
    given = arguments(spec, "total_iters", "power")
    return lr_scheduler.PolyScheduler, {
        "max_update": given["total_iters"],
        "pwr": given["power"],
        "final_lr": 0,
    }


def linear(spec, lr):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    if given["start_factor"] != 1:
        raise Skip("a rise is only for warming up")
    final = lr * given["end_factor"]
    return lr_scheduler.PolyScheduler, {"max_update": given["total_iters"], "pwr": 1, "final_lr": final}


def cosine(spec, lr):
    given = arguments(spec, "T_max", "eta_min")
    return lr_scheduler.CosineScheduler, {"max_update": given["T_max"], "final_lr": given["eta_min"]}


def warm_up(spec, lr):
    # Only these begin after the warm-up; the others count its steps as theirs.
    rise, then = warm_up_then(spec, after=("PolynomialLR", "CosineAnnealingLR"))
    kind, options = SCHEDULERS[then["type"]](then, lr)
    return kind, dict(
        options,
        max_update=options["max_update"] + rise["total_iters"],
        warmup_steps=rise["total_iters"],
        warmup_begin_lr=lr * rise["start_factor"],
    )


SCHEDULERS = {
    "StepLR": step,
    "MultiStepLR": multi_step,
    "LinearLR": linear,
    "ExponentialLR": exponential,
    "PolynomialLR": polynomial,
    "CosineAnnealingLR": cosine,
    "SequentialLR": warm_up,
}


class MXNetStage(ScheduleStage):
    """A schedule is a function of the number of updates that were made."""

    makers = SCHEDULERS

    def make(self, spec, group):
        lr = base_rate(group)
        kind, options = super().make(spec, lr)
        return kind(base_lr=lr, **options)


HANDSHAKE = {
    "implementation": {
        "name": "mxnet",
        "version": mxnet.__version__,
        "language": "Python",
        "homepage": "https://mxnet.apache.org",
        "issues": "https://github.com/apache/mxnet/issues",
    },
    "precision": "float64",
    "schedulers": list(SCHEDULERS),
    "features": ["closed-form"],
    "channels": ["lr"],
}

serve(HANDSHAKE, player(MXNetStage))
