"""A Stage for libraries that wrap PyTorch's own schedulers, or step them."""

from __future__ import annotations

from importlib.metadata import version

import torch

from .play import player
from .protocol import Json, serve
from .pytorch import FEATURES, PyTorchStage, classes_of

CLASSES = classes_of(torch.optim.lr_scheduler)


class WrappedStage(PyTorchStage):
    """Builds PyTorch's schedulers; a subclass wraps them in `build_schedulers()`, or steps them in another way."""

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, CLASSES)


def serve_wrapped(stage: type[WrappedStage], name: str, homepage: str, issues: str, without: str = "") -> None:
    """Serve PyTorch's classes with all features but those `without`; name: the distribution's, whose version is told."""
    implementation = {"name": name, "version": version(name), "language": "Python"}
    handshake = {
        "implementation": {**implementation, "homepage": homepage, "issues": issues},
        "precision": "float64",
        "schedulers": list(CLASSES),
        "features": [feature for feature in FEATURES if feature not in without.split()],
    }
    serve(handshake, player(stage))
