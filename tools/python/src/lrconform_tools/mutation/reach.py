"""Line and branch coverage of PyTorch's lr_scheduler.py by the fixtures; what is not reached needs a reason."""

from __future__ import annotations

import argparse
import ast
import json
import os
import sys
import tempfile
from typing import Any

import coverage

from lrconform_tools import Json
from lrconform_tools.mutation import suite
from lrconform_tools.mutation.tables import MAX_CODE

UNREACHED = suite.HERE / "unreached.json"
# Only a type checker sees this, and protocols have no body.
EXCLUDED = ["if TYPE_CHECKING:"]


def measure() -> Any:
    """The report of coverage.py, on a fresh copy of the module, so that its definitions count as well."""
    measured = coverage.Coverage(branch=True, data_file=None, config_file=False, include=[suite.SOURCE])
    measured.set_option("report:exclude_lines", EXCLUDED)
    source = suite.source()
    measured.start()
    try:
        module = suite.module(compile(source, suite.SOURCE, "exec"))
        for case in suite.cases():
            suite.play(case["scenario"], module)
    finally:
        measured.stop()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.json")
        measured.json_report(outfile=path)
        with open(path, encoding="utf-8") as file:
            return next(iter(json.load(file)["files"].values()))


class Places:
    """Names for line numbers that outlive them: the function, and the statement's text."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[Any, Any] = {}
        self.walk(tree, [])

    def walk(self, node: ast.AST | ast.stmt, where: Any) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                lines = ast.unparse(child).splitlines()
                code = next((line for line in lines if not line.startswith("@")), "")
                if len(code) > MAX_CODE:
                    code = code[: MAX_CODE - 1] + "…"
                self.names.setdefault(child.lineno, (".".join(where) or "module", code))
                self.walk(child, [*where, child.name] if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else where)
            else:
                self.walk(child, where)

    def __getitem__(self, line: int) -> tuple[str, str]:
        return self.names.get(abs(line), ("module", f"line {abs(line)}"))


def unreached(report: Json, places: Places) -> Any:
    """{(function, statement, "" or where the branch leads): line}."""
    found = {}
    for line in report["missing_lines"]:
        found[places[line] + ("",)] = line
    for start, end in report["missing_branches"]:
        if start not in report["missing_lines"] and end not in report["missing_lines"]:
            leads = "the end" if end < 0 else places[end][1]
            found[places[start] + (leads,)] = start
    return found


def load_reasons() -> Any:
    reasons: dict[Any, Any] = {}
    try:
        with open(UNREACHED, encoding="utf-8") as file:
            groups = json.load(file)
    except FileNotFoundError:
        return reasons
    for group in groups:
        for entry in group["unreached"]:
            reasons[(entry["in"], entry["code"], entry.get("to", ""))] = group["reason"]
    return reasons


def main() -> int:
    parser = argparse.ArgumentParser(prog="coverage", description=__doc__)
    parser.add_argument("--unreached", metavar="FILE", help="also write what has no reason to FILE, to be given one")
    options = parser.parse_args()
    report = measure()
    found = unreached(report, Places(ast.parse(suite.source())))
    reasons = load_reasons()
    unexplained = {key: line for key, line in found.items() if key not in reasons}
    stale = [key for key in reasons if key not in found]
    for (where, code, leads), line in sorted(unexplained.items(), key=lambda item: item[1]):
        print(
            "UNREACHED %s:%d %s\n    %s%s"
            % (os.path.basename(suite.SOURCE), line, where, code, leads and "\n    to: " + leads)
        )
    for where, code, leads in stale:
        print("STALE reason, it is reached or gone: {}\n    {}{}".format(where, code, leads and "\n    to: " + leads))
    counts: dict[Any, Any] = {}
    for key in found:
        if key in reasons:
            counts[reasons[key]] = counts.get(reasons[key], 0) + 1
    for reason, count in sorted(counts.items(), key=lambda item: -item[1]):
        print("%5d not reached: %s" % (count, reason))
    summary = report["summary"]
    print(
        "lines %d of %d, branches %d of %d; %d not reached explained, %d not"
        % (
            summary["covered_lines"],
            summary["num_statements"],
            summary["covered_branches"],
            summary["num_branches"],
            len(found) - len(unexplained),
            len(unexplained),
        )
    )
    if options.unreached:
        entries = [dict({"in": w, "code": c}, **({"to": t} if t else {})) for w, c, t in unexplained]
        with open(options.unreached, "w", encoding="utf-8") as file:
            json.dump([{"reason": "", "unreached": entries}], file, indent=2, ensure_ascii=False)
            file.write("\n")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
