"""Records how other PyTorch versions differ: plays all fixtures on each fetched version and fills in `versions`.

`versions` holds every reply of `run --torch X` that is not the installed version's in values, error type or step.
Neighbours that agree share a range; one that was not fetched is taken to behave as the newest fetched one before it,
and a range begins with the first version that has the classes. Everything else in a fixture stays as it is:
`expected` is the business of `lrconform regenerate`, and so is the layout.
"""

from __future__ import annotations

import argparse
import glob
import json
import os
import sys
import warnings
from types import ModuleType
from typing import Any

from lrconform.adapter.pytorch import classes_of, play, unavailable
from lrconform_tools import ROOT, Json
from lrconform_tools.essence import essence
from lrconform_tools.versions import loader

SAMPLED = os.path.join(ROOT, "tools", "adapters", "pytorch", "versions", "sampled.txt")
# 1.0 and 1.1 step otherwise throughout; of what came before 1.4 nothing is told.
OLDEST = "1.4"


def outcome(case: Json, module: ModuleType) -> Any:
    """What a version makes of a case, or None where it lacks a class."""
    scenario = case["scenario"]
    return None if unavailable(scenario, classes_of(module)) else play(scenario, module)


def series(version: str) -> Any:
    return ".".join(version.split(".")[:2])


def ranges(case: Json, modules: dict[str, ModuleType]) -> Any:
    """[{"torch": range, "expected": outcome}, …] for one case, the oldest first."""
    now = outcome(case, modules[loader.INSTALLED])
    runs: list[Any] = []  # [first version, the one after the last, reply, essence] of neighbours that agree
    for version, module in modules.items():
        if runs and runs[-1][1] is None:
            runs[-1][1] = version
        reply = outcome(case, module)
        if reply is None:
            continue
        mine = essence(reply)
        if mine == essence(now):
            continue
        if runs and runs[-1][1] == version and runs[-1][3] == mine:
            runs[-1][1:3] = [None, reply]
        else:
            runs.append([version, None, reply, mine])
    return [
        {"torch": f">={series(first)}" + (f",<{series(end)}" if end else ""), "expected": reply}
        for first, end, reply, _ in runs
    ]


def with_versions(case: Json, entries: Json) -> Any:
    """The case with its versions in place: after expected, or else after the scenario."""
    found = {name: value for name, value in case.items() if name != "versions"}
    if not entries:
        return found
    before = "expected" if "expected" in found else "scenario"
    result = {}
    for name, value in found.items():
        result[name] = value
        if name == before:
            result["versions"] = entries
    return result


def text(value: Any, indent: int = 0, width: int = 118) -> Any:
    """JSON with short values on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value:
        return line
    listed = isinstance(value, dict) and ("id" in value or "cases" in value)
    if len(line) + indent <= width and not listed:
        return line
    space = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [json.dumps(name, ensure_ascii=False) + ": " + text(item, indent + 2) for name, item in value.items()]
        opening, closing = "{", "}"
    elif all(isinstance(item, (int, float)) or item is None for item in value):
        return line
    else:
        parts = [text(item, indent + 2) for item in value]
        opening, closing = "[", "]"
    return opening + "\n" + ",\n".join(space + part for part in parts) + "\n" + " " * indent + closing


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="record.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 where a file would change")
    parser.add_argument("--summary", action="store_true", help="write nothing; how many cases differ, by range")
    parser.add_argument("files", nargs="*", help="fixtures (all)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    versions = {version for version in loader.fetched() if loader.key(version) >= loader.key(OLDEST)} | {
        loader.INSTALLED
    }
    with open(SAMPLED, encoding="utf-8") as file:
        missing = sorted(set(file.read().split()) - versions, key=loader.key)
    if missing:
        print("record: not fetched: {}; versions/fetch gets them".format(" ".join(missing)), file=sys.stderr)
        return 2
    modules = {version: loader.load(version) for version in sorted(versions, key=loader.key)}
    files = options.files or sorted(glob.glob(os.path.join(ROOT, "fixtures", "documented", "*.json"))) + sorted(
        glob.glob(os.path.join(ROOT, "fixtures", "behaviour", "*.json"))
    )
    changed, differing = [], 0
    counts: dict[str, list[str]] = {}
    for path in files:
        with open(path, encoding="utf-8") as file:
            suite = json.load(file)
        new = []
        for case in suite["cases"]:
            entries = ranges(case, modules)
            differing += bool(entries)
            for entry in entries:
                counts.setdefault(entry["torch"], []).append(case["id"])
            new.append(with_versions(case, entries))
        if new != suite["cases"]:
            changed.append(path)
            if not options.check and not options.summary:
                suite["cases"] = new
                with open(path + ".new", "w", encoding="utf-8") as file:
                    file.write(text(suite) + "\n")
                os.replace(path + ".new", path)
    if options.summary:
        for torch, ids in sorted(counts.items(), key=lambda item: (-len(item[1]), item[0])):
            print("%4d %-16s %s" % (len(ids), torch, " ".join(ids[:6]) + (" …" if len(ids) > 6 else "")))
    for path in changed:
        print("{} {}".format("changes" if options.check or options.summary else "changed", os.path.relpath(path, ROOT)))
    print("%d cases differ in some version" % differing)
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
