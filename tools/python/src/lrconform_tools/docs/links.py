"""Looks up what the repository's Markdown refers to: relative links and their anchors, pictures, and paths from the
root in code. Links inside the articles of the documentation are docc's, which tools/docs/build has resolve them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lrconform_tools import ROOT

problems = 0


def problem(path: Path, line: str, text: str) -> None:
    global problems
    problems += 1
    print(f"{path.relative_to(ROOT)}:{line}: {text}", file=sys.stderr)


def files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout  # fmt: skip
    return [ROOT / name for name in listed.splitlines()]


def prose(path: Path) -> Iterator[Any]:
    """Lines outside of fenced and indented code, by number."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith("    "):
            yield number, line


def anchors(path: Path) -> Any:
    """The anchors that GitHub and GitLab give the headings of a file."""
    found = set()
    for _, line in prose(path):
        if heading := re.match(r"#+ +(.*)", line):
            words = re.sub(r"[^\w\- ]", "", heading[1].strip().lower())
            found.add(words.replace(" ", "-"))
    return found


def check(path: Path) -> int:
    count = 0
    for number, line in prose(path):
        bare = re.sub(r"`[^`]*`", "", line)
        targets = re.findall(r"\]\(([^)\s]+)[^)]*\)", bare) + re.findall(r"(?:src|srcset|href)=\"([^\"]+)\"", bare)
        for target in targets:
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            count += 1
            name, _, anchor = target.partition("#")
            file = (path.parent / name).resolve() if name else path
            if not file.exists():
                problem(path, number, f"there is no {name}")
            elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                problem(path, number, f"{name or path.name} has no heading #{anchor}")
        for code in re.findall(r"`((?:tools|fixtures|Sources|Tests)/[^`\s]*)", line):
            if re.search(r"[<>*{…]", code):
                continue
            count += 1
            name = code.rstrip(".,;:")
            # From the checkout, or in a package whose document it is from there.
            if not (ROOT / name).exists() and not (path.parent / name).exists():
                problem(path, number, f"there is no {code}")
    return count


listed = files()
total = sum(check(path) for path in listed)
if problems:
    sys.exit(f"{problems} problems")
print(f"{total} references in {len(listed)} files")
