"""Each promise of the contract is kept by a right scheduler, and broken by one that breaks just that."""

import re
from pathlib import Path

import pytest
import torch
from ports import StepLR
from torch.optim import lr_scheduler

import lrconform
from lrconform.adapter.parameters import SCHEDULERS
from lrconform.promises import PROMISES, check_contract

CHECKOUT = Path(__file__).resolve().parents[3]


def broken(make, **options):
    return {finding.promise.id for finding in check_contract("it", make, **options) if finding.outcome == "broken"}


class Decay(lr_scheduler.LRScheduler):
    """A right one, of nobody's."""

    last_epoch: int

    def __init__(self, optimizer, rate=0.9):
        self.rate = rate
        super().__init__(optimizer)

    def get_lr(self):
        return [base * self.rate**self.last_epoch for base in self.base_lrs]


class Forgetful(Decay):
    def state_dict(self):
        return {"last_epoch": 0}


class FirstGroupOnly(Decay):
    def get_lr(self):
        return [super().get_lr()[0]] * len(self.base_lrs)


class Lying(Decay):
    def get_last_lr(self):
        return [0.5 * lr for lr in super().get_last_lr()]


class Miscounting(Decay):
    def step(self, epoch=None):
        super().step(epoch)
        if self.last_epoch == 5:
            self.last_epoch = 6


class Live(Decay):
    def state_dict(self):
        return vars(self)


class Replacing(Decay):
    def step(self, epoch=None):
        super().step(epoch)
        for group in self.optimizer.param_groups:
            group["lr"] = group["lr"] * 1.0


class Tuples(Decay):
    def load_state_dict(self, state):
        super().load_state_dict(state)
        if state.get("marks") != (1, 2):
            raise ValueError("the state is not as it was saved")

    def __init__(self, optimizer):
        self.marks = (1, 2)
        super().__init__(optimizer)


class Reading(Decay):
    def state_dict(self):
        self.last_epoch += 1
        return super().state_dict()


class Deaf(Decay):
    """Keeps to the groups that it was built with."""

    def get_lr(self):
        return super().get_lr()[: len(self.base_lrs)]

    def step(self, epoch=None):
        groups, self.optimizer.param_groups = self.optimizer.param_groups, self.optimizer.param_groups[:2]
        super().step(epoch)
        self.optimizer.param_groups = groups


def test_a_right_scheduler_keeps_all():
    findings = check_contract(Decay, linear=True)
    assert {finding.outcome for finding in findings} == {"kept"}, [f for f in findings if f.outcome != "kept"]
    assert [finding.promise for finding in findings] == PROMISES


@pytest.mark.parametrize(
    ("make", "promise"),
    [
        (Forgetful, "reload"),
        (FirstGroupOnly, "groups"),
        (FirstGroupOnly, "permutation"),
        (Lying, "last-lr"),
        (Miscounting, "step-count"),
        (Live, "state-is-a-copy"),
        (Replacing, "tensor"),
        (Tuples, "json"),
        (Reading, "splitting"),
        (Deaf, "added-group"),
        (lambda optimizer: lr_scheduler.MultiStepLR(optimizer, [3, 17], 0.5), "json"),
        (lambda optimizer: lr_scheduler.MultiplicativeLR(optimizer, lambda epoch: 0.9), "sequential"),
        (lambda optimizer: StepLR(optimizer, 5), "sequential"),
        (lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, 10, 0.01), "scaling"),
    ],
)
def test_a_broken_promise_is_named(make, promise):
    assert promise in broken(make, linear=True)


def test_what_is_no_state_breaks_torch_save_and_copies():
    class Locked(Decay):
        def __init__(self, optimizer):
            self.file = open(__file__, encoding="utf-8")  # noqa: SIM115
            super().__init__(optimizer)

    assert {"torch-save", "copies", "reload"} <= broken(Locked)


def test_a_difference_is_shown_as_a_table():
    finding = next(f for f in check_contract(Forgetful, promises=["reload"]) if f.outcome == "broken")
    assert "lr of group 0: first differs at step 13" in finding.text
    assert re.search(r"> +13 +0\.0\d+ +0\.0\d+", finding.text)
    assert "reloaded after step 12" in finding.text


def test_metrics_and_optimizers_are_the_user_s():
    def plateau(optimizer):
        assert isinstance(optimizer, torch.optim.Adam)
        return lr_scheduler.ReduceLROnPlateau(optimizer, patience=2)

    findings = check_contract("plateau", plateau, metrics=lambda step: 1.0, optimizer=torch.optim.Adam)
    assert {finding.promise.id for finding in findings if finding.outcome == "skipped"} == {
        "wrapper",
        "scaling",
        "sequential",
    }
    assert not [finding for finding in findings if finding.outcome == "broken"]


def test_the_tests_that_a_user_gets(request):
    test = lrconform.contract(Decay, breaks={"json": "issue 3"})
    (mark,) = test.pytestmark
    assert [parameter.id for parameter in mark.args[1]] == [promise.id for promise in PROMISES]
    test(PROMISES[0])
    with pytest.raises(
        pytest.fail.Exception, match="Lying breaks this promise: get_last_lr\\(\\) is what the groups have"
    ):
        lrconform.contract(Lying)(next(promise for promise in PROMISES if promise.id == "last-lr"))
    with pytest.raises(TypeError, match="no promise jason; there are reload"):
        lrconform.contract(Decay, breaks={"jason": "issue 3"})
    with pytest.raises(TypeError, match="StepLR needs more than an optimizer"):
        lrconform.contract(StepLR)


def test_the_relations_of_fuzz_are_the_first_promises_in_the_same_words():
    (source,) = CHECKOUT.glob("Sources/**/Relations.swift")
    text = source.read_text(encoding="utf-8")
    (order,) = re.findall(r"static let all = \[([^\]]*)\]", text)
    sentences = dict(re.findall(r'static let (\w+) = Relation\(name: "([^"]*)"', text))
    expected = [(name, sentences[name]) for name in order.replace(" ", "").split(",")]
    assert [(promise.id, promise.sentence) for promise in PROMISES[: len(expected)]] == expected


SCHEDULES = {
    "LambdaLR": lambda o: lr_scheduler.LambdaLR(o, lambda epoch: 0.95**epoch),
    "MultiplicativeLR": lambda o: lr_scheduler.MultiplicativeLR(o, lambda epoch: 0.95),
    "StepLR": lambda o: lr_scheduler.StepLR(o, 5, 0.5),
    "MultiStepLR": lambda o: lr_scheduler.MultiStepLR(o, [3, 10, 17], 0.5),
    "ConstantLR": lambda o: lr_scheduler.ConstantLR(o, 0.5, 8),
    "LinearLR": lambda o: lr_scheduler.LinearLR(o, 0.25, 1.0, 10),
    "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, 0.9),
    "PolynomialLR": lambda o: lr_scheduler.PolynomialLR(o, 20, 2.0),
    "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(o, 10, 0.001),
    "CosineAnnealingWarmRestarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5, 2),
    "CyclicLR": lambda o: lr_scheduler.CyclicLR(o, 0.001, 0.1, 4),
    "OneCycleLR": lambda o: lr_scheduler.OneCycleLR(o, 0.1, total_steps=60),
    "ReduceLROnPlateau": lambda o: lr_scheduler.ReduceLROnPlateau(o, patience=2),
    "SequentialLR": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.ConstantLR(o, 0.5, 100), lr_scheduler.ExponentialLR(o, 0.9)], [6]
    ),
    "ChainedScheduler": lambda o: lr_scheduler.ChainedScheduler(
        [lr_scheduler.ConstantLR(o, 0.5, 4), lr_scheduler.ExponentialLR(o, 0.9)]
    ),
    "SWALR": lambda o: torch.optim.swa_utils.SWALR(o, 0.01, 10),
}
# Facts about PyTorch 2.13, also in README.md.
BROKEN = {
    "MultiplicativeLR": {"sequential"},
    "MultiStepLR": {"json"},
    "SequentialLR": {"sequential"},
    "ChainedScheduler": {"sequential"},
}


def test_each_class_is_there():
    assert set(SCHEDULES) == set(SCHEDULERS)


@pytest.mark.parametrize("name", SCHEDULES)
def test_what_pytorch_itself_breaks(name):
    metrics = (lambda step: 1.0) if name == "ReduceLROnPlateau" else None
    assert broken(SCHEDULES[name], metrics=metrics) == BROKEN.get(name, set())


def test_the_guide_names_every_promise():
    text = (CHECKOUT / "tools/python/README.md").read_text(encoding="utf-8").partition("## The contract")[2]
    text = text.partition("\n## ")[0]
    table = re.findall(r"^\| `([a-z-]+)` \| ([^;|]*?)(?:;[^|]*)? \|", text, re.M)
    assert table == [(promise.id, promise.sentence) for promise in PROMISES]
