"""Stages for libraries with arguments of their own: what a library makes, and shares of a training."""

from typing import ClassVar

import pytest
from torch.optim.lr_scheduler import LambdaLR, StepLR

from lrconform.adapter import Skip, arguments, play
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.share import ShareStage


def scenario(kind, steps, lr=1.0, family=None, **args):
    result = {
        "optimizer": {"type": "SGD", "groups": [{"lr": lr}]},
        "schedulers": [{"type": kind, "args": args}],
        "program": [{"step": steps}],
    }
    return {**result, "family": family} if family else result


class Step(StepLR):
    """A library's own, without last_epoch among its arguments."""

    def __init__(self, optimizer, every, factor):
        super().__init__(optimizer, every, factor)


def step(spec, stage):
    given = arguments(spec, "step_size", "gamma")
    return Step, {"every": given["step_size"], "factor": given["gamma"]}


def ramp(given, stage):
    return LambdaLR, {"lr_lambda": lambda epoch: min(1.0, epoch / given["warmup"])}


class Made(MappedStage):
    makers: ClassVar = {"StepLR": step}
    families: ClassVar = {"warmup-constant": ramp}


RAMP = {"name": "warmup-constant", "args": {"warmup": 4}}
FACTOR = {"expr": "min(1, epoch / 4)"}


def test_a_class_is_made_with_the_arguments_of_the_library():
    assert play(scenario("StepLR", 4, step_size=2, gamma=0.5), Made)["trace"]["lr"] == [[1.0, 1.0, 0.5, 0.5, 0.25]]


def test_a_family_is_made_and_resumed():
    assert play(scenario("LambdaLR", 2, family=RAMP, lr_lambda=FACTOR), Made)["trace"]["lr"] == [[0.0, 0.25, 0.5]]
    resumed = scenario("LambdaLR", 1, family=RAMP, lr_lambda=FACTOR, last_epoch=1)
    resumed["optimizer"]["groups"][0]["initial_lr"] = 2.0
    assert play(resumed, Made)["trace"]["lr"] == [[1.0, 1.5]]


@pytest.mark.parametrize(
    ("kind", "args", "reason"),
    [
        ("StepLR", {"step_size": 2, "last_epoch": 3}, "no last_epoch of StepLR"),
        ("ExponentialLR", {"gamma": 0.5}, "no ExponentialLR"),
        ("LambdaLR", {"lr_lambda": {"expr": "1"}}, "no LambdaLR but for a family"),
    ],
)
def test_what_is_not_made_is_skipped(kind, args, reason):
    with pytest.raises(Skip, match=f"^{reason}$"):
        play(scenario(kind, 1, **args), Made)


def halves(spec, lr, updates):
    return [(lambda share: lr * share, 4), (lambda share: lr / 2, None)]


def falls(spec, lr, updates):
    return [(lambda share: lr * (1 - share), arguments(spec, "T_max")["T_max"])]


class Shares(ShareStage):
    makers: ClassVar = {"ConstantLR": halves, "CosineAnnealingLR": falls}

    def join(self, schedules, shares):
        def joined(share):
            first, second = schedules
            return first(share / shares[0]) if share < shares[0] else second((share - shares[0]) / shares[1])

        return joined


def test_a_training_is_joined_of_its_parts():
    assert play(scenario("ConstantLR", 6), Shares)["trace"]["lr"] == [[0.0, 0.25, 0.5, 0.75, 0.5, 0.5, 0.5]]


def test_a_part_for_which_no_update_is_left_is_none():
    assert play(scenario("ConstantLR", 2), Shares)["trace"]["lr"] == [[0.0, 0.25, 0.5]]


def test_a_training_ends_with_its_schedule():
    assert play(scenario("CosineAnnealingLR", 4, T_max=4), Shares)["trace"]["lr"] == [[1.0, 0.75, 0.5, 0.25, 0.0]]
    with pytest.raises(Skip, match="training ends with the schedule"):
        play(scenario("CosineAnnealingLR", 5, T_max=4), Shares)
