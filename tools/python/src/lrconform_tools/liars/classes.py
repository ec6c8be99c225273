"""Bugs in single classes. Each class here takes the place of the one that it is derived from."""

from __future__ import annotations

import math
import struct
from typing import Any, ClassVar

from torch.optim import lr_scheduler, swa_utils

from lrconform_tools.liars.liar import Lying, bug, reported


@bug("deepspeedai/DeepSpeed#8495", cause="OneCycleLR: the second beta is overwritten")
class SecondBetaOverwritten(lr_scheduler.OneCycleLR):
    """Each step sets both betas."""

    def get_lr(self) -> Any:
        rates = super().get_lr()
        for group in self.optimizer.param_groups:
            if self.cycle_momentum and "betas" in group:
                group["betas"] = (group["betas"][0], 0.99)
        return rates


@bug("google-deepmind/optax#1781", cause="the lr ends at max_lr / final_div_factor")
class EndsBelowTheMaximum(lr_scheduler.OneCycleLR):
    """final_div_factor divides the maximum, not the initial lr."""

    def __init__(self, optimizer: Any, *arguments: Any, final_div_factor: Any = 1e4, **others: Any) -> None:
        super().__init__(
            optimizer, *arguments, final_div_factor=final_div_factor / others.get("div_factor", 25.0), **others
        )


@bug(
    "pytorch/pytorch#126854", "axolotl-ai-cloud/axolotl#3012", cause="the formula takes the current lr for the base lr"
)
class LambdaCompounds(lr_scheduler.LambdaLR):
    """The function's value multiplies the current lr."""

    def get_lr(self) -> Any:
        groups = self.optimizer.param_groups
        return [group["lr"] * function(self.last_epoch) for function, group in zip(self.lr_lambdas, groups)]


@bug("keras-team/keras#21772", cause="eta_min is taken for a fraction of the lr")
class FloorIsAFraction(lr_scheduler.CosineAnnealingLR):
    """eta_min is a fraction of each group's base lr."""

    eta_min: Any

    def get_lr(self) -> Any:
        return self._of_each(super().get_lr)

    def _get_closed_form_lr(self) -> Any:
        return self._of_each(super()._get_closed_form_lr)

    def _of_each(self, formula: Any) -> Any:
        fraction, rates = self.eta_min, []
        try:
            for index, base in enumerate(self.base_lrs):
                self.eta_min = fraction * base
                rates.append(formula()[index])
        finally:
            self.eta_min = fraction
        return rates


@bug("NVIDIA/NeMo#3400", cause="eta_min is ignored")
class AnnealedToZero(lr_scheduler.CosineAnnealingLR):
    """The cosine ends at 0."""

    def __init__(self, optimizer: Any, T_max: Any, eta_min: Any = 0.0, last_epoch: Any = -1) -> None:  # noqa: N803
        super().__init__(optimizer, T_max, 0.0, last_epoch)


@bug("meta-pytorch/torchtune#2730", cause="what PyTorch")
class ResumedByTheEpoch(lr_scheduler.CosineAnnealingLR):
    """A resumed cosine computes from its epoch, as PyTorch before 2.8 did."""

    def get_lr(self) -> Any:
        if self._is_initial and self.last_epoch > 0:
            return self._get_closed_form_lr()
        return super().get_lr()


@bug(
    "pytorch/pytorch#95122",
    "pytorch/pytorch#23480",
    "pytorch/pytorch#52236",
    cause="computed from the epoch and the base lr",
)
class PeriodByLogarithm(lr_scheduler.CosineAnnealingWarmRestarts):
    """Each step finds its period by int(math.log(…)), which misses some."""

    def step(self, epoch: Any = None) -> None:
        super().step(self.last_epoch + 1 if epoch is None and self.last_epoch >= 0 else epoch)


class _EpochInSinglePrecision:
    """The formulas are given the epoch as a float32."""

    last_epoch: Any

    def get_lr(self) -> Any:
        return self._rounded(super().get_lr)  # type: ignore[misc]

    def _get_closed_form_lr(self) -> Any:
        return self._rounded(super()._get_closed_form_lr)  # type: ignore[misc]

    def _rounded(self, formula: Any) -> Any:
        epoch = self.last_epoch
        if isinstance(epoch, int):
            self.last_epoch = int(struct.unpack("f", struct.pack("f", epoch))[0])
        try:
            return formula()
        finally:
            self.last_epoch = epoch


@reported(
    "no thread: what reports/milestones-in-the-millions says it catches",
    cause="MultiStepLR: the epoch is kept in float32",
)
class MilestonesInSinglePrecision(Lying):
    """MultiStepLR has no epoch 16777217."""

    replaced: ClassVar[dict[str, type]] = {
        "MultiStepLR": type("MultiStepLR", (_EpochInSinglePrecision, lr_scheduler.MultiStepLR), {})
    }


@reported("pytorch/pytorch#20405", cause="CosineAnnealingLR: the epoch is kept in float32")
class CosineInSinglePrecision(Lying):
    """Neither has CosineAnnealingLR, whose epochs may be tokens."""

    replaced: ClassVar[dict[str, type]] = {
        "CosineAnnealingLR": type("CosineAnnealingLR", (_EpochInSinglePrecision, lr_scheduler.CosineAnnealingLR), {})
    }


@bug("pytorch/pytorch#162359", cause="the later children's base lr is what the first child has set")
class SharedBase(lr_scheduler.SequentialLR):
    """The first child's start is the base lr of those after it."""

    def __init__(self, optimizer: Any, *arguments: Any, **others: Any) -> None:
        super().__init__(optimizer, *arguments, **others)
        for child in self._schedulers[1:]:
            child.base_lrs = [group["lr"] for group in optimizer.param_groups]


@bug(
    "lindermanlab/S5#11",
    "facebookresearch/fairchem#1967",
    "PaddlePaddle/PaddleDetection#4611",
    "huggingface/transformers#5098",
    cause="the next child counts its epochs from the start, not from its milestone",
)
class CountedFromTheStart(lr_scheduler.SequentialLR):
    """A child begins at the epoch of the whole."""

    def step(self) -> None:
        self.last_epoch += 1
        index = sum(milestone <= self.last_epoch for milestone in self._milestones)
        child = self._schedulers[index]
        if index > 0 and self._milestones[index - 1] == self.last_epoch:
            child.step(self.last_epoch)
        else:
            child.step()
        self._last_lr = child.get_last_lr()


@bug("keras-team/keras#3991", cause="the bad epochs are not reset after a reduction")
class WaitNeverReset(lr_scheduler.ReduceLROnPlateau):
    """The bad epochs go on counting after a reduction."""

    num_bad_epochs: Any

    def step(self, metrics: Any, epoch: Any = None) -> None:
        bad, best, cooling = self.num_bad_epochs, self.best, self.cooldown_counter > 0
        super().step(metrics, epoch)
        if bad + 1 > self.patience and not cooling and self.best == best:
            self.num_bad_epochs = bad + 1


@bug("pytorch/pytorch#2545", cause="ReduceLROnPlateau.step computes next num_bad_epochs")
class PatienceOneShort(lr_scheduler.ReduceLROnPlateau):
    """The lr falls with the last bad epoch that patience allows."""

    def step(self, metrics: Any, epoch: Any = None) -> None:
        self.patience -= 1
        try:
            super().step(metrics, epoch)
        finally:
            self.patience += 1


@bug("pytorch/pytorch#104361", "pytorch/pytorch#20997", cause="IndexError")
class NoMinimumForAddedGroups(lr_scheduler.ReduceLROnPlateau):
    """The minima are a list of the groups there were at construction."""

    def _reduce_lr(self, epoch: Any) -> None:
        if len(self.optimizer.param_groups) > len(self.min_lrs):
            raise IndexError("list index out of range")
        super()._reduce_lr(epoch)


@bug("pytorch/pytorch#47578", "pytorch/pytorch#35032", cause="ZeroDivisionError")
class NoEpochsToAnneal(swa_utils.SWALR):
    """anneal_epochs 0 is divided by."""

    def get_lr(self) -> Any:
        if self.anneal_epochs == 0 and self._step_count > 1:
            raise ZeroDivisionError("division by zero")
        return super().get_lr()


@bug("Lightning-AI/pytorch-lightning#16540", cause="SWALR")
class AveragingStartsLate(swa_utils.SWALR):
    """The first step leaves the lr where it is."""

    def get_lr(self) -> Any:
        self._step_count -= 1
        try:
            return super().get_lr()
        finally:
            self._step_count += 1


@bug("pytorch/pytorch#174515", cause="ReduceLROnPlateau raises nothing")
class StepsWithoutMetrics(lr_scheduler.ReduceLROnPlateau):
    """step() without a metric is a bad epoch."""

    def step(self, metrics: Any = math.nan, epoch: Any = None) -> None:
        super().step(metrics, epoch)
