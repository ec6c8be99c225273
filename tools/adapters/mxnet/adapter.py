"""lrconform's adapter protocol over mxnet.lr_scheduler."""

import warnings

from lrconform.adapter import RateStage, Skip, arguments, line, renamed, reserve_stdout, warm_up_then
from lrconform.adapter.serving import serve_stage

reserve_stdout()
warnings.simplefilter("ignore")

from mxnet import lr_scheduler


def with_base_lr(kind, names, **fixed):
    """A maker; MXNet takes the learning rate as base_lr, and not as the first argument."""
    return renamed(lambda lr, **options: kind(base_lr=lr, **options), names, **fixed)


def linear(spec, lr):
    start, end, steps = line(spec, lr)
    if start != lr:
        raise Skip("a rise is only for warming up")
    return lr_scheduler.PolyScheduler(max_update=steps, base_lr=lr, pwr=1, final_lr=end)


PLAIN = {
    # A floor under the lr is a thing of MXNet's alone.
    "StepLR": with_base_lr(lr_scheduler.FactorScheduler, {"step_size": "step", "gamma": "factor"}, stop_factor_lr=0),
    "ExponentialLR": with_base_lr(lr_scheduler.FactorScheduler, {"gamma": "factor"}, step=1, stop_factor_lr=0),
    "MultiStepLR": with_base_lr(lr_scheduler.MultiFactorScheduler, {"milestones": "step", "gamma": "factor"}),
    "PolynomialLR": with_base_lr(lr_scheduler.PolyScheduler, {"total_iters": "max_update", "power": "pwr"}, final_lr=0),
    "CosineAnnealingLR": with_base_lr(lr_scheduler.CosineScheduler, {"T_max": "max_update", "eta_min": "final_lr"}),
    "LinearLR": linear,
}


def warm_up(spec, lr):
    # Only these begin after the warm-up; the others count its steps as theirs.
    rise, then = warm_up_then(spec, after=("PolynomialLR", "CosineAnnealingLR"))
    steps = "total_iters" if then["type"] == "PolynomialLR" else "T_max"
    longer = arguments(then, *then["args"], steps)[steps] + rise["total_iters"]
    then = {**then, "args": {**then["args"], steps: longer}}
    begin = lr * rise["start_factor"]
    return PLAIN[then["type"]](then, lr, warmup_steps=rise["total_iters"], warmup_begin_lr=begin)


class MXNetStage(RateStage):
    """A schedule is a function of the number of updates that were made."""

    makers = {**PLAIN, "SequentialLR": warm_up}


HOME, ISSUES = "https://mxnet.apache.org", "https://github.com/apache/mxnet/issues"
serve_stage(MXNetStage, "mxnet", HOME, ISSUES, ["closed-form"], channels=["lr"])
