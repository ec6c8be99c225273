"""Every fault that is planted: small changes of the syntax tree of lr_scheduler.py, one at a time.

A mutant is named by where it is (`StepLR.get_lr`), the statement as normalised text and the change, so that its name
survives new line numbers and reformatting, and a new PyTorch that changes the statement drops it.
"""

from __future__ import annotations

import ast
from typing import Any

from lrconform_tools.mutation.mutant import Mutant

from .expressions import Expressions
from .mutant import text
from .tables import ARITHMETIC, EXCEPTIONS, SKIPPED_CLASSES, SKIPPED_NAMES


def parse(source: str, filename: Any) -> Any:
    """The module's tree without documentation strings: they cost time at each compilation."""
    tree = ast.parse(source, filename)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and _is_text(node.body[0]):
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def generate(tree: ast.Module) -> list[Mutant]:
    """All mutants of the tree, in its order; equal names are told apart by a number."""
    collector = Collector()
    collector.module(tree)
    seen: dict[Any, Any] = {}
    for mutant in collector.found:
        count = seen[mutant.key] = seen.get(mutant.key, 0) + 1
        if count > 1:
            mutant.change += " (%d)" % count
    return collector.found


class Collector(Expressions):
    """Faults in modules, classes, functions and statements, and through them in their expressions."""

    def module(self, tree: ast.Module) -> None:
        for index, node in enumerate(tree.body):
            if isinstance(node, (ast.Import, ast.ImportFrom, ast.If)) or _assigned(node) in SKIPPED_NAMES:
                continue
            if isinstance(node, ast.ClassDef):
                if node.name not in SKIPPED_CLASSES:
                    self.class_definition(node)
            else:
                self.statement_at(tree, "body", index, node)

    def class_definition(self, node: ast.ClassDef) -> None:
        self.where.append(node.name)
        self.class_name = node.name
        for index, member in enumerate(node.body):
            kept = len(node.body) == 1 or getattr(member, "name", None) in ("__enter__", "__exit__")
            if isinstance(member, ast.FunctionDef) and not kept:
                self.definition(member)
                self.add(node, "body", index, ast.Pass(), f"def {member.name}", f"removed: def {member.name}")
            self.statement_at(node, "body", index, member)
        self.where.pop()
        self.class_name = None

    def definition(self, node: ast.FunctionDef) -> None:
        """Names and lines of what concerns a whole function."""
        self.statement = f"def {node.name}"
        self.lines = (node.body[0].lineno, node.end_lineno or node.lineno)

    def body(self, owner: ast.AST, field: str) -> None:
        for index, node in enumerate(getattr(owner, field)):
            self.statement_at(owner, field, index, node)

    def enter(self, node: Any) -> None:
        self.statement = text(node).splitlines()[0]
        last = node.body[0].lineno - 1 if hasattr(node, "body") else node.end_lineno
        self.lines = (node.lineno, max(node.lineno, last))

    def statement_at(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        if isinstance(node, ast.FunctionDef):
            self.where.append(node.name)
            self.definition(node)
            self.defaults(node)
            self.decorators(node)
            self.body(node, "body")
            self.where.pop()
            return
        if isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom, ast.Global)) or _is_text(node):
            return
        if isinstance(node, ast.AnnAssign) and node.value is None:
            return
        self.enter(node)
        dropped = ast.copy_location(ast.Pass(), node)
        if not isinstance(node, ast.With):
            self.add(owner, field, index, dropped, node, "removed")
        if isinstance(node, ast.Return):
            self.returned(node)
        elif isinstance(node, ast.Raise):
            self.raised(node)
        elif isinstance(node, ast.Expr):
            self.expression(node, "value", None, node.value)
        elif isinstance(node, ast.Assign):
            self.expression(node, "value", None, node.value)
            for place, target in enumerate(node.targets):
                self.target(node, "targets", place, target)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self.expression(node, "value", None, node.value)
        elif isinstance(node, ast.AugAssign):
            for kind in ARITHMETIC[type(node.op)]:
                self.add(node, "op", None, kind(), node, f"{text(node)} → {_augmented(node, kind)}")
            self.expression(node, "value", None, node.value)
        elif isinstance(node, ast.If):
            self.condition(node, "test", None, node.test)
            for part in ("body", "orelse"):
                self.body(node, part)
        elif isinstance(node, ast.For):
            self.iterable(node, "iter", node.iter)
            self.expression(node, "iter", None, node.iter)
            self.body(node, "body")
        elif isinstance(node, ast.With):
            self.add(owner, field, index, list(node.body), node, "removed: with, its body kept")
            for item in node.items:
                self.expression(item, "context_expr", None, item.context_expr)
            self.body(node, "body")
        elif isinstance(node, ast.Break):
            self.add(owner, field, index, ast.Continue(), node)
        else:
            raise NotImplementedError("%s in line %d" % (type(node).__name__, node.lineno))

    def defaults(self, node: ast.FunctionDef) -> None:
        for place, default in enumerate(node.args.defaults):
            self.expression(node.args, "defaults", place, default)
        for place, wanted in enumerate(node.args.kw_defaults):
            if wanted is not None:
                self.expression(node.args, "kw_defaults", place, wanted)

    def decorators(self, node: ast.FunctionDef) -> None:
        for place, decorator in enumerate(node.decorator_list):
            if text(decorator) != "override":
                self.add(node, "decorator_list", place, [], decorator, f"removed: @{text(decorator)}")

    def returned(self, node: ast.Return) -> None:
        if node.value is None:
            return
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add(node, "value", None, ast.Constant(None), node.value)
        self.expression(node, "value", None, node.value)

    def raised(self, node: ast.Raise) -> None:
        call = node.exc
        name = call.func if isinstance(call, ast.Call) else call
        if isinstance(name, ast.Name) and name.id in EXCEPTIONS:
            other = ast.Name(EXCEPTIONS[name.id], ast.Load())
            holder, field = (call, "func") if isinstance(call, ast.Call) else (node, "exc")
            self.add(holder, field, None, other, name)

    def target(self, owner: ast.AST, field: str, index: int | None, node: ast.expr) -> None:
        """What is written to: only confusions of names."""
        if isinstance(node, ast.Subscript):
            self.expression(node, "slice", None, node.slice)
        else:
            self.renamed(owner, field, index, node)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _assigned(node: Any) -> str | None:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None


def _augmented(node: ast.AugAssign, kind: Any) -> str:
    return text(ast.AugAssign(node.target, kind(), node.value))
