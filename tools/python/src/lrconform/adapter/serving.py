"""Serving a Stage that has its tables `makers` and `families`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from .play import player
from .protocol import Json, serve


def implementation_of(name: str, homepage: str, issues: str) -> dict[str, Json]:
    """Whose values they are, and that they are Python floats; name: the distribution's, whose version is told."""
    implementation: Json = {
        "name": name,
        "version": version(name),
        "language": "Python",
        "homepage": homepage,
        "issues": issues,
    }
    return {"implementation": implementation, "precision": "float64"}


def serve_stage(stage: Any, name: str, homepage: str, issues: str, features: list[str], **more: Json) -> None:
    """Serve the adapter protocol with a Stage; what it declares are the keys of its tables.

    name: the distribution's, as pip has it.
    more: further keys of the reply to `start`, as `channels` or `precision`.
    """
    handshake = {
        **implementation_of(name, homepage, issues),
        "schedulers": list(stage.makers),
        "families": list(stage.families),
        "features": features,
        **more,
    }
    serve(handshake, player(stage))
