"""lrconform's adapter protocol over paddle.optimizer.lr."""

import copy

from lrconform.adapter import (
    Skip,
    SteppedStage,
    arguments,
    base_rate,
    one_cycle,
    only_group,
    only_scheduler,
    own_family,
    reserve_stdout,
    single,
    two_constants,
    warm_up_then,
    without_momentum,
)
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from paddle.optimizer import lr

# Arguments that are lists for one group as well; all other lists have a value for each group.
LISTS = ("milestones",)


def same(kind, *names, resumes=True, **others):
    """A maker for a class with PyTorch's arguments: `names` as they are, `others` under Paddle's names."""
    theirs = {**{name: name for name in names}, **others, **({"last_epoch": "last_epoch"} if resumes else {})}

    def make(spec, group):
        given = arguments(spec, *theirs)
        options = {theirs[name]: value if name in LISTS else single(value) for name, value in given.items()}
        return kind(base_rate(group, given.get("last_epoch", -1)), **options)

    return make


def constant(spec, group):
    milestone, *values = two_constants(spec, group)
    last_epoch = arguments(spec, "factor", "total_iters", "last_epoch")["last_epoch"]
    return lr.PiecewiseDecay([milestone], values, last_epoch=last_epoch)


def polynomial(rate, **options):
    return lr.PolynomialDecay(rate, end_lr=0.0, **options)


def cyclic(rate, base_lr, max_lr, cycle_momentum, **options):
    return lr.CyclicLR(base_lr, max_lr, **options)


def cycle(spec, group):
    given = one_cycle(spec, "cycle_momentum", "last_epoch")
    base_rate(group, given["last_epoch"])
    if 0 in (given["div_factor"], given["final_div_factor"]):
        raise Skip("end_learning_rate is no number")
    highest = single(given["max_lr"])
    return lr.OneCycleLR(
        highest,
        given["total_steps"],
        divide_factor=given["div_factor"],
        end_learning_rate=highest / given["div_factor"] / given["final_div_factor"],
        phase_pct=given["pct_start"],
        **{name: given[name] for name in ("anneal_strategy", "three_phase", "last_epoch")},
    )


def warm_up(spec, group):
    """Paddle's warm-up is a linear rise before any of its schedules, which it asks by step(epoch)."""
    rise, then = warm_up_then(spec, after=[name for name in PLAIN if name != "ReduceLROnPlateau"])
    rate = base_rate(group)
    return lr.LinearWarmup(PLAIN[then["type"]](then, group), rise["total_iters"], rate * rise["start_factor"], rate)


def family_of(after):
    """A family's schedule: its warm-up, and after it `after(rate, steps, floor, …)`."""

    def make(given, group, last_epoch):
        rate, warmup = base_rate(group, last_epoch), given["warmup"]
        power = {name: float(given[name]) for name in given if name == "power"}
        then = after(rate, given.get("total", warmup) - warmup, given.get("floor", 0) * rate, **power)
        if warmup == 0:
            raise Skip("a warm-up has at least one step")
        return lr.LinearWarmup(then, warmup, given.get("start", 0) * rate, rate, last_epoch)

    return make


def decay(rate, steps, floor, power=1.0):
    return lr.PolynomialDecay(rate, steps, floor, power)


CYCLE = ("base_lr", "max_lr", "step_size_up", "step_size_down", "mode", "scale_fn", "scale_mode")
PLATEAU = ("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr")

PLAIN = {
    "StepLR": same(lr.StepDecay, "step_size", "gamma"),
    "MultiStepLR": same(lr.MultiStepDecay, "milestones", "gamma"),
    "ConstantLR": constant,
    "LinearLR": same(lr.LinearLR, "start_factor", "end_factor", total_iters="total_steps"),
    "ExponentialLR": same(lr.ExponentialDecay, "gamma"),
    "PolynomialLR": same(polynomial, "power", total_iters="decay_steps"),
    "LambdaLR": same(lr.LambdaDecay, "lr_lambda"),
    "MultiplicativeLR": same(lr.MultiplicativeDecay, "lr_lambda"),
    "CosineAnnealingLR": same(lr.CosineAnnealingDecay, "T_max", "eta_min"),
    "CosineAnnealingWarmRestarts": same(lr.CosineAnnealingWarmRestarts, "T_0", "T_mult", "eta_min"),
    "CyclicLR": same(cyclic, *CYCLE, "cycle_momentum", gamma="exp_gamma"),
    "OneCycleLR": cycle,
    "ReduceLROnPlateau": same(lr.ReduceOnPlateau, *PLATEAU, resumes=False, eps="epsilon"),
}


class PaddleStage(SteppedStage):
    """One scheduler, which owns the learning rate."""

    makers = {**PLAIN, "SequentialLR": warm_up}
    families = {
        "warmup-constant": family_of(lambda rate, steps, floor: rate),
        "warmup-linear": family_of(decay),
        "warmup-polynomial": family_of(decay),
        "warmup-cosine": family_of(lr.CosineAnnealingDecay),
        "warmup-cosine/rises-again": family_of(lr.CosineAnnealingDecay),
    }

    def build(self):
        spec = only_scheduler(self.scenario)
        own = own_family(self.scenario, self.families)
        if own:
            last_epoch = arguments(spec, "lr_lambda", "last_epoch")["last_epoch"]
            self.schedulers = [own[0](own[1], only_group(self.scenario), last_epoch)]
            return
        if spec["type"] not in self.makers:
            raise Skip("no {}".format(spec["type"]))
        if spec["type"] in ("CyclicLR", "OneCycleLR"):
            without_momentum(self.scenario, spec)
        self.schedulers = [self.makers[spec["type"]](spec, only_group(self.scenario))]

    def reload(self, extent):
        # The scheduler's state is all there is: an optimizer's state dict only holds a copy of it.
        state = copy.deepcopy(self.schedulers[0].state_dict())
        self.build()
        self.schedulers[0].set_state_dict(state)

    def lr(self):
        return [self.schedulers[0]()]  # what an optimizer takes at each of its steps

    def last_lr(self):
        return [self.schedulers[0].last_lr]

    def get_lr(self):
        return [self.schedulers[0].get_lr()]


serve_stage(
    PaddleStage,
    "paddle",
    "https://www.paddlepaddle.org.cn",
    "https://github.com/PaddlePaddle/Paddle/issues",
    ["closed-form", "fractional-epoch", "resume", "reload", "get-lr", "errors", "functions"],
    distribution="paddlepaddle",
    channels=["lr", "last_epoch", "last_lr"],
)
