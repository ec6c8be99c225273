"""Runs every command that the documents show, in a folder of its own that has the tools and the fixtures, and compiles
every piece of Swift in them, the examples in the schedulers' comments, and user.swift, which imports Foundation and
XCTest too.

Only `tools/test` is left out: it is what runs the tests. A command must exit with 0. A block marked `output` shows what
the commands before it print: each of its lines must be there, in this order; a line `…` stands for any lines.
"""

from __future__ import annotations

import glob
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lrconform_tools import ROOT

DOCUMENTS = ["README.md", "fixtures/README.md", "tools/adapters/README.md"]
DOCUMENTS += sorted(os.path.relpath(path, ROOT) for path in glob.glob(f"{ROOT}/Sources/*/*.docc/*.md"))
# What runs this check.
LEFT_OUT = ["tools/test"]


def blocks(path: str | Path, language: str) -> Any:
    """The texts of fenced blocks of a language."""
    text = Path(os.path.join(ROOT, path)).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@dataclass
class Shown:
    """What a document shows: a command, or lines that the commands before it print."""

    command: str = ""
    output: list[str] = field(default_factory=list)


def shown(path: str | Path) -> Iterator[Shown]:
    """What the document has run, in its order: the lines of fenced shell blocks, a here-document with the line that it
    belongs to, and indented lines that begin with a command; and the blocks of output."""
    fence = None
    output: list[str] = []
    lines = iter(Path(os.path.join(ROOT, path)).read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("```"):
            if fence == "output":
                yield Shown(output=output)
            fence, output = (line[3:] if fence is None else None), []
        elif fence == "output":
            output.append(line)
        elif fence == "bash" and line.strip():
            if end := re.search(r"<<'(\w+)'", line):
                for inner in lines:
                    line += "\n" + inner
                    if inner == end[1]:
                        break
            yield Shown(line.strip())
        elif fence is None and re.match(r"    (tools/|cp )", line):
            yield Shown(line.strip())


def missing(output: list[str], printed: str) -> str | None:
    """The first line of a block of output that was not printed, or not in its place. A run's time may be another."""
    rest = iter(timeless(line) for line in printed.splitlines())
    return next((line for line in output if line != "…" and timeless(line) not in rest), None)


def timeless(line: str) -> str:
    return re.sub(r" in \d+ m?s\b", " in T", line.rstrip())


def run(command: str, folder: str | Path) -> subprocess.CompletedProcess[str]:
    # What is installed is what is built already; tools/package/build is tried elsewhere.
    environment = {"PROGRAM": f"{ROOT}/.build/release/lrconform"} | os.environ
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def compiled(text: str, folder: str | Path) -> subprocess.CompletedProcess[str]:
    """Checks a piece of Swift against the modules that `swift build` made."""
    path = os.path.join(folder, "main.swift")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    flags = run("pkg-config --cflags json-c", ROOT).stdout
    include = " ".join(f"-Xcc {flag}" for flag in flags.split())
    # The modules of C that those of the dependencies import.
    for module in glob.glob(f"{ROOT}/.build/checkouts/*/Sources/*/include/module.modulemap"):
        include += f" -Xcc '-fmodule-map-file={module}'"
    return run(
        f"swiftc -typecheck -swift-version 6 -I '{ROOT}/.build/debug/Modules' {include}"
        f" -Xcc -fmodule-map-file='{ROOT}/Sources/CJSONC/module.modulemap' '{path}'",
        folder,
    )


def examples() -> str:
    """The first example of each scheduler's comment, with the optimizer that it is given, as a function."""
    text = "import LRSchedulers\n"
    for path in sorted(glob.glob(f"{ROOT}/Sources/LRSchedulers/Schedulers/*.swift")):
        source = Path(path).read_text(encoding="utf-8")
        example = re.search(r"^/// ```swift\n((?:///.*\n)*?)/// ```\n(?:///.*\n)*public struct (\w+): ", source, re.M)
        if example is None:
            if re.search(r"^public struct \w+: (Epoch|LR|Composite)Scheduler", source, re.M):
                sys.exit(f"{path}: the scheduler's comment has no example")
            continue
        lines = [line[4:] for line in example[1].splitlines()]
        if not any("var optimizer" in line for line in lines):
            lines.insert(0, "var optimizer = Optimizer(.sgd, groups: [ParameterGroup(lr: 0.05, momentum: 0.9)])")
        body = "\n".join("  " + line for line in lines)
        text += f"func example{example[2]}() throws {{\n{body}\n}}\n"
    return text


def main() -> int:
    passed, failed = 0, 0

    def note(document: str, what: str, result: subprocess.CompletedProcess[str]) -> None:
        nonlocal passed, failed
        if result.returncode == 0:
            passed += 1
        else:
            failed += 1
            print(f"{document}: {what}\n  exit status {result.returncode}")
            print(result.stdout[-2000:])

    build = run("swift build --target LRConformance", ROOT)
    if build.returncode:
        sys.exit(build.stdout)
    for document in DOCUMENTS:
        # Each document stands for itself.
        with tempfile.TemporaryDirectory() as folder:
            for name in ("tools", "fixtures"):
                os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
            printed = ""
            for one in shown(document):
                if one.output:
                    absent = missing(one.output, printed)
                    note(
                        document,
                        f"its output {absent}",
                        subprocess.CompletedProcess([], int(absent is not None), printed),
                    )
                    printed = ""
                elif one.command.split("#")[0].strip() not in LEFT_OUT:
                    result = run(one.command, folder)
                    printed += result.stdout
                    note(document, one.command, result)
            for text in blocks(document, "swift"):
                note(document, text, compiled(text, folder))
    with tempfile.TemporaryDirectory() as folder:
        text = examples()
        note("the schedulers' comments", text, compiled(text, folder))
        user = Path(os.path.join(ROOT, "tools/readme/user.swift")).read_text(encoding="utf-8")
        note("tools/readme/user.swift", "beside Foundation and XCTest", compiled(user, folder))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
