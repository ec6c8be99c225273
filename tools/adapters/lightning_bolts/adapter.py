"""lrconform's adapter protocol over pl_bolts.optimizers.lr_scheduler."""

from torch.optim.lr_scheduler import LambdaLR

from lrconform.adapter import Skip, arguments, one_lr, player, reserve_stdout, serve
from lrconform.adapter.handshake import handshake
from lrconform.adapter.made import MadeStage
from lrconform.adapter.packages import load_without_init
from lrconform.adapter.pytorch import FEATURES

reserve_stdout()

# Its decorator only warns that nobody has reviewed a class, and would want PyTorch Lightning for that.
UNTOUCHED = {"pl_bolts.utils.stability": {"under_review": lambda: lambda kind: kind}}
bolts = load_without_init("pl_bolts.optimizers.lr_scheduler", UNTOUCHED)


def cosine(spec, stage):
    given = arguments(spec, "T_max", "eta_min")
    return bolts.LinearWarmupCosineAnnealingLR, {
        "warmup_epochs": 0,
        "max_epochs": given["T_max"],
        "warmup_start_lr": one_lr(stage.base_lrs(), "warmup_start_lr is one number for all groups"),
        "eta_min": given["eta_min"],
    }


def warm_up_cosine(given, stage):
    options = {"warmup_epochs": given["warmup"], "max_epochs": given["total"]}
    if "start" in given or "floor" in given:
        lr = one_lr(stage.base_lrs(), "warmup_start_lr and eta_min are one number for all groups")
        options.update(warmup_start_lr=given.get("start", 0) * lr, eta_min=given.get("floor", 0) * lr)
    return bolts.LinearWarmupCosineAnnealingLR, options


def function(**decay):
    """A family whose factor is linear_warmup_decay's, for PyTorch's LambdaLR."""

    def make(given, stage):
        if "floor" in given or "start" in given:
            raise Skip("linear_warmup_decay begins and ends with 0")
        total = given.get("total", given["warmup"])
        return LambdaLR, {"lr_lambda": bolts.linear_warmup_decay(given["warmup"], total, **decay)}

    return make


class BoltsStage(MadeStage):
    makers = {"CosineAnnealingLR": cosine}
    families = {
        "warmup-cosine": warm_up_cosine,
        "warmup-cosine/rises-again": function(cosine=True),
        "warmup-linear": function(cosine=False, linear=True),
        "warmup-constant": function(cosine=False),
    }


HOME = "https://github.com/Lightning-Universe/lightning-bolts"
features = [feature for feature in FEATURES if feature not in ("functions", "tables", "fractional-epoch", "errors")]
serve(handshake("lightning-bolts", BoltsStage, features, HOME, HOME + "/issues"), player(BoltsStage))
