"""The conformance suite for learning-rate schedulers, for those who write them in Python.

    # test_schedulers.py
    import lrconform, my
    test_conformance = lrconform.cases(StepLR=my.StepLR, CosineAnnealingLR=my.Cosine)

`cases` makes one pytest test of each case of the suite; `test_case` does the same for unittest. `contract` checks what
any scheduler promises, also one that is none of PyTorch's. `Oracle` says what PyTorch does, without PyTorch.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .oracle import Oracle, OracleError, ScenarioError, ScheduleError, assert_same, difference, scheduler
    from .promises import check_contract, contract
    from .testing import assert_like_pytorch, cases, test_case

try:
    from ._version import __version__
except ImportError:  # a checkout: the build writes it
    __version__ = "0+checkout"

# Loaded when they are asked for: adapters and the program itself need none of it.
_HOMES = {
    "assert_like_pytorch": "testing",
    "cases": "testing",
    "test_case": "testing",
    "check_contract": "promises",
    "contract": "promises",
    "Oracle": "oracle",
    "OracleError": "oracle",
    "assert_same": "oracle",
    "ScenarioError": "oracle",
    "ScheduleError": "oracle",
    "difference": "oracle",
    "scheduler": "oracle",
}

__all__ = [
    "Oracle",
    "OracleError",
    "ScenarioError",
    "ScheduleError",
    "__version__",
    "assert_like_pytorch",
    "assert_same",
    "cases",
    "check_contract",
    "contract",
    "difference",
    "scheduler",
    "test_case",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
