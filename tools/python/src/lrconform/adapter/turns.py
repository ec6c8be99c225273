"""A library's training loop that is let go on one turn at a time: for trainers that call back and do not return."""

from __future__ import annotations

import threading
from typing import Callable


class Turns:
    """Runs a loop in a thread of its own; the loop calls `wait()` before each turn, and ends where that says False.

    A turn is over when the loop waits again. What the loop raises is raised by the call that let it go on. One loop runs
    at a time: where another starts, the last one ends.
    """

    _last: Turns | None = None

    def __init__(self) -> None:
        self._go = threading.Semaphore(0)
        self._done = threading.Semaphore(0)
        self._ended = False
        self._error: Exception | None = None

    def start(self, loop: Callable[[], object]) -> None:
        """Run the loop up to its first wait."""
        if Turns._last is not None:
            Turns._last.end()
        Turns._last = self

        def run() -> None:
            try:
                loop()
            except Exception as error:
                self._error = error
            self._ended = True
            self._done.release()

        threading.Thread(target=run, daemon=True).start()
        self._await()

    def wait(self) -> bool:
        """For the loop: wait for a turn; False where there is none any more."""
        self._done.release()
        self._go.acquire()
        return not self._ended

    def next(self) -> None:
        """One turn."""
        if self._ended:
            raise RuntimeError("the loop has ended")
        self._go.release()
        self._await()

    def end(self) -> None:
        """Let the loop end, whatever it raises then."""
        if not self._ended:
            self._ended = True
            self._go.release()
            self._done.acquire()

    def _await(self) -> None:
        self._done.acquire()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
