"""The suite played on classes in this process, and the program's verdicts on them."""

import json
import unittest

import pytest
from ports import Hanging, Late, Raising, StepLR

import lrconform
from lrconform import fixtures, testing
from lrconform.adapter.classes import named, specification
from lrconform.conformance import Plan


@pytest.fixture(scope="module")
def right():
    return Plan({"StepLR": StepLR})


@pytest.fixture(scope="module")
def late():
    return Plan({"StepLR": Late})


def test_cases_are_those_in_which_a_class_occurs(right):
    ids = [case["id"] for case in right.cases]
    assert "step-lr/documented" in ids
    assert len(ids) == len(set(ids)) == sum("StepLR" in fixtures.schedulers(case) for case in fixtures.cases())


def test_a_right_class_passes_and_says_why_it_skips(right):
    assert right.results["step-lr/documented"].outcome == "passes"
    assert not [name for name, result in right.results.items() if result.outcome == "fails"]
    skipped = {result.text for result in right.results.values() if result.outcome == "skipped"}
    assert "step() of StepLR takes no epoch" in skipped
    assert "ConstantLR is not among the classes that are tested" in skipped
    assert right.summary.startswith(f"StepLR: {len(right.cases)} cases: ")


def test_a_wrong_class_is_told_with_table_cause_and_command(late):
    assert late.results["step-lr/documented"].outcome == "fails"
    message = late.message("step-lr/documented")
    assert "lr, group 0: first diverges at step 1 " in message
    assert ">    1      0.05  0.005000000000000001" in message
    assert "cause: StepLR.get_lr computes lr(t) = lr(t−1) · gamma if t ≠ 0 and (t − 1) mod step_size = 0" in message
    assert "again:      lrconform check --python StepLR=" in message
    assert message.splitlines()[-1] == "in PyTorch: lrconform repro step-lr/documented"


def test_what_a_class_raises_is_shown():
    plan = Plan({"StepLR": Raising})
    message = plan.message("step-lr/documented")
    assert "LookupError" in plan.results["step-lr/documented"].text
    assert "LookupError: no third epoch" in message
    assert "in next_lr" in message


def test_a_class_that_hangs_breaks_only_its_cases():
    plan = Plan({"StepLR": Hanging}, seconds=0.05)
    assert plan.results["step-lr/documented"].text == "no end after 0.05 seconds"
    assert plan.results["step-lr/lr-zero"].outcome == "fails"
    assert plan.results["resume/no-initial-lr-step-lr"].outcome == "passes"


def test_a_composite_is_tested_with_members_of_pytorch():
    from torch.optim import lr_scheduler

    plan = Plan({"ChainedScheduler": lr_scheduler.ChainedScheduler}, tolerance="exact", strict_errors=True)
    outcomes = {result.outcome for result in plan.results.values()}
    assert outcomes == {"passes", "skipped"}
    assert plan.results["composites/chained-of-chained"].outcome == "passes"


def test_known_divergences_are_expected_and_changed_ones_are_not(late, tmp_path):
    listed = [
        {"case": "step-lr/documented", "verdict": "diverged", "step": 1, "reason": "issue 12"},
        {"case": "step-lr/boundaries", "verdict": "diverged", "step": 3, "reason": "another step"},
        {"case": "step-lr/lr-zero", "verdict": "diverged", "step": 1, "reason": "passes by now"},
        {"case": "step-lr/never-was", "verdict": "diverged", "step": 1, "reason": "no such case"},
        {"case": "cyclic-lr/documented", "verdict": "diverged", "step": 1, "reason": "of another class"},
    ]
    path = tmp_path / "known.json"
    path.write_text(json.dumps({"schema": 1, "known": listed}))
    plan = Plan({"StepLR": Late}, known=str(path))
    assert (plan.results["step-lr/documented"].outcome, plan.results["step-lr/documented"].text) == (
        "known",
        "issue 12",
    )
    assert plan.results["step-lr/boundaries"].text.startswith("listed for step 3, it is at step 1")
    assert plan.results["step-lr/lr-zero"].outcome == "fails"
    assert plan.unmatched == ["step-lr/never-was"]


def test_arguments_are_checked():
    for arguments, message in (
        ({}, "name the classes"),
        ({"StepLr": StepLR}, "no scheduler StepLr; there are LambdaLR"),
        ({"StepLR": 1}, "is no class"),
        ({"StepLR": StepLR, "precision": "float16"}, "no precision 'float16'"),
    ):
        with pytest.raises(TypeError, match=message):
            lrconform.cases(**arguments)


def test_unittest_has_a_method_for_each_case(late):
    kind = lrconform.test_case(StepLR=Late)
    assert kind.__module__ == __name__
    testing.plans[-1]._cache.update(late._cache)  # judged already
    result = unittest.TestResult()
    kind("test_step_lr_documented").run(result)
    kind("test_step_lr_lr_zero").run(result)
    kind("test_closed_form_step_lr_sweep").run(result)
    assert [test.id().rpartition(".")[2] for test, _ in result.failures] == ["test_step_lr_documented"]
    assert (
        "cause: StepLR.get_lr computes lr(t) = lr(t−1) · gamma if t ≠ 0 and (t − 1) mod step_size = 0"
        in result.failures[0][1]
    )
    assert [reason for _, reason in result.skipped] == ["step() of Late takes no epoch"]


def test_classes_are_named_as_the_command_line_takes_them(tmp_path, monkeypatch):
    assert named("ports:StepLR") == ("StepLR", StepLR)
    assert named("StepLR=ports:Late") == ("StepLR", Late)
    (tmp_path / "mine.py").write_text("class Outer:\n    class Decay:\n        pass\n")
    name, kind = named(f"StepLR={tmp_path}/mine.py:Outer.Decay")
    assert (name, kind.__name__) == ("StepLR", "Decay")
    for text, message in (
        ("StepLR", "module:Class"),
        ("ports:Nope", "ports has no Nope"),
        ("no.py:A", "no file no.py"),
    ):
        with pytest.raises(ValueError, match=message):
            named(text)
    monkeypatch.chdir(tmp_path)
    assert specification("StepLR", kind) == "StepLR=mine:Outer.Decay"
    assert specification("StepLR", lambda optimizer: None) is None


def test_fixtures_can_be_read_alone():
    assert fixtures.case("step-lr/documented")["expected"]["trace"]["lr"][0][30] == 0.005000000000000001
    assert all("groups" in case["tags"] for case in fixtures.cases(tag="groups", level="required"))
    assert fixtures.schema("fixture")["title"]
    with pytest.raises(KeyError):
        fixtures.case("step-lr/never-was")
