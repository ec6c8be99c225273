"""lrconform's adapter protocol over mmengine.optim.scheduler."""

from importlib.metadata import version

from lrconform.adapter import Skip, arguments, player, reserve_stdout, serve, total_steps
from lrconform.adapter.torch_stage import TorchStage

reserve_stdout()

from mmengine.optim import scheduler as mmengine

METRIC = "metric"


def steps_of(scenario):
    """The number of steps of a program."""
    return sum(operation.get("step", 0) for operation in scenario["program"])


def step(spec, scenario):
    return mmengine.StepLR, arguments(spec, "step_size", "gamma", "last_epoch")


def multi_step(spec, scenario):
    return mmengine.MultiStepLR, arguments(spec, "milestones", "gamma", "last_epoch")


def exponential(spec, scenario):
    return mmengine.ExponentialLR, arguments(spec, "gamma", "last_epoch")


def until(given):
    """PyTorch's total_iters is the last step that changes anything, mmengine's `end` the first that does not."""
    given["end"] = given.pop("total_iters") + 1
    return given


def constant(spec, scenario):
    return mmengine.ConstantLR, until(arguments(spec, "factor", "total_iters", "last_epoch"))


def linear(spec, scenario):
    return mmengine.LinearLR, until(arguments(spec, "start_factor", "end_factor", "total_iters", "last_epoch"))


def polynomial(spec, scenario):
    return mmengine.PolyLR, until(arguments(spec, "total_iters", "power", "last_epoch"))


def cosine(spec, scenario):
    return mmengine.CosineAnnealingLR, arguments(spec, "T_max", "eta_min", "last_epoch")


def warm_restarts(spec, scenario):
    given = arguments(spec, "T_0", "T_mult", "eta_min", "last_epoch")
    # mmengine takes the length of each period and the weight of each restart: as many as the program needs.
    period, factor = given.pop("T_0"), given.pop("T_mult")
    if type(period) is not int or period < 1 or type(factor) is not int or factor < 1:
        raise Skip("no such periods")
    periods = [period]
    last = max(given["last_epoch"] + 1, 0) + steps_of(scenario)  # the last step, also where it was resumed
    while sum(periods) <= last:
        periods.append(periods[-1] * factor)
    return mmengine.CosineRestartLR, dict(given, periods=periods, restart_weights=[1] * len(periods))


def momentum_matters(scenario, given):
    """Whether it could be told that the momentum is not cycled."""
    observed = "momentum" in scenario.get("observe", ())
    return observed or scenario["optimizer"]["type"] == "Adagrad" or given["last_epoch"] != -1


def one_cycle(spec, scenario):
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
    if given.pop("cycle_momentum") and momentum_matters(scenario, given):
        raise Skip("OneCycleLR does not cycle the momentum")
    given["total_steps"] = total_steps(given)
    del given["epochs"], given["steps_per_epoch"]
    return mmengine.OneCycleLR, dict(given, eta_max=given.pop("max_lr"))


def plateau(spec, scenario):
    given = arguments(spec, "mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps")
    mode = given.pop("mode")
    return mmengine.ReduceOnPlateauLR, dict(
        given,
        monitor=METRIC,
        rule={"min": "less", "max": "greater"}.get(mode, mode),
        threshold_rule=given.pop("threshold_mode"),
        min_value=given.pop("min_lr"),
    )


SCHEDULERS = {
    "StepLR": step,
    "MultiStepLR": multi_step,
    "ConstantLR": constant,
    "LinearLR": linear,
    "ExponentialLR": exponential,
    "PolynomialLR": polynomial,
    "CosineAnnealingLR": cosine,
    "CosineAnnealingWarmRestarts": warm_restarts,
    "OneCycleLR": one_cycle,
    "ReduceLROnPlateau": plateau,
}


def built_from(spec, scenario):
    kind, options = SCHEDULERS[spec["type"]](spec, scenario)
    if "last_epoch" in options:
        options["last_step"] = options.pop("last_epoch")
    return kind, options


# Those that act in every step, so that their last_step is PyTorch's last_epoch.
UNENDING = (
    "StepLR",
    "MultiStepLR",
    "ExponentialLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "OneCycleLR",
)


def warm_up(spec, scenario):
    """mmengine's sequences are schedulers with a `begin` and an `end`: here a warm-up and what follows it."""
    given = arguments(spec, "schedulers", "milestones")
    members, milestones = given["schedulers"], given["milestones"]
    if len(members) != 2 or members[0]["type"] not in ("ConstantLR", "LinearLR"):
        raise Skip("a sequence is a warm-up and one schedule")
    if members[1]["type"] not in UNENDING or members[1]["type"] == "OneCycleLR":
        raise Skip("no {} in a sequence".format(members[1]["type"]))
    (first, rise), (second, options) = (built_from(member, scenario) for member in members)
    if rise.get("end_factor", 1) != 1 or milestones != [rise["end"] - 1]:
        raise Skip("the warm-up ends with the initial lr, at the milestone")
    return [(first, rise), (second, dict(options, begin=milestones[0]))]


class MMEngineStage(TorchStage):
    def build_schedulers(self):
        return [self._members(spec) for spec in self.scenario["schedulers"]]

    def _members(self, spec):
        """A composite is a list of schedulers that the training loop steps in order; any other a list of one."""
        if spec["type"] == "ChainedScheduler":
            wanted = [built_from(member, self.scenario) for member in self._chained(spec)]
        elif spec["type"] == "SequentialLR":
            wanted = warm_up(spec, self.scenario)
        else:
            wanted = [built_from(spec, self.scenario)]
        return [kind(self.optimizer, **options) for kind, options in wanted]

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
    "implementation": {
        "name": "mmengine",
        "version": version("mmengine"),
        "language": "Python",
        "homepage": "https://mmengine.readthedocs.io",
        "issues": "https://github.com/open-mmlab/mmengine/issues",
    },
    "precision": "float64",
    "schedulers": [*SCHEDULERS, "SequentialLR", "ChainedScheduler"],
    "features": ["momentum", "resume", "reload", "set-lr", "add-group", "errors", "groups"],
}

serve(HANDSHAKE, player(MMEngineStage))
