"""picture [--check]: draws tools/docs/divergence.svg, what `check` says of an adapter with a common mistake: the Python
template whose StepLR decays one step late. With --check it only says whether the file is what would be drawn."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from lrconform_tools import ROOT, TOOLS

TARGET = TOOLS / "docs" / "divergence.svg"
RIGHT, WRONG = (
    "self.last_epoch % self.step_size == 0",
    "self.last_epoch > 1 and (self.last_epoch - 1) % self.step_size == 0",
)
CLASSES = {"1": "bold", "2": "dim", "31": "red", "32": "green", "33": "yellow"}
STYLE = """
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328; white-space: pre; }
rect { fill: #f6f8fa; stroke: #d0d7de; }
.bold { font-weight: 600; } .dim { fill: #57606a; } .red { fill: #b3202a; } .green { fill: #14713d; } .yellow { fill: #7d5a00; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } rect { fill: #161b22; stroke: #30363d; }
  .dim { fill: #9198a1; } .red { fill: #ff7b72; } .green { fill: #56d364; } .yellow { fill: #e3b341; }
}
"""


def said(folder: Path) -> list[str]:
    """The command as it is typed, and what comes of it, the count with its time left out."""
    adapter = folder / "my-adapter"
    shutil.copytree(ROOT / "tools" / "adapters" / "template" / "python", adapter)
    text = (adapter / "adapter.py").read_text()
    assert RIGHT in text, "the template has changed"
    (adapter / "adapter.py").write_text(text.replace(RIGHT, WRONG))
    arguments = ["check", "--id", "step-lr/documented"]
    done = subprocess.run(
        [ROOT / "tools" / "lrconform", *arguments, "--color", "always", "--", adapter / "run"],
        cwd=folder, text=True, stdout=subprocess.PIPE, env=os.environ | {"COLUMNS": "80"})  # fmt: skip
    assert done.returncode == 1, f"expected a divergence, found the status {done.returncode}"
    lines = done.stdout.rstrip().splitlines()
    assert re.search(r" in \d+ m?s[:,] ", lines[-1])
    return [f"$ lrconform {' '.join(arguments)} -- my-adapter/run", *lines[:-1]]


def spans(line: str) -> str:
    """A line's parts, each with the class of its colour."""
    kind, result = "", ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if found := re.fullmatch(r"\x1b\[([0-9;]*)m", part):
            kind = CLASSES.get(found[1], "")
        elif part:
            result += f'<tspan class="{kind}">{escape(part)}</tspan>' if kind else escape(part)
    return result


def picture(lines: list[str]) -> str:
    while not lines[-1].strip():
        lines.pop()
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    width = 32 + max(map(len, plain)) * 8
    height = 28 + len(lines) * 18
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">\n'
    svg += f"<title>{escape(plain[3] if len(plain) > 3 else plain[0])}</title>\n<style>{STYLE}</style>\n"
    svg += f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6"/>\n'
    for number, line in enumerate(lines):
        svg += f'<text x="16" y="{28 + number * 18}" xml:space="preserve">{spans(line)}</text>\n'
    return svg + "</svg>\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = picture(said(Path(folder)))
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_text() != text:
            sys.exit(f"{TARGET.relative_to(ROOT)} is not what lrconform says now; tools/docs/picture draws it")
        return
    new = TARGET.with_suffix(".new")
    new.write_text(text)
    new.replace(TARGET)


main()
