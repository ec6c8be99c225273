"""Faults in what is saved and loaded: a key of a state dict that is not restored, children loaded in another order.

PyTorch saves a scheduler's whole `__dict__`, so that no statement names the single keys. Each fault is code at the end of
lr_scheduler.py that changes one class's `load_state_dict`.
"""

from __future__ import annotations

import ast
import warnings
from typing import Any

import torch

from lrconform.adapter.parameters import COMPOSITES
from lrconform.adapter.pytorch import classes_of
from lrconform_tools.mutation.mutant import Mutant

# One of each class, as little as its constructor takes.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "LambdaLR": {"lr_lambda": lambda epoch: 1.0},
    "MultiplicativeLR": {"lr_lambda": lambda epoch: 1.0},
    "StepLR": {"step_size": 1},
    "MultiStepLR": {"milestones": [1]},
    "ConstantLR": {},
    "LinearLR": {},
    "ExponentialLR": {"gamma": 0.5},
    "PolynomialLR": {},
    "CosineAnnealingLR": {"T_max": 2},
    "CosineAnnealingWarmRestarts": {"T_0": 2},
    "CyclicLR": {"base_lr": 0.1, "max_lr": 1.0},
    "OneCycleLR": {"max_lr": 1.0, "total_steps": 4},
    "ReduceLROnPlateau": {},
}
# What a parameter group holds that schedulers read or write.
GROUP_KEYS = ("lr", "initial_lr", "momentum", "betas", "max_lr", "min_lr", "base_momentum", "max_momentum", "swa_lr")

KEEP = """
def _keep(cls, key):
    load = cls.load_state_dict
    def load_state_dict(self, state_dict):
        own = self.__dict__.get(key, self)
        load(self, state_dict)
        if own is self:
            self.__dict__.pop(key, None)
        else:
            self.__dict__[key] = own
    cls.load_state_dict = load_state_dict
_keep({0}, {1!r})
"""

SWAP = """
def _swap(cls):
    load = cls.load_state_dict
    def load_state_dict(self, state_dict):
        self._schedulers.reverse()
        try:
            load(self, state_dict)
        finally:
            self._schedulers.reverse()
    cls.load_state_dict = load_state_dict
_swap({0})
"""

KEEP_GROUP = """
def _keep(key):
    load = Optimizer.load_state_dict
    def load_state_dict(self, state_dict):
        own = [group.get(key, self) for group in self.param_groups]
        load(self, state_dict)
        for group, value in zip(self.param_groups, own):
            if value is self:
                group.pop(key, None)
            else:
                group[key] = value
    Optimizer.load_state_dict = load_state_dict
_keep({0!r})
"""


def generate(tree: ast.Module) -> list[Mutant]:
    """All faults of this kind, to be planted at the end of the tree."""
    found = []
    for name, keys in saved_keys().items():
        lines = _lines(tree, name)
        found += [_mutant(tree, name, lines, f"keeps the constructor's {key}", KEEP.format(name, key)) for key in keys]
    for name in COMPOSITES:
        change = "loads the children's states in the reverse order"
        found.append(_mutant(tree, name, _lines(tree, name), change, SWAP.format(name)))
    # Any case that loads an optimizer's state may show it; which lines that runs is not known here.
    everywhere = (1, 1 << 30)
    for key in GROUP_KEYS:
        change = f"keeps the constructor's {key} of each group"
        found.append(_mutant(tree, "Optimizer", everywhere, change, KEEP_GROUP.format(key)))
    return found


def saved_keys() -> dict[str, list[str]]:
    """The keys of each class's state dict, its children's and the optimizer left out."""
    kinds = classes_of(torch.optim.lr_scheduler)
    result = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, arguments in ARGUMENTS.items():
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0, momentum=0.9)
            result[name] = sorted(kinds[name](optimizer, **arguments).state_dict())
        for name in COMPOSITES:
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
            child = kinds["ExponentialLR"](optimizer, gamma=0.5)
            if name == "SequentialLR":
                composite = kinds[name](optimizer, schedulers=[child], milestones=[])
            else:
                composite = kinds[name]([child])
            result[name] = sorted(set(composite.state_dict()) - {"_schedulers"})
    return result


def _mutant(tree: ast.Module, name: str, lines: tuple[int, int], change: str, code: str) -> Mutant:
    last = len(tree.body) - 1
    replacement = [tree.body[last], *ast.parse(code).body]
    return Mutant(
        where=f"{name}.load_state_dict",
        code="the state",
        change=change,
        line=lines[0],
        lines=lines,
        owner=tree,
        field="body",
        index=last,
        replacement=replacement,
    )


def _lines(tree: ast.Module, name: str) -> tuple[int, int]:
    """Those of the class's load_state_dict, or of the base class's."""
    for owner in (name, "LRScheduler"):
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == owner:
                for member in node.body:
                    if isinstance(member, ast.FunctionDef) and member.name == "load_state_dict":
                        return member.body[0].lineno, member.end_lineno or member.lineno
    raise SystemExit(f"{name} has no load_state_dict")
