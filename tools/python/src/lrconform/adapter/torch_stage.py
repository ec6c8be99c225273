"""A Stage over an optimizer of PyTorch's, for PyTorch's schedulers and for libraries that bring their own to it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import torch

from .blame import implementation
from .play import Stage
from .protocol import Json, ScenarioError
from .scenario import group_options, number

OPTIMIZERS: Mapping[str, Any] = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam, "Adagrad": torch.optim.Adagrad}

# No scenario trains, so one set of parameters serves every optimizer; making tensors is slow.
_parameters: list[torch.nn.Parameter] = []


def parameter_group(group: Json, index: int) -> dict[str, Any]:
    """A scenario's parameter group as PyTorch takes it: its options and a parameter of its own."""
    while len(_parameters) <= index:
        _parameters.append(torch.nn.Parameter(torch.zeros(1)))
    return {**group_options(group, tensor), "params": [_parameters[index]]}


def tensor(spec: Json) -> torch.Tensor:
    """A learning rate that is a Tensor: {"tensor": 0.1, "dtype": "float32"}."""
    dtype = {"float32": torch.float32, "float64": torch.float64}.get(spec.get("dtype"))
    if dtype is None or set(spec) != {"tensor", "dtype"}:
        raise ScenarioError(f"not a Tensor: {spec!r}")
    return torch.tensor(number(spec["tensor"]), dtype=dtype)


class TorchStage(Stage):
    """A subclass builds `self.schedulers` in `build_schedulers()` and steps them in `step(index)`.

    Where it declares `reload`, it says with `scheduler_state(index)` and `load_scheduler_state(index, state)` how a
    scheduler is saved and loaded.
    """

    optimizers = OPTIMIZERS

    def __init__(self, scenario: Json) -> None:
        super().__init__(scenario)
        self.original = scenario
        self.saved: dict[str, Any] | None = None

    def build(self) -> None:
        self.build_optimizer()
        self.schedulers = self.build_schedulers()

    def build_optimizer(self, **options: Any) -> None:
        spec = self.scenario["optimizer"]
        groups = [parameter_group(group, index) for index, group in enumerate(spec["groups"])]
        with implementation():
            self.optimizer = self.optimizers[spec["type"]](groups, **options)

    def build_schedulers(self) -> list[Any]:
        raise NotImplementedError

    def group_count(self) -> int:
        return len(self.optimizer.param_groups)

    def scheduler_state(self, index: int) -> Any:
        with implementation():
            return self.schedulers[index].state_dict()

    def load_scheduler_state(self, index: int, state: Any) -> None:
        with implementation():
            self.schedulers[index].load_state_dict(state)

    def base_lrs(self) -> list[Any]:
        """The learning rates that the scenario gives the groups."""
        return [group_options(group, tensor)["lr"] for group in self.scenario["optimizer"]["groups"]]

    def set_lr(self, values: list[Any]) -> None:
        groups = self.optimizer.param_groups
        if len(values) != len(groups):
            raise ScenarioError(f"set_lr has {len(values)} values for {len(groups)} groups")
        for group, value in zip(groups, values):
            group["lr"] = value

    def add_group(self, group: Json) -> None:
        added = parameter_group(group, len(self.optimizer.param_groups))
        with implementation():
            self.optimizer.add_param_group(added)

    def save(self) -> None:
        self.saved = self.saved_now()

    def saved_now(self) -> dict[str, Any]:
        # Copies: a state dict shares lists with the objects that it was taken from.
        return {
            "optimizer": copy.deepcopy(self.optimizer.state_dict()),
            "scheduler": [copy.deepcopy(self.scheduler_state(index)) for index in range(len(self.schedulers))],
        }

    def reload(self, extent: str) -> None:
        self.reload_as({"load": extent})

    def reload_as(self, options: dict[str, Json]) -> None:
        load = options.get("load", "all")
        parts = ["optimizer", "scheduler"] if load == "all" else [load] if isinstance(load, str) else list(load)
        state = self.saved or self.saved_now()
        if options.get("through") == "json":
            with implementation():
                state = {part: _through_json(state[part]) for part in parts}
        self.scenario = self._with(options)
        if options.get("build") == "after-optimizer":
            self.build_optimizer()
            self._load("optimizer", state)
            parts.remove("optimizer")
            self.schedulers = self.build_schedulers()
        else:
            self.build()
        for part in parts:
            self._load(part, state)

    def _with(self, options: dict[str, Json]) -> Json:
        """The scenario as it began, with other groups or schedulers where the options have them."""
        optimizer = dict(self.original["optimizer"])
        optimizer["groups"] = options.get("groups", optimizer["groups"])
        schedulers = options.get("schedulers", self.original["schedulers"])
        return {**self.original, "optimizer": optimizer, "schedulers": schedulers}

    def _load(self, part: str, state: dict[str, Any]) -> None:
        if part == "optimizer":
            with implementation():
                self.optimizer.load_state_dict(state["optimizer"])
        else:
            for index in range(min(len(self.schedulers), len(state["scheduler"]))):
                self.load_scheduler_state(index, state["scheduler"][index])

    def beta2(self) -> list[Any]:
        with implementation():
            return [float(group["betas"][1]) if "betas" in group else None for group in self.optimizer.param_groups]

    def initial_lr(self) -> list[Any]:
        with implementation():
            groups = self.optimizer.param_groups
            return [float(group["initial_lr"]) if "initial_lr" in group else None for group in groups]

    def state_number(self, key: str) -> Any:
        value = self.scheduler_state(len(self.schedulers) - 1).get(key)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def lr(self) -> list[Any]:
        with implementation():  # a power of a negative number is complex
            return [float(group["lr"]) for group in self.optimizer.param_groups]

    def momentum(self) -> list[Any]:
        with implementation():
            return [_momentum(group) for group in self.optimizer.param_groups]


def _through_json(state: Any) -> Any:
    """State as a checkpoint in JSON keeps it. The optimizer's state of its parameters holds Tensors and stays."""
    if isinstance(state, dict):
        return {**state, "param_groups": json.loads(json.dumps(state["param_groups"]))}
    return json.loads(json.dumps(state))


def _momentum(group: dict[str, Any]) -> float | None:
    if "betas" in group:
        return float(group["betas"][0])
    return float(group["momentum"]) if "momentum" in group else None
