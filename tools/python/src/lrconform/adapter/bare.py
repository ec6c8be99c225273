"""A module of a package without the package's __init__, which may import much that its schedulers do without."""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from collections.abc import Mapping
from typing import Any


def module(package: str, name: str, stubs: Mapping[str, Mapping[str, Any]] | None = None) -> Any:
    """The module `package.name`; stubs: what stands for modules that it imports, by their names, and what they hold."""
    spec = importlib.machinery.PathFinder.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"no package {package}", name=package)
    folder = next(iter(spec.submodule_search_locations))
    parts = f"{package}.{name}".split(".")[:-1]
    for count in range(1, len(parts) + 1):
        parent = types.ModuleType(".".join(parts[:count]))
        parent.__path__ = ["/".join([folder, *parts[1:count]])]
        sys.modules.setdefault(parent.__name__, parent)
    for stub, contents in (stubs or {}).items():
        sys.modules[stub] = types.ModuleType(stub)
        vars(sys.modules[stub]).update(contents)
    return importlib.import_module(f"{package}.{name}")
