"""A process that speaks the adapter protocol, fed in batches ahead of its answers."""

from __future__ import annotations

import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

STDERR_SHOWN = 2000


class OracleError(Exception):
    """The oracle died, fell silent, or answered something that is no reply."""


class Oracle:
    """Two threads keep both pipes moving, so that neither side can wait for the other for ever."""

    def __init__(self, command: Sequence[str | Path], timeout: float) -> None:
        self.timeout = timeout
        self.stderr = tempfile.TemporaryFile()  # noqa: SIM115  # as long as this object
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.stderr)
        except OSError as error:
            raise OracleError(f"cannot start {command[0]}: {error}") from None
        self.requests: queue.Queue[Any] = queue.Queue()
        self.replies: queue.Queue[Any] = queue.Queue()
        for work in (self._write, self._read):
            threading.Thread(target=work, daemon=True).start()

    def _write(self) -> None:
        try:
            while True:
                text = self.requests.get()
                if text is None:
                    break
                self.process.stdin.write(text.encode())
                self.process.stdin.flush()
            self.process.stdin.close()
        except (OSError, ValueError):
            pass  # it is gone: the reader notices

    def _read(self) -> None:
        for line in self.process.stdout:
            self.replies.put(line)
        self.replies.put(None)

    def send(self, lines: list[str]) -> None:
        self.requests.put("".join(line + "\n" for line in lines))

    def receive(self) -> Any:
        """The next reply, parsed; raise OracleError if there is none."""
        try:
            line = self.replies.get(timeout=self.timeout)
        except queue.Empty:
            raise OracleError(f"silent for {self.timeout:g} s") from None
        if line is None:
            raise OracleError(f"ended with status {self.process.wait()}{self._last_words()}")
        try:
            reply = json.loads(line, parse_int=_integer)
        except ValueError:
            reply = None
        if not isinstance(reply, dict):
            raise OracleError("wrote what is no reply: {}".format(line[:500].decode(errors="replace").strip()))
        return reply

    def waiting(self) -> int:
        return self.replies.qsize()

    def stop(self) -> None:
        self.send(['{"cmd":"stop"}'])
        self.requests.put(None)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def _last_words(self) -> str:
        size = self.stderr.seek(0, 2)
        self.stderr.seek(max(0, size - STDERR_SHOWN))
        text = self.stderr.read().decode(errors="replace").strip()
        return ": " + text if text else ""


def _integer(text: str) -> float | int:
    # -0 is the integer 0 to Python, but whoever writes it means the double.
    return -0.0 if text == "-0" else int(text)
