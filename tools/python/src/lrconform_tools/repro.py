"""Runs the script that `lrconform repro` prints for each case on real PyTorch, and compares what it prints with the
case's recorded values: repro LRCONFORM."""

from __future__ import annotations

import contextlib
import io
import math
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch  # noqa: F401  # loaded once, for all scripts

from lrconform_tools import Json
from lrconform_tools.mutation.suite import all_cases


def bits(value: Any) -> bytes | str | None:
    if value is None:
        return None
    value = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value)
    return "nan" if value != value else struct.pack("d", value)


def printed(script: str) -> Any:
    """What a script prints, and the number of lines before the exception that ends it, if one does."""
    out = io.StringIO()
    failed = None
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(script, "repro", "exec", dont_inherit=True), {"__name__": "__main__"})
        except Exception as error:  # the case expects it
            failed = type(error).__name__
    names = {"nan": math.nan, "inf": math.inf}
    lines = [line.split(" ", 1)[1] for line in out.getvalue().splitlines()]
    return [eval("(" + line.replace("] [", "], [") + ",)", names) for line in lines], failed


def main(program: str) -> int:
    def script(case: Json) -> str:
        command = [program, "repro", case["id"]]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    wrong = 0
    cases = all_cases(("documented", "behaviour", "families"))
    with ThreadPoolExecutor(2) as pool:
        scripts = list(pool.map(script, cases))
    for case, text in zip(cases, scripts):
        case_id, expected = case["id"], case["expected"]
        rows, failed = printed(text)
        channels = list(expected["trace"].values())
        length = max((len(column) for columns in channels for column in columns), default=0)
        error = expected.get("error", {}).get("type")
        problem = None
        if len(rows) != length or failed != error:
            problem = f"{len(rows)} lines and {failed}, expected {length} and {error}"
        for step, row in enumerate(rows[:length]):
            for values, columns in zip(row, channels):
                padded = list(values) + [None] * (len(columns) - len(values))
                wanted = [column[step] for column in columns]
                if [bits(v) for v in padded] != [bits(v) for v in wanted] and problem is None:
                    problem = f"step {step}: printed {values}, expected {wanted}"
        if problem:
            wrong += 1
            print(f"{case_id}: {problem}")
    print(f"{len(cases) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
