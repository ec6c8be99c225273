"""The options and the summary of lrconform's tests in pytest. Loads no scheduler and no PyTorch."""

from __future__ import annotations

import os
import sys
from typing import Any


def pytest_addoption(parser: Any) -> None:
    group = parser.getgroup("lrconform", "conformance of learning-rate schedulers")
    group.addoption(
        "--lrconform-known",
        metavar="FILE",
        help="known divergences: listed cases are expected to fail, and fail where they changed",
    )


def pytest_configure(config: Any) -> None:
    known = config.getoption("--lrconform-known")
    if known is None:
        return
    if not os.path.isfile(known):
        import pytest

        raise pytest.UsageError(f"--lrconform-known: there is no file {known}")
    from . import testing

    testing.known_by_option = os.path.abspath(known)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    testing = sys.modules.get("lrconform.testing")
    for plan in getattr(testing, "plans", []):
        if plan.summary:
            terminalreporter.write_line(f"lrconform: {plan.summary}")
