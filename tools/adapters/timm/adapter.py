"""lrconform's adapter protocol over timm.scheduler."""

import sys
import types
import warnings
from importlib.metadata import version
from importlib.util import find_spec

from lrconform.adapter import Skip, arguments, one_lr, own_family, player, reserve_stdout, serve
from lrconform.adapter.torch_stage import TorchStage

reserve_stdout()

# Importing timm itself loads its models, and for them torchvision. Its schedulers need neither: they are loaded out
# of the package as they are, without running its __init__.
package = types.ModuleType("timm")
package.__path__ = list(find_spec("timm").submodule_search_locations or [])
sys.modules["timm"] = package

from timm import scheduler as timm_scheduler

warnings.simplefilter("ignore")  # PlateauLRScheduler announces its end

# For a schedule without end: timm needs a number of cycles.
UNLIMITED = 10**9


def step(spec):
    given = arguments(spec, "step_size", "gamma")
    return timm_scheduler.StepLRScheduler, {"decay_t": given["step_size"], "decay_rate": given["gamma"]}


def multi_step(spec):
    given = arguments(spec, "milestones", "gamma")
    return timm_scheduler.MultiStepLRScheduler, {"decay_t": given["milestones"], "decay_rate": given["gamma"]}


def exponential(spec):
    return timm_scheduler.StepLRScheduler, {"decay_t": 1, "decay_rate": arguments(spec, "gamma")["gamma"]}


def cosine(spec):
    given = arguments(spec, "T_max", "eta_min")
    return timm_scheduler.CosineLRScheduler, {"t_initial": given["T_max"], "lr_min": given["eta_min"]}


def warm_restarts(spec):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    return timm_scheduler.CosineLRScheduler, {
        "t_initial": given["T_0"],
        "cycle_mul": given["T_mult"],
        "lr_min": given["eta_min"],
        "cycle_limit": UNLIMITED,
    }


def polynomial(spec):
    given = arguments(spec, "total_iters", "power")
    return timm_scheduler.PolyLRScheduler, {"t_initial": given["total_iters"], "power": given["power"]}


def plateau(spec):
    given = arguments(spec, "mode", "factor", "patience", "threshold", "cooldown", "min_lr")
    if isinstance(given["min_lr"], list):
        raise Skip("lr_min is one number for all groups")
    return timm_scheduler.PlateauLRScheduler, {
        "mode": given["mode"],
        "decay_rate": given["factor"],
        "patience_t": given["patience"],
        "threshold": given["threshold"],
        "cooldown_t": given["cooldown"],
        "lr_min": given["min_lr"],
    }


PLAIN = {
    "StepLR": step,
    "MultiStepLR": multi_step,
    "ExponentialLR": exponential,
    "PolynomialLR": polynomial,
    "CosineAnnealingLR": cosine,
    "CosineAnnealingWarmRestarts": warm_restarts,
}


def warm_up(spec, base_lrs):
    """timm's warm-up is a linear rise before any of its schedules: LinearLR to 1, then that schedule."""
    given = arguments(spec, "schedulers", "milestones")
    members, milestones = given["schedulers"], given["milestones"]
    if len(members) != 2 or members[0]["type"] != "LinearLR" or members[1]["type"] not in PLAIN:
        raise Skip("a sequence is a linear warm-up and one schedule")
    rise = arguments(members[0], "start_factor", "end_factor", "total_iters")
    if rise["end_factor"] != 1 or milestones != [rise["total_iters"]]:
        raise Skip("the warm-up ends with the initial lr, at the milestone")
    lr = one_lr(base_lrs, "warmup_lr_init is one number for all groups")
    kind, options = PLAIN[members[1]["type"]](members[1])
    return kind, dict(
        options,
        warmup_t=rise["total_iters"],
        warmup_lr_init=lr * rise["start_factor"],
        warmup_prefix=True,
    )


def family_of(kind, prefix):
    """A family's schedule: its warm-up, and one of timm's schedules after it or, without prefix, over it."""

    def make(given, base_lrs):
        lr = one_lr(base_lrs, "lr_min and warmup_lr_init are one number for all groups")
        options = {
            "t_initial": given["total"] - (given["warmup"] if prefix else 0),
            "lr_min": given.get("floor", 0) * lr,
            "warmup_t": given["warmup"],
            "warmup_lr_init": given.get("start", 0) * lr,
            "warmup_prefix": prefix,
        }
        if options["t_initial"] < 1:
            raise Skip("t_initial is at least 1")
        if "power" in given:
            options["power"] = given["power"]
        return kind, options

    return make


FAMILIES = {
    "warmup-cosine": family_of(timm_scheduler.CosineLRScheduler, True),
    "warmup-cosine/holds": family_of(timm_scheduler.CosineLRScheduler, True),
    "warmup-cosine/counts-the-warm-up": family_of(timm_scheduler.CosineLRScheduler, False),
    "warmup-polynomial": family_of(timm_scheduler.PolyLRScheduler, True),
}


class TimmStage(TorchStage):
    def build(self):
        # timm leaves counting to the training loop, which calls step() with the number of the epoch to come.
        self.epochs = [0] * len(self.scenario["schedulers"])
        super().build()

    def build_schedulers(self):
        return [self._scheduler(spec) for spec in self.scenario["schedulers"]]

    def _scheduler(self, spec):
        own = own_family(self.scenario, FAMILIES)
        if own:
            kind, options = own[0](own[1], self.base_lrs())
        elif spec["type"] == "SequentialLR":
            kind, options = warm_up(spec, self.base_lrs())
        elif spec["type"] == "ReduceLROnPlateau":
            kind, options = plateau(spec)
        elif spec["type"] in PLAIN:
            kind, options = PLAIN[spec["type"]](spec)
        else:
            raise Skip("no {} but as a warm-up".format(spec["type"]))
        return kind(self.optimizer, **options)

    def step(self, index):
        self.epochs[index] += 1
        self.schedulers[index].step(self.epochs[index])

    def step_epoch(self, index, epoch):
        if not isinstance(epoch, int):
            raise Skip("an epoch is an integer")
        self.epochs[index] = epoch
        self.schedulers[index].step(epoch)

    def step_metrics(self, index, metrics):
        self.epochs[index] += 1
        self.schedulers[index].step(self.epochs[index], metrics)

    def reload(self, extent):
        epochs = self.epochs  # of the training loop, as always
        super().reload(extent)
        self.epochs = epochs


HANDSHAKE = {
    "implementation": {
        "name": "timm",
        "version": version("timm"),
        "language": "Python",
        "homepage": "https://github.com/huggingface/pytorch-image-models",
        "issues": "https://github.com/huggingface/pytorch-image-models/issues",
    },
    "precision": "float64",
    "schedulers": [*PLAIN, "LinearLR", "ReduceLROnPlateau", "SequentialLR"],
    "families": list(FAMILIES),
    "features": [
        "momentum",
        "closed-form",
        "fractional-epoch",
        "reload",
        "set-lr",
        "add-group",
        "groups",
    ],
    "channels": ["lr", "momentum"],
}

serve(HANDSHAKE, player(TimmStage))
