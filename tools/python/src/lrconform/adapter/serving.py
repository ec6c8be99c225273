"""Serving a Stage that has its tables `makers` and `families`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from .play import Make, player
from .protocol import Json, serve
from .single import only_scheduler


def implementation_of(name: str, homepage: str, issues: str, distribution: str | None = None) -> dict[str, Json]:
    """Whose values they are, and that they are Python floats.

    distribution: whose version is told, where pip has it under another name.
    """
    implementation: Json = {
        "name": name,
        "version": version(distribution or name),
        "language": "Python",
        "homepage": homepage,
        "issues": issues,
    }
    return {"implementation": implementation, "precision": "float64"}


def serve_stage(
    stage: Any,
    name: str,
    homepage: str,
    issues: str,
    features: list[str],
    distribution: str | None = None,
    apart: Mapping[str, Make] | None = None,
    **more: Json,
) -> None:
    """Serve the adapter protocol with a Stage; what it declares are the keys of its tables.

    name: the distribution's, as pip has it, unless `distribution` names that.
    apart: classes of PyTorch's that are played by a stage of their own, as ReduceLROnPlateau often is.
    more: further keys of the reply to `start`, as `channels` or `precision`.
    """
    others = apart or {}
    sequence = ["SequentialLR"] if getattr(stage, "sequence", None) else []
    handshake = {
        **implementation_of(name, homepage, issues, distribution),
        "schedulers": [*stage.makers, *sequence, *others],
        "families": list(stage.families),
        "features": features,
        **more,
    }

    def make(scenario: Json) -> Any:
        return others.get(only_scheduler(scenario)["type"], stage)(scenario)

    serve(handshake, player(make if others else stage))
