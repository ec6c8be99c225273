"""The fixtures: every case with its scenario and the values that PyTorch gives, as plain Python data.

    from lrconform import fixtures
    for case in fixtures.cases(scheduler="StepLR"):
        print(case["id"], case["scenario"], case["expected"])

Only the standard library is needed. The package lrconform-fixtures has this module as `lrconform_fixtures`, with the
data and without the program.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = Any

FOLDERS = ("documented", "behaviour", "families")


def folder() -> Path:
    """Where the files are."""
    data = Path(__file__).resolve().parent / "data"
    if data.is_dir():
        return data
    from .program import fixtures

    return fixtures()


@functools.cache
def version() -> str:
    """The version of the suite."""
    text = (folder() / "suite.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


@functools.cache
def suites() -> tuple[Json, ...]:
    """The files, each an object with its `cases`."""
    paths = [path for name in FOLDERS for path in sorted((folder() / name).glob("*.json"))]
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in paths)


def cases(scheduler: str | None = None, level: str | None = None, tag: str | None = None) -> Iterator[Json]:
    """The cases in which a class occurs, of a level, with a tag; all of them where nothing is asked for."""
    for suite in suites():
        for case in suite["cases"]:
            if (
                (scheduler is None or scheduler in schedulers(case))
                and (level is None or case["level"] == level)
                and (tag is None or tag in case.get("tags", []))
            ):
                yield case


def case(case_id: str) -> Json:
    """One case; KeyError where there is none of that id."""
    for found in cases():
        if found["id"] == case_id:
            return found
    raise KeyError(case_id)


def schedulers(case: Json) -> set[str]:
    """The classes that occur in a case, members of composites included."""
    return set(_types(case["scenario"]["schedulers"]))


def _types(specs: Json) -> Iterator[str]:
    for spec in specs:
        yield spec["type"]
        yield from _types(spec.get("args", {}).get("schedulers", []))


def schema(name: str) -> Json:
    """A JSON Schema: `fixture`, `protocol`, `report`, …"""
    return json.loads((folder() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
