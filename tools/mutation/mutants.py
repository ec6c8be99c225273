"""Every fault that is planted: small changes of the syntax tree of lr_scheduler.py, one at a time.

A mutant is named by where it is (`StepLR.get_lr`), the statement as normalised text and the change, so that its name
survives new line numbers and reformatting, and a new PyTorch that changes the statement drops it.
"""

import ast
import copy
from dataclasses import dataclass

# What a statement's text is cut to in a name.
MAX_CODE = 160

# Not code that runs, or text that nobody compares: annotations, imports, the list of exports, messages.
SKIPPED_NAMES = ("__all__", "EPOCH_DEPRECATION_WARNING")
# Classes of annotations alone.
SKIPPED_CLASSES = ("_SchedulePhase",)
# Calls whose arguments only word a warning, or only serve the type checker.
TEXT_CALLS = ("warnings.warn",)
# Calls whose first argument only names something in a message.
NAMING_CALLS = ("_format_param",)

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE, ast.NotEq),
    ast.LtE: (ast.Lt, ast.Gt, ast.Eq),
    ast.Gt: (ast.GtE, ast.LtE, ast.NotEq),
    ast.GtE: (ast.Gt, ast.Lt, ast.Eq),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv, ast.Div),
    ast.Pow: (ast.Mult, ast.Div),
}
CALLS = {
    "min": ("max",),
    "max": ("min",),
    "bisect_right": ("bisect_left",),
    "math.floor": ("math.ceil", "math.trunc"),
    "math.cos": ("math.sin",),
    "int": ("math.ceil", "round"),
}
# The confusions that ports make: one quantity taken for its neighbour.
WORDS = {
    "lr": ("initial_lr",),
    "initial_lr": ("lr", "max_lr", "min_lr"),
    "max_lr": ("initial_lr", "min_lr"),
    "min_lr": ("initial_lr", "max_lr"),
    "max_momentum": ("base_momentum",),
    "base_momentum": ("max_momentum",),
    "start_lr": ("end_lr",),
    "end_lr": ("start_lr",),
    "start_momentum": ("end_momentum",),
    "end_momentum": ("start_momentum",),
}
NAMES = {
    "base_lr": ("max_lr",),
    "max_lr": ("base_lr",),
    "base_momentum": ("max_momentum",),
    "max_momentum": ("base_momentum",),
    "m_momentum": ("b_momentum",),
    "b_momentum": ("m_momentum",),
    "step_size_up": ("step_size_down",),
    "step_size_down": ("step_size_up",),
    "start": ("end",),
    "end": ("start",),
    "base_lrs": ("max_lrs",),
    "max_lrs": ("base_lrs",),
    "base_momentums": ("max_momentums",),
    "max_momentums": ("base_momentums",),
    "start_factor": ("end_factor",),
    "end_factor": ("start_factor",),
    "T_0": ("T_i",),
    "T_i": ("T_0",),
    "T_cur": ("last_epoch",),
    "patience": ("cooldown",),
    "cooldown": ("patience",),
}
# Attributes that only some classes have are swapped where both exist.
ATTRIBUTE_CLASSES = {
    "start_factor": "LinearLR",
    "end_factor": "LinearLR",
    "T_0": "CosineAnnealingWarmRestarts",
    "T_i": "CosineAnnealingWarmRestarts",
    "T_cur": "CosineAnnealingWarmRestarts",
    "patience": "ReduceLROnPlateau",
    "cooldown": "ReduceLROnPlateau",
    "base_lrs": "CyclicLR",
    "max_lrs": "CyclicLR",
    "base_momentums": "CyclicLR",
    "max_momentums": "CyclicLR",
}
EXCEPTIONS = {"ValueError": "TypeError", "TypeError": "ValueError", "KeyError": "ValueError", "RuntimeError": "ValueError"}


@dataclass
class Mutant:
    where: str  # StepLR.get_lr
    code: str  # the statement
    change: str  # what becomes of which part of it
    line: int
    lines: tuple  # first and last line whose execution may show it
    owner: object
    field: str
    index: object  # position in the owner's list, or None
    replacement: object

    @property
    def key(self):
        return (self.where, self.code, self.change)

    def planted(self):
        """A context manager: the tree has the fault meanwhile."""
        return _Planted(self)


class _Planted:
    def __init__(self, mutant):
        self.mutant = mutant

    def __enter__(self):
        m = self.mutant
        self.original = getattr(m.owner, m.field)
        if m.index is None:
            setattr(m.owner, m.field, m.replacement)
        else:
            changed = list(self.original)
            changed[m.index : m.index + 1] = m.replacement if isinstance(m.replacement, list) else [m.replacement]
            setattr(m.owner, m.field, changed)

    def __exit__(self, *_):
        setattr(self.mutant.owner, self.mutant.field, self.original)


def parse(source, filename):
    """The module's tree without documentation strings: they cost time at each compilation."""
    tree = ast.parse(source, filename)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and _is_text(node.body[0]):
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def generate(tree):
    """All mutants of the tree, in its order; equal names are told apart by a number."""
    collector = _Collector()
    collector.module(tree)
    seen = {}
    for mutant in collector.found:
        count = seen[mutant.key] = seen.get(mutant.key, 0) + 1
        if count > 1:
            mutant.change += " (%d)" % count
    return collector.found


def _is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _text(node):
    if isinstance(node, list):
        return "; ".join(_text(item) for item in node)
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))


def _cut(text, limit=MAX_CODE):
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Collector:
    def __init__(self):
        self.found = []
        self.where = []
        self.class_name = None
        self.statement = None
        self.lines = (0, 0)

    # Where it is.

    def module(self, tree):
        for index, node in enumerate(tree.body):
            if isinstance(node, (ast.Import, ast.ImportFrom, ast.If)) or _assigned(node) in SKIPPED_NAMES:
                continue
            if isinstance(node, ast.ClassDef):
                if node.name not in SKIPPED_CLASSES:
                    self.class_definition(node)
            else:
                self.statement_at(tree, "body", index, node)

    def class_definition(self, node):
        self.where.append(node.name)
        self.class_name = node.name
        for index, member in enumerate(node.body):
            if isinstance(member, ast.FunctionDef):
                if member.name not in ("__enter__", "__exit__") and len(node.body) > 1:
                    self.definition(member)
                    self.add(node, "body", index, ast.Pass(), "def %s" % member.name, "removed: def %s" % member.name)
            self.statement_at(node, "body", index, member)
        self.where.pop()
        self.class_name = None

    def definition(self, node):
        """Names and lines of what concerns a whole function."""
        self.statement = "def %s" % node.name
        self.lines = (node.body[0].lineno, node.end_lineno)

    def add(self, owner, field, index, replacement, before, change=None):
        old = before if isinstance(before, str) else _cut(_text(before))
        if change is None:
            change = "%s → %s" % (old, _cut(_text(replacement)))
        for node in replacement if isinstance(replacement, list) else [replacement]:
            anchor = before if isinstance(before, ast.AST) and hasattr(before, "lineno") else None
            for part in ast.walk(node):
                if anchor is not None and not hasattr(part, "lineno"):
                    ast.copy_location(part, anchor)
            ast.fix_missing_locations(node)
        self.found.append(
            Mutant(
                ".".join(self.where) or "module",
                _cut(self.statement),
                change,
                self.lines[0],
                self.lines,
                owner,
                field,
                index,
                replacement,
            )
        )

    # Statements.

    def body(self, owner, field):
        for index, node in enumerate(getattr(owner, field)):
            self.statement_at(owner, field, index, node)

    def enter(self, node):
        self.statement = _text(node).splitlines()[0]
        last = node.body[0].lineno - 1 if hasattr(node, "body") else node.end_lineno
        self.lines = (node.lineno, max(node.lineno, last))

    def statement_at(self, owner, field, index, node):
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
        elif isinstance(node, ast.AnnAssign):
            self.expression(node, "value", None, node.value)
        elif isinstance(node, ast.AugAssign):
            for kind in ARITHMETIC[type(node.op)]:
                self.add(node, "op", None, kind(), node, "%s → %s" % (_text(node), _augmented(node, kind)))
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

    def defaults(self, node):
        for place, default in enumerate(node.args.defaults):
            self.expression(node.args, "defaults", place, default)
        for place, default in enumerate(node.args.kw_defaults):
            if default is not None:
                self.expression(node.args, "kw_defaults", place, default)

    def decorators(self, node):
        for place, decorator in enumerate(node.decorator_list):
            if _text(decorator) != "override":
                self.add(node, "decorator_list", place, [], decorator, "removed: @%s" % _text(decorator))

    def returned(self, node):
        if node.value is None:
            return
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add(node, "value", None, ast.Constant(None), node.value)
        self.expression(node, "value", None, node.value)

    def raised(self, node):
        call = node.exc
        name = call.func if isinstance(call, ast.Call) else call
        if isinstance(name, ast.Name) and name.id in EXCEPTIONS:
            other = ast.Name(EXCEPTIONS[name.id], ast.Load())
            holder, field = (call, "func") if isinstance(call, ast.Call) else (node, "exc")
            self.add(holder, field, None, other, name)

    def target(self, owner, field, index, node):
        """What is written to: only confusions of names."""
        if isinstance(node, ast.Subscript):
            self.expression(node, "slice", None, node.slice)
        else:
            self.renamed(owner, field, index, node)

    # Expressions.

    def condition(self, owner, field, index, node):
        self.add(owner, field, index, ast.UnaryOp(ast.Not(), node), node)
        for value in (True, False):
            self.add(owner, field, index, ast.Constant(value), node)
        self.expression(owner, field, index, node)

    def iterable(self, owner, field, node, ordered=False):
        listed = ast.Call(ast.Name("list", ast.Load()), [node], [])
        parts = [ast.Slice(None, ast.Constant(1), None), ast.Slice(ast.Constant(1), None, None)]
        if ordered:
            parts.append(ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1))))
        for part in parts:
            self.add(owner, field, None, ast.Subscript(listed, part, ast.Load()), node)

    def renamed(self, owner, field, index, node):
        if isinstance(node, ast.Name):
            for other in NAMES.get(node.id, ()):
                if self.class_name not in (None, ATTRIBUTE_CLASSES.get(node.id, self.class_name)):
                    continue
                self.add(owner, field, index, ast.Name(other, node.ctx), node)
        elif isinstance(node, ast.Attribute) and _text(node.value) == "self":
            if ATTRIBUTE_CLASSES.get(node.attr) == self.class_name:
                for other in NAMES[node.attr]:
                    self.add(owner, field, index, ast.Attribute(node.value, other, node.ctx), node)

    def expression(self, owner, field, index, node):
        handler = getattr(self, "on_" + type(node).__name__, None)
        if handler is None:
            raise NotImplementedError("%s in line %d" % (type(node).__name__, node.lineno))
        handler(owner, field, index, node)

    def parts(self, owner, field):
        for index, node in enumerate(getattr(owner, field)):
            self.expression(owner, field, index, node)

    def on_Name(self, owner, field, index, node):
        self.renamed(owner, field, index, node)

    def on_Attribute(self, owner, field, index, node):
        self.renamed(owner, field, index, node)
        if not isinstance(node.value, ast.Name):
            self.expression(node, "value", None, node.value)

    def on_Constant(self, owner, field, index, node):
        value = node.value
        if isinstance(value, bool):
            others = [not value]
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

    def on_JoinedStr(self, *_):
        pass

    def on_UnaryOp(self, owner, field, index, node):
        self.add(owner, field, index, node.operand, node)
        if isinstance(node.op, ast.Not):
            self.expression(node, "operand", None, node.operand)
        elif isinstance(node.operand, ast.Constant):
            for other in (0, -2):
                self.add(owner, field, index, ast.Constant(other), node)
        else:
            self.expression(node, "operand", None, node.operand)

    def on_BinOp(self, owner, field, index, node):
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

    def on_BoolOp(self, owner, field, index, node):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self.add(owner, field, index, ast.BoolOp(other, node.values), node)
        for place, part in enumerate(node.values):
            rest = node.values[:place] + node.values[place + 1 :]
            self.add(owner, field, index, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), node)
            if not isinstance(part, (ast.Name, ast.Attribute)):
                self.add(node, "values", place, ast.UnaryOp(ast.Not(), part), part)
            self.expression(node, "values", place, part)

    def on_Compare(self, owner, field, index, node):
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

    def on_IfExp(self, owner, field, index, node):
        self.condition(node, "test", None, node.test)
        self.expression(node, "body", None, node.body)
        self.expression(node, "orelse", None, node.orelse)

    def on_Call(self, owner, field, index, node):
        name = _text(node.func)
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

    def on_Starred(self, owner, field, index, node):
        self.expression(node, "value", None, node.value)

    def on_Subscript(self, owner, field, index, node):
        self.expression(node, "value", None, node.value)
        self.expression(node, "slice", None, node.slice)

    def on_Slice(self, owner, field, index, node):
        for part in ("lower", "upper"):
            if getattr(node, part) is not None:
                self.expression(node, part, None, getattr(node, part))

    def sequence(self, owner, field, index, node):
        if len(node.elts) > 1:
            for place in range(len(node.elts)):
                rest = node.elts[:place] + node.elts[place + 1 :]
                self.add(owner, field, index, type(node)(rest, *([node.ctx] if hasattr(node, "ctx") else [])), node)
        self.parts(node, "elts")

    on_List = on_Tuple = on_Set = sequence

    def on_Dict(self, owner, field, index, node):
        for value in range(len(node.values)):
            self.expression(node, "values", value, node.values[value])

    def comprehension(self, owner, field, index, node):
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


def _is_word(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _assigned(node):
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None


def _augmented(node, kind):
    return _text(ast.AugAssign(node.target, kind(), node.value))
