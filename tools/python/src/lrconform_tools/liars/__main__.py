"""The liars of the threads: real PyTorch with one reported bug each, played on the fixtures and judged by `lrconform check`.

Each must be noticed by at least two cases, and the cause that is named first must be its own. Those that no thread reports
but an earlier suite did not notice need a case alone.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import multiprocessing
import os
import sys
import tempfile
import warnings
from typing import Any

from lrconform.adapter.pytorch import play, prepare
from lrconform_tools import ROOT
from lrconform_tools.essence import essence
from lrconform_tools.liars import classes, reloads, steps, survivors  # noqa: F401
from lrconform_tools.liars.liar import LIARS, Liar
from lrconform_tools.mutation import suite
from lrconform_tools.mutation.diagnosis import check

ENOUGH = 2
FAILING = ("diverged", "error-mismatch")


class Bench:
    """All cases with what real PyTorch replies."""

    def __init__(self) -> None:
        self.cases = suite.all_cases()
        self.real = [dict(play(case["scenario"]), id=case["id"]) for case in self.cases]
        self.expected = [essence(reply) for reply in self.real]

    def replies(self, liar: Liar) -> dict[str, Any]:
        """The replies that a bug changes, by case."""
        changed = {}
        for index, case in enumerate(self.cases):
            if liar.reloads and not suite.has_reload(case):
                continue
            reply = play(case["scenario"], stage=liar.stage)
            if essence(reply) != self.expected[index]:
                changed[case["id"]] = reply
        return changed


_bench: Any = None


def _work(number: int) -> dict[str, Any]:
    return _bench.replies(LIARS[number])


def judge(liar: Liar, report: Any) -> tuple[bool, str]:
    """Whether all is as it must be, and a line that says what came of it."""
    failing = [case for case in report["cases"] if case["verdict"] in FAILING]
    counts: dict[str, int] = {}
    for case in failing:
        found = case.get("diagnosis")
        if found:
            texts = [found["text"], *found["alternatives"]]
            text = next((text for text in texts if liar.cause in text), found["text"])
            counts[text] = counts.get(text, 0) + 1
    named = sorted(counts.items(), key=lambda item: -item[1])
    right = sum(count for text, count in named if liar.cause in text)
    wrong = sum(count for text, count in named if liar.cause not in text)
    is_right = len(failing) >= (ENOUGH if liar.cause else 1)
    is_named = bool(named) and liar.cause in named[0][0]
    if liar.cause:
        is_right = is_right and is_named
    line = f"{'ok  ' if is_right else 'FAIL'} {liar.name}: {len(failing)} cases"
    if liar.cause:
        line += f", {right} named, {wrong} named otherwise, {len(failing) - right - wrong} not named"
    if not is_right or (wrong and liar.cause):
        line += "".join(f"\n       {count:4} {text}" for text, count in named[:6])
    return is_right, line


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="reports", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="LIAR", help="only these")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--list", action="store_true", help="name the liars with their threads, play nothing")
    parser.add_argument(
        "--program", default=os.environ.get("PROGRAM", os.path.join(ROOT, ".build", "release", "lrconform"))
    )
    options = parser.parse_args()
    numbers = [number for number, liar in enumerate(LIARS) if not options.names or liar.name in options.names]
    if options.list:
        for number in numbers:
            liar = LIARS[number]
            print(f"{liar.name}: {', '.join(liar.threads)}\n    {liar.cause}")
        return 0
    warnings.simplefilter("ignore")
    prepare()
    global _bench
    _bench = Bench()
    failed = 0
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        played = list(pool.imap(_work, numbers))
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as threads:
            reports = threads.map(
                lambda pair: check(
                    options.program, None, _bench.real, {"in": LIARS[pair[0]].name, "replies": pair[1]}, folder
                ),
                zip(numbers, played),
            )
            for number, report in zip(numbers, reports):
                is_right, line = judge(LIARS[number], report)
                failed += not is_right
                print(line, flush=True)
    print(f"{len(numbers)} liars, {failed} not as they must be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
