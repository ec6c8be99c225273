"""lrconform's adapter protocol over timm.scheduler."""

import warnings

from lrconform.adapter import Skip, load_without_init, one_lr, reserve_stdout, warm_up_then
from lrconform.adapter.interface import InterfaceStage, on_optimizer
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Importing timm itself loads its models, and for them torchvision. Its schedulers need neither.
timm = load_without_init("timm.scheduler")

warnings.simplefilter("ignore")  # PlateauLRScheduler announces its end

# For a schedule without end: timm needs a number of cycles.
UNLIMITED = 10**100
COSINE = {"T_max": "t_initial", "eta_min": "lr_min"}
RESTARTS = {"T_0": "t_initial", "T_mult": "cycle_mul", "eta_min": "lr_min"}
PLATEAU = {"mode": "mode", "factor": "decay_rate", "patience": "patience_t", "threshold": "threshold"}
PLATEAU |= {"cooldown": "cooldown_t", "min_lr": "lr_min"}

PLAIN = {
    "StepLR": on_optimizer(timm.StepLRScheduler, {"step_size": "decay_t", "gamma": "decay_rate"}),
    "MultiStepLR": on_optimizer(timm.MultiStepLRScheduler, {"milestones": "decay_t", "gamma": "decay_rate"}),
    "ExponentialLR": on_optimizer(timm.StepLRScheduler, {"gamma": "decay_rate"}, decay_t=1),
    "PolynomialLR": on_optimizer(timm.PolyLRScheduler, {"total_iters": "t_initial", "power": "power"}),
    "CosineAnnealingLR": on_optimizer(timm.CosineLRScheduler, COSINE),
    "CosineAnnealingWarmRestarts": on_optimizer(timm.CosineLRScheduler, RESTARTS, cycle_limit=UNLIMITED),
}


def linear(spec, stage):
    raise Skip("no LinearLR but as a warm-up")


def plateau(spec, stage):
    if isinstance(spec["args"].get("min_lr"), list):
        raise Skip("lr_min is one number for all groups")
    return on_optimizer(timm.PlateauLRScheduler, PLATEAU)(spec, stage)


def warm_up(spec, stage):
    """timm's warm-up is a linear rise before any of its schedules."""
    rise, then = warm_up_then(spec, after=PLAIN)
    start = rise["start_factor"] * one_lr(stage.base_lrs(), "warmup_lr_init is one number for all groups")
    options = {"warmup_t": rise["total_iters"], "warmup_lr_init": start, "warmup_prefix": True}
    return PLAIN[then["type"]](then, stage, **options)


def family_of(kind, prefix):
    """A family's schedule: its warm-up, and one of timm's schedules after it or, without prefix, over it."""

    def make(given, stage):
        lr = one_lr(stage.base_lrs(), "lr_min and warmup_lr_init are one number for all groups")
        options = {
            "t_initial": given["total"] - (given["warmup"] if prefix else 0),
            "lr_min": given.get("floor", 0) * lr,
            "warmup_t": given["warmup"],
            "warmup_lr_init": given.get("start", 0) * lr,
            "warmup_prefix": prefix,
            **{name: given[name] for name in given if name == "power"},
        }
        if options["t_initial"] < 1:
            raise Skip("t_initial is at least 1")
        return kind(stage.optimizer, **options)

    return make


class TimmStage(InterfaceStage):
    """timm leaves counting to the training loop, which calls step() with the number of the epoch to come."""

    makers = {**PLAIN, "LinearLR": linear, "ReduceLROnPlateau": plateau, "SequentialLR": warm_up}
    families = {
        "warmup-cosine": family_of(timm.CosineLRScheduler, True),
        "warmup-cosine/holds": family_of(timm.CosineLRScheduler, True),
        "warmup-cosine/counts-the-warm-up": family_of(timm.CosineLRScheduler, False),
        "warmup-polynomial": family_of(timm.PolyLRScheduler, True),
    }
    resumes = False

    def build(self):
        self.epochs = [0] * len(self.scenario["schedulers"])
        super().build()

    def step(self, index, metric=None):
        self.epochs[index] += 1
        self.schedulers[index].step(self.epochs[index], metric)

    def step_epoch(self, index, epoch):
        if not isinstance(epoch, int):
            raise Skip("an epoch is an integer")
        self.epochs[index] = epoch
        self.schedulers[index].step(epoch)

    def step_metrics(self, index, metrics):
        self.step(index, metrics)

    def reload(self, extent):
        epochs = self.epochs  # of the training loop, as always
        super().reload(extent)
        self.epochs = epochs


HOME = "https://github.com/huggingface/pytorch-image-models"
FEATURES = ["momentum", "closed-form", "fractional-epoch", "reload", "set-lr", "add-group", "groups"]
serve_stage(TimmStage, "timm", HOME, HOME + "/issues", FEATURES, channels=["lr", "momentum"])
