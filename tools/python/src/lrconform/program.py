"""The program `lrconform`, and its fixtures: those of this package, or of the checkout that this file is in."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
# What the wheel carries, in the layout of an installation.
_PREFIX = _HERE / "_prefix"
# tools/python/src/lrconform/program.py
_CHECKOUT = _HERE.parents[3]


class NoProgram(Exception):
    """There is no program to be found."""


def program() -> str:
    """The path of the program: LRCONFORM names another."""
    named = os.environ.get("LRCONFORM")
    candidates = [named] if named else [str(_PREFIX / "bin" / "lrconform"), str(_CHECKOUT / ".build/release/lrconform")]
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return candidate
    found = None if named else shutil.which("lrconform")
    if found is None:
        raise NoProgram(f"there is no program {named or 'lrconform'}; name it in LRCONFORM, or pip install lrconform")
    return found


def fixtures() -> Path:
    """The folder of the fixtures: LRCONFORM_FIXTURES names another."""
    named = os.environ.get("LRCONFORM_FIXTURES")
    if named:
        return Path(named)
    for candidate in (_PREFIX / "share" / "lrconform" / "fixtures", _CHECKOUT / "fixtures"):
        if (candidate / "suite.json").is_file():
            return candidate
    raise NoProgram("there are no fixtures; name their folder in LRCONFORM_FIXTURES, or pip install lrconform")


def environment() -> dict[str, str]:
    """What the program is started with: it asks this Python to play classes (`check --python`)."""
    result = dict(os.environ)
    result["LRCONFORM_FIXTURES"] = str(fixtures())
    result.setdefault("LRCONFORM_PYTHON", sys.executable)
    return result


def main() -> None:
    """Become the program, with the arguments of this process."""
    try:
        path, variables = program(), environment()
    except NoProgram as error:
        sys.exit(f"lrconform: {error}")
    os.execve(path, ["lrconform", *sys.argv[1:]], variables)
