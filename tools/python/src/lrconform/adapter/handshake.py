"""The reply to `start`, of an adapter whose Stage has its tables `makers` and `families`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from .protocol import Json


def handshake(
    distribution: str, stage: Any, features: list[str], homepage: str, issues: str, **more: Json
) -> dict[str, Json]:
    """distribution: the name under which pip has the library; more: further keys, as `channels` or `precision`."""
    return {
        "implementation": {
            "name": distribution,
            "version": version(distribution),
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
