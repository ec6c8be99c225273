"""Does the diagnosis name the right place? Every planted fault is a liar whose place is known.

Each fault that the fixtures notice is recorded, `lrconform check` judges the recording, and what it names first is held
against the class and the method that have the fault.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from lrconform_tools import ROOT

# Methods that are one formula: what is wrong in one of them is wrong in what they compute together.
FORMULAS = {
    "_annealing_cos": "get_lr",
    "_annealing_linear": "get_lr",
    "_anneal_func": "get_lr",
    "scale_fn": "get_lr",
    "_init_scale_fn": "get_lr",
    "_triangular_scale_fn": "get_lr",
    "_triangular2_scale_fn": "get_lr",
    "_exp_range_scale_fn": "get_lr",
    "_init_is_better": "_is_better",
    "state_dict": "load_state_dict",
    "in_cooldown": "step",
    "_reset": "__init__",
    "recursive_undo": "__init__",
    "_update_lr": "step",
}
# Functions and classes that all classes are built on.
BASE = "LRScheduler"
# What is as if another argument had been given may be wrong where the argument is taken or where it is used.
ARGUMENTS = ("boundary", "patience", "cooldown", "mode", "never-undone", "eps-ignored", "momentum-direction", "peak")
HANDSHAKE = {
    "protocol": 1,
    "implementation": {"name": "mutant", "version": "0"},
    "precision": "float64",
}


def place(text: str) -> tuple[str, str]:
    """The class and the formula of a place: `OneCycleLR._annealing_cos` is `OneCycleLR`, `get_lr`."""
    parts = text.split(".")
    if parts[0] == "_initial_mode":
        return BASE, "_initial_step"
    if parts[0].startswith("_") or parts[0] == "module":
        return BASE, "get_lr"
    method = parts[1] if len(parts) > 1 else "get_lr"
    return parts[0], FORMULAS.get(method, method)


def part(fault: dict[str, Any]) -> str:
    """Faults are told apart by the hash of their name: one half to look at, the other to measure by."""
    name = "|".join((fault["in"], fault["code"], fault["change"]))
    return "look" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "measure"


def check(program: str, fixtures: str | None, real: list[Any], fault: dict[str, Any], folder: str) -> Any:
    """The report of a fault's recording."""
    path = os.path.join(folder, hashlib.sha256(json.dumps(fault).encode()).hexdigest())
    with open(path + ".jsonl", "w", encoding="utf-8") as file:
        file.write(json.dumps(HANDSHAKE) + "\n")
        for reply in real:
            changed = fault["replies"].get(reply["id"])
            file.write(json.dumps(dict(changed, id=reply["id"]) if changed else reply) + "\n")
    command = [program, "check", "--format", "json", "--output", path + ".json", "--trace", path + ".jsonl"]
    if fixtures:
        command += ["--fixtures", fixtures]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    try:
        with open(path + ".json", encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        raise SystemExit(f"{' '.join(command)}: {run.stderr}") from None
    finally:
        for end in (".jsonl", ".json"):
            if os.path.exists(path + end):
                os.remove(path + end)


def score(fault: dict[str, Any], report: Any) -> tuple[str, str]:
    """What became of a fault: `unnoticed`, `right`, `several`, `wrong`, `unknown`; and what was named."""
    failing = [case for case in report["cases"] if case["verdict"] in ("diverged", "error-mismatch")]
    broken = [case for case in report["cases"] if case["verdict"] == "broken"]
    if not failing:
        return ("broken" if broken else "unnoticed"), ""
    named: collections.Counter[Any] = collections.Counter()
    examples: dict[Any, Any] = {}
    for case in failing:
        diagnosis = case.get("diagnosis")
        key = (diagnosis["name"], diagnosis["text"]) if diagnosis else None
        named[key] += 1
        examples.setdefault(key, diagnosis)
    causes = [examples[key] for key, _ in named.most_common() if key]
    values = [cause for cause in causes if not cause.get("error")]
    if not causes:
        return "unknown", ""
    removed = fault["change"].partition("removed: def ")[2]
    where = place(f"{fault['in']}.{removed}" if removed else fault["in"])
    first = (values or causes)[0]
    others = f" +{len(first['alternatives'])}" if first["alternatives"] else ""
    text = f"{first['text']} [{first.get('place')}]{others}"
    if not values:
        return ("error-right" if fits(first, where, True) else "error-other"), text
    if any(fits(cause, where, False) for cause in values[:1]):
        return "right", text
    if first["alternatives"]:
        return "several", text
    return "wrong", text


def fits(cause: Any, where: tuple[str, str], is_error: bool) -> bool:
    for text in (cause.get("place") or "").split(", "):
        found = place(text)
        if found == where:
            return True
        is_argument = cause["name"].startswith("argument") or cause["name"] in ARGUMENTS
        if is_argument and found[0] == where[0] and where[1] == "__init__":
            return True
        # The base class steps and builds every class.
        if where[0] == BASE and (found[1] == where[1] or is_error):
            return True
        if is_error and found[0] == where[0]:
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="diagnosis", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recorded", metavar="FILE", help="recordings of an earlier run; made where it is not there")
    parser.add_argument(
        "--in", dest="where", metavar="NAME", help="only faults in this class or method, e.g. StepLR.get_lr"
    )
    parser.add_argument("--half", choices=("look", "measure"), help="only this half of the faults")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every n-th fault")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="counted from the k-th (0)")
    parser.add_argument("--all", action="store_true", help="name every fault and what was named")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--fixtures", help="the fixtures of an earlier recording")
    parser.add_argument(
        "--program", default=os.environ.get("PROGRAM", os.path.join(ROOT, ".build", "release", "lrconform"))
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        recorded = options.recorded or os.path.join(folder, "faults.jsonl")
        if not os.path.exists(recorded):
            from lrconform_tools.mutation import record

            record.record(recorded, options.jobs)
        with open(recorded, encoding="utf-8") as file:
            real = json.loads(file.readline())
            faults = [json.loads(line) for line in file]
        faults = [
            fault
            for fault in faults
            if (not options.where or (fault["in"] + ".").startswith(options.where + "."))
            and (not options.half or part(fault) == options.half)
        ][options.first :: options.every]
        results = []
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            reports = pool.map(
                lambda fault: score(fault, check(options.program, options.fixtures, real, fault, folder)), faults
            )
            for fault, (result, text) in zip(faults, reports):
                results.append((part(fault), result))
                if options.all or result not in ("right", "unnoticed", "error-right", "broken"):
                    told = f"{fault['in']}: {fault['code']} | {fault['change']}"
                    print(f"{result.upper()} {told}\n    {text}", flush=True)
    for half in ("look", "measure"):
        report(half, [result for where, result in results if where == half])
    report("all", [result for _, result in results])
    return 0


def report(half: str, results: list[str]) -> None:
    count = collections.Counter(results)
    values = sum(count[name] for name in ("right", "several", "wrong", "unknown"))
    if not results or not values:
        return
    errors = count["error-right"] + count["error-other"]
    noticed = values + errors
    print(
        "%s: %d faults noticed: %.1f %% right, %.1f %% wrong"
        % (
            half,
            noticed,
            100.0 * (count["right"] + count["error-right"]) / noticed,
            100.0 * (count["wrong"] + count["error-other"]) / noticed,
        )
    )
    print(
        "%s: %d faults noticed by values: %d right (%.1f %%), %d several (%.1f %%), %d wrong (%.1f %%), %d unknown;"
        " %d by errors alone: %d in the right class; %d broken, %d within tolerance"
        % (
            half,
            values,
            count["right"],
            100.0 * count["right"] / values,
            count["several"],
            100.0 * count["several"] / values,
            count["wrong"],
            100.0 * count["wrong"] / values,
            count["unknown"],
            errors,
            count["error-right"],
            count["broken"],
            count["unnoticed"],
        )
    )


if __name__ == "__main__":
    sys.exit(main())
