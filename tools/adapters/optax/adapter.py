"""lrconform's adapter protocol over optax's schedules, in doubles."""

from lrconform.adapter import (
    RateStage,
    Skip,
    Stage,
    arguments,
    last_step,
    line,
    one_cycle,
    only_plateau,
    periods,
    renamed,
    reserve_stdout,
    share_of_lr,
    single,
    two_constants,
)
from lrconform.adapter.serving import serve_stage

reserve_stdout()

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import optax
from optax import contrib

# sgdr_schedule takes its cycles in a list, as many as the program needs, and computes each of them at each step.
MOST_CYCLES = 100


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    if len(set(given["milestones"])) != len(given["milestones"]):
        raise Skip("a boundary has one scale")
    return optax.piecewise_constant_schedule(lr, dict.fromkeys(given["milestones"], given["gamma"]))


def constant(spec, lr):
    milestone, *values = two_constants(spec, {"lr": lr})
    return optax.join_schedules([optax.constant_schedule(value) for value in values], [milestone])


def cosine(spec, lr):
    given = arguments(spec, "T_max", "eta_min")
    return optax.cosine_decay_schedule(lr, given["T_max"], alpha=share_of_lr(given["eta_min"], lr))


def cycle(spec, lr):
    given = one_cycle(spec, "cycle_momentum")
    options = {name: given[name] for name in ("pct_start", "div_factor", "final_div_factor")}
    steps, peak = given["total_steps"], single(given["max_lr"])
    kind = (given["anneal_strategy"], given["three_phase"])
    if kind == ("cos", False):
        return optax.cosine_onecycle_schedule(steps, peak, **options)
    if kind == ("linear", True):
        return optax.linear_onecycle_schedule(steps, peak, pct_final=2 * given["pct_start"], **options)
    raise Skip("{} in {} phases".format(kind[0], "three" if kind[1] else "two"))


def restarts(spec, lr, last=0):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    ends = {"init_value": lr, "peak_value": lr, "warmup_steps": 0, "end_value": given["eta_min"]}
    return optax.sgdr_schedule([{**ends, "decay_steps": length} for length in periods(given, last, MOST_CYCLES)])


def family_cosine(given, lr):
    start, end = given.get("start", 0) * lr, given.get("floor", 0) * lr
    return optax.warmup_cosine_decay_schedule(start, lr, given["warmup"], given["total"], end)


def family_linear(given, lr):
    warm_up = optax.linear_schedule(0.0, lr, given["warmup"])
    decay = optax.linear_schedule(lr, given.get("floor", 0) * lr, given["total"] - given["warmup"])
    return optax.join_schedules([warm_up, decay], [given["warmup"]])


class OptaxSchedule(RateStage):
    sequence = staticmethod(optax.join_schedules)
    makers = {
        "ExponentialLR": renamed(optax.exponential_decay, {"gamma": "decay_rate"}, transition_steps=1),
        "StepLR": renamed(
            optax.exponential_decay, {"step_size": "transition_steps", "gamma": "decay_rate"}, staircase=True
        ),
        "MultiStepLR": multi_step,
        "ConstantLR": constant,
        "LinearLR": lambda spec, lr: optax.linear_schedule(*line(spec, lr)),
        "PolynomialLR": renamed(
            optax.polynomial_schedule, {"total_iters": "transition_steps", "power": "power"}, end_value=0.0
        ),
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": restarts,
        "OneCycleLR": cycle,
    }
    families = {
        "warmup-constant": lambda given, lr: optax.warmup_constant_schedule(0.0, lr, given["warmup"]),
        "warmup-linear": family_linear,
        "warmup-cosine": family_cosine,
        "warmup-cosine/holds": family_cosine,
    }

    def make(self, spec, lr):
        if spec["type"] == "CosineAnnealingWarmRestarts":
            return restarts(spec, lr, last_step(self.scenario))
        return super().make(spec, lr)


class OptaxPlateau(Stage):
    """reduce_on_plateau scales the updates: the learning rate is the optimizer's times that scale."""

    def build(self):
        given, self.rate = only_plateau(self.scenario)
        if given["mode"] != "min":
            raise Skip("no mode {}".format(given["mode"]))
        options = {name: given[name] for name in ("factor", "patience", "cooldown")}
        tolerances = {"rtol": 0.0, "atol": 0.0, given["threshold_mode"][0] + "tol": given["threshold"]}
        low = share_of_lr(given["min_lr"], self.rate)
        transformation = contrib.reduce_on_plateau(min_scale=low, **tolerances, **options)
        parameter = jnp.zeros((), jnp.float64)
        self.plateau = transformation.init(parameter)
        # Compiled, as everybody does: uncompiled, each update takes a tenth of a second.
        self.update = jax.jit(lambda state, value: transformation.update(parameter, state, value=value)[1])

    def step_metrics(self, index, metrics):
        self.plateau = self.update(self.plateau, metrics)

    def lr(self):
        return [self.rate * float(self.plateau.scale)]


serve_stage(
    OptaxSchedule,
    "optax",
    "https://optax.readthedocs.io",
    "https://github.com/google-deepmind/optax/issues",
    ["closed-form", "fractional-epoch"],
    apart={"ReduceLROnPlateau": OptaxPlateau},
    channels=["lr"],
)
