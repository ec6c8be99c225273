"""lrconform's adapter protocol over ignite.handlers.param_scheduler.

adapter.py             ignite's own schedulers where it has one, else its wrapper around PyTorch's
adapter.py --wrapper   its wrapper for everything that it wraps
"""

import sys
import warnings

from torch.optim import lr_scheduler

from lrconform.adapter import Skip, arguments, keywords, one_lr, reserve_stdout, warm_up_then
from lrconform.adapter.interface import InterfaceStage
from lrconform.adapter.parameters import COMPOSITES, SCHEDULERS
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from ignite.engine import Engine
from ignite.handlers import param_scheduler as ignite

warnings.simplefilter("ignore")

METRIC = "metric"
WRAPPED = [name for name in SCHEDULERS if name not in (*COMPOSITES, "ReduceLROnPlateau", "SWALR")]


def of_each_group(optimizer, make):
    """One scheduler for each group, since ignite's own take one value: `make(lr, param_group_index=…)`."""
    groups = enumerate(optimizer.param_groups)
    return ignite.ParamGroupScheduler([make(group["lr"], param_group_index=index) for index, group in groups])


# Makers of ignite's own schedulers: they return None where ignite has no such argument.


def linear(spec, optimizer):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")

    def make(lr, **group):
        ends = [(0, lr * given["start_factor"]), (given["total_iters"], lr * given["end_factor"])]
        return ignite.PiecewiseLinear(optimizer, "lr", ends, **group)

    return of_each_group(optimizer, make) if given["total_iters"] >= 1 else None


def warm_restarts(spec, optimizer):
    period, factor, floor = arguments(spec, "T_0", "T_mult", "eta_min").values()

    def make(lr, **group):
        return ignite.CosineAnnealingScheduler(optimizer, "lr", lr, floor, period, cycle_mult=factor, **group)

    return of_each_group(optimizer, make) if period >= 2 else None


def cyclic(spec, optimizer):
    native = ("base_lr", "max_lr", "step_size_up", "step_size_down", "mode", "cycle_momentum")
    if not set(keywords(spec)) <= set(native):
        return None
    low, high, up, down, mode, momentum = arguments(spec, *native).values()
    if mode != "triangular" or down not in (None, up) or momentum or isinstance(low, list) or isinstance(high, list):
        return None
    return ignite.LinearCyclicalScheduler(optimizer, "lr", low, high, 2 * up) if 2 * up >= 2 else None


NATIVE = {"LinearLR": linear, "CosineAnnealingWarmRestarts": warm_restarts, "CyclicLR": cyclic}
OWN = {} if "--wrapper" in sys.argv[1:] else NATIVE


def of_pytorch(spec, optimizer):
    return getattr(lr_scheduler, spec["type"])(optimizer, **keywords(spec))


def wrapped(spec, stage):
    own = OWN[spec["type"]](spec, stage.optimizer) if spec["type"] in OWN else None
    return own or ignite.LRScheduler(of_pytorch(spec, stage.optimizer))


def plateau(spec, stage):
    return ignite.ReduceLROnPlateauScheduler(stage.optimizer, metric_name=METRIC, **keywords(spec))


def warm_up(spec, stage):
    """A linear rise to the initial lr, then a scheduler of PyTorch's: ignite has a function for just that."""
    rise, then = warm_up_then(spec)
    lr = one_lr([group["lr"] for group in stage.optimizer.param_groups], "a warm-up begins at one lr for all groups")
    # The last event of the warm-up has the initial lr, as PyTorch's milestone has.
    ends = {"warmup_start_value": lr * rise["start_factor"], "warmup_duration": rise["total_iters"] + 1}
    return ignite.create_lr_scheduler_with_warmup(of_pytorch(then, stage.optimizer), **ends)


def sequence(spec, stage):
    members, milestones = arguments(spec, "schedulers", "milestones").values()
    types = [member["type"] for member in members]
    if len(types) == 2 and types[0] == "LinearLR" and types[1] in WRAPPED and types[1] not in NATIVE:
        return warm_up(spec, stage)
    durations = [end - start for start, end in zip([0, *milestones], milestones)]
    parts = [NATIVE[member["type"]](member, stage.optimizer) for member in members if member["type"] in NATIVE]
    if len(parts) < len(members) or None in parts:
        raise Skip("ignite concatenates schedulers of its own")
    return ignite.ConcatScheduler(parts, durations=durations)


class IgniteStage(InterfaceStage):
    makers = {
        **dict.fromkeys(WRAPPED, wrapped),
        "ReduceLROnPlateau": plateau,
        **({"SequentialLR": sequence} if OWN else {}),
    }
    reloading = False

    def build(self):
        self.engine = Engine(lambda engine, batch: None)
        super().build()
        # An event is the start of an iteration: the first one sets the lr of the first iteration.
        for index in () if self.reloading else range(len(self.schedulers)):
            if not self.is_plateau(index):
                self.schedulers[index](self.engine)

    def is_plateau(self, index):
        return isinstance(self.schedulers[index], ignite.ReduceLROnPlateauScheduler)

    def step(self, index):
        if self.is_plateau(index):
            raise Skip("no step without a metric")
        self.schedulers[index](self.engine)

    def step_metrics(self, index, metrics):
        if not self.is_plateau(index):
            raise Skip("no metric")
        self.engine.state.metrics[METRIC] = metrics
        self.schedulers[index](self.engine)

    def reload(self, extent):
        self.reloading = True
        super().reload(extent)
        self.reloading = False


FEATURES = ["momentum", "resume", "reload", "set-lr", "add-group", "errors", "groups", "functions"]
HOME, ISSUES = "https://pytorch-ignite.ai", "https://github.com/pytorch/ignite/issues"
serve_stage(IgniteStage, "pytorch-ignite", HOME, ISSUES, FEATURES, channels=["lr", "momentum"])
