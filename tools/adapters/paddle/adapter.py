"""lrconform's adapter protocol over paddle.optimizer.lr."""

import copy

from lrconform.adapter import (
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
    total_steps,
    two_constants,
    without_momentum,
)
from lrconform.adapter.parameters import PARAMETERS

reserve_stdout()

import paddle
from paddle.optimizer import lr

# By PyTorch's class: Paddle's, and Paddle's name for each of PyTorch's arguments. All take last_epoch, but Plateau.
SAME = {
    "StepLR": (lr.StepDecay, {"step_size": "step_size", "gamma": "gamma"}),
    "MultiStepLR": (lr.MultiStepDecay, {"milestones": "milestones", "gamma": "gamma"}),
    "LinearLR": (
        lr.LinearLR,
        {"start_factor": "start_factor", "end_factor": "end_factor", "total_iters": "total_steps"},
    ),
    "ExponentialLR": (lr.ExponentialDecay, {"gamma": "gamma"}),
    "LambdaLR": (lr.LambdaDecay, {"lr_lambda": "lr_lambda"}),
    "MultiplicativeLR": (lr.MultiplicativeDecay, {"lr_lambda": "lr_lambda"}),
    "CosineAnnealingLR": (lr.CosineAnnealingDecay, {"T_max": "T_max", "eta_min": "eta_min"}),
    "CosineAnnealingWarmRestarts": (
        lr.CosineAnnealingWarmRestarts,
        {"T_0": "T_0", "T_mult": "T_mult", "eta_min": "eta_min"},
    ),
    "ReduceLROnPlateau": (
        lr.ReduceOnPlateau,
        {
            "mode": "mode",
            "factor": "factor",
            "patience": "patience",
            "threshold": "threshold",
            "threshold_mode": "threshold_mode",
            "cooldown": "cooldown",
            "min_lr": "min_lr",
            "eps": "epsilon",
        },
    ),
}
# Arguments that are lists for one group as well; all other lists have a value for each group.
LISTS = ("milestones",)


def same(spec, group):
    kind, names = SAME[spec["type"]]
    resumable = () if spec["type"] == "ReduceLROnPlateau" else ("last_epoch",)
    given = arguments(spec, *names, *resumable)
    options = {theirs: given[ours] if ours in LISTS else single(given[ours]) for ours, theirs in names.items()}
    for name in resumable:
        options[name] = given[name]
    return kind(base_rate(group, given.get("last_epoch", -1)), **options)


def constant(spec, group):
    milestone, *values = two_constants(spec, group)
    last_epoch = arguments(spec, "factor", "total_iters", "last_epoch")["last_epoch"]
    return lr.PiecewiseDecay([milestone], values, last_epoch=last_epoch)


def polynomial(spec, group):
    given = arguments(spec, "total_iters", "power", "last_epoch")
    return lr.PolynomialDecay(
        base_rate(group, given["last_epoch"]),
        decay_steps=given["total_iters"],
        end_lr=0.0,
        power=given["power"],
        last_epoch=given["last_epoch"],
    )


def cyclic(spec, group):
    names = ("step_size_up", "step_size_down", "mode", "scale_fn", "scale_mode", "last_epoch")
    given = arguments(spec, "base_lr", "max_lr", "gamma", "cycle_momentum", *names)
    base_rate(group, given["last_epoch"])
    return lr.CyclicLR(
        single(given["base_lr"]),
        single(given["max_lr"]),
        exp_gamma=given["gamma"],
        **{name: given[name] for name in names},
    )


def one_cycle(spec, group):
    names = ("anneal_strategy", "three_phase", "last_epoch")
    given = arguments(
        spec,
        *("max_lr", "total_steps", "epochs", "steps_per_epoch", "pct_start", "div_factor", "final_div_factor"),
        "cycle_momentum",
        *names,
    )
    base_rate(group, given["last_epoch"])
    if 0 in (given["div_factor"], given["final_div_factor"]):
        raise Skip("end_learning_rate is no number")
    highest = single(given["max_lr"])
    return lr.OneCycleLR(
        highest,
        total_steps(given),
        divide_factor=given["div_factor"],
        end_learning_rate=highest / given["div_factor"] / given["final_div_factor"],
        phase_pct=given["pct_start"],
        **{name: given[name] for name in names},
    )


MAKERS = dict(
    dict.fromkeys(SAME, same),
    ConstantLR=constant,
    PolynomialLR=polynomial,
    CyclicLR=cyclic,
    OneCycleLR=one_cycle,
)


class PaddleStage(Stage):
    """One scheduler, which owns the learning rate."""

    def build(self):
        spec = only_scheduler(self.scenario)
        if spec["type"] not in MAKERS:
            raise Skip("no {}".format(spec["type"]))
        if "cycle_momentum" in PARAMETERS[spec["type"]]:
            without_momentum(self.scenario, spec)
        self.scheduler = MAKERS[spec["type"]](spec, only_group(self.scenario))

    def step(self, index):
        self.scheduler.step()

    def step_epoch(self, index, epoch):
        self.scheduler.step(epoch)

    def step_metrics(self, index, metrics):
        self.scheduler.step(metrics)

    def reload(self, extent):
        # The scheduler's state is all there is: an optimizer's state dict only holds a copy of it.
        state = copy.deepcopy(self.scheduler.state_dict())
        self.build()
        self.scheduler.set_state_dict(state)

    def lr(self):
        return [self.scheduler()]  # what an optimizer takes at each of its steps

    def last_lr(self):
        return [self.scheduler.last_lr]

    def get_lr(self):
        return [self.scheduler.get_lr()]

    def last_epoch(self):
        return [self.scheduler.last_epoch]


serve(
    {
        "implementation": {
            "name": "paddle",
            "version": paddle.__version__,
            "language": "Python",
            "homepage": "https://www.paddlepaddle.org.cn",
            "issues": "https://github.com/PaddlePaddle/Paddle/issues",
        },
        "precision": "float64",
        "schedulers": list(MAKERS),
        "features": [
            "closed-form",
            "fractional-epoch",
            "resume",
            "reload",
            "get-lr",
            "errors",
            "functions",
        ],
        "channels": ["lr", "last_epoch", "last_lr"],
    },
    player(PaddleStage),
)
