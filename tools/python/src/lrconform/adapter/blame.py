"""Whose exception it is: the implementation's is an outcome, the adapter's own ends the adapter.

An exception is the adapter's own if it comes from a line of adapter.py or of this folder: its innermost frame is there.
It is the implementation's nevertheless

- if it says that adapter.py called a function of the implementation with the wrong arguments: that is how Python
  refuses them;
- if it left a block `with implementation():`, which is for native code, which has no frame of its own, and for methods
  that the implementation may lack;
- if it was raised as `raise outcome(error)`, by what stands for the implementation: a function of the scenario's.
"""

from __future__ import annotations

import os
import re
import sys
from types import TracebackType

_HERE = os.path.dirname(os.path.abspath(__file__))
_REFUSED_CALL = re.compile(r"([\w.<>]+)\(\) (missing \d+ required|got an unexpected|got multiple values|takes )")


def outcome(error: Exception) -> Exception:
    """The error, to be raised as the implementation's."""
    error.is_outcome = True  # type: ignore[attr-defined]
    return error


class implementation:  # noqa: N801  # reads as a statement: with implementation():
    """What is raised in this block is the implementation's.

    A class, since this is entered for every step, and a generator would take three times as long.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            outcome(error)


def is_own(error: Exception) -> bool:
    """Whether the adapter's own code raised the error."""
    if getattr(error, "is_outcome", False):
        return False
    trace = error.__traceback__
    if trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    file = os.path.abspath(trace.tb_frame.f_code.co_filename)
    if os.path.dirname(file) == _HERE:
        return True
    adapter = getattr(sys.modules["__main__"], "__file__", None)
    return adapter is not None and file == os.path.abspath(adapter) and not _refused_call(error)


def _refused_call(error: Exception) -> bool:
    """Whether the error says that a function, not one of adapter.py's, was called with the wrong arguments."""
    refused = _REFUSED_CALL.match(str(error)) if isinstance(error, TypeError) else None
    if refused is None:
        return False
    # Python writes function or, from 3.10 on, Class.method.
    called = getattr(sys.modules["__main__"], refused.group(1).split(".")[0], None)
    return getattr(called, "__module__", None) != "__main__"
