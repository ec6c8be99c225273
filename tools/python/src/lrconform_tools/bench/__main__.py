"""Measures and writes results.md; `run` builds what is needed and starts this."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lrconform_tools import ROOT, TOOLS
from lrconform_tools.bench.measure import Failed
from lrconform_tools.bench.programs import Programs
from lrconform_tools.bench.steps import Steps

here = str(TOOLS / "bench")
root = str(ROOT)


def machine() -> str:
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.split("(")[0].strip()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, {platform.libc_ver()[0]} {platform.libc_ver()[1]}, {swift}; load average at the start {load}."


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools/bench/run", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="measure little, write nothing, assert what needs no clock"
    )
    parser.add_argument("--rounds", type=int, default=0, help="how often each measurement is made")
    parser.add_argument("--only", action="append", help="only this section, written nowhere; may be repeated")
    parser.add_argument("--python", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def replace(path: str | Path, text: str) -> None:
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.rename(temporary, path)


def main() -> None:
    options = arguments()
    quick = options.quick
    rounds = options.rounds or (2 if quick else 7)
    many = rounds if quick else 3 * rounds
    os.environ["LRCONFORM_FIXTURES"] = os.path.join(root, "fixtures")
    text = [
        f"# Results\n\nMeasured {time.strftime('%Y-%m-%d')} by `tools/bench/run`. {machine()}\n"
        "[README.md](README.md) says what each row means and how to read noise.\n"
    ]
    with tempfile.TemporaryDirectory() as scratch:
        steps = Steps(here, options.build, options.python)
        programs = Programs(root, options.build, scratch)
        sections = {
            "equality": ("Equality", lambda: steps.equality(20_000 if quick else 100_000)),
            "allocations": ("Allocations in a step", lambda: steps.allocations()),
            "steps": ("One step", lambda: steps.times(1 if quick else rounds, 500 if quick else 3000)),
            "start": ("Start-up", lambda: programs.start_up(many)),
            "suite": ("The whole suite", lambda: programs.suite(many)),
            "runner": ("The runner's part of a case", lambda: programs.runner(rounds, 1000 if quick else 10_000)),
            "pytorch": (
                "A run of PyTorch",
                lambda: programs.pytorch_run(1 if quick else 2 * rounds, ["--scheduler", "StepLR"] if quick else []),
            ),
            "long": (
                "Long traces",
                lambda: programs.long_traces(
                    1 if quick else 3,
                    [(1, 10_000), (10, 2000)]
                    if quick
                    else [(1, 100_000), (1, 1_000_000), (1, 10_000_000), (1000, 10_000)],
                ),
            ),
            "fuzz": ("Fuzzing", lambda: programs.fuzz(rounds, 1000 if quick else 10_000)),
            "growth": ("Growth", lambda: programs.growth(rounds, 10 if quick else 100)),
        }
        # The first tells which classes there are.
        wanted = list(dict.fromkeys(["equality", *options.only])) if options.only else list(sections)
        for name in wanted:
            title, measure = sections[name]
            print(f"{title} …", file=sys.stderr, flush=True)
            section = f"\n## {title}\n\n{measure()}\n"
            print(section, flush=True)
            text.append(section)
    if not quick and not options.only:
        replace(os.path.join(here, "results.md"), "".join(text))


try:
    main()
except Failed as failure:
    sys.exit(f"tools/bench/run: {failure}")
