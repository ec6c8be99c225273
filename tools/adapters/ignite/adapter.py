"""lrconform's adapter protocol over ignite.handlers.param_scheduler.

adapter.py             ignite's own schedulers where it has one, else its wrapper around PyTorch's
adapter.py --wrapper   its wrapper for everything that it wraps
"""

import sys
import warnings

from torch.optim import lr_scheduler

from lrconform.adapter import Skip, arguments, keywords, one_lr, player, reserve_stdout, serve, warm_up_then
from lrconform.adapter.serving import implementation_of
from lrconform.adapter.torch_stage import TorchStage

reserve_stdout()

from ignite.engine import Engine
from ignite.handlers import param_scheduler as ignite

warnings.simplefilter("ignore")

WRAPPER = "--wrapper" in sys.argv[1:]
METRIC = "metric"

WRAPPED = [
    "LambdaLR",
    "MultiplicativeLR",
    "StepLR",
    "MultiStepLR",
    "ConstantLR",
    "LinearLR",
    "ExponentialLR",
    "PolynomialLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "OneCycleLR",
]


class NotNative(Exception):
    """ignite's own scheduler has no such argument."""


def of_each_group(make, optimizer):
    """One scheduler for each group, since ignite's own take one value: `make(lr, param_group_index)`."""
    groups = optimizer.param_groups
    return ignite.ParamGroupScheduler([make(group["lr"], index) for index, group in enumerate(groups)])


def linear(spec, optimizer):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    if given["total_iters"] < 1:
        raise NotNative

    def make(lr, index):
        ends = [(0, lr * given["start_factor"]), (given["total_iters"], lr * given["end_factor"])]
        return ignite.PiecewiseLinear(optimizer, "lr", ends, param_group_index=index)

    return of_each_group(make, optimizer)


def warm_restarts(spec, optimizer):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    if given["T_0"] < 2:
        raise NotNative

    def make(lr, index):
        return ignite.CosineAnnealingScheduler(
            optimizer,
            "lr",
            lr,
            given["eta_min"],
            given["T_0"],
            cycle_mult=given["T_mult"],
            param_group_index=index,
        )

    return of_each_group(make, optimizer)


def cyclic(spec, optimizer):
    given = keywords(spec)
    native = ("base_lr", "max_lr", "step_size_up", "step_size_down", "mode", "cycle_momentum")
    if not set(given) <= set(native) or given.get("mode", "triangular") != "triangular":
        raise NotNative
    given = arguments(spec, *native)
    if given["step_size_down"] not in (None, given["step_size_up"]) or given["cycle_momentum"]:
        raise NotNative
    if isinstance(given["base_lr"], list) or isinstance(given["max_lr"], list):
        raise NotNative
    if 2 * given["step_size_up"] < 2:
        raise NotNative
    return ignite.LinearCyclicalScheduler(optimizer, "lr", given["base_lr"], given["max_lr"], 2 * given["step_size_up"])


NATIVE = {"LinearLR": linear, "CosineAnnealingWarmRestarts": warm_restarts, "CyclicLR": cyclic}


def of_pytorch(spec, optimizer):
    return getattr(lr_scheduler, spec["type"])(optimizer, **keywords(spec))


def plateau(spec, optimizer):
    return ignite.ReduceLROnPlateauScheduler(optimizer, metric_name=METRIC, **keywords(spec))


def warm_up(spec, optimizer):
    """A linear rise to the initial lr, then a scheduler of PyTorch's: ignite has a function for just that."""
    rise, then = warm_up_then(spec)
    lr = one_lr([group["lr"] for group in optimizer.param_groups], "warmup_start_value is one number for all groups")
    # The last event of the warm-up has the initial lr, as PyTorch's milestone has.
    return ignite.create_lr_scheduler_with_warmup(
        of_pytorch(then, optimizer),
        warmup_start_value=lr * rise["start_factor"],
        warmup_duration=rise["total_iters"] + 1,
    )


def sequence(spec, optimizer):
    given = arguments(spec, "schedulers", "milestones")
    members, milestones = given["schedulers"], given["milestones"]
    types = [member["type"] for member in members]
    if len(types) == 2 and types[0] == "LinearLR" and types[1] in WRAPPED and types[1] not in NATIVE:
        return warm_up(spec, optimizer)
    if any(kind not in NATIVE for kind in types):
        raise Skip("ignite concatenates schedulers of its own")
    durations = [end - start for start, end in zip([0, *milestones], milestones)]
    try:
        parts = [NATIVE[kind](member, optimizer) for kind, member in zip(types, members)]
    except NotNative:
        raise Skip("ignite concatenates schedulers of its own") from None
    return ignite.ConcatScheduler(parts, durations=durations)


class IgniteStage(TorchStage):
    reloading = False

    def build(self):
        self.engine = Engine(lambda engine, batch: None)
        super().build()
        if not self.reloading:
            # An event is the start of an iteration: the first one sets the lr of the first iteration.
            for scheduler in self.schedulers:
                if not isinstance(scheduler, ignite.ReduceLROnPlateauScheduler):
                    scheduler(self.engine)

    def build_schedulers(self):
        return [self._scheduler(spec) for spec in self.scenario["schedulers"]]

    def _scheduler(self, spec):
        if spec["type"] == "SequentialLR":
            return sequence(spec, self.optimizer)
        if spec["type"] == "ReduceLROnPlateau":
            return plateau(spec, self.optimizer)
        if spec["type"] in NATIVE and not WRAPPER:
            try:
                return NATIVE[spec["type"]](spec, self.optimizer)
            except NotNative:
                pass
        return ignite.LRScheduler(of_pytorch(spec, self.optimizer))

    def step(self, index):
        if isinstance(self.schedulers[index], ignite.ReduceLROnPlateauScheduler):
            raise Skip("no step without a metric")
        self.schedulers[index](self.engine)

    def step_metrics(self, index, metrics):
        if not isinstance(self.schedulers[index], ignite.ReduceLROnPlateauScheduler):
            raise Skip("no metric")
        self.engine.state.metrics[METRIC] = metrics
        self.schedulers[index](self.engine)

    def reload(self, extent):
        self.reloading = True
        super().reload(extent)
        self.reloading = False


HANDSHAKE = {
    **implementation_of("pytorch-ignite", "https://pytorch-ignite.ai", "https://github.com/pytorch/ignite/issues"),
    "schedulers": WRAPPED + ["ReduceLROnPlateau"] + ([] if WRAPPER else ["SequentialLR"]),
    "features": [
        "momentum",
        "resume",
        "reload",
        "set-lr",
        "add-group",
        "errors",
        "groups",
        "functions",
    ],
    "channels": ["lr", "momentum"],
}

serve(HANDSHAKE, player(IgniteStage))
