"""What a hostile adapter says, read as the reports' real consumers read it."""

from __future__ import annotations

from pathlib import Path

LIAR_FILE = str(Path(__file__).resolve().parent / "liar.py")
