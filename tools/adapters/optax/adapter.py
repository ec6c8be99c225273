"""lrconform's adapter protocol over optax's schedules, in doubles."""

from lrconform.adapter import (
    ScheduleStage,
    Skip,
    Stage,
    arguments,
    base_rate,
    last_step,
    only_group,
    only_scheduler,
    player,
    reserve_stdout,
    serve,
    single,
    total_steps,
    two_constants,
)

reserve_stdout()

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import optax
from optax import contrib

# sgdr_schedule takes its cycles in a list, and computes each of them at each step.
MOST_CYCLES = 100


def exponential(spec, group):
    given = arguments(spec, "gamma")
    return optax.exponential_decay(base_rate(group), 1, given["gamma"])


def step(spec, group):
    given = arguments(spec, "step_size", "gamma")
    return optax.exponential_decay(base_rate(group), given["step_size"], given["gamma"], staircase=True)


def multi_step(spec, group):
    given = arguments(spec, "milestones", "gamma")
    if len(set(given["milestones"])) != len(given["milestones"]):
        raise Skip("a boundary has one scale")
    scales = dict.fromkeys(given["milestones"], given["gamma"])
    return optax.piecewise_constant_schedule(base_rate(group), scales)


def constant(spec, group):
    milestone, *values = two_constants(spec, group)
    return optax.join_schedules([optax.constant_schedule(value) for value in values], [milestone])


def linear(spec, group):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    rate = base_rate(group)
    return optax.linear_schedule(rate * given["start_factor"], rate * given["end_factor"], given["total_iters"])


def polynomial(spec, group):
    given = arguments(spec, "total_iters", "power")
    return optax.polynomial_schedule(base_rate(group), 0.0, given["power"], given["total_iters"])


def cosine(spec, group):
    given = arguments(spec, "T_max", "eta_min")
    rate = base_rate(group)
    if rate == 0:
        raise Skip("alpha is a fraction of the learning rate, which is 0")
    return optax.cosine_decay_schedule(rate, given["T_max"], alpha=given["eta_min"] / rate)


def one_cycle(spec, group):
    given = arguments(
        spec,
        *("max_lr", "total_steps", "epochs", "steps_per_epoch", "pct_start", "anneal_strategy"),
        *("div_factor", "final_div_factor", "three_phase", "cycle_momentum"),
    )
    base_rate(group)
    options = {
        "transition_steps": total_steps(given),
        "peak_value": single(given["max_lr"]),
        "pct_start": given["pct_start"],
        "div_factor": given["div_factor"],
        "final_div_factor": given["final_div_factor"],
    }
    kind = (given["anneal_strategy"], given["three_phase"])
    if kind == ("cos", False):
        return optax.cosine_onecycle_schedule(**options)
    if kind == ("linear", True):
        return optax.linear_onecycle_schedule(pct_final=2 * given["pct_start"], **options)
    raise Skip("{} in {} phases".format(kind[0], "three" if kind[1] else "two"))


def family_constant(given, group):
    return optax.warmup_constant_schedule(0.0, base_rate(group), given["warmup"])


def family_cosine(given, group):
    rate = base_rate(group)
    return optax.warmup_cosine_decay_schedule(
        init_value=given.get("start", 0) * rate,
        peak_value=rate,
        warmup_steps=given["warmup"],
        decay_steps=given["total"],
        end_value=given.get("floor", 0) * rate,
    )


def family_linear(given, group):
    rate = base_rate(group)
    warm_up = optax.linear_schedule(0.0, rate, given["warmup"])
    decay = optax.linear_schedule(rate, given.get("floor", 0) * rate, given["total"] - given["warmup"])
    return optax.join_schedules([warm_up, decay], [given["warmup"]])


class OptaxSchedule(ScheduleStage):
    families = {
        "warmup-constant": family_constant,
        "warmup-linear": family_linear,
        "warmup-cosine": family_cosine,
        "warmup-cosine/holds": family_cosine,
    }
    makers = {
        "ExponentialLR": exponential,
        "StepLR": step,
        "MultiStepLR": multi_step,
        "ConstantLR": constant,
        "LinearLR": linear,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
        "OneCycleLR": one_cycle,
    }

    def make(self, spec, group):
        if spec["type"] == "CosineAnnealingWarmRestarts":
            return self.warm_restarts(spec, group)
        if spec["type"] == "SequentialLR":
            given = arguments(spec, "schedulers", "milestones")
            members = [self.make(member, group) for member in given["schedulers"]]
            return optax.join_schedules(members, given["milestones"])
        return super().make(spec, group)

    def warm_restarts(self, spec, group):
        given = arguments(spec, "T_0", "T_mult", "eta_min")
        rate, length = base_rate(group), given["T_0"]
        if not (isinstance(length, int) and length > 0 and isinstance(given["T_mult"], int)):
            raise Skip("the length of a cycle is a positive integer")
        cycles, end, last = [], 0, last_step(self.scenario)
        while end <= last:
            if len(cycles) == MOST_CYCLES:
                raise Skip("more than %d cycles" % MOST_CYCLES)
            cycles.append(
                {
                    "init_value": rate,
                    "peak_value": rate,
                    "warmup_steps": 0,
                    "decay_steps": length,
                    "end_value": given["eta_min"],
                }
            )
            end += length
            length *= given["T_mult"]
        return optax.sgdr_schedule(cycles)


class OptaxPlateau(Stage):
    """reduce_on_plateau scales the updates: the learning rate is the optimizer's times that scale."""

    def build(self):
        given = arguments(
            only_scheduler(self.scenario),
            *("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr"),
        )
        self.rate = base_rate(only_group(self.scenario))
        if given["mode"] != "min":
            raise Skip("no mode {}".format(given["mode"]))
        if self.rate == 0:
            raise Skip("min_scale is a fraction of the learning rate, which is 0")
        relative = given["threshold_mode"] == "rel"
        transformation = contrib.reduce_on_plateau(
            factor=given["factor"],
            patience=given["patience"],
            rtol=given["threshold"] if relative else 0.0,
            atol=0.0 if relative else given["threshold"],
            cooldown=given["cooldown"],
            min_scale=single(given["min_lr"]) / self.rate,
        )
        parameter = jnp.zeros((), jnp.float64)
        self.plateau = transformation.init(parameter)
        # Compiled, as everybody does: uncompiled, each update takes a tenth of a second.
        self.update = jax.jit(lambda state, value: transformation.update(parameter, state, value=value)[1])

    def step_metrics(self, index, metrics):
        self.plateau = self.update(self.plateau, metrics)

    def lr(self):
        return [self.rate * float(self.plateau.scale)]


def stage(scenario):
    plateau = only_scheduler(scenario)["type"] == "ReduceLROnPlateau"
    return OptaxPlateau(scenario) if plateau else OptaxSchedule(scenario)


serve(
    {
        "implementation": {
            "name": "optax",
            "version": optax.__version__,
            "language": "Python",
            "homepage": "https://optax.readthedocs.io",
            "issues": "https://github.com/google-deepmind/optax/issues",
        },
        "precision": "float64",
        "families": list(OptaxSchedule.families),
        "schedulers": [
            *OptaxSchedule.makers,
            "CosineAnnealingWarmRestarts",
            "SequentialLR",
            "ReduceLROnPlateau",
        ],
        "features": ["closed-form", "fractional-epoch"],
        "channels": ["lr"],
    },
    player(stage),
)
