"""lrconform's adapter protocol over mmengine.optim.scheduler."""

from lrconform.adapter import (
    Skip,
    arguments,
    last_step,
    player,
    positive,
    reserve_stdout,
    serve,
    total_steps,
    warm_up_then,
)
from lrconform.adapter.interface import InterfaceStage, on_optimizer
from lrconform.adapter.serving import implementation_of

reserve_stdout()

from mmengine.optim import scheduler as mmengine

METRIC = "metric"


def until(kind):
    """PyTorch's total_iters is the last step that changes anything, mmengine's `end` the first that does not."""
    return lambda optimizer, end, **options: kind(optimizer, end=end + 1, **options)


def warm_restarts(spec, stage, **more):
    given = arguments(spec, "T_0", "T_mult", "eta_min", "last_epoch")
    # mmengine takes the length of each period and the weight of each restart: as many as the program needs.
    periods = [positive(given["T_0"], "no such periods")]
    factor = positive(given["T_mult"], "no such periods")
    last = last_step(stage.scenario, given["last_epoch"])
    while sum(periods) <= last:
        periods.append(periods[-1] * factor)
    return mmengine.CosineRestartLR(
        stage.optimizer,
        eta_min=given["eta_min"],
        last_step=given["last_epoch"],
        periods=periods,
        restart_weights=[1] * len(periods),
        **more,
    )


def momentum_matters(scenario, given):
    """Whether it could be told that the momentum is not cycled."""
    observed = "momentum" in scenario.get("observe", ())
    return observed or scenario["optimizer"]["type"] == "Adagrad" or given["last_epoch"] != -1


def one_cycle(spec, stage):
    given = arguments(
        spec,
        "max_lr",
        "total_steps",
        "epochs",
        "steps_per_epoch",
        "pct_start",
        "anneal_strategy",
        "cycle_momentum",
        "div_factor",
        "final_div_factor",
        "three_phase",
        "last_epoch",
    )
    if given.pop("cycle_momentum") and momentum_matters(stage.scenario, given):
        raise Skip("OneCycleLR does not cycle the momentum")
    given["total_steps"] = total_steps(given)
    del given["epochs"], given["steps_per_epoch"]
    eta_max, last = given.pop("max_lr"), given.pop("last_epoch")
    return mmengine.OneCycleLR(stage.optimizer, eta_max=eta_max, last_step=last, **given)


def plateau(spec, stage):
    given = arguments(spec, "mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps")
    mode = given.pop("mode")
    return mmengine.ReduceOnPlateauLR(
        stage.optimizer,
        monitor=METRIC,
        rule={"min": "less", "max": "greater"}.get(mode, mode),
        threshold_rule=given.pop("threshold_mode"),
        min_value=given.pop("min_lr"),
        **given,
    )


def same(kind, *names):
    """A class with PyTorch's arguments, `names`; last_epoch has another name."""
    return on_optimizer(kind, {**{name: name for name in names}, "last_epoch": "last_step"})


def ending(kind, *names):
    return on_optimizer(
        until(kind), {**{name: name for name in names}, "total_iters": "end", "last_epoch": "last_step"}
    )


SCHEDULERS = {
    "StepLR": same(mmengine.StepLR, "step_size", "gamma"),
    "MultiStepLR": same(mmengine.MultiStepLR, "milestones", "gamma"),
    "ConstantLR": ending(mmengine.ConstantLR, "factor"),
    "LinearLR": ending(mmengine.LinearLR, "start_factor", "end_factor"),
    "ExponentialLR": same(mmengine.ExponentialLR, "gamma"),
    "PolynomialLR": ending(mmengine.PolyLR, "power"),
    "CosineAnnealingLR": same(mmengine.CosineAnnealingLR, "T_max", "eta_min"),
    "CosineAnnealingWarmRestarts": warm_restarts,
    "OneCycleLR": one_cycle,
    "ReduceLROnPlateau": plateau,
}

# Those that act in every step, so that their last_step is PyTorch's last_epoch.
UNENDING = (
    "StepLR",
    "MultiStepLR",
    "ExponentialLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "OneCycleLR",
)


class MMEngineStage(InterfaceStage):
    """A scheduler of PyTorch's is a list of mmengine's, which the training loop steps in order; most are a list of one."""

    makers = SCHEDULERS

    def build_schedulers(self):
        return [self._members(spec) for spec in self.scenario["schedulers"]]

    def _members(self, spec):
        if spec["type"] == "ChainedScheduler":
            return [self.scheduler(member) for member in self._chained(spec)]
        if spec["type"] == "SequentialLR":
            return self._warm_up(spec)
        return [self.scheduler(spec)]

    def _warm_up(self, spec):
        """mmengine's sequences are schedulers with a `begin` and an `end`: here a warm-up and what follows it."""
        after = [name for name in UNENDING if name != "OneCycleLR"]
        rise, then = warm_up_then(spec, after, warm_ups=("ConstantLR", "LinearLR"))
        first = self.scheduler(spec["args"]["schedulers"][0])
        return [first, SCHEDULERS[then["type"]](then, self, begin=rise["total_iters"])]

    def _chained(self, spec):
        members = arguments(spec, "schedulers")["schedulers"]
        if not members:
            raise Skip("a list is no scheduler that could be refused")
        for member in members:
            if member["type"] not in SCHEDULERS or member["type"] == "ReduceLROnPlateau":
                raise Skip("no {} in a list of schedulers".format(member["type"]))
        return members

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
        return [
            None if spec["type"] == "ChainedScheduler" else self._last_step(spec, members)
            for spec, members in zip(self.scenario["schedulers"], self.schedulers)
        ]

    def _last_step(self, spec, members):
        if spec["type"] not in UNENDING:
            raise Skip("last_step of {} counts the steps in which it acts".format(spec["type"]))
        return members[0].last_step

    def last_lr(self):
        return self.schedulers[-1][-1].get_last_value()


HANDSHAKE = {
    **implementation_of("mmengine", "https://mmengine.readthedocs.io", "https://github.com/open-mmlab/mmengine/issues"),
    "schedulers": [*SCHEDULERS, "SequentialLR", "ChainedScheduler"],
    "features": ["momentum", "resume", "reload", "set-lr", "add-group", "errors", "groups"],
}

serve(HANDSHAKE, player(MMEngineStage))
