"""lrconform's adapter protocol over mmengine.optim.scheduler."""

from lrconform.adapter import Skip, arguments, last_step, one_cycle, periods, reserve_stdout, warm_up_then
from lrconform.adapter.interface import InterfaceStage, on_optimizer
from lrconform.adapter.serving import serve_stage

reserve_stdout()

from mmengine.optim import scheduler as mmengine

METRIC = "metric"


def until(kind):
    """PyTorch's total_iters is the last step that changes anything, mmengine's `end` the first that does not."""
    return lambda optimizer, end, **options: kind(optimizer, end=end + 1, **options)


def same(kind, *names, **others):
    """A class with PyTorch's arguments: `names` as they are, `others` under another name, as last_epoch is."""
    return on_optimizer(kind, {**{name: name for name in names}, **others, "last_epoch": "last_step"})


def warm_restarts(spec, stage, **more):
    given = arguments(spec, "T_0", "T_mult", "eta_min", "last_epoch")
    # mmengine takes the length of each period and the weight of each restart: as many as the program needs.
    lengths = periods(given, last_step(stage.scenario, given["last_epoch"]))
    options = {"eta_min": given["eta_min"], "last_step": given["last_epoch"], **more}
    return mmengine.CosineRestartLR(stage.optimizer, periods=lengths, restart_weights=[1] * len(lengths), **options)


def cycle(spec, stage):
    given = one_cycle(spec, "cycle_momentum", "last_epoch")
    observed = "momentum" in stage.scenario.get("observe", ())
    unusual = stage.scenario["optimizer"]["type"] == "Adagrad" or given["last_epoch"] != -1
    if given.pop("cycle_momentum") and (observed or unusual):
        raise Skip("OneCycleLR does not cycle the momentum")
    eta_max, last = given.pop("max_lr"), given.pop("last_epoch")
    return mmengine.OneCycleLR(stage.optimizer, eta_max=eta_max, last_step=last, **given)


def plateau(spec, stage):
    given = arguments(spec, "mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps")
    mode = given.pop("mode")
    rules = {"rule": {"min": "less", "max": "greater"}.get(mode, mode), "threshold_rule": given.pop("threshold_mode")}
    low = given.pop("min_lr")
    return mmengine.ReduceOnPlateauLR(stage.optimizer, monitor=METRIC, min_value=low, **rules, **given)


# Those that act in every step, so that their last_step is PyTorch's last_epoch.
UNENDING = {
    "StepLR": same(mmengine.StepLR, "step_size", "gamma"),
    "MultiStepLR": same(mmengine.MultiStepLR, "milestones", "gamma"),
    "ExponentialLR": same(mmengine.ExponentialLR, "gamma"),
    "CosineAnnealingLR": same(mmengine.CosineAnnealingLR, "T_max", "eta_min"),
    "CosineAnnealingWarmRestarts": warm_restarts,
}
MEMBERS = {
    **UNENDING,
    "OneCycleLR": cycle,
    "ConstantLR": same(until(mmengine.ConstantLR), "factor", total_iters="end"),
    "LinearLR": same(until(mmengine.LinearLR), "start_factor", "end_factor", total_iters="end"),
    "PolynomialLR": same(until(mmengine.PolyLR), "power", total_iters="end"),
}


def alone(spec, stage):
    return [MEMBERS[spec["type"]](spec, stage)]


def warm_up(spec, stage):
    """mmengine's sequences are schedulers with a `begin` and an `end`: here a warm-up and what follows it."""
    rise, then = warm_up_then(spec, UNENDING, warm_ups=("ConstantLR", "LinearLR"))
    first = alone(spec["args"]["schedulers"][0], stage)
    return [*first, MEMBERS[then["type"]](then, stage, begin=rise["total_iters"])]


def chained(spec, stage):
    members = arguments(spec, "schedulers")["schedulers"]
    if not members or any(member["type"] not in MEMBERS for member in members):
        raise Skip("no list of such schedulers")
    return [MEMBERS[member["type"]](member, stage) for member in members]


class MMEngineStage(InterfaceStage):
    """A scheduler of PyTorch's is a list of mmengine's, which the training loop steps in order; most are a list of one."""

    makers = {
        **dict.fromkeys(MEMBERS, alone),
        "ReduceLROnPlateau": lambda spec, stage: [plateau(spec, stage)],
        "SequentialLR": warm_up,
        "ChainedScheduler": chained,
    }

    def step(self, index):
        for member in self.schedulers[index]:
            member.step()

    def step_metrics(self, index, metrics):
        for member in self.schedulers[index]:
            member.step({METRIC: metrics})

    def scheduler_state(self, index):
        return [member.state_dict() for member in self.schedulers[index]]

    def load_scheduler_state(self, index, state):
        for member, member_state in zip(self.schedulers[index], state):
            member.load_state_dict(member_state)

    def last_epoch(self):
        types = [spec["type"] for spec in self.scenario["schedulers"]]
        if any(name not in (*UNENDING, "OneCycleLR", "ChainedScheduler") for name in types):
            raise Skip("last_step counts the steps in which a scheduler acts")
        lists = zip(types, self.schedulers)
        return [None if name == "ChainedScheduler" else members[0].last_step for name, members in lists]

    def last_lr(self):
        return self.schedulers[-1][-1].get_last_value()


FEATURES = ["momentum", "resume", "reload", "set-lr", "add-group", "errors", "groups"]
HOME, ISSUES = "https://mmengine.readthedocs.io", "https://github.com/open-mmlab/mmengine/issues"
serve_stage(MMEngineStage, "mmengine", HOME, ISSUES, FEATURES)
