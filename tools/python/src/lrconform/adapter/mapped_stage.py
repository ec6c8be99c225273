"""A Stage for libraries whose schedulers have PyTorch's interface, under other names and with other arguments."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Callable, ClassVar

from .blame import implementation
from .family import own_family
from .play import player
from .protocol import Json, Skip, serve
from .pytorch import PyTorchStage
from .scenario import number

# What to call with the optimizer, and its other arguments.
Call = tuple[Callable[..., Any], dict[str, Any]]


class MappedStage(PyTorchStage):
    """`makers` has a function of (spec, stage) for each of PyTorch's classes: it returns a Call, or raises Skip.

    `families` has one of (the family's arguments, stage) for each family that the library has itself. `resumes` is the
    library's name for `last_epoch`.
    """

    makers: ClassVar[dict[str, Callable[[Json, Any], Call]]] = {}
    families: ClassVar[dict[str, Callable[[dict[str, Any], Any], Call]]] = {}
    resumes: ClassVar[str | None] = None

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario, {})

    def program_steps(self) -> int:
        """How many steps the program has, for schedules that are made for the whole of a training."""
        return sum(operation.get("step", 0) for operation in self.scenario["program"])

    def build_optimizer(self, **options: Any) -> None:
        # Some libraries take the initial lr from the optimizer's defaults, not from its groups.
        super().build_optimizer(lr=self.base_lrs()[0], **options)

    def scheduler(self, spec: Json) -> Any:
        given = dict(spec.get("args", {}))
        last_epoch = number(given.pop("last_epoch", -1))
        own = own_family(self.scenario, self.families)
        if own:
            make, options = own[0](own[1], self)
        elif spec["type"] in self.makers:
            make, options = self.makers[spec["type"]]({**spec, "args": given}, self)
        else:
            raise Skip(f"no {spec['type']} but for a family")
        if last_epoch != -1 or isinstance(last_epoch, float):
            if self.resumes is None:
                raise Skip("no last_epoch as an argument")
            options = {**options, self.resumes: last_epoch}
        with implementation():
            return make(self.optimizer, **options)


def serve_mapped(stage: type[MappedStage], name: str, homepage: str, issues: str, features: str, **more: Json) -> None:
    """Serve what a stage maps; name: the distribution's, whose version is told; more: what else the handshake has."""
    implementation_of = {"name": name, "version": version(name), "language": "Python"}
    handshake = {
        "implementation": {**implementation_of, "homepage": homepage, "issues": issues},
        "precision": "float64",
        "schedulers": list(stage.makers),
        "families": list(stage.families),
        "features": features.split(),
        **more,
    }
    serve(handshake, player(stage))
