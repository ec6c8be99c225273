"""PyTorch's schedulers: their parameters and defaults, for adapters that run without the program.

A test compares them with `lrconform list --classes`, and that with PyTorch's own signatures.
"""

from __future__ import annotations

from typing import Any

REQUIRED: Any = object()

PARAMETERS: dict[str, dict[str, Any]] = {
    "LambdaLR": {"lr_lambda": REQUIRED},
    "MultiplicativeLR": {"lr_lambda": REQUIRED},
    "StepLR": {"step_size": REQUIRED, "gamma": 0.1},
    "MultiStepLR": {"milestones": REQUIRED, "gamma": 0.1},
    "ConstantLR": {"factor": 1.0 / 3, "total_iters": 5},
    "LinearLR": {"start_factor": 1.0 / 3, "end_factor": 1.0, "total_iters": 5},
    "ExponentialLR": {"gamma": REQUIRED},
    "PolynomialLR": {"total_iters": 5, "power": 1.0},
    "CosineAnnealingLR": {"T_max": REQUIRED, "eta_min": 0.0},
    "CosineAnnealingWarmRestarts": {"T_0": REQUIRED, "T_mult": 1, "eta_min": 0.0},
    "CyclicLR": {
        "base_lr": REQUIRED,
        "max_lr": REQUIRED,
        "step_size_up": 2000,
        "step_size_down": None,
        "mode": "triangular",
        "gamma": 1.0,
        "scale_fn": None,
        "scale_mode": "cycle",
        "cycle_momentum": True,
        "base_momentum": 0.8,
        "max_momentum": 0.9,
    },
    "OneCycleLR": {
        "max_lr": REQUIRED,
        "total_steps": None,
        "epochs": None,
        "steps_per_epoch": None,
        "pct_start": 0.3,
        "anneal_strategy": "cos",
        "cycle_momentum": True,
        "base_momentum": 0.85,
        "max_momentum": 0.95,
        "div_factor": 25.0,
        "final_div_factor": 1e4,
        "three_phase": False,
    },
    "ReduceLROnPlateau": {
        "mode": "min",
        "factor": 0.1,
        "patience": 10,
        "threshold": 1e-4,
        "threshold_mode": "rel",
        "cooldown": 0,
        "min_lr": 0,
        "eps": 1e-8,
    },
    "ChainedScheduler": {"schedulers": REQUIRED},
    "SequentialLR": {"schedulers": REQUIRED, "milestones": REQUIRED},
    "SWALR": {"swa_lr": REQUIRED, "anneal_epochs": 10, "anneal_strategy": "cos"},
}
for _name, _parameters in PARAMETERS.items():
    if _name not in ("ReduceLROnPlateau", "ChainedScheduler"):
        _parameters["last_epoch"] = -1

SCHEDULERS = tuple(PARAMETERS)
COMPOSITES = ("SequentialLR", "ChainedScheduler")
# Built from its members alone: what `optimizer=` would add, PyTorch takes from the first member.
WITHOUT_OPTIMIZER = ("ChainedScheduler",)

# Arguments that are words; a string anywhere else spells a number.
WORDS = ("mode", "anneal_strategy", "scale_mode", "threshold_mode")
