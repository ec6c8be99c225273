"""lrconform's adapter protocol over jittor.lr_scheduler and jittor.optim."""

from importlib.util import find_spec

from lrconform.adapter import load_without_init, reserve_stdout, serve
from lrconform.adapter.classes import ClassesStage
from lrconform.adapter.play import show_traceback
from lrconform.adapter.pytorch import play
from lrconform.adapter.serving import implementation_of

reserve_stdout()

# Importing Jittor itself compiles its core. Optimizers and schedulers need nothing of it, but that there is a class Var.
folders = list(find_spec("jittor").submodule_search_locations or [])
schedulers = load_without_init("jittor.lr_scheduler", {"jittor": {"__path__": folders, "Var": type("Var", (), {})}})
optim = schedulers.jt.optim

CLASSES = {
    "LambdaLR": optim.LambdaLR,
    "StepLR": schedulers.StepLR,
    "MultiStepLR": schedulers.MultiStepLR,
    "ExponentialLR": schedulers.ExponentialLR,
    "CosineAnnealingLR": schedulers.CosineAnnealingLR,
    "ReduceLROnPlateau": schedulers.ReduceLROnPlateau,
}


def optimizer(groups):
    """The optimizer with the first group's lr as its own; each group says what its lr is."""
    return optim.Optimizer(groups, groups[0]["lr"])


def stage(scenario, classes):
    return ClassesStage(scenario, classes, dict.fromkeys(("SGD", "Adam", "Adagrad"), optimizer))


HANDSHAKE = {
    **implementation_of("jittor", "https://github.com/Jittor/jittor", "https://github.com/Jittor/jittor/issues"),
    "schedulers": list(CLASSES),
    "features": ["closed-form", "set-lr", "add-group", "groups", "functions", "tables", "observe"],
    "channels": ["lr"],
}

serve(HANDSHAKE, lambda scenario: play(scenario, CLASSES, show_traceback, stage))
