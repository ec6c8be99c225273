"""One step of each class: the reference, the C loop, PyTorch; equality of the results; what a step allocates."""

from __future__ import annotations

import glob
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Any

from lrconform_tools.bench.measure import Failed, median, ns, side_by_side, table, times, verdict

LIBM = {"SWALR", "PolynomialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "OneCycleLR", "LambdaLR"}
STEPS = 50_000  # of one sample, as in StepBenchmarks.swift


def output(command: Sequence[str], **more: Any) -> Any:
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command[:4])} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done


class Steps:
    def __init__(self, here: Any, build: str, python: str) -> None:
        self.here, self.python = here, python
        self.program = os.path.join(here, ".build/release/steps")
        self.counter = os.path.join(build, "count.so")

    def torch(self, *arguments: Any) -> Any:
        return json.loads(
            output(
                [self.python, "-W", "ignore", "-m", "lrconform_tools.bench.pytorch", *map(str, arguments)],
                cwd=self.here,
            ).stdout
        )

    def equality(self, steps: int) -> str:
        """Asserts that every way ends at the same bits."""
        torch = self.torch("final", steps)
        rows = [line.split() for line in output([self.program, "final", str(steps)]).stdout.splitlines()]
        if {row[0] for row in rows} != set(torch):
            raise Failed("the classes of Sources/Schedules and of pytorch.py differ")
        for name, *bits in rows:
            if len({*bits, torch[name]}) != 1:
                raise Failed(
                    f"{name} after {steps} steps: reference {bits[0]}, batch {bits[1]}, C {bits[2]}, PyTorch {torch[name]}"
                )
        self.classes = [row[0] for row in rows]
        return f"{len(rows)} classes end at the same bits after {steps:,} steps: one by one, in one call, in C, in PyTorch."

    def counts(self, name: str, way: str, steps: int) -> list[int]:
        done = output([self.program, "play", name, way, str(steps)], env={**os.environ, "LD_PRELOAD": self.counter})
        line = next(line for line in done.stderr.splitlines() if line.startswith("count: "))
        return [int(word) for word in line.split()[1:]]

    def allocations(self, few: int = 1000, many: int = 10_000) -> str:
        """Asserts that no step allocates; retains and releases are told."""
        rows = []
        for name in self.classes:
            row = [name]
            for way in ["one", "batch"]:
                less, more = self.counts(name, way, few), self.counts(name, way, many)
                mallocs, retains, releases = (b - a for a, b in zip(less, more))
                if mallocs != 0:
                    raise Failed(f"{name}, {way}: {mallocs} allocations in {many - few} steps")
                counted = less[1] >= 0
                row += [mallocs, f"{(retains + releases) / (many - few):.2f}" if counted else "not counted"]
            rows.append(row)
        head = [
            "class",
            "allocations, one by one",
            "retains and releases a step",
            "allocations, one call",
            "retains and releases a step",
        ]
        return table(head, rows)

    def benchmark(self) -> Any:
        """Seconds a step of each class and way, the least of the samples of ordo-one/benchmark."""
        with tempfile.TemporaryDirectory() as folder:
            output(
                [
                    "swift",
                    "package",
                    "--disable-sandbox",
                    "--allow-writing-to-directory",
                    folder,
                    "benchmark",
                    "--target",
                    "StepBenchmarks",
                    "--format",
                    "jmh",
                    "--path",
                    folder,
                    "--no-progress",
                    "--quiet",
                ],
                cwd=self.here,
            )
            (path,) = glob.glob(os.path.join(folder, "*.json"))
            with open(path) as file:
                benchmarks = json.load(file)
        seconds = {}
        for one in benchmarks:
            name, way = one["benchmark"].rsplit(".", 1)[1].rsplit("_", 1)
            metric = one["secondaryMetrics"]["Time (wall clock)"]
            seconds[name, way] = metric["scorePercentiles"]["0.0"] * 1e-6 / STEPS
        return seconds

    def times(self, rounds: int, torch_steps: Any) -> str:
        measured = side_by_side({"steps": self.benchmark, "torch": lambda: self.torch("time", torch_steps, 3)}, rounds)
        steps, torch = measured["steps"], measured["torch"]
        rows: list[list[str]] = []
        for name in self.classes:
            c = min(one[name, "c"] for one in steps)
            single = min(one[name, "one"] for one in steps)
            batch = min(one[name, "batch"] for one in steps)
            to_c = median([one[name, "batch"] / one[name, "c"] for one in steps])
            faster = median([t[name] / one[name, "one"] for t, one in zip(torch, steps)])
            faster_batch = median([t[name] / one[name, "batch"] for t, one in zip(torch, steps)])
            good_torch = [faster >= 50, faster_batch >= 100]
            good_c = to_c <= 1.5 if name in LIBM else batch <= 10e-9
            rows.append(
                [
                    name,
                    ns(c),
                    ns(single),
                    ns(batch),
                    us_torch(min(t[name] for t in torch)),
                    f"{faster:.0f}×",
                    f"{faster_batch:.0f}×",
                    "≥ 50× / 100×",
                    " / ".join(verdict(good) for good in good_torch),
                    times(to_c),
                    "≤ 1.5×" if name in LIBM else "≤ 10 ns",
                    verdict(good_c),
                ]
            )
        head = [
            "class",
            "C loop",
            "`step`",
            "`step(count:)`",
            "PyTorch",
            "PyTorch / `step`",
            "PyTorch / `step(count:)`",
            "reach",
            "reached",
            "`step(count:)` / C",
            "reach",
            "reached",
        ]
        return table(head, rows)


def us_torch(seconds: float) -> str:
    return f"{seconds * 1e6:.2f} µs"
