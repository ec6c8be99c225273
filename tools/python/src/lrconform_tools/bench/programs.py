"""The command: start-up, the whole suite, the runner's part, long traces, fuzzing, and how cost grows."""

from __future__ import annotations

import functools
import json
import os
import subprocess
from typing import Any, Callable

from lrconform_tools import Json
from lrconform_tools.bench.measure import Failed, Run, least, median, ms, run, side_by_side, table, times, us, verdict


def fixture(cases: Json) -> Any:
    """A fixture file without expected values."""
    return {"schema": 1, "suite": "Generated", "description": "Generated.", "cases": cases}


def case(name: str, program: list[Json], groups: Any = 1, observe: Any = ("lr",)) -> Any:
    return {
        "id": f"generated/{name}",
        "title": "Generated",
        "why": "For the benchmarks.",
        "level": "required",
        "tags": ["generated"],
        "scenario": {
            "optimizer": {"type": "SGD", "groups": [{"lr": 0.1} for _ in range(groups)]},
            "schedulers": [{"type": "CosineAnnealingLR", "args": {"T_max": 1000}}],
            "program": program,
            "observe": list(observe),
        },
    }


class Programs:
    def __init__(self, root: Any, build: str, scratch: Any) -> None:
        self.program = os.path.join(root, ".build/release/lrconform")
        self.fixtures = os.path.join(root, "fixtures")
        self.pytorch = os.path.join(root, "tools/adapters/pytorch/run")
        self.parser = os.path.join(build, "parse")
        self.trivial = os.path.join(build, "adapter")
        self.scratch = scratch

    def lrconform(self, *arguments: Any, statuses: Any = (0,), stdin: Any = os.devnull) -> Callable[[], Run]:
        return lambda: run([self.program, *arguments], stdin, statuses)

    def parse(self, *arguments: Any) -> Callable[[], Run]:
        return lambda: run([self.parser, *arguments])

    def files(self) -> Any:
        found = []
        for folder in ["behaviour", "documented"]:
            folder = os.path.join(self.fixtures, folder)
            found += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".json")]
        return found

    def make(self, name: str, cases: Json) -> Any:
        """A folder of one fixture file with the values that the reference gives; its path."""
        folder = os.path.join(self.scratch, name)
        os.makedirs(folder)
        with open(os.path.join(folder, "generated.json"), "w") as file:
            json.dump(fixture(cases), file)
        subprocess.run(
            [self.program, "regenerate", "--fixtures", folder, "--", self.program, "oracle"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return folder

    def requests(self, name: str, *arguments: Any) -> Any:
        """A file of all that an adapter is asked in a run, from `start` on; its path."""
        path = os.path.join(self.scratch, name)
        run([self.program, "scenarios", *arguments, "--output", path])
        with open(path) as file:
            requests = file.read()
        if not requests:
            raise Failed(f"{path} is empty")
        with open(path, "w") as file:
            file.write('{"cmd":"start","protocol":1}\n' + requests)
        return path

    def start_up(self, rounds: int) -> str:
        results = side_by_side(
            {
                "`lrconform --version`": self.lrconform("--version"),
                "`lrconform --help`": self.lrconform("--help"),
                "`parse`, the C program, without a file": self.parse(),
            },
            rounds,
        )
        rows = [
            [
                name,
                ms(least(runs, "wall")),
                ms(median([one.wall for one in runs])),
                ms(least(runs)),
                "≤ 10 ms" if "lrconform" in name else "",
                verdict(least(runs, "wall") <= 0.010) if "lrconform" in name else "",
            ]
            for name, runs in results.items()
        ]
        return table(["", "clock, least", "clock, median", "processor, least", "reach", "reached"], rows)

    def suite(self, rounds: int) -> str:
        files = self.files()
        results = side_by_side(
            {
                "start": self.lrconform("--version"),
                "none": self.parse(),
                "parse": self.parse(*files),
                "validate": self.lrconform("validate"),
                "check": self.lrconform("check", "--quiet"),
            },
            rounds,
        )
        size = sum(os.path.getsize(path) for path in files)
        bare = least(results["parse"], "wall") - least(results["none"], "wall")
        rows = [
            [
                "bare json-c, start-up taken off",
                ms(bare),
                ms(least(results["parse"]) - least(results["none"])),
                "1.00×",
                "1.00×",
                "1.00×",
                "",
                "",
            ]
        ]
        for name in ["validate", "check"]:
            ratios = {}
            for what in ["wall", "cpu"]:
                ratios[what] = (least(results[name], what) - least(results["start"], what)) / (
                    least(results["parse"], what) - least(results["none"], what)
                )
            middle = median(
                [
                    (a.wall - b.wall) / max(c.wall - d.wall, 1e-6)
                    for a, b, c, d in zip(results[name], results["start"], results["parse"], results["none"])
                ]
            )
            rows.append(
                [
                    f"`lrconform {name}`, start-up taken off",
                    ms(least(results[name], "wall") - least(results["start"], "wall")),
                    ms(least(results[name]) - least(results["start"])),
                    times(ratios["wall"]),
                    times(middle),
                    times(ratios["cpu"]),
                    "≤ 1.5×" if name == "check" else "",
                    verdict(ratios["wall"] <= 1.5) if name == "check" else "",
                ]
            )
        head = [
            "",
            "clock, least",
            "processor, least",
            "ratio of the least, clock",
            "median of the ratios, clock",
            "ratio of the least, processor",
            "reach",
            "reached",
        ]
        return f"{len(files)} files, {size / 1e6:.2f} MB.\n\n" + table(head, rows)

    def runner(self, rounds: int, cases: Json) -> str:
        """What the runner costs a case: the slope between two numbers of cases, so that nothing fixed is in it."""
        few, many = cases // 10, cases
        actions = {}
        for count in [few, many]:
            folder = self.make(f"cases-{count}", [case(f"case-{i}", [{"step": 1}]) for i in range(count)])
            requests = self.requests(f"cases-{count}.jsonl", "--fixtures", folder)
            actions["check", count] = self.lrconform(
                "check", "--quiet", "--fixtures", folder, "--jobs", "1", "--", self.trivial
            )
            actions["reference", count] = self.lrconform("check", "--quiet", "--fixtures", folder)
            actions["load", count] = self.lrconform("list", "--fixtures", folder)
            actions["adapter", count] = functools.partial(run, [self.trivial], requests)
        results = side_by_side(actions, rounds)

        def slope(name: str, what: str) -> Any:
            return (least(results[name, many], what) - least(results[name, few], what)) / (many - few)

        rows = []
        for what, title in [("wall", "clock"), ("cpu", "processor")]:
            check, load, adapter, reference = (slope(name, what) for name in ["check", "load", "adapter", "reference"])
            over = check - load - adapter
            judged = what == "cpu"
            rows.append(
                [
                    title,
                    us(check),
                    us(load),
                    us(adapter),
                    us(over),
                    "≤ 25 µs" if judged else "",
                    verdict(over <= 25e-6, noise=over <= 0) if judged else "",
                    us(reference),
                ]
            )
        head = [
            "a case",
            "`check -- adapter`",
            "`list`: reading it",
            "the adapter alone",
            "the runner's part",
            "reach",
            "reached",
            "for comparison: `check` of the reference",
        ]
        return table(head, rows)

    def pytorch_run(self, rounds: int, filters: Any) -> str:
        requests = self.requests("suite.jsonl", *filters)
        results = side_by_side(
            {
                "check": self.lrconform("check", "--quiet", "--jobs", "1", *filters, "--", self.pytorch),
                "list": self.lrconform("list", *filters),
                "alone": lambda: run([self.pytorch], requests),
            },
            rounds,
        )
        rows = []
        for what, title in [("wall", "clock"), ("cpu", "processor")]:
            check, reading, alone = (least(results[name], what) for name in ["check", "list", "alone"])
            share = (check - reading - alone) / check
            middle = median(
                [
                    (getattr(a, what) - getattr(b, what) - getattr(c, what)) / getattr(a, what)
                    for a, b, c in zip(results["check"], results["list"], results["alone"])
                ]
            )
            rows.append(
                [
                    title,
                    f"{check:.2f} s",
                    f"{reading:.2f} s",
                    f"{alone:.2f} s",
                    f"{share * 100:.1f} %",
                    f"{middle * 100:.1f} %",
                    "≤ 3 %",
                    verdict(share <= 0.03, noise=share <= 0),
                ]
            )
        head = [
            "",
            "`check -- tools/adapters/pytorch/run`",
            "`list`: start-up and reading",
            "the same requests, adapter alone",
            "the runner's share, of the least",
            "median",
            "reach",
            "reached",
        ]
        return table(head, rows)

    def long_traces(self, rounds: int, sizes: Any) -> str:
        rows = []
        for count, length in sizes:
            folder = self.make(
                f"long-{count}-{length}", [case(f"long-{i}", [{"step": length - 1}]) for i in range(count)]
            )
            replies = os.path.join(self.scratch, f"long-{count}-{length}.jsonl")
            run([self.program, "record", "--fixtures", folder, "--output", replies, "--", self.program, "oracle"])
            path = os.path.join(folder, "generated.json")
            results = side_by_side(
                {
                    "start": self.lrconform("--version"),
                    "none": self.parse(),
                    "fixture": self.parse(path),
                    "replies": self.parse("-", replies),
                    "check": self.lrconform("check", "--quiet", "--fixtures", folder, "--trace", replies),
                },
                rounds,
            )
            least_of = {name: least(runs) for name, runs in results.items()}
            check = least_of["check"] - least_of["start"]
            bare = least_of["fixture"] + least_of["replies"] - 2 * least_of["none"]
            size = os.path.getsize(path) + os.path.getsize(replies)
            peak = {name: min(one.rss for one in runs) / 1024 for name, runs in results.items()}
            rows.append(
                [
                    f"{count:,}",
                    f"{length:,}",
                    f"{size / 1e6:.1f} MB",
                    ms(check),
                    ms(bare),
                    times(check / bare),
                    f"{peak['check']:.0f} MiB",
                    f"{max(peak['fixture'], peak['replies']):.0f} MiB",
                ]
            )
            os.remove(path)
            os.remove(replies)
        head = [
            "cases",
            "values of each",
            "fixture and recording",
            "`check --trace`, processor",
            "bare json-c, both files",
            "ratio",
            "memory of `check`",
            "of bare json-c",
        ]
        return table(head, rows)

    def fuzz(self, rounds: int, count: int) -> str:
        few, many = count // 10, count
        results = side_by_side(
            {
                number: self.lrconform(
                    "fuzz", "--count", str(number), "--jobs", "1", "--no-shrink", "--", self.trivial, statuses=(0, 1, 3)
                )
                for number in [few, many]
            },
            rounds,
        )
        wall = (least(results[many], "wall") - least(results[few], "wall")) / (many - few)
        cpu = (least(results[many]) - least(results[few])) / (many - few)
        return table(
            [
                "a scenario: made, played on the reference, sent, answered by the trivial adapter",
                "clock",
                "processor",
                "scenarios a second",
            ],
            [["", us(wall), us(cpu), f"{1 / wall:,.0f}"]],
        )

    def growth(self, rounds: int, unit: Any) -> str:
        """Cost over three decades: of steps, of groups, of cases."""
        kinds = {
            "steps": [(n, [case("steps", [{"step": n}])]) for n in (unit, 10 * unit, 100 * unit, 1000 * unit)],
            "groups": [
                (n, [case("groups", [{"step": 20}], groups=n)]) for n in (unit // 10, unit, 10 * unit, 100 * unit)
            ],
            "cases": [
                (n, [case(f"case-{i}", [{"step": 10}]) for i in range(n)])
                for n in (unit // 10, unit, 10 * unit, 100 * unit)
            ],
        }
        rows = []
        for kind, sizes in kinds.items():
            actions = {"start": self.lrconform("--version")}
            for count, cases in sizes:
                folder = self.make(f"growth-{kind}-{count}", cases)
                actions[count] = self.lrconform("check", "--quiet", "--fixtures", folder)
            results = side_by_side(actions, rounds)
            start = least(results["start"])
            cost = {count: least(results[count]) - start for count, _ in sizes}
            largest = sizes[-1][0]
            rows.append(
                [kind]
                + [f"{count:,}: {ms(cost[count])}" for count, _ in sizes]
                + [times(cost[largest] / cost[sizes[-2][0]] / 10), us(cost[largest] / largest)]
            )
        head = ["of", "", "", "", "", "last decade: cost over ten times the cost", "each, at the largest"]
        return table(head, rows)
