"""Looks for memory of json-c's that is lost: leaks.py LRCONFORM runs it under valgrind, called by `run`.

It reads the whole suite, then as many damaged files, replies and requests, each of which ends in an error at another
place: cut off, with a byte changed, with a key of another name.
"""

from __future__ import annotations

import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from typing import Any

from lrconform_tools import ROOT, Json

VALGRIND = [
    "valgrind",
    "--quiet",
    "--leak-check=full",
    "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=definite",
    "--error-exitcode=99",
    "--undef-value-errors=no",
    "--num-callers=30",
]
failures: list[Any] = []

WRONG: list[Json] = [None, [], {}, "x", 1.5, [{}]]


def run(
    what: str, words: list[str], statuses: tuple[int, ...] | tuple[int, int] | tuple[int, int, int], data: bytes = b""
) -> None:
    result = subprocess.run([*VALGRIND, sys.argv[1], *words], cwd=ROOT, input=data, capture_output=True, timeout=600)
    said = result.stderr.decode(errors="replace")
    lost = re.findall(r"==\d+== (.*definitely lost.*)", said)
    problems = [line for line in said.splitlines() if not line.startswith("==")]
    print(f"{what}: {len(lost)} leaks, status {result.returncode}, {len(problems)} errors named")
    if result.returncode not in statuses or lost:
        failures.append(what)
        print("\n".join(said.splitlines()[:40]))


def damaged(text: str, generator: random.Random) -> Any:
    kind = generator.randrange(3)
    place = generator.randrange(len(text))
    if kind == 0:
        return text[:place]
    if kind == 1:
        return text[:place] + generator.choice('{}[]",:x0\\') + text[place + 1 :]
    keys = list(re.finditer(r'"(\w+)":', text))
    match = generator.choice(keys)
    return text[: match.start(1)] + "other" + text[match.end(1) :]


def main() -> None:
    generator = random.Random(1)
    fixtures = sorted(glob.glob(os.path.join(ROOT, "fixtures/[bd]*/*.json")))
    run("validate, the whole suite", ["validate"], (0,))
    run("check, the whole suite", ["check", "--quiet"], (0,))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(200):
            with open(generator.choice(fixtures), encoding="utf-8") as file:
                suite = json.load(file)
            suite["cases"] = suite["cases"][:2]
            with open(os.path.join(folder, f"{number}.json"), "w", encoding="utf-8") as file:
                file.write(damaged(json.dumps(suite), generator))
        run("validate, 200 damaged files", ["validate", folder], (4,))
        replies = os.path.join(folder, "replies.jsonl")
        for _ in range(3):
            with open(replies, "w", encoding="utf-8") as file:
                for case in suite["cases"]:
                    file.write(damaged(json.dumps({"id": case["id"], **case["expected"]}), generator) + "\n")
            run("check --trace, damaged replies", ["check", "--quiet", "--trace", replies], (0, 1, 3))
        spoilt: list[Json] = [
            {**case["scenario"], key: value}
            for case in suite["cases"]
            for key in ("optimizer", "schedulers", "program", "x")
            for value in WRONG
        ]
        requests = "".join(
            json.dumps({"cmd": "run", "seq": number, "id": "a/b", "scenario": scenario}) + "\n"
            for number, scenario in enumerate(spoilt)
        )
        run("oracle, wrong requests", ["oracle"], (0,), requests.encode())
        for number, path in enumerate(sorted(glob.glob(os.path.join(ROOT, "tools/fuzz/corpus/report/*.json")))):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            report = os.path.join(folder, "report.txt")
            with open(report, "w", encoding="utf-8") as file:
                file.write(damaged(text, generator) if number else text)
            run(f"report, {os.path.basename(path)}", ["report", report, "--format", "markdown"], (0, 2))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
