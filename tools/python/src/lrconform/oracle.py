"""What PyTorch's schedulers do, asked of the reference; see `Oracle`. No PyTorch is needed."""

from __future__ import annotations

from collections.abc import Sequence

from . import _oracle
from ._oracle import OracleError, ScenarioError, ScheduleError, assert_same, difference, scheduler
from .program import NoProgram, program

__all__ = ["Oracle", "OracleError", "ScenarioError", "ScheduleError", "assert_same", "difference", "scheduler"]


class Oracle(_oracle.Oracle):
    __doc__ = _oracle.Oracle.__doc__

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """command: the program and its arguments; by default the program of this package."""
        try:
            super().__init__(command or [program(), "oracle"])
        except NoProgram as error:
            raise OracleError(str(error)) from None
