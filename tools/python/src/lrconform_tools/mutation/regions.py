"""Region coverage of Sources/LRSchedulers by the fixtures; what is not reached needs a reason in regions.json.

A reason is given to a part of a line, or to all of a file that is not reached.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from lrconform_tools import ROOT, TOOLS, Json

REASONS = TOOLS / "mutation" / "regions.json"
SOURCES = str(ROOT / "Sources" / "LRSchedulers")
CODE = 0  # the kind of a region that is code, not one of macros or gaps


def regions(report: Json) -> Any:
    """{(file, first line, first column, last line, last column): how often it ran}, instances of generics together."""
    found: dict[Any, Any] = {}
    for function in report["data"][0]["functions"]:
        for line, column, last_line, last_column, count, file, _, kind in function["regions"]:
            path = os.path.normpath(function["filenames"][file])
            if kind == CODE and path.startswith(SOURCES + os.sep):
                key = (os.path.relpath(path, SOURCES), line, column, last_line, last_column)
                found[key] = max(found.get(key, 0), count)
    return found


def name(key: Any) -> Any:
    """A name that outlives line numbers: the file, the line's text and, where it is a part of it, the region's."""
    file, line, column, last_line, last_column = key
    with open(os.path.join(SOURCES, file), encoding="utf-8") as source:
        # Columns count bytes.
        text = source.read().splitlines()[line - 1].encode()
    part = text[column - 1 : last_column - 1 if last_line == line else None]
    return file, text.decode().strip(), part.decode().strip()


def main() -> int:
    parser = argparse.ArgumentParser(prog="regions", description=__doc__)
    parser.add_argument("report", help="what `llvm-cov export` says")
    parser.add_argument("--unreached", metavar="FILE", help="also write what has no reason to FILE, to be given one")
    options = parser.parse_args()
    with open(options.report, encoding="utf-8") as file:
        found = regions(json.load(file))
    if not found:
        sys.exit("regions: the report has nothing of Sources/LRSchedulers")
    missed = {name(key): key for key, count in found.items() if count == 0}
    with open(REASONS, encoding="utf-8") as file:
        entries = [(entry, group["reason"]) for group in json.load(file) for entry in group["unreached"]]
    reasons = {(entry["in"], entry["code"], entry["part"]): reason for entry, reason in entries if "code" in entry}
    # An entry of a file alone is for what is not reached of it, and stale when all is.
    whole = {entry["in"]: reason for entry, reason in entries if "code" not in entry}
    reasons |= {key: whole[key[0]] for key in missed if key[0] in whole}
    for file in sorted(set(whole) - {file for file, *_ in missed}):
        reasons[file, "the whole file", ""] = whole[file]
    unexplained = sorted(set(missed) - set(reasons))
    stale = sorted(set(reasons) - set(missed))
    for file, code, part in unexplained:
        print("UNREACHED %s:%d %s\n    in: %s" % (file, missed[file, code, part][1], part, code))
    for file, code, part in stale:
        print(f"STALE reason, it is reached or gone: {file}: {part}\n    in: {code}")
    counts: dict[Any, Any] = {}
    for key in set(missed) & set(reasons):
        counts[reasons[key]] = counts.get(reasons[key], 0) + 1
    for reason, count in sorted(counts.items(), key=lambda item: -item[1]):
        print("%5d not reached: %s" % (count, reason))
    print(
        "regions %d of %d; %d not reached explained, %d not"
        % (len(found) - len(missed), len(found), len(missed) - len(unexplained), len(unexplained))
    )
    if options.unreached:
        listed = [{"in": file, "code": code, "part": part} for file, code, part in unexplained]
        with open(options.unreached, "w", encoding="utf-8") as file:
            json.dump([{"reason": "", "unreached": listed}], file, indent=2, ensure_ascii=False)
            file.write("\n")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
