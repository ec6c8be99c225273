"""What each planted fault makes of the fixtures: recorded replies, for `diagnosis`.

A line a fault: where it is, the change, and the replies of the cases that it changes.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
from typing import Any, Callable

from lrconform_tools.mutation import __main__ as mutation
from lrconform_tools.mutation import suite
from lrconform_tools.mutation.mutant import Mutant


def replies(bench: Any, number: int) -> Any:
    """The replies that a fault changes, by case; nothing where the module cannot be loaded or the player itself fails."""
    mutant = bench.mutants[number]
    with mutant.planted():
        try:
            module = suite.module(compile(bench.tree, suite.SOURCE, "exec", dont_inherit=True))
        except Exception:
            return {}
    changed = {}
    for index in bench.concerned(mutant):
        signal.setitimer(signal.ITIMER_REAL, max(mutation.LEAST_SECONDS, mutation.PATIENCE * bench.seconds[index]))
        try:
            reply = suite.play(bench.cases[index]["scenario"], module)
            if suite.essence(reply) != bench.expected[index]:
                changed[bench.cases[index]["id"]] = reply
        except mutation.Hang:
            changed[bench.cases[index]["id"]] = {"fault": "no answer in time"}
        except Exception as error:
            changed[bench.cases[index]["id"]] = {"fault": "%s: %s" % (type(error).__name__, error)}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return changed


_bench: Any = None


def _work(number: int) -> Any:
    return number, replies(_bench, number)


def record(path: str, jobs: int, only: Callable[[Mutant], bool] = lambda mutant: True) -> None:
    """Writes the recordings of the faults whose name is wanted."""
    global _bench
    _bench = bench = mutation.Bench()
    signal.signal(signal.SIGALRM, mutation._alarm)
    numbers = [number for number, mutant in enumerate(bench.mutants) if only(mutant)]
    with open(path, "w", encoding="utf-8") as file:
        real = [dict(suite.play(case["scenario"], suite.lr_scheduler), id=case["id"]) for case in bench.cases]
        file.write(json.dumps(real) + "\n")
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for number, changed in pool.imap(_work, numbers, chunksize=8):
                if changed:
                    mutant = bench.mutants[number]
                    line = {"in": mutant.where, "code": mutant.code, "change": mutant.change, "replies": changed}
                    file.write(json.dumps(line) + "\n")
