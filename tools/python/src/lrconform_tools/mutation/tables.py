"""What is exchanged for what when faults are planted, and what is left alone."""

from __future__ import annotations

import ast

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
EXCEPTIONS = {
    "ValueError": "TypeError",
    "TypeError": "ValueError",
    "KeyError": "ValueError",
    "RuntimeError": "ValueError",
}
