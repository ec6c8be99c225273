"""A run of very many cases on an adapter that fails at random in every way that liar.py knows.

The run must end, every case have exactly one verdict, the memory stay flat and no process remain. Prints the memory
of the runner over time, the rate and the verdicts; a breach ends in status 1.

    tools/load/run [--cases 100000] [--rate 0.1]
"""

from __future__ import annotations

import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

LRCONFORM = os.environ["LRCONFORM"]
HERE = os.path.dirname(os.path.abspath(__file__))
# What a run may need above its first tenth, MiB. With 30,000 cases, 8 of them spoilt, two jobs: lines of endless length,
# read up to --max-line, take 12 with 1 MiB, 32 with 4, as here, 72 with 16; cases that hang take 19, the answers behind
# them wait for their turn, and none with one job.
GROWTH = 48


def fixture(path: str | Path, count: int) -> None:
    """One case, again and again; the values are those of ExponentialLR with powers of two."""
    scenario = (
        '{"optimizer": {"type": "SGD", "groups": [{"lr": 1.0}]}, "schedulers": '
        '[{"type": "ExponentialLR", "args": {"gamma": 0.5}}], "program": [{"step": 3}]}'
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            '{"schema": 1, "suite": "Load", "description": "Many cases.", "provenance": '
            '{"implementation": "pytorch", "version": "2.13.0"}, "cases": ['
        )
        for number in range(count):
            file.write(
                ("," if number else "") + f'{{"id": "load/c{number}", "title": "T", "why": "W", '
                f'"level": "required", "tags": [], "scenario": {scenario}, '
                '"expected": {"trace": {"lr": [[1.0, 0.5, 0.25, 0.125]]}}}'
            )
        file.write("]}")


def memory(process: subprocess.Popen[str]) -> float | None:
    """The resident set, MiB; None when the process has ended."""
    try:
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
            return int(re.findall(r"VmRSS:\s+(\d+)", file.read())[0]) / 1024
    except (OSError, IndexError):
        return None


def survivors(mark: str) -> Any:
    """The processes whose command line has the mark."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    if mark.encode() in file.read():
                        found.append(int(name))
            except OSError:
                pass
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/load/run", description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=0.1, help="the share of cases that are spoilt (0.1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    mark = f"load-{uuid.uuid4()}"
    verdicts: collections.Counter[str] = collections.Counter()
    seen: collections.Counter[str] = collections.Counter()
    curve = []
    breaches = []

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "load.json")
        fixture(path, options.cases)
        began = time.monotonic()
        process = subprocess.Popen(
            [
                LRCONFORM,
                "check",
                "--verbose",
                "--fixtures",
                path,
                "--jobs",
                str(options.jobs),
                "--timeout",
                "2",
                "--max-line",
                "4",
                "--",
                sys.executable,
                "-S",
                "-E",
                os.path.join(HERE, "liar.py"),
                mark,
                str(options.rate),
                options.seed,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )

        def sample() -> None:
            while (resident := memory(process)) is not None and process.poll() is None:
                curve.append((sum(seen.values()), resident))
                time.sleep(0.1)

        threading.Thread(target=sample, daemon=True).start()
        summary = ""
        for line in process.stdout:
            if match := re.match(r"[✓✗~-] (load/c\d+) (\w[\w-]*)?", line):
                seen[match[1]] += 1
            if re.match(r"\d+ cases: ", line):
                summary = line.strip()
        errors = process.stderr.read()
        process.wait()
        seconds = time.monotonic() - began

    for count, verdict in re.findall(r"(\d+) (identical|within|diverged|error-mismatch|skipped|broken)", summary):
        verdicts[verdict] = int(count)
    time.sleep(0.5)
    left = survivors(mark)
    twice = [case for case, count in seen.items() if count != 1]
    if process.returncode != 1 or errors:
        breaches.append(f"status {process.returncode}: {errors[:500]}")
    if sum(verdicts.values()) != options.cases:
        breaches.append(f"{sum(verdicts.values())} verdicts for {options.cases} cases")
    if len(seen) != options.cases or twice:
        breaches.append(f"{len(seen)} cases are named, {len(twice)} of them not once: {twice[:3]}")
    if left:
        breaches.append(f"{len(left)} processes remain")

    print("cases judged: resident memory, MiB")
    running = [point for point in curve if point[0] > 0]
    for tenth in range(11):
        if running:
            point = running[min(len(running) - 1, tenth * len(running) // 10)]
            print(f"  {point[0]:7} {point[1]:7.1f}")
    if running:
        early = max(point[1] for point in running[: max(1, len(running) // 10)])
        late = max(point[1] for point in running)
        if late - early > GROWTH:
            breaches.append(f"the memory grows from {early:.0f} to {late:.0f} MiB")
    print(summary)
    print(
        f"{options.cases} cases in {seconds:.0f} s, {options.cases / seconds:.0f} cases a second, "
        f"{len(left)} processes left, {len(breaches)} breaches"
    )
    for breach in breaches:
        print(f"BREACH {breach}", file=sys.stderr)
    sys.exit(1 if breaches else 0)


if __name__ == "__main__":
    main()
