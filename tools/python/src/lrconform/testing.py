"""The suite as tests of a user's: for pytest, and for unittest."""

from __future__ import annotations

import functools
import os
import re
import sys
import unittest
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from .adapter.parameters import SCHEDULERS
from .conformance import Plan, Result

if TYPE_CHECKING:
    from .oracle import Oracle

# What `pytest --lrconform-known FILE` says.
known_by_option: str | None = None
# All plans of this session, for the summary.
plans: list[Plan] = []

_KNOWN_LIST = "known-divergences"


def cases(
    *,
    precision: str = "float64",
    tolerance: str | None = None,
    strict_errors: bool = False,
    known: str | os.PathLike[str] | None = None,
    **classes: Any,
) -> Callable[..., None]:
    """A pytest test for each case of the suite in which one of the classes occurs.

        test_conformance = lrconform.cases(StepLR=my.StepLR, CosineAnnealingLR=my.Cosine)

    classes: by PyTorch's names, classes with PyTorch's interface, or functions that make an object of one. Where a
    composite is given, the members that are not are PyTorch's. precision: "float64", "float32" or "exact": what the
    classes compute with. tolerance: "exact", "float64", "float32" or "REL,ABS", in place of that of the precision.
    strict_errors: the type of an error counts too. known: a list of known divergences, from the test's own folder on;
    `pytest --lrconform-known FILE` is the same for all tests.
    """
    import pytest

    plan = _plan(classes, precision, tolerance, strict_errors, known)
    ids = [case["id"] for case in plan.cases]
    if plan.known is not None:
        ids.append(_KNOWN_LIST)

    @pytest.mark.parametrize("case_id", ids, ids=ids)
    def test_conformance(case_id: str) -> None:
        if case_id == _KNOWN_LIST:
            if plan.unmatched:
                pytest.fail(_unmatched(plan), pytrace=False)
            return
        result = plan.results[case_id]
        if result.outcome == "skipped":
            pytest.skip(result.text)
        if result.outcome == "known":
            pytest.xfail(result.text)
        if result.outcome == "fails":
            pytest.fail(plan.message(case_id), pytrace=False)

    test_conformance.__doc__ = f"lrconform: {', '.join(plan.classes)}"
    return test_conformance


def test_case(
    *,
    precision: str = "float64",
    tolerance: str | None = None,
    strict_errors: bool = False,
    known: str | os.PathLike[str] | None = None,
    **classes: Any,
) -> type[unittest.TestCase]:
    """A unittest.TestCase with a method for each case of the suite; the arguments are those of `cases`.

    TestConformance = lrconform.test_case(StepLR=my.StepLR)
    """
    plan = _plan(classes, precision, tolerance, strict_errors, known)
    methods: dict[str, Any] = {
        "test_" + re.sub(r"\W", "_", case["id"]): _method(plan, case["id"], case["title"]) for case in plan.cases
    }
    if plan.known is not None:
        methods["test_known_divergences"] = lambda test: test.assertEqual(plan.unmatched, [], _unmatched(plan))
    # Named and placed as if the class were written in the module that asks for it.
    methods["__module__"] = sys._getframe(1).f_globals.get("__name__", __name__)
    return type("TestConformance", (unittest.TestCase,), methods)


def assert_like_pytorch(
    scenario: Any, *, rel: float = 1e-9, abs: float = 1e-12, oracle: Oracle | None = None, **classes: Any
) -> None:
    """Play one scenario on the classes and on the reference, which is PyTorch to the bit, and compare the traces.

    Raises AssertionError, with a table of the values around the first difference, or with the two errors. Where the
    classes lack what the scenario needs, raises unittest.SkipTest, and in a test of Hypothesis leaves out this scenario.
    oracle: the reference; one serves all calls by default.
    """
    from .adapter.classes import available, play_given
    from .adapter.protocol import Skip
    from .oracle import ScheduleError, assert_same

    asked = oracle if oracle is not None else _oracle()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reply = play_given(scenario, classes, available(classes))
    except Skip as reason:
        _discard_example()
        raise unittest.SkipTest(str(reason)) from None
    actual, error = reply["trace"], reply.get("error")
    try:
        expected, wanted = asked.run(scenario), None
    except ScheduleError as raised:
        expected, wanted = raised.trace, raised
    assert_same(
        {name: [[number(v) for v in c] for c in columns] for name, columns in actual.items()}, expected, rel, abs
    )
    if (error is None) != (wanted is None) or (error and wanted and error["step"] != wanted.step):
        found = f"{error['type']} at step {error['step']}: {error['message']}" if error else "no error"
        raise AssertionError(f"expected {wanted or 'no error'}, found {found}")


def _discard_example() -> None:
    """In a property test of Hypothesis only this scenario is left out: a skip would be the whole test's."""
    hypothesis = sys.modules.get("hypothesis")
    if hypothesis is not None and hypothesis.currently_in_test_context():
        hypothesis.reject()


def number(value: Any) -> Any:
    """A value of a trace, in which NaN and the infinities are strings."""
    return float(value.replace("Infinity", "inf")) if isinstance(value, str) else value


@functools.cache
def _oracle() -> Oracle:
    from .oracle import Oracle

    return Oracle()


test_case.__test__ = False  # type: ignore[attr-defined]  # no test, whatever its name


def _method(plan: Plan, case_id: str, title: str) -> Callable[[unittest.TestCase], None]:
    def method(test: unittest.TestCase) -> None:
        result: Result = plan.results[case_id]
        if result.outcome == "skipped":
            test.skipTest(result.text)
        if result.outcome == "known":
            test.skipTest(f"known to diverge: {result.text}")
        if result.outcome == "fails":
            raise test.failureException(plan.message(case_id)) from None

    method.__doc__ = f"{case_id}: {title}"
    return method


def _plan(
    classes: dict[str, Any],
    precision: str,
    tolerance: str | None,
    strict_errors: bool,
    known: str | os.PathLike[str] | None,
) -> Plan:
    if not classes:
        raise TypeError("name the classes that are tested: lrconform.cases(StepLR=my.StepLR)")
    for name, kind in classes.items():
        if name not in SCHEDULERS:
            raise TypeError(f"PyTorch has no scheduler {name}; there are {', '.join(SCHEDULERS)}")
        if not callable(kind):
            raise TypeError(f"{name}: {kind!r} is no class")
    if precision not in ("exact", "float64", "float32"):
        raise TypeError(f"no precision {precision!r}; there are exact, float64 and float32")
    path = known_by_option
    if known is not None:
        path = str(Path(_folder_of_caller(), known))
    plan = Plan(classes, precision, tolerance, strict_errors, path)
    plans.append(plan)
    return plan


def _folder_of_caller() -> Path:
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return Path(frame.f_globals.get("__file__", "")).parent


def _unmatched(plan: Plan) -> str:
    return f"{plan.known}: there is no such case: {', '.join(plan.unmatched)}"
