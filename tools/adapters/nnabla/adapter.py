"""lrconform's adapter protocol over nnabla.utils.learning_rate_scheduler."""

import sys
import types
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from lrconform.adapter import ScheduleStage, arguments, base_rate, player, serve

# The schedulers are plain Python. Importing nnabla itself loads its native library and numpy, which they do not use:
# they are loaded out of the package as they are, without running its __init__.
home = Path(next(iter(find_spec("nnabla").submodule_search_locations or [])))
for name, path in (("nnabla", home), ("nnabla.utils", home / "utils")):
    package = types.ModuleType(name)
    package.__path__ = [str(path)]
    sys.modules[name] = package

from nnabla.utils import learning_rate_scheduler


def step(spec, lr):
    given = arguments(spec, "step_size", "gamma")
    return learning_rate_scheduler.ExponentialScheduler(lr, given["gamma"], given["step_size"])


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    return learning_rate_scheduler.StepScheduler(lr, given["gamma"], given["milestones"])


def exponential(spec, lr):
    return learning_rate_scheduler.ExponentialScheduler(lr, arguments(spec, "gamma")["gamma"])


def polynomial(spec, lr):
    given = arguments(spec, "total_iters", "power")
    return learning_rate_scheduler.PolynomialScheduler(lr, given["total_iters"], given["power"])


def cosine(spec, lr):
    return learning_rate_scheduler.CosineScheduler(lr, arguments(spec, "T_max")["T_max"])


class NNablaStage(ScheduleStage):
    """A schedule is a function of the iteration, which the training loop counts from 0."""

    makers = {
        "StepLR": step,
        "MultiStepLR": multi_step,
        "ExponentialLR": exponential,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
    }

    def make(self, spec, group):
        return super().make(spec, base_rate(group)).get_learning_rate


HANDSHAKE = {
    "implementation": {
        "name": "nnabla",
        "version": version("nnabla"),
        "language": "Python",
        "homepage": "https://nnabla.org",
        "issues": "https://github.com/sony/nnabla/issues",
    },
    "precision": "float64",
    "schedulers": list(NNablaStage.makers),
    "features": ["closed-form"],
    "channels": ["lr"],
}

serve(HANDSHAKE, player(NNablaStage))
