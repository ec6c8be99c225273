"""Stages for implementations with PyTorch's interface, and for those that wrap PyTorch's schedulers."""

import unittest
import warnings
from typing import Any

from torch.optim import lr_scheduler

from lrconform.adapter import Skip, play
from lrconform.adapter.interface import InterfaceStage, on_optimizer
from lrconform.adapter.wrapper import WrapperStage


def scenario(kind, program, observe=("lr",), **arguments):
    return {
        "optimizer": {"type": "SGD", "groups": [{"lr": 1.0, "initial_lr": 1.0}]},
        "schedulers": [{"type": kind, "args": arguments}],
        "program": program,
        "observe": list(observe),
    }


def warming(given, stage, last_epoch):
    return lr_scheduler.LinearLR(stage.optimizer, start_factor=0.5, total_iters=given["warmup"], last_epoch=last_epoch)


MAKERS = {
    "StepLR": on_optimizer(lr_scheduler.StepLR, ["step_size", "gamma", "last_epoch"]),
    "ExponentialLR": on_optimizer(lr_scheduler.StepLR, {"gamma": "gamma"}, step_size=1),
}
FAMILIES: dict[str, Any] = {"warmup-constant": warming}
FAMILIES_FROM_THE_START: dict[str, Any] = {"warmup-constant": lambda given, stage: warming(given, stage, -1)}


class Ours(InterfaceStage):
    """A library with one class that decays by steps, and one family."""

    makers = MAKERS
    families = FAMILIES


class WithoutResuming(Ours):
    families = FAMILIES_FROM_THE_START
    resumes = False


class InterfaceTests(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def test_a_table_of_classes_is_enough(self):
        reply = play(scenario("StepLR", [{"step": 2}], ["lr", "last_epoch", "last_lr"], step_size=2, gamma=0.5), Ours)
        self.assertEqual(
            reply, {"trace": {"lr": [[1.0, 1.0, 0.5]], "last_epoch": [[0, 1, 2]], "last_lr": [[1.0, 1.0, 0.5]]}}
        )
        reply = play(scenario("ExponentialLR", [{"step": 2}], gamma=0.5), Ours)
        self.assertEqual(reply, {"trace": {"lr": [[1.0, 0.5, 0.25]]}})

    def test_what_is_not_in_the_table_skips(self):
        with self.assertRaisesRegex(Skip, "no CosineAnnealingLR but for a family"):
            play(scenario("CosineAnnealingLR", [], T_max=3), Ours)
        with self.assertRaisesRegex(Skip, "no last_epoch of ExponentialLR"):
            play(scenario("ExponentialLR", [], gamma=0.5, last_epoch=3), Ours)

    def test_a_family_is_resumed_or_skipped(self):
        resumed = scenario("LambdaLR", [{"step": 1}], lr_lambda={"expr": "1.0", "table": []}, last_epoch=1)
        resumed["family"] = {"name": "warmup-constant", "args": {"warmup": 4}}
        reply = play(resumed, Ours)
        self.assertEqual(len(reply["trace"]["lr"][0]), 2)
        self.assertNotEqual(reply["trace"]["lr"][0][0], 0.5)
        with self.assertRaisesRegex(Skip, "no last_epoch of LambdaLR"):
            play(resumed, WithoutResuming)


class Wrapper:
    """What a framework puts around a scheduler; it has no get_last_lr()."""

    def __init__(self, scheduler):
        self.scheduler = scheduler

    def step(self):
        self.scheduler.step()


class LateCount(Wrapper):
    """One that counts for itself, from 100."""

    last_epoch = 100

    def step(self):
        super().step()
        self.last_epoch += 1


class Wrapped(WrapperStage):
    def wrap(self, scheduler):
        return Wrapper(scheduler)


class CountingLate(WrapperStage):
    def wrap(self, scheduler):
        return LateCount(scheduler)


class WrapperTests(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def test_the_wrapper_is_stepped(self):
        reply = play(scenario("StepLR", [{"step": 2}], ["lr", "last_epoch"], step_size=2, gamma=0.5), Wrapped)
        self.assertEqual(reply, {"trace": {"lr": [[1.0, 1.0, 0.5]], "last_epoch": [[0, 1, 2]]}})

    def test_a_wrapper_with_its_own_last_epoch_says_it(self):
        reply = play(scenario("StepLR", [{"step": 1}], ["last_epoch"], step_size=2), CountingLate)
        self.assertEqual(reply, {"trace": {"last_epoch": [[100, 101]]}})

    def test_last_epoch_as_an_argument_reaches_pytorch(self):
        reply = play(scenario("StepLR", [{"step": 1}], ["last_epoch"], step_size=2, last_epoch=6), Wrapped)
        self.assertEqual(reply, {"trace": {"last_epoch": [[7, 8]]}})

    def test_what_the_wrapper_lacks_skips(self):
        with self.assertRaisesRegex(Skip, "Wrapper has no get_last_lr"):
            play(scenario("StepLR", [], ["last_lr"], step_size=2), Wrapped)
        with self.assertRaisesRegex(Skip, "step\\(\\) of Wrapper takes no epoch"):
            play(scenario("StepLR", [{"step_epochs": [3]}], step_size=2), Wrapped)


if __name__ == "__main__":
    unittest.main()
