"""Another PyTorch version's lr_scheduler.py, over the Optimizer of the one that is installed."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import types
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import torch
from torch.optim import lr_scheduler as installed

from lrconform_tools import ROOT

CACHE = os.path.join(ROOT, "tools", "adapters", "pytorch", ".versions")
INSTALLED = torch.__version__.split("+")[0]


class NoSuchVersion(Exception):
    """It has not been fetched."""


def key(version: str) -> tuple[int, ...]:
    """Versions in their order: 1.10 after 1.9."""
    return tuple(int(part) for part in version.split("."))


def fetched() -> Any:
    """The versions in the cache, the oldest first."""
    try:
        names = os.listdir(CACHE)
    except FileNotFoundError:
        return []
    found = [name for name in names if re.fullmatch(r"\d+(\.\d+)+", name) and os.path.isfile(_path(name))]
    return sorted(found, key=key)


def load(version: str) -> Any:
    """The module; the installed one for its own version. Raise NoSuchVersion if it was not fetched."""
    if version == INSTALLED:
        return installed
    if version not in fetched():
        raise NoSuchVersion(f"torch {version} is not there; tools/adapters/pytorch/versions/fetch {version} gets it")
    path = _path(version)
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    module = types.ModuleType("torch.optim.lr_scheduler_" + version.replace(".", "_"))
    module.__package__ = "torch.optim"
    module.__file__ = path
    with _old_names():
        exec(code, module.__dict__)
    _lenient_last_lr(module)
    return module


def _path(version: str) -> str:
    return os.path.join(CACHE, version, "lr_scheduler.py")


@contextlib.contextmanager
def _old_names() -> Iterator[Any]:
    """What old versions import and new ones have elsewhere."""
    if "torch._six" in sys.modules:
        yield
        return
    six = types.ModuleType("torch._six")
    six.inf = torch.inf  # type: ignore[attr-defined]
    sys.modules["torch._six"] = six
    try:
        yield
    finally:
        del sys.modules["torch._six"]


def _lenient_last_lr(module: ModuleType) -> None:
    """Where get_last_lr() did not exist yet, or had nothing before the first step, there is nothing to observe.

    That is null in a trace, and no error. It concerns ReduceLROnPlateau before 2.3 and composites in 1.10.
    """

    def get_last_lr(self: Any) -> Any:
        return getattr(self, "_last_lr", [])

    for kind in vars(module).values():
        if isinstance(kind, type) and hasattr(kind, "step") and not issubclass(kind, torch.optim.Optimizer):
            kind.get_last_lr = get_last_lr  # type: ignore[attr-defined]
