"""Serving a Stage that has its tables `makers` and `families`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from .play import player
from .protocol import Json, serve


def serve_stage(stage: Any, name: str, homepage: str, issues: str, features: list[str], **more: Json) -> None:
    """Serve the adapter protocol with a Stage; what it declares are the keys of its tables.

    name: the distribution's, as pip has it; its version is told.
    more: further keys of the reply to `start`, as `channels` or `precision`.
    """
    handshake = {
        "implementation": {
            "name": name,
            "version": version(name),
            "language": "Python",
            "homepage": homepage,
            "issues": issues,
        },
        "precision": "float64",
        "schedulers": list(stage.makers),
        "families": list(stage.families),
        "features": features,
        **more,
    }
    serve(handshake, player(stage))
