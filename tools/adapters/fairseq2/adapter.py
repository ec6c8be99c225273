"""lrconform's adapter protocol over fairseq2.optim.lr_schedulers."""

from lrconform.adapter import Skip, arguments, player, reserve_stdout, serve
from lrconform.adapter.handshake import handshake
from lrconform.adapter.made import MadeStage
from lrconform.adapter.packages import load_without_init
from lrconform.adapter.pytorch import FEATURES

reserve_stdout()

# Importing fairseq2 itself loads its native library. Its schedulers need nothing but PyTorch.
fairseq2 = load_without_init("fairseq2.optim.lr_schedulers")


def constant(spec, stage):
    if arguments(spec, "factor", "total_iters")["factor"] != 1:
        raise Skip("a constant schedule has no factor")
    return fairseq2.PassthroughLR, {}


def linear(spec, stage):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    if given["start_factor"] != 1:
        raise Skip("a schedule starts with the lr, or with a warm-up")
    final = [float(rate * given["end_factor"]) for rate in stage.base_lrs()]
    options = {"num_steps": given["total_iters"], "num_warmup_steps": 0, "final_lr": final}
    return fairseq2.PolynomialDecayLR, options


def polynomial(spec, stage):
    given = arguments(spec, "total_iters", "power")
    options = {"num_steps": given["total_iters"], "num_warmup_steps": 0, "power": given["power"]}
    return fairseq2.PolynomialDecayLR, options


def cosine(spec, stage):
    given = arguments(spec, "T_max", "eta_min")
    options = {"cycle_len": given["T_max"], "num_warmup_steps": 0, "final_lr": float(given["eta_min"])}
    return fairseq2.CosineAnnealingLR, options


def warm_restarts(spec, stage):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    options = {"cycle_len": given["T_0"], "cycle_mul": given["T_mult"], "num_warmup_steps": 0}
    return fairseq2.CosineAnnealingLR, dict(options, final_lr=float(given["eta_min"]))


def bounds(given, stage):
    """What a family's warm-up starts from and its decay ends with, for each group."""
    return {
        "start_lr": [float(rate * given.get("start", 0)) for rate in stage.base_lrs()],
        "final_lr": [float(rate * given.get("floor", 0)) for rate in stage.base_lrs()],
        "num_warmup_steps": given["warmup"],
    }


def warm_up_polynomial(given, stage):
    options = {"num_steps": given["total"], "power": given.get("power", 1)}
    return fairseq2.PolynomialDecayLR, dict(bounds(given, stage), **options)


def warm_up_cosine(given, stage):
    length, rest = divmod(given["total"] - given["warmup"], given.get("cycles", 1))
    if rest:
        raise Skip("a cycle is a whole number of steps")
    return fairseq2.CosineAnnealingLR, dict(bounds(given, stage), cycle_len=length)


def inverse_sqrt(given, stage):
    if given["timescale"] != given["warmup"]:
        raise Skip("the square root is shifted by the warm-up")
    return fairseq2.MyleLR, {"num_warmup_steps": given["warmup"]}


def noam(given, stage):
    return fairseq2.NoamLR, {"num_warmup_steps": given["warmup"]}


class Fairseq2Stage(MadeStage):
    makers = {
        "ConstantLR": constant,
        "LinearLR": linear,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": warm_restarts,
    }
    families = {
        "warmup-linear": warm_up_polynomial,
        "warmup-polynomial": warm_up_polynomial,
        "warmup-cosine": warm_up_cosine,
        "warmup-restarts": warm_up_cosine,
        "inverse-sqrt": inverse_sqrt,
        "noam/counts-from-zero": noam,
    }


HOME = "https://github.com/facebookresearch/fairseq2"
features = [feature for feature in FEATURES if feature not in ("functions", "tables", "fractional-epoch", "errors")]
serve(handshake("fairseq2", Fairseq2Stage, features, HOME, HOME + "/issues"), player(Fairseq2Stage))
