"""lrconform's adapter protocol over fvcore.common.param_scheduler."""

from lrconform.adapter import Skip, arguments, reserve_stdout
from lrconform.adapter.serving import serve_stage
from lrconform.adapter.share import ShareStage

reserve_stdout()

from fvcore.common import param_scheduler as fvcore


def constant(spec, lr, updates):
    given = arguments(spec, "factor", "total_iters")
    first = fvcore.ConstantParamScheduler(lr * given["factor"])
    return [(first, given["total_iters"]), (fvcore.ConstantParamScheduler(lr), None)]


def linear(spec, lr, updates):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    end = lr * given["end_factor"]
    ramp = fvcore.LinearParamScheduler(lr * given["start_factor"], end)
    return [(ramp, given["total_iters"]), (fvcore.ConstantParamScheduler(end), None)]


def step(spec, lr, updates):
    given = arguments(spec, "step_size", "gamma")
    decays = max(1, (updates - 1) // given["step_size"])
    length = given["step_size"] * (decays + 1)
    return [(fvcore.StepWithFixedGammaParamScheduler(lr, decays, given["gamma"], length), length)]


def multi_step(spec, lr, updates):
    given = arguments(spec, "milestones", "gamma")
    marks = sorted(set(given["milestones"]))
    values = [lr * given["gamma"] ** sum(one <= mark for one in given["milestones"]) for mark in (-1, *marks)]
    length = max([updates, *(mark + 1 for mark in marks)])
    return [(fvcore.MultiStepParamScheduler(values, length, marks), length)]


def exponential(spec, lr, updates):
    decay = arguments(spec, "gamma")["gamma"]
    if not 0 < decay <= 1:
        raise Skip("an exponential schedule decays")
    return [(fvcore.ExponentialParamScheduler(lr, decay**updates), updates)]


def polynomial(spec, lr, updates):
    given = arguments(spec, "total_iters", "power")
    decay = fvcore.PolynomialDecayParamScheduler(lr, given["power"])
    return [(decay, given["total_iters"]), (fvcore.ConstantParamScheduler(0.0), None)]


def cosine(spec, lr, updates):
    given = arguments(spec, "T_max", "eta_min")
    return [(fvcore.CosineParamScheduler(lr, given["eta_min"]), given["T_max"])]


def warm_up(kind):
    """A family: a linear rise, a decay to the floor, and the floor."""

    def make(given, lr, updates):
        floor = given.get("floor", 0) * lr
        if "power" in given and floor:
            raise Skip("PolynomialDecayParamScheduler ends with 0")
        rise = fvcore.LinearParamScheduler(given.get("start", 0) * lr, lr)
        decay, end = kind(lr, given.get("power", floor)), fvcore.ConstantParamScheduler(floor)
        stable = fvcore.ConstantParamScheduler(lr), given.get("stable", 0)
        length = given["decay"] if "decay" in given else given["total"] - given["warmup"]
        return [(rise, given["warmup"]), stable, (decay, length), (end, None)]

    return make


class FvcoreStage(ShareStage):
    makers = {
        "ConstantLR": constant,
        "LinearLR": linear,
        "StepLR": step,
        "MultiStepLR": multi_step,
        "ExponentialLR": exponential,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
    }
    families = {
        "warmup-linear": warm_up(fvcore.LinearParamScheduler),
        "warmup-polynomial": warm_up(fvcore.PolynomialDecayParamScheduler),
        "warmup-cosine": warm_up(fvcore.CosineParamScheduler),
        "warmup-cosine/holds": warm_up(fvcore.CosineParamScheduler),
        "warmup-stable-decay": warm_up(fvcore.LinearParamScheduler),
        "warmup-stable-decay/cosine": warm_up(fvcore.CosineParamScheduler),
    }

    def join(self, schedules, shares):
        return fvcore.CompositeParamScheduler(schedules, list(shares), ["rescaled"] * len(shares))


HOME = "https://github.com/facebookresearch/fvcore"
serve_stage(FvcoreStage, "fvcore", HOME, HOME + "/issues", ["observe"], channels=["lr"])
