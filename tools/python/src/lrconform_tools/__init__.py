"""What only this repository runs: the checks of the suite, of the program and of the documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# The checkout that this file lies in: tools/python/src/lrconform_tools/__init__.py
ROOT = Path(__file__).resolve().parents[4]
TOOLS = ROOT / "tools"

Json = Any
