"""Bugs in how schedulers are built, stepped and looked at, whatever their class."""

from __future__ import annotations

import copy
from typing import Any

from torch.optim import lr_scheduler

from lrconform.adapter.blame import implementation
from lrconform.adapter.protocol import Json
from lrconform_tools.liars.liar import Lying, reported


class Repeating(Lying):
    """Each call of a step is made so many times, or every so many calls have an effect."""

    times = 1
    every = 1

    def __init__(self, scenario: Json, classes: Any) -> None:
        super().__init__(scenario, classes)
        self.calls: dict[int, int] = {}

    def count(self, index: int) -> int:
        """How many steps this call makes."""
        calls = self.calls[index] = self.calls.get(index, 0) + 1
        return self.times if calls % self.every == 0 else 0

    def step(self, index: int) -> None:
        for _ in range(self.count(index)):
            super().step(index)

    def step_epoch(self, index: int, epoch: Any) -> None:
        for _ in range(self.count(index)):
            super().step_epoch(index, epoch)

    def step_metrics(self, index: int, metrics: Any) -> None:
        for _ in range(self.count(index)):
            super().step_metrics(index, metrics)


@reported(
    "huggingface/accelerate#1382",
    "axolotl-ai-cloud/axolotl#157",
    "huggingface/transformers#24088",
    cause="each call steps 4 times",
)
class StepsOfAllProcesses(Repeating):
    """Each step is made num_processes times."""

    times = 4


@reported(
    "huggingface/accelerate#963",
    "Lightning-AI/pytorch-lightning#20436",
    cause="only one of 2 calls steps",
)
class StepsOfAccumulation(Repeating):
    """Only every second call steps."""

    every = 2


@reported(
    "deepspeedai/DeepSpeed#5731",
    "huggingface/pytorch-image-models#2125",
    "volcengine/verl#3674",
    cause="construction does not set the initial lr",
)
class FirstUpdateAtTheOptimizersLR(Lying):
    """Construction leaves the lr of the optimizer."""

    def scheduler(self, spec: Json) -> Any:
        rates = [copy.deepcopy(group["lr"]) for group in self.optimizer.param_groups]
        built = super().scheduler(spec)
        if not hasattr(built, "_schedulers"):
            for group, rate in zip(self.optimizer.param_groups, rates):
                group["lr"] = rate
        return built


@reported(
    "pytorch/pytorch#33416", "Lightning-AI/pytorch-lightning#11875", cause="the base lr is taken from the current lr"
)
class SecondStartsFromTheCurrentLR(Lying):
    """A scheduler's base is the lr that it finds."""

    def scheduler(self, spec: Json) -> Any:
        leaf = spec["type"] not in ("SequentialLR", "ChainedScheduler", "ReduceLROnPlateau")
        if leaf and spec.get("args", {}).get("last_epoch", -1) == -1:
            for group in self.optimizer.param_groups:
                group.pop("initial_lr", None)
        return super().scheduler(spec)


@reported("microsoft/hi-ml#611", cause="only the first group is changed")
class OnlyTheFirstGroup(Lying):
    """The lr of the other groups is left alone."""

    def build(self) -> None:
        super().build()
        for group, rate in list(zip(self.optimizer.param_groups, self.base_lrs()))[1:]:
            group["lr"] = rate

    def alone(self, step: Any) -> None:
        others = [copy.deepcopy(group["lr"]) for group in self.optimizer.param_groups[1:]]
        step()
        for group, rate in zip(self.optimizer.param_groups[1:], others):
            group["lr"] = rate

    def step(self, index: int) -> None:
        self.alone(lambda: super(OnlyTheFirstGroup, self).step(index))

    def step_epoch(self, index: int, epoch: Any) -> None:
        self.alone(lambda: super(OnlyTheFirstGroup, self).step_epoch(index, epoch))

    def step_metrics(self, index: int, metrics: Any) -> None:
        self.alone(lambda: super(OnlyTheFirstGroup, self).step_metrics(index, metrics))


@reported("deepspeedai/DeepSpeed#8171", "katsura-jp/pytorch-cosine-annealing-with-warmup#14", cause="group 0's values")
class FirstGroupsLRForAll(Lying):
    """What is seen of the groups that there were at first is the first one's."""

    def of_first(self, values: list[Any]) -> list[Any]:
        count = len(self.original["optimizer"]["groups"])
        return values[:1] * min(count, len(values)) + values[count:]

    def lr(self) -> list[Any]:
        return self.of_first(super().lr())

    def last_lr(self) -> list[Any]:
        return self.of_first(super().last_lr())

    def get_lr(self) -> list[Any]:
        return self.of_first(super().get_lr())

    def momentum(self) -> list[Any]:
        return self.of_first(super().momentum())

    def beta2(self) -> list[Any]:
        return self.of_first(super().beta2())

    def initial_lr(self) -> list[Any]:
        return self.of_first(super().initial_lr())


@reported("pytorch/pytorch#20527", cause="step(epoch) sets the epoch and changes the current lr")
class SameEpochDecaysAgain(Lying):
    """step(epoch) computes as step() does, from the lr of then."""

    def step_epoch(self, index: int, epoch: Any) -> None:
        scheduler = self.schedulers[index]
        if not hasattr(scheduler, "_get_closed_form_lr"):
            super().step_epoch(index, epoch)
            return
        with implementation():
            scheduler._step_count += 1
            scheduler.last_epoch = epoch
            with lr_scheduler._enable_get_lr_call(scheduler):
                rates = scheduler.get_lr()
            for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
                lr_scheduler._update_param_group_val(group, "lr", rate)
            scheduler._last_lr = lr_scheduler._param_groups_val_list(self.optimizer, "lr")


@reported("no thread: warm-up with plateau", cause="each scheduler goes on from its own lr")
class RatesOfTheirOwn(Lying):
    """A scheduler steps from the lr that it has set last, whatever the optimizer's is."""

    def own(self, index: int) -> None:
        for group, rate in zip(self.optimizer.param_groups, self.schedulers[index].get_last_lr()):
            group["lr"] = copy.deepcopy(rate)

    def step(self, index: int) -> None:
        self.own(index)
        super().step(index)

    def step_epoch(self, index: int, epoch: Any) -> None:
        self.own(index)
        super().step_epoch(index, epoch)

    def step_metrics(self, index: int, metrics: Any) -> None:
        self.own(index)
        super().step_metrics(index, metrics)


@reported("pytorch/pytorch#163103", "pytorch/pytorch#163093", cause="get_last_lr() gives the lr in use")
class LastLRIsAnAlias(Lying):
    """get_last_lr() follows what is set from outside."""

    def last_lr(self) -> list[Any]:
        return self.lr()


@reported(
    "pytorch/pytorch#196286",
    "pytorch/pytorch#195984",
    "deepspeedai/DeepSpeed#8202",
    cause="a Tensor lr is computed as Python's float",
)
class TensorBecomesAFloat(Lying):
    """A float takes the Tensor's place at once."""

    def build_optimizer(self, **options: Any) -> None:
        super().build_optimizer(**options)
        for group in self.optimizer.param_groups:
            group["lr"] = float(group["lr"]) if hasattr(group["lr"], "dtype") else group["lr"]

    def add_group(self, group: Json) -> None:
        super().add_group(group)
        added = self.optimizer.param_groups[-1]
        added["lr"] = float(added["lr"]) if hasattr(added["lr"], "dtype") else added["lr"]


@reported("an adapter that crashes in step(metrics)", cause="AttributeError")
class MetricsCrash(Lying):
    """step(metrics) raises an error of its own."""

    def step_metrics(self, index: int, metrics: Any) -> None:
        with implementation():
            self.schedulers[index].metrics  # noqa: B018
