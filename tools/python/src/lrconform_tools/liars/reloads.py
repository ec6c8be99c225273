"""Bugs in what becomes of state when it is loaded."""

from __future__ import annotations

import copy
from typing import Any

from lrconform.adapter.blame import implementation
from lrconform.adapter.parameters import PARAMETERS
from lrconform.adapter.protocol import Json
from lrconform_tools.liars.liar import Lying, flat, reported


class Keeping(Lying):
    """Loading leaves some attributes of the schedulers as the constructor has set them."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        raise NotImplementedError

    def load_scheduler_state(self, index: int, state: Any) -> None:
        before = [(scheduler, dict(vars(scheduler))) for scheduler in flat(self.schedulers[index])]
        super().load_scheduler_state(index, state)
        for scheduler, attributes in before:
            for name, value in attributes.items():
                if self.keeps(scheduler, name):
                    setattr(scheduler, name, value)


@reported(
    "no thread: what reload/momentum says it catches", cause="a reload does not restore the momentum", reloads=True
)
class MomentumNotRestored(Lying):
    """The optimizer's momentum stays as the constructors have set it."""

    def _load(self, part: str, state: dict[str, Any]) -> None:
        kept = [{key: group[key] for key in ("momentum", "betas") if key in group} for group in self.groups()]
        super()._load(part, state)
        for group, options in zip(self.groups(), kept):
            group.update(options)

    def groups(self) -> Any:
        return self.optimizer.param_groups


@reported(
    "no thread: what reload/scheduler-step-lr says it catches", cause="a reload does not restore _last_lr", reloads=True
)
class LastLRNotRestored(Keeping):
    """get_last_lr() is the constructor's after a reload."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        return name == "_last_lr"


# What PyTorch makes of arguments and keeps under other names.
DERIVED = {
    "CyclicLR": (
        "base_lrs",
        "max_lrs",
        "total_size",
        "step_ratio",
        "base_momentums",
        "max_momentums",
        "_scale_fn_ref",
        "_scale_fn_custom",
    ),
    "OneCycleLR": ("_schedule_phases", "_anneal_func_type"),
    "ReduceLROnPlateau": ("min_lrs", "default_min_lr"),
    "SWALR": ("swa_lrs", "anneal_func"),
}


def is_argument(scheduler: Any, name: str) -> bool:
    kind = type(scheduler).__name__
    if kind in ("SequentialLR", "ChainedScheduler") or name == "last_epoch":
        return False
    return name in PARAMETERS[kind] or name in DERIVED.get(kind, ())


@reported(
    "nodefluxio/vortex#70",
    "InternLM/xtuner#211",
    "the-database/traiNNer-redux#325",
    cause="a reload does not restore the arguments",
    reloads=True,
)
class ArgumentsNotRestored(Keeping):
    """The arguments that a scheduler was rebuilt with stay in force, though state has others."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        return is_argument(scheduler, name)


@reported(
    "Nerogar/OneTrainer#1604",
    cause="CosineAnnealingLR: a reload does not restore the arguments",
    reloads=True,
)
class CosineRebuilt(Keeping):
    """Only the cosine takes the new T_max."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        return type(scheduler).__name__ == "CosineAnnealingLR" and is_argument(scheduler, name)


@reported(
    "pytorch/pytorch#156846",
    "NVIDIA/Megatron-LM#1138",
    "bmaltais/kohya_ss#1924",
    cause="a reload does not restore base_lrs",
    reloads=True,
)
class NewLRHasAnEffect(Keeping):
    """The base lr is that of the rebuilt optimizer, though state has another."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        return name == "base_lrs" and not is_argument(scheduler, name)


@reported(
    "PaddlePaddle/Paddle#65194", cause="a reload does not restore anything but last_epoch and _last_lr", reloads=True
)
class OnlyTheEpochRestored(Keeping):
    """State is last_epoch and last_lr alone."""

    def keeps(self, scheduler: Any, name: str) -> bool:
        return name not in ("last_epoch", "_last_lr", "_schedulers", "_milestones", "optimizer")


@reported(
    "torch-points3d/torch-points3d#630",
    "pytorch/pytorch#65342",
    "pytorch/pytorch#119168",
    cause="the optimizer's state is loaded before the schedulers are built",
    reloads=True,
)
class OptimizerFirst(Lying):
    """The optimizer's state is loaded, then the schedulers are built on it."""

    def reload_as(self, options: dict[str, Json]) -> None:
        load = options.get("load", "all")
        if "optimizer" in load or load == "all":
            options = {**options, "build": "after-optimizer"}
        super().reload_as(options)


@reported(
    "pytorch/pytorch#153842",
    "pytorch/pytorch#171864",
    cause="the keys of saved dictionaries become text",
    reloads=True,
)
class KeysBecomeText(Lying):
    """A checkpoint's format has text for the keys of dictionaries."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        super().load_scheduler_state(index, state)
        for scheduler in flat(self.schedulers[index]):
            if hasattr(scheduler, "milestones"):
                scheduler.milestones = {str(key): count for key, count in scheduler.milestones.items()}


@reported("pytorch/pytorch#32756", cause="KeyError", reloads=True)
class LoadingSpoilsTheState(Lying):
    """Loading takes a key out of the saved dictionary, so that a second load fails."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        with implementation():
            last_lr = state.pop("_last_lr")
        super().load_scheduler_state(index, {**state, "_last_lr": last_lr})
        state.pop("_scale_fn_custom", None)


@reported("tracel-ai/burn#4610", cause="raises in step", reloads=True)
class CosineSavedAsLinear(Lying):
    """A composite loads a cosine as if it were a linear warm-up."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        _, *children = flat(self.schedulers[index])
        if any(type(child).__name__ == "CosineAnnealingLR" for child in children):
            with implementation():
                raise TypeError("a Linear record cannot be loaded into a Cosine")
        super().load_scheduler_state(index, state)


class SavedBeforeTheStep(Lying):
    """A checkpoint is written before the scheduler's step."""

    def __init__(self, scenario: Json, classes: Any) -> None:
        super().__init__(scenario, classes)
        self.before: dict[str, Any] | None = None

    def remember(self) -> None:
        self.before = super().saved_now()

    def step(self, index: int) -> None:
        self.remember()
        super().step(index)

    def step_epoch(self, index: int, epoch: Any) -> None:
        self.remember()
        super().step_epoch(index, epoch)

    def step_metrics(self, index: int, metrics: Any) -> None:
        self.remember()
        super().step_metrics(index, metrics)


LIGHTNING = [f"Lightning-AI/pytorch-lightning#{number}" for number in (1772, 7637, 4655, 20495)]


@reported(*LIGHTNING, cause="the schedulers' state is saved before the last step", reloads=True)
class SchedulerOneStepOld(SavedBeforeTheStep):
    """The schedulers' state is one step old, the optimizer's is not."""

    def saved_now(self) -> dict[str, Any]:
        now = super().saved_now()
        return {**now, "scheduler": self.before["scheduler"]} if self.before else now


@reported(*LIGHTNING, cause="all state is saved before the last step", reloads=True)
class AllOneStepOld(SavedBeforeTheStep):
    """Both are."""

    def saved_now(self) -> dict[str, Any]:
        return copy.deepcopy(self.before) if self.before else super().saved_now()


@reported("THUDM/slime#1547", cause="a reload makes a step at once", reloads=True)
class ReloadSteps(Lying):
    """Resuming counts a step twice."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        super().load_scheduler_state(index, state)
        if type(self.schedulers[index]).__name__ != "ReduceLROnPlateau":
            with implementation():
                self.schedulers[index].step()


@reported(
    "Lightning-AI/pytorch-lightning#18588", cause="after a reload the base lr is the lr that was loaded", reloads=True
)
class BaseIsTheLoadedLR(Lying):
    """The base lr of resumed schedulers is the lr of then."""

    def reload_as(self, options: dict[str, Json]) -> None:
        super().reload_as(options)
        for outer in self.schedulers:
            for scheduler in flat(outer):
                if hasattr(scheduler, "base_lrs"):
                    scheduler.base_lrs = [copy.deepcopy(group["lr"]) for group in self.optimizer.param_groups]


@reported(
    "ildoonet/pytorch-gradual-warmup-lr#27",
    "NVIDIA/apex#766",
    cause="after a reload the schedulers change an optimizer that is not used",
    reloads=True,
)
class DeadOptimizer(Lying):
    """The schedulers keep the optimizer that was replaced."""

    def reload_as(self, options: dict[str, Json]) -> None:
        super().reload_as(options)
        state = copy.deepcopy(self.optimizer.state_dict())
        self.build_optimizer()
        self.optimizer.load_state_dict(state)


@reported("pytorch/pytorch#29697", cause="loading a scheduler's state sets the lr", reloads=True)
class LoadingSetsTheLR(Lying):
    """The lr is set to the saved get_last_lr()."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        super().load_scheduler_state(index, state)
        for group, rate in zip(self.optimizer.param_groups, self.schedulers[index].get_last_lr()):
            group["lr"] = copy.deepcopy(rate)


@reported("an adapter that crashes in a reload", cause="AttributeError", reloads=True)
class ReloadCrashes(Lying):
    """There is no load_state_dict."""

    def load_scheduler_state(self, index: int, state: Any) -> None:
        with implementation():
            self.schedulers[index].load_state  # noqa: B018
