"""Timing of whole processes, side by side, and tables of ratios."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any, NamedTuple


class Run(NamedTuple):
    """One process: seconds on the clock, seconds of processor time with its children's, KiB of memory at most."""

    wall: float
    cpu: float
    rss: int


class Failed(Exception):
    """A command that did not end as it should."""


def run(command: Sequence[str], stdin: str = os.devnull, statuses: tuple[int, ...] = (0,)) -> Run:
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], list(command), os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in statuses:
        raise Failed(f"{' '.join(command[:6])} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def side_by_side(actions: Any, rounds: int) -> Any:
    """Each action once a round, so that what disturbs the machine disturbs them alike."""
    results: dict[Any, Any] = {name: [] for name in actions}
    for number in range(rounds):
        for name, action in actions.items():
            results[name].append(action())
        print(f"\r  round {number + 1} of {rounds}", end="", file=sys.stderr, flush=True)
    print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)
    return results


def least(runs: Any, what: str = "cpu") -> Any:
    return min(getattr(one, what) for one in runs)


def median(values: Any) -> Any:
    return statistics.median(values)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join("---" if i == 0 else "--:" for i in range(len(head))) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def ns(seconds: float) -> str:
    return f"{seconds * 1e9:.1f} ns"


def us(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


def times(ratio: Any) -> str:
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×"


def verdict(good: Any, noise: bool = False) -> str:
    """Whether a figure is within reach; one that cannot be, a time below zero, says only that the machine was busy."""
    if noise:
        return "lost in noise"
    return "yes" if good else "**no**"
