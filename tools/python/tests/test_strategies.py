"""Property tests as a user writes them."""

import json
import random
import unittest

import pytest
from hypothesis import HealthCheck, find, given, settings
from ports import Late, StepLR
from torch.optim import lr_scheduler

import lrconform
from lrconform.adapter.parameters import SCHEDULERS
from lrconform.adapter.scenario import scheduler_types
from lrconform.random_scenarios import ALL
from lrconform.strategies import scenarios

PYTORCH = {name: getattr(lr_scheduler, name) for name in SCHEDULERS if name != "SWALR"}
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@QUICK
@given(scenarios())
def test_pytorch_is_like_pytorch(scenario):
    lrconform.assert_like_pytorch(scenario, rel=0, abs=0, **PYTORCH)


@QUICK
@given(scenarios("StepLR", "ChainedScheduler"))
def test_only_the_classes_that_are_asked_for(scenario):
    assert set(scheduler_types(scenario["schedulers"])) <= {"StepLR", "ChainedScheduler"}
    json.dumps(scenario, allow_nan=False)


def test_hypothesis_finds_a_simple_scenario_for_a_bug():
    def differs(scenario):
        try:
            lrconform.assert_like_pytorch(scenario, StepLR=Late)
        except AssertionError:
            return True
        except unittest.SkipTest:
            return False
        return False

    search = settings(QUICK, max_examples=300)
    found = find(scenarios("StepLR", calm=True), differs, settings=search, random=random.Random(1))
    assert len(json.dumps(found)) < 400, found
    with pytest.raises(AssertionError, match="expected"):
        lrconform.assert_like_pytorch(found, StepLR=Late)


def test_errors_are_compared_too():
    class Lenient(StepLR):
        def decays(self, epoch):
            return self.step_size != 0 and super().decays(epoch)

    scenario = {
        "optimizer": {"type": "SGD", "groups": [{"lr": 0.1}]},
        "schedulers": [{"type": "StepLR", "args": {"step_size": 0}}],
        "program": [{"step": 2}],
    }
    with pytest.raises(AssertionError, match="expected 1 values, found 3"):
        lrconform.assert_like_pytorch(scenario, StepLR=Lenient)
    lrconform.assert_like_pytorch(scenario, StepLR=StepLR)
    with pytest.raises(unittest.SkipTest, match="takes no epoch"):
        lrconform.assert_like_pytorch({**scenario, "program": [{"step_epochs": [3]}]}, StepLR=Lenient)


def test_arguments_are_checked():
    with pytest.raises(TypeError, match="no scenarios with StepLr; there are StepLR"):
        scenarios("StepLr")
    with pytest.raises(TypeError, match="a composite needs members"):
        scenarios("SequentialLR")
    assert set(ALL) == set(SCHEDULERS)
