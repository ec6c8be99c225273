"""The expression language of scenarios, compiled to a real Python function.

PyTorch treats a `types.FunctionType` differently from other callables when it saves state, so a
closure over an interpreter would not do.
"""

from __future__ import annotations

import ast
import functools
import math
import re
from typing import Any, Callable

ARGUMENTS = ("epoch", "x")
CONSTANTS = {"pi": math.pi}

# name: (function, fewest arguments, most arguments)
FUNCTIONS: dict[str, tuple[Callable[..., Any], int, int]] = {
    "min": (min, 2, 64),
    "max": (max, 2, 64),
    "abs": (abs, 1, 1),
    "floor": (math.floor, 1, 1),
    "ceil": (math.ceil, 1, 1),
    "cos": (math.cos, 1, 1),
    "sin": (math.sin, 1, 1),
    "exp": (math.exp, 1, 1),
    "log": (math.log, 1, 2),
    "sqrt": (math.sqrt, 1, 1),
}

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
SIGNS = (ast.USub, ast.UAdd)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)

MAX_LENGTH = 16 * 1024

# What Python reads but the language lacks, and the syntax tree no longer shows: 0x10, 1_000, comments.
FOREIGN_TEXT = re.compile(r"\b0[xXoObB]|_|#")


class ExpressionError(ValueError):
    """The text is outside the language."""


@functools.lru_cache(maxsize=4096)
def compile_expression(text: Any) -> Callable[..., Any]:
    """Return `lambda epoch: <text>` (or `lambda x: …`); raise ExpressionError outside the language."""
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression is a string of at most {MAX_LENGTH} characters")
    if FOREIGN_TEXT.search(text):
        raise ExpressionError(f"not in the expression language: {text!r}")
    try:
        tree = ast.parse(text.strip(), mode="eval")
        arguments: set[str] = set()
        _check(tree.body, arguments)
        if len(arguments) > 1:
            raise ExpressionError("more than one argument: {}".format(", ".join(sorted(arguments))))
        head = ast.parse(f"lambda {arguments.pop() if arguments else ARGUMENTS[0]}: 0", mode="eval")
        assert isinstance(head.body, ast.Lambda)
        head.body.body = tree.body
        code = compile(ast.fix_missing_locations(head), "<expression>", "eval")
    except ExpressionError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"{error.args[0] if error.args else type(error).__name__}: {text!r}") from None
    names: dict[str, Any] = {"__builtins__": {}}
    names.update(CONSTANTS)
    names.update((name, function) for name, (function, _, _) in FUNCTIONS.items())
    function: Callable[..., Any] = eval(code, names)
    return function


def _check(node: ast.AST, arguments: set[str]) -> None:
    """Refuse every node that the language does not name; collect the argument's name."""
    if isinstance(node, ast.Constant):
        if type(node.value) not in (int, float):
            raise ExpressionError(f"not a number: {node.value!r}")
    elif isinstance(node, ast.Name):
        if node.id in ARGUMENTS:
            arguments.add(node.id)
        elif node.id not in CONSTANTS:
            raise ExpressionError(f"unknown name: {node.id}")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, SIGNS):
        _check(node.operand, arguments)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, OPERATORS):
        _check(node.left, arguments)
        _check(node.right, arguments)
    elif isinstance(node, ast.Compare) and all(isinstance(op, COMPARISONS) for op in node.ops):
        _check(node.left, arguments)
        for operand in node.comparators:
            _check(operand, arguments)
    elif isinstance(node, ast.IfExp):
        for part in (node.test, node.body, node.orelse):
            _check(part, arguments)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if node.func.id not in FUNCTIONS:
            raise ExpressionError(f"unknown function: {node.func.id}")
        _, fewest, most = FUNCTIONS[node.func.id]
        if not fewest <= len(node.args) <= most:
            raise ExpressionError(f"wrong number of arguments: {node.func.id}")
        for operand in node.args:
            _check(operand, arguments)
    else:
        raise ExpressionError(f"not in the expression language: {type(node).__name__}")
