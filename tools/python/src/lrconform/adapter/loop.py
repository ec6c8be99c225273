"""Frameworks that own the training loop: they call back at each step, and nobody can call them.

    class MyStage(LoopStage):
        def train(self, pause):
            trainer = Trainer(steps=last_step(self.scenario), on_step_end=pause)
            pause()                 # what is observed before any step is in place
            trainer.fit()           # calls pause() after each step

The loop runs in a thread of its own, and stands still in `pause()` until the next step is asked for: only one of the
two runs at a time.
"""

from __future__ import annotations

import threading
from typing import Callable

from .play import Stage
from .protocol import Ended

Pause = Callable[..., None]


class Loop:
    """A loop that is stopped at each `pause()`. `run(pause)` is the whole loop."""

    def __init__(self, run: Callable[[Pause], None]) -> None:
        self._run = run
        self._wanted, self._paused = threading.Semaphore(0), threading.Semaphore(0)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._error: BaseException | None = None
        self._closing = self._over = False

    def advance(self) -> None:
        """Go on to the next pause. Raises what the loop raises, and `Ended` where it has come to its end."""
        if self._over:
            raise Ended
        if self._thread.ident is None:
            self._thread.start()
        else:
            self._wanted.release()
        self._paused.acquire()
        if self._error is not None:
            raise self._error
        if self._over:
            raise Ended

    def close(self) -> None:
        """Leave the loop where it stands."""
        if self._thread.ident is not None and not self._over:
            self._closing = True
            self._wanted.release()
            self._thread.join()

    def _pause(self, *_: object, **__: object) -> None:  # a callback is called with whatever the framework tells it
        if not self._closing:
            self._paused.release()
            self._wanted.acquire()
        if self._closing:
            raise _Closed

    def _work(self) -> None:
        try:
            self._run(self._pause)
        except _Closed:
            pass
        except BaseException as error:
            self._error = error
        self._over = True
        self._paused.release()


class LoopStage(Stage):
    """A stage whose steps are those of a framework's loop. It has one scheduler, or steps all of its own together."""

    loop: Loop | None = None

    def train(self, pause: Pause) -> None:
        """The whole loop: calls `pause()` before its first step and after each; any arguments are ignored."""
        raise NotImplementedError

    def build(self) -> None:
        self.close()
        self.loop = Loop(self.train)
        self.loop.advance()

    def step(self, index: int) -> None:
        assert self.loop is not None
        self.loop.advance()

    def close(self) -> None:
        if self.loop is not None:
            self.loop.close()


class _Closed(BaseException):
    """Unwinds the loop; no Exception, which a framework may catch."""
