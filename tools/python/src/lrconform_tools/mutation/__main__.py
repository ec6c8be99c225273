"""Mutation test of the fixtures: plants faults in PyTorch's lr_scheduler.py and plays the suite on each.

A fault is caught by a case in which any value's bits, the error's type or its step differs from the real outcome.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any, Callable

from lrconform_tools import Json
from lrconform_tools.mutation import mutants, suite
from lrconform_tools.mutation.mutant import Mutant

SURVIVORS = suite.HERE / "survivors.json"
# A case that takes much longer than on the real module hangs, which is a difference, too.
LEAST_SECONDS = 2.0
PATIENCE = 20


class Hang(BaseException):
    """Not an Exception, so that the player does not take it for the scheduler's."""


def _alarm(*_: Any) -> None:
    raise Hang()


class Bench:
    """The suite with its real outcomes, and the lines of lr_scheduler.py that each case runs."""

    def __init__(self) -> None:
        self.tree = mutants.parse(suite.source(), suite.SOURCE)
        self.mutants = mutants.generate(self.tree)
        self.cases = suite.cases()
        real = suite.module(compile(self.tree, suite.SOURCE, "exec", dont_inherit=True), "real")
        self.seconds, self.expected, self.lines = [], [], []
        for case in self.cases:
            began = time.perf_counter()
            self.expected.append(suite.outcome(case["scenario"], real))
            self.seconds.append(time.perf_counter() - began)
            self.lines.append(_lines(case["scenario"], real))
        self.order = sorted(range(len(self.cases)), key=self.seconds.__getitem__)

    def concerned(self, mutant: Mutant) -> list[int]:
        """The cases that run what was changed, quick ones first."""
        first, last = mutant.lines
        span = range(first, last + 1)
        if mutant.where == "module":
            return self.order
        return [index for index in self.order if not self.lines[index].isdisjoint(span)]

    def catchers(self, mutant: Mutant, every: bool) -> Any:
        """Indices of the cases that catch the mutant: the first one, or all."""
        with mutant.planted():
            try:
                code = compile(self.tree, suite.SOURCE, "exec", dont_inherit=True)
                module = suite.module(code)
            except Exception:
                return [-1]  # it cannot even be loaded
        caught = []
        for index in self.concerned(mutant):
            signal.setitimer(signal.ITIMER_REAL, max(LEAST_SECONDS, PATIENCE * self.seconds[index]))
            try:
                differs = suite.outcome(self.cases[index]["scenario"], module) != self.expected[index]
            except Hang:
                differs = True
            except Exception:
                differs = True  # the player itself could not go on
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            if differs:
                caught.append(index)
                if not every:
                    break
        return caught


def _lines(scenario: Json, real: ModuleType) -> Any:
    found = set()

    def local(frame: Any, event: Any, _: Any) -> Any:
        if event == "line":
            found.add(frame.f_lineno)
        return local

    def trace(frame: Any, event: Any, _: Any) -> Any:
        return local if frame.f_code.co_filename == suite.SOURCE else None

    sys.settrace(trace)
    try:
        suite.play(scenario, real)
    finally:
        sys.settrace(None)
    return found


_bench = None
_every = False


def _work(number: int) -> Any:
    return number, _bench.catchers(_bench.mutants[number], _every)


def play_all(bench: Bench, every: bool, jobs: int, only: Callable[[Mutant], bool] | None = None) -> Any:
    """For each mutant's number the cases that catch it."""
    global _bench, _every
    _bench, _every = bench, every
    numbers = [number for number, mutant in enumerate(bench.mutants) if only is None or only(mutant)]
    signal.signal(signal.SIGALRM, _alarm)
    result = {}
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for done, (number, caught) in enumerate(pool.imap_unordered(_work, numbers, chunksize=8), 1):
            result[number] = caught
            if sys.stderr.isatty() and done % 50 == 0:
                print("\r%d of %d" % (done, len(numbers)), end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    return {number: result[number] for number in numbers}


# Survivors and their explanations.


def load_explanations(path: str | Path = SURVIVORS) -> Any:
    """{key: reason}; the file groups survivors by reason."""
    explained: dict[Any, Any] = {}
    try:
        with open(path, encoding="utf-8") as file:
            groups = json.load(file)
    except FileNotFoundError:
        return explained
    for group in groups:
        if not group["reason"].strip():
            raise SystemExit(f"{path}: a reason is empty")
        for entry in group["survivors"]:
            key = (entry["in"], entry["code"], entry["change"])
            if key in explained:
                raise SystemExit("{}: explained twice: {}".format(path, ": ".join(key)))
            explained[key] = group["reason"]
    return explained


def show(mutant: Mutant) -> Any:
    return "%s:%d %s\n    %s\n    %s" % (
        os.path.basename(suite.SOURCE),
        mutant.line,
        mutant.where,
        mutant.code,
        mutant.change,
    )


def report(bench: Bench, result: dict[int, list[int]], seconds: float, partial: bool) -> int:
    explained = load_explanations()
    alive = [bench.mutants[number] for number, caught in result.items() if not caught]
    unexplained = [mutant for mutant in alive if mutant.key not in explained]
    keys = {mutant.key for mutant in alive}
    stale = [] if partial else [key for key in explained if key not in keys]
    total, caught = len(result), len(result) - len(alive)
    observable = total - (len(alive) - len(unexplained))
    for mutant in unexplained:
        print(f"SURVIVED {show(mutant)}")
    known = {mutant.key for mutant in bench.mutants}
    for key in stale:
        why = "is caught" if key in known else "is no longer planted"
        print("STALE explanation, the mutant {}: {}\n    {}\n    {}".format(why, *key))
    reasons: dict[Any, Any] = {}
    for mutant in alive:
        if mutant.key in explained:
            reasons[explained[mutant.key]] = reasons.get(explained[mutant.key], 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda item: -item[1]):
        print("%5d cannot be observed: %s" % (count, reason))
    print(
        "%d mutants, %d caught (%.1f %%), %d survivors explained, %d not; %d cases, %.0f s"
        % (
            total,
            caught,
            100.0 * caught / max(1, total),
            len(alive) - len(unexplained),
            len(unexplained),
            len(bench.cases),
            seconds,
        )
    )
    print("score, of what a scenario can observe: %.2f %%" % (100.0 * caught / max(1, observable)))
    return 1 if unexplained or stale else 0


# What single cases are worth.


def by_case(bench: Bench, result: dict[int, list[int]]) -> Any:
    """For each case the numbers of the mutants that it catches."""
    caught: list[Any] = [set() for _ in bench.cases]
    for number, indices in result.items():
        for index in indices:
            if index >= 0:
                caught[index].add(number)
    return caught


def report_cases(bench: Bench, result: dict[int, list[int]]) -> int:
    caught = by_case(bench, result)
    alone: dict[Any, Any] = {}
    for number, indices in result.items():
        if len(indices) == 1 and indices[0] >= 0:
            alone.setdefault(indices[0], []).append(bench.mutants[number])
    for index, case in enumerate(bench.cases):
        mine = alone.get(index, [])
        print("%s: catches %d, alone %d" % (case["id"], len(caught[index]), len(mine)))
        for mutant in mine:
            print(f"    {mutant.where}: {mutant.change}")
    return 0


def report_lean(bench: Bench, result: dict[int, list[int]]) -> int:
    """Cases that one other case makes superfluous: it catches as much, is made of as much, and demands no more."""
    caught = by_case(bench, result)
    made_of = [
        suite.ingredients(case) | {("error", bench.expected[index][1])} for index, case in enumerate(bench.cases)
    ]
    demands = [suite.demands(case) for case in bench.cases]
    superfluous = set()
    for index, case in enumerate(bench.cases):
        if suite.documents(case):
            continue
        for other in range(len(bench.cases)):
            if other == index or other in superfluous:
                continue
            if caught[index] <= caught[other] and made_of[index] <= made_of[other] and demands[other] <= demands[index]:
                superfluous.add(index)
                print(
                    "SUPERFLUOUS {}: {} catches all that it does, and has all that it has".format(
                        case["id"], bench.cases[other]["id"]
                    )
                )
                break
    print("%d cases, %d superfluous" % (len(bench.cases), len(superfluous)))
    return 1 if superfluous else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lean", action="store_true", help="name superfluous cases (plays every case on every mutant)")
    parser.add_argument("--cases", action="store_true", help="list for each case the mutants that it alone catches")
    parser.add_argument("--in", dest="where", metavar="NAME", help="only mutants in this class or method, e.g. StepLR")
    parser.add_argument("--list", action="store_true", help="print the mutants and play nothing")
    parser.add_argument(
        "--survivors", metavar="FILE", help="also write the unexplained survivors to FILE, to be given reasons"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    options = parser.parse_args()
    began = time.perf_counter()
    bench = Bench()

    def chosen_by_place(mutant: Mutant) -> bool:
        return f"{mutant.where}.".startswith(f"{options.where}.")

    only = chosen_by_place if options.where else None
    if options.list:
        chosen = [mutant for mutant in bench.mutants if only is None or only(mutant)]
        for mutant in chosen:
            print(show(mutant))
        print("%d mutants" % len(chosen))
        return 0
    every = options.lean or options.cases
    result = play_all(bench, every, max(1, options.jobs), only)
    seconds = time.perf_counter() - began
    if options.survivors:
        explained = load_explanations()
        entries = [
            {"in": mutant.where, "code": mutant.code, "change": mutant.change}
            for number, mutant in enumerate(bench.mutants)
            if number in result and not result[number] and mutant.key not in explained
        ]
        with open(options.survivors, "w", encoding="utf-8") as file:
            json.dump([{"reason": "", "survivors": entries}], file, indent=2, ensure_ascii=False)
            file.write("\n")
    if options.cases:
        return report_cases(bench, result)
    if options.lean:
        return report_lean(bench, result)
    return report(bench, result, seconds, only is not None)


if __name__ == "__main__":
    sys.exit(main())
