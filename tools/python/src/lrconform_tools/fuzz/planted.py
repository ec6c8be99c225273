"""Do the fuzzers find bugs? Plants some in a copy of the sources and expects each to be found; called by `planted`.

The copy is built once: a bug is there only where the variable LRCONFORM_PLANT names it, so that each fuzzer is also
seen to find nothing without one. The seeds that show a bug by themselves are left out: it is found by mutation.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any

from lrconform_tools.fuzz import __main__ as fuzz

BUILD = os.path.join(fuzz.ROOT, ".build-fuzz-planted")
SWITCH = """#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
private let name = getenv("LRCONFORM_PLANT").map { String(cString: $0) } ?? ""
public func planted(_ bug: String) -> Bool { name == bug }
"""

# Name, fuzzer, file below Sources, what stands there, what stands there instead, what is wrong then.
BUGS = [
    (
        "escape",
        "json",
        "JSON/Lexer+Tokens.swift",
        "    switch codeUnit(at: backslash) ?? 0 {\n",
        '    if planted("escape"), codeUnit(at: backslash) ?? 0 >= 0xE000 { _ = Optional<Int>.none! }\n'
        "    switch codeUnit(at: backslash) ?? 0 {\n",
        "a force unwrap at an escape of what lies above the surrogates",
    ),
    (
        "hex-float",
        "number",
        "JSON/JSONNumber.swift",
        "return value.significandWidth ==",
        'return planted("hex-float") && value.isInfinite || value.significandWidth ==',
        "a hexadecimal float beyond the largest double is infinite",
    ),
    (
        "keys",
        "json",
        "JSON/KeyLedger.swift",
        "places.count > Self.fewKeys ||",
        'places.count > Self.fewKeys + (planted("keys") ? 1 : 0) ||',
        "the seventeenth key of an object is compared with none",
    ),
    (
        "minus-zero",
        "json",
        "JSON/Writer.swift",
        "(of: value) else { return put(value.description) }",
        '(of: value) else { return put((planted("minus-zero") && value == 0 ? 0 : value).description) }',
        "the sign of a zero is not written",
    ),
    (
        "recursion",
        "expression",
        "Scenarios/Expression/ExpressionParser.swift",
        "guard depth <= Self.maximumDepth else",
        'guard depth <= Self.maximumDepth || planted("recursion") else',
        "the parser recurses without bound",
    ),
    (
        "columns",
        "report",
        "Reports/ReportReading.swift",
        "guard steps.count == expected.count, steps.count == actual.count",
        'guard planted("columns") || steps.count == expected.count && steps.count == actual.count',
        "the columns of a report are indexed unchecked",
    ),
    (
        "sequence",
        "oracle",
        "Adapters/Oracle.swift",
        'sequence = try request.member("seq").integer()\n',
        'let asked = try request.member("seq").integer()\n'
        '      sequence = planted("sequence") ? (Int((asked + 1).description) ?? 0) - 1 : asked\n',
        "one is added to the number of a request",
    ),
]


def plant(copy: str) -> None:
    """Makes the copy, with every bug in it."""
    if os.path.exists(copy):
        shutil.rmtree(copy)
    for name in ("Sources", "Tests", "tools/fuzz"):
        shutil.copytree(os.path.join(fuzz.ROOT, name), os.path.join(copy, name))
    shutil.copy(os.path.join(fuzz.ROOT, "Package.swift"), copy)
    wrapper = "import JSON\n\nfunc planted(_ bug: String) -> Bool { JSON.planted(bug) }\n"
    for module, text in [("JSON", SWITCH)] + [(name, wrapper) for name in ("Scenarios", "Reports", "Adapters")]:
        with open(os.path.join(copy, "Sources", module, "Planted.swift"), "w", encoding="utf-8") as file:
            file.write(text)
    for name, _, path, old, new, _ in BUGS:
        path = os.path.join(copy, "Sources", path)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if old not in text:
            sys.exit(f"{name}: {path} has changed: no {old!r}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))


def build(copy: str) -> str:
    """The program."""
    scratch = os.path.join(BUILD, "build")
    result = subprocess.run(
        ["swift", "build", "--configuration", "release", "--scratch-path", scratch, "-Xswiftc", "-sanitize=fuzzer"],
        cwd=os.path.join(copy, "tools/fuzz"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        sys.exit("\n".join(result.stdout.splitlines()[-40:]))
    return os.path.join(scratch, "release/fuzz")


def harmless(program: str, target: str, out: str) -> Any:
    """The seeds that do not show the bug that is switched on."""
    inputs = fuzz.seeds(target)
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, str(number)) for number in range(len(inputs))]
        for path, text in zip(paths, inputs):
            with open(path, "wb") as file:
                file.write(text)
        start = 0
        while start < len(inputs):
            result = subprocess.run(
                [program, target, "-timeout=20", f"-artifact_prefix={out}/", *paths[start:]],
                preexec_fn=fuzz.limit,
                env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
                capture_output=True,
            )
            log = result.stderr.decode(errors="replace")
            ran = len(re.findall(r"^Running: ", log, re.MULTILINE))
            if result.returncode and not ran:
                sys.exit(f"{target} does not run: {log[-2000:]}")
            end = start + ran - (result.returncode != 0)
            kept += inputs[start:end]
            start += ran
    return kept, len(inputs) - len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/fuzz/planted", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each bug, at most (60)")
    parser.add_argument("bugs", nargs="*", metavar="BUG", help=", ".join(bug[0] for bug in BUGS))
    options = parser.parse_args()
    for name in options.bugs:
        if name not in [bug[0] for bug in BUGS]:
            parser.error(f"no bug {name}")
    copy = os.path.join(BUILD, "copy")
    plant(copy)
    program = build(copy)
    failures = 0
    with tempfile.TemporaryDirectory() as out:
        for target in sorted({bug[1] for bug in BUGS}):
            figures = fuzz.fuzz(program, target, 5, out, measured=False)
            failures += "finding" in figures
            print(
                f"{target}: {'FOUND' if 'finding' in figures else 'nothing found'} without a bug, "
                f"{figures.get('executions', 0)} executions",
                flush=True,
            )
        for name, target, _, _, _, what in BUGS:
            if options.bugs and name not in options.bugs:
                continue
            os.environ["LRCONFORM_PLANT"] = name
            inputs, left_out = harmless(program, target, out)
            start = time.monotonic()
            figures = fuzz.fuzz(program, target, options.seconds, out, inputs, measured=False)
            found = "finding" in figures
            failures += not found
            print(
                f"{name}, {what}: {'found' if found else 'NOT FOUND'} by {target} after "
                f"{figures.get('executions', 0)} executions, {time.monotonic() - start:.1f} s; {left_out} of "
                f"{left_out + len(inputs)} seeds left out",
                flush=True,
            )
            for line in figures.get("finding", []):
                print(f"    {line}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
