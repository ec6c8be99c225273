"""A fault that can be planted in the syntax tree and taken back."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import Any

from .tables import MAX_CODE


@dataclass
class Mutant:
    where: str  # StepLR.get_lr
    code: str  # the statement
    change: str  # what becomes of which part of it
    line: int
    lines: tuple  # first and last line whose execution may show it
    owner: Any
    field: str
    index: int | None  # position in the owner's list, or None
    replacement: Any

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.where, self.code, self.change)

    def planted(self) -> Any:
        """A context manager: the tree has the fault meanwhile."""
        return _Planted(self)


class _Planted:
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def __enter__(self) -> None:
        m = self.mutant
        self.original = getattr(m.owner, m.field)
        if m.index is None:
            setattr(m.owner, m.field, m.replacement)
        else:
            changed = list(self.original)
            changed[m.index : m.index + 1] = m.replacement if isinstance(m.replacement, list) else [m.replacement]
            setattr(m.owner, m.field, changed)

    def __exit__(self, *_: Any) -> None:
        setattr(self.mutant.owner, self.mutant.field, self.original)


def text(node: Any) -> str:
    if isinstance(node, list):
        return "; ".join(text(item) for item in node)
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))


def cut(text: str, limit: int = MAX_CODE) -> Any:
    return text if len(text) <= limit else text[: limit - 1] + "…"
