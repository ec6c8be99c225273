"""Loading one module of a package without the rest of it."""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from collections.abc import Mapping
from typing import Any


def load_without_init(path: str, stubs: Mapping[str, Mapping[str, Any]] | None = None) -> Any:
    """The module `package.part.module`, without running the `__init__` of the packages that it is in.

    For schedulers that are plain Python in a package whose import loads much more: models, native libraries, data.

        scheduler = load_without_init("timm.scheduler")

    Its own `__init__` is run where the module is a package itself. The packages around it stay empty: load everything
    that is needed of them in this way.

    stubs: what stands for other modules that it imports, by their names; each has the names that are asked of it.
    """
    package, *parts = path.split(".")
    if not parts:
        raise ValueError(f"{path} is a package: name a module of it, as {path}.module")
    spec = importlib.machinery.PathFinder.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"no package {package}", name=package)
    name, folder = package, next(iter(spec.submodule_search_locations))
    _add_empty(name, folder)
    for part in parts[:-1]:
        name, folder = f"{name}.{part}", f"{folder}/{part}"
        _add_empty(name, folder)
    for stub, contents in (stubs or {}).items():
        sys.modules[stub] = types.ModuleType(stub)
        vars(sys.modules[stub]).update(contents)
    return importlib.import_module(path)


def _add_empty(name: str, folder: str) -> None:
    """A package in which modules are found, and nothing else is; one that is there already stays."""
    if name not in sys.modules:
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [folder]
