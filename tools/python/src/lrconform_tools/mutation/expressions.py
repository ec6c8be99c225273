"""Faults in expressions: one method for each kind of node."""

from __future__ import annotations

import ast
from typing import Any

from .mutant import Mutant, cut, text
from .tables import ARITHMETIC, ATTRIBUTE_CLASSES, CALLS, COMPARISONS, NAMES, NAMING_CALLS, TEXT_CALLS, WORDS


class Expressions:
    """Collects faults; knows in which class, function and statement it is."""

    def __init__(self) -> None:
        self.found: list[Mutant] = []
        self.where: list[str] = []
        self.class_name: str | None = None
        self.statement = ""
        self.lines: tuple[int, int] = (0, 0)

    def add(
        self, owner: ast.AST, field: str, index: int | None, replacement: Any, before: Any, change: str | None = None
    ) -> None:
        old = before if isinstance(before, str) else cut(text(before))
        if change is None:
            change = f"{old} → {cut(text(replacement))}"
        for node in replacement if isinstance(replacement, list) else [replacement]:
            anchor = before if isinstance(before, ast.AST) and hasattr(before, "lineno") else None
            for part in ast.walk(node):
                if anchor is not None and not hasattr(part, "lineno"):
                    ast.copy_location(part, anchor)
            ast.fix_missing_locations(node)
        self.found.append(
            Mutant(
                ".".join(self.where) or "module",
                cut(self.statement),
                change,
                self.lines[0],
                self.lines,
                owner,
                field,
                index,
                replacement,
            )
        )

    def condition(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.add(owner, field, index, ast.UnaryOp(ast.Not(), node), node)
        for value in (True, False):
            self.add(owner, field, index, ast.Constant(value), node)
        self.expression(owner, field, index, node)

    def iterable(self, owner: ast.AST, field: str, node: Any, ordered: bool = False) -> None:
        listed = ast.Call(ast.Name("list", ast.Load()), [node], [])
        parts = [ast.Slice(None, ast.Constant(1), None), ast.Slice(ast.Constant(1), None, None)]
        if ordered:
            parts.append(ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1))))
        for part in parts:
            self.add(owner, field, None, ast.Subscript(listed, part, ast.Load()), node)

    def renamed(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        if isinstance(node, ast.Name):
            for other in NAMES.get(node.id, ()):
                if self.class_name not in (None, ATTRIBUTE_CLASSES.get(node.id, self.class_name)):
                    continue
                self.add(owner, field, index, ast.Name(other, node.ctx), node)
        elif isinstance(node, ast.Attribute) and text(node.value) == "self" and self.is_of_class(node.attr):
            for other in NAMES[node.attr]:
                self.add(owner, field, index, ast.Attribute(node.value, other, node.ctx), node)

    def is_of_class(self, attribute: str) -> bool:
        return ATTRIBUTE_CLASSES.get(attribute) == self.class_name

    def expression(self, owner: ast.AST, field: str, index: int | None, node: ast.Attribute | ast.expr) -> None:
        handler = getattr(self, "on_" + type(node).__name__, None)
        if handler is None:
            raise NotImplementedError("%s in line %d" % (type(node).__name__, node.lineno))
        handler(owner, field, index, node)

    def parts(self, owner: ast.AST, field: str) -> None:
        for index, node in enumerate(getattr(owner, field)):
            self.expression(owner, field, index, node)

    def on_Name(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.renamed(owner, field, index, node)

    def on_Attribute(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.renamed(owner, field, index, node)
        if not isinstance(node.value, ast.Name):
            self.expression(node, "value", None, node.value)

    def on_Constant(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        value = node.value
        if isinstance(value, bool):
            others: list[Any] = [not value]
        elif isinstance(value, (int, float)):
            others = [value + 1, value - 1, type(value)(0), value * 2, type(value)(1)]
        elif isinstance(value, str):
            others = ["?" + value, *WORDS.get(value, ())]
        elif value is None:
            others = [0]
        else:
            others = []
        done = [value]
        for other in others:
            if not any(other == seen and type(other) is type(seen) for seen in done):
                done.append(other)
                self.add(owner, field, index, ast.Constant(other), node)

    def on_JoinedStr(self, *_: Any) -> None:
        pass

    def on_UnaryOp(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.add(owner, field, index, node.operand, node)
        if isinstance(node.op, ast.Not):
            self.expression(node, "operand", None, node.operand)
        elif isinstance(node.operand, ast.Constant):
            for other in (0, -2):
                self.add(owner, field, index, ast.Constant(other), node)
        else:
            self.expression(node, "operand", None, node.operand)

    def on_BinOp(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return
        for kind in ARITHMETIC[type(node.op)]:
            self.add(owner, field, index, ast.BinOp(node.left, kind(), node.right), node)
        self.add(owner, field, index, node.left, node)
        self.add(owner, field, index, node.right, node)
        if not isinstance(node.op, (ast.Add, ast.Mult)):
            self.add(owner, field, index, ast.BinOp(node.right, node.op, node.left), node)
        self.expression(node, "left", None, node.left)
        self.expression(node, "right", None, node.right)

    def on_BoolOp(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self.add(owner, field, index, ast.BoolOp(other, node.values), node)
        for place, part in enumerate(node.values):
            rest = node.values[:place] + node.values[place + 1 :]
            self.add(owner, field, index, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), node)
            if not isinstance(part, (ast.Name, ast.Attribute)):
                self.add(node, "values", place, ast.UnaryOp(ast.Not(), part), part)
            self.expression(node, "values", place, part)

    def on_Compare(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        for place, op in enumerate(node.ops):
            kinds = COMPARISONS[type(op)]
            if _is_word(node.comparators[place]):
                kinds = kinds[:1]  # words have no order worth a mutant
            for kind in kinds:
                ops = list(node.ops)
                ops[place] = kind()
                self.add(owner, field, index, ast.Compare(node.left, ops, node.comparators), node)
        self.expression(node, "left", None, node.left)
        self.parts(node, "comparators")

    def on_IfExp(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.condition(node, "test", None, node.test)
        self.expression(node, "body", None, node.body)
        self.expression(node, "orelse", None, node.orelse)

    def on_Call(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        name = text(node.func)
        if name in TEXT_CALLS:
            return
        if name == "cast":
            self.expression(node, "args", 1, node.args[1])
            return
        for other in CALLS.get(name, ()):
            function = ast.parse(other, mode="eval").body
            self.add(owner, field, index, ast.Call(function, node.args, node.keywords), node)
        plain = [part for part in node.args if not isinstance(part, ast.Starred)]
        if len(node.args) == 1 and len(plain) == 1 and not node.keywords:
            self.add(owner, field, index, node.args[0], node)
        if not node.args and not node.keywords and isinstance(node.func, ast.Attribute):
            self.add(owner, field, index, node.func.value, node)
        if len(plain) >= 2 and name not in ("isinstance", "hasattr", "getattr", "zip"):
            swapped = [node.args[1], node.args[0], *node.args[2:]]
            self.add(owner, field, index, ast.Call(node.func, swapped, node.keywords), node)
            for place in range(len(node.args)):
                rest = node.args[:place] + node.args[place + 1 :]
                self.add(owner, field, index, ast.Call(node.func, rest, node.keywords), node)
        if name != "zip":
            for place in range(len(node.keywords)):
                rest = node.keywords[:place] + node.keywords[place + 1 :]
                self.add(owner, field, index, ast.Call(node.func, node.args, rest), node)
        if name in ("isinstance", "hasattr", "callable"):
            return  # conditions are negated and fixed as a whole
        if isinstance(node.func, ast.Attribute):
            self.expression(node, "func", None, node.func)
        for place, part in enumerate(node.args):
            if not (name in NAMING_CALLS and place == 0):
                self.expression(node, "args", place, part)
        for keyword in node.keywords:
            self.expression(keyword, "value", None, keyword.value)

    def on_Starred(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.expression(node, "value", None, node.value)

    def on_Subscript(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        self.expression(node, "value", None, node.value)
        self.expression(node, "slice", None, node.slice)

    def on_Slice(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        for part in ("lower", "upper"):
            if getattr(node, part) is not None:
                self.expression(node, part, None, getattr(node, part))

    def sequence(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        if len(node.elts) > 1:
            for place in range(len(node.elts)):
                rest = node.elts[:place] + node.elts[place + 1 :]
                self.add(owner, field, index, type(node)(rest, *([node.ctx] if hasattr(node, "ctx") else [])), node)
        self.parts(node, "elts")

    on_List = on_Tuple = on_Set = sequence

    def on_Dict(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        for value in range(len(node.values)):
            self.expression(node, "values", value, node.values[value])

    def comprehension(self, owner: ast.AST, field: str, index: int | None, node: Any) -> None:
        for generator in node.generators:
            self.iterable(generator, "iter", generator.iter, ordered=isinstance(node, ast.ListComp))
            self.expression(generator, "iter", None, generator.iter)
            for place, test in enumerate(generator.ifs):
                self.condition(generator, "ifs", place, test)
        if isinstance(node, ast.DictComp):
            self.expression(node, "key", None, node.key)
            self.expression(node, "value", None, node.value)
        else:
            self.expression(node, "elt", None, node.elt)

    on_ListComp = on_DictComp = comprehension


def _is_word(node: Any) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
