"""Plays the suite on classes in this process, and has the program judge what they did, once.

The verdicts, the tables of values and the causes are the program's: this module only plays, asks and reads.
"""

from __future__ import annotations

import functools
import json
import shlex
import signal
import subprocess
import tempfile
import threading
import traceback
import warnings
import xml.etree.ElementTree
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import fixtures
from .program import environment, program

Json = Any

# A scheduler that hangs would hold up all other tests.
SECONDS_FOR_A_CASE = 30.0


class ConformanceError(Exception):
    """The suite could not be run: nothing is said of the classes."""


@dataclass(frozen=True)
class Result:
    """What the program says of a case."""

    outcome: str  # passes, fails, skipped, known
    text: str = ""  # the table and the cause; why it is skipped; the reason why it is known to diverge


_TOLD = (("passes", "pass"), ("fails", "fail"), ("known", "known to diverge"), ("skipped", "skipped"))


@dataclass(frozen=True)
class Plan:
    """Which classes are tested, and how they are judged."""

    classes: Mapping[str, Any]
    precision: str = "float64"
    tolerance: str | None = None
    strict_errors: bool = False
    known: str | None = None
    seconds: float = SECONDS_FOR_A_CASE
    _cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @functools.cached_property
    def cases(self) -> tuple[Json, ...]:
        """The cases in which one of the classes occurs, in the suite's order."""
        return tuple(case for case in fixtures.cases() if fixtures.schedulers(case) & set(self.classes))

    @functools.cached_property
    def available(self) -> Mapping[str, Any]:
        """The classes that scenarios are played with: PyTorch's too, as members of a composite that is tested."""
        from .adapter.classes import available

        return available(self.classes)

    @property
    def results(self) -> Mapping[str, Result]:
        """The verdicts, by the cases' ids: played and judged at the first call."""
        if "results" not in self._cache:
            self._cache["results"], self._cache["unmatched"], self._cache["standing"] = _run(self)
        found: Mapping[str, Result] = self._cache["results"]
        return found

    @property
    def summary(self) -> str:
        """What came of it, in one line; empty if it has not been played."""
        if "results" not in self._cache:
            return ""
        outcomes = [result.outcome for result in self.results.values()]
        counts = [f"{outcomes.count(name)} {told}" for name, told in _TOLD if name in outcomes]
        return f"{', '.join(self.classes)}: {len(outcomes)} cases: {', '.join(counts)}: {self._cache['standing']}"

    @property
    def unmatched(self) -> list[str]:
        """The entries of the list of known divergences that are about no case of the suite."""
        _ = self.results
        found: list[str] = self._cache["unmatched"]
        return found

    def message(self, case_id: str) -> str:
        """What is told where a case fails: the program's words, and how to have it again."""
        case, result = fixtures.case(case_id), self.results[case_id]
        raised = self._cache["raised"].get(case_id, "")
        lines = [f"{case_id}: {case['title']}", result.text, ""]
        if raised:
            lines[2:2] = ["", "raised:", *("  " + line for line in raised.rstrip().splitlines()[-12:])]
        lines.append(f"why:        {case['why']}")
        command = self.command(case_id)
        if command is not None:
            lines.append(f"again:      {command}")
        lines.append(f"in PyTorch: lrconform repro {case_id}")
        return "\n".join(lines)

    def command(self, case_id: str) -> str | None:
        """The command that plays and judges a case; None where a class cannot be named, as one within a function."""
        from .adapter.classes import specification

        occurring = fixtures.schedulers(fixtures.case(case_id))
        named = [specification(name, kind) for name, kind in self.classes.items() if name in occurring]
        words = ["lrconform", "check"]
        for word in named:
            if word is None:
                return None
            words += ["--python", word]
        if self.tolerance is not None:
            words += ["--tolerance", self.tolerance]
        if self.strict_errors:
            words += ["--strict-errors"]
        return shlex.join([*words, "--id", case_id])


def _run(plan: Plan) -> tuple[dict[str, Result], list[str], str]:
    with tempfile.TemporaryDirectory(prefix="lrconform-") as folder:
        replies, raised = _play(plan)
        recording = Path(folder, "replies.jsonl")
        recording.write_text("".join(json.dumps(reply) + "\n" for reply in replies), encoding="utf-8")
        command = ["check", "--trace", str(recording)]
        if plan.tolerance is not None:
            command += ["--tolerance", plan.tolerance]
        if plan.strict_errors:
            command += ["--strict-errors"]
        if plan.known is not None:
            known = Path(folder, "known.json")
            known.write_text(json.dumps(_known_of(plan)), encoding="utf-8")
            command += ["--known", str(known)]
        report = _judge(command, folder)
    plan._cache["raised"] = raised
    return _read(plan, report)


def _read(plan: Plan, report: bytes) -> tuple[dict[str, Result], list[str], str]:
    """The program's JUnit report: each case's result, the unmatched entries of the known list, the standing."""
    root = xml.etree.ElementTree.fromstring(report)
    found, unmatched = {}, []
    for element in root.iter("testcase"):
        name = element.get("name", "")
        if element.get("classname", "").endswith(".known divergences"):
            unmatched.append(name)
        else:
            found[name] = _result(element)
    # Each suite of the report has the properties of the whole run.
    standings = [item.get("value", "") for item in root.iter("property") if item.get("name") == "standing"]
    results = {}
    for case in plan.cases:
        result = found.get(case["id"])
        if result is None:
            raise ConformanceError(f"the report says nothing of {case['id']}")
        absent = sorted(fixtures.schedulers(case) - set(plan.available))
        if absent:
            result = Result("skipped", f"{absent[0]} is not among the classes that are tested")
        results[case["id"]] = result
    return results, unmatched, standings[0] if standings else ""


def _result(element: xml.etree.ElementTree.Element) -> Result:
    for failure in (*element.iter("failure"), *element.iter("error")):
        return Result("fails", (failure.text or failure.get("message") or "").rstrip())
    for skipped in element.iter("skipped"):
        message = skipped.get("message", "")
        if message.startswith("known: "):
            return Result("known", message[len("known: ") :])
        return Result("skipped", message)
    return Result("passes")


def _play(plan: Plan) -> tuple[list[Json], dict[str, str]]:
    """The lines of a recording, and the tracebacks of what was raised, by case."""
    try:
        import torch
    except ImportError as error:
        raise ConformanceError("torch is missing: scenarios are played with PyTorch's optimizers") from error
    from .adapter.classes import play_given
    from .adapter.protocol import Skip
    from .adapter.pytorch import FEATURES

    classes = plan.available
    names = ", ".join(sorted({_owner(kind) for kind in plan.classes.values()}))
    implementation = {"name": names, "version": f"on PyTorch {torch.__version__}", "language": "Python"}
    lines: list[Json] = [
        {
            "protocol": 1,
            "implementation": implementation,
            "precision": plan.precision,
            "schedulers": list(classes),
            "features": FEATURES,
        }
    ]
    raised: dict[str, str] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch warns of steps without an optimizer's
        for case in fixtures.cases():
            if not fixtures.schedulers(case) <= set(classes):
                continue  # the program skips it: its classes are not declared

            def keep(error: Exception, case_id: str = case["id"]) -> None:
                raised[case_id] = "".join(traceback.format_exception(type(error), error, error.__traceback__))

            try:
                with _at_most(plan.seconds):
                    reply = play_given(case["scenario"], plan.classes, classes, keep)
            except Skip as reason:
                reply = {"skipped": str(reason)}
            except _Hang:
                reply = {"fault": f"no end after {plan.seconds:g} seconds"}
            lines.append({"id": case["id"], **reply})
    return lines, raised


class _Hang(BaseException):
    """Not an Exception, so that nobody takes it for the scheduler's."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raises _Hang in this block after some time; only where a signal can: in the main thread, and not on Windows."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: Any) -> None:
        raise _Hang

    # Another's alarm goes on: that of a plugin that limits the time of a test.
    before = signal.signal(signal.SIGALRM, ring)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, before)


def _owner(kind: Any) -> str:
    return str(getattr(kind, "__module__", None) or type(kind).__name__).partition(".")[0]


def _judge(arguments: list[str], folder: str) -> bytes:
    output = Path(folder, "report.xml")
    done = subprocess.run(
        [program(), *arguments, "--format", "junit", "--output", str(output)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    # 3: every case that was played is broken; the report says so of each.
    if done.returncode not in (0, 1, 3) or not output.exists():
        raise ConformanceError(f"lrconform {arguments[0]} ends with status {done.returncode}: {done.stderr.strip()}")
    return output.read_bytes()


def _known_of(plan: Plan) -> Json:
    """The known divergences of these classes; those of others are another plan's."""
    with open(plan.known or "", encoding="utf-8") as file:
        listed = json.load(file)
    ours = {case["id"] for case in plan.cases}
    others = {case["id"] for case in fixtures.cases()} - ours
    return {**listed, "known": [entry for entry in listed.get("known", []) if entry.get("case") not in others]}
