"""Plays a scenario on PyTorch and returns what was observed.

The scheduler module is a parameter, so that other versions and mutants of it can be played as well.
"""

import copy
import json
import math
import re

import torch

from expressions import ExpressionError, compile_expression

OPTIMIZERS = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam, "Adagrad": torch.optim.Adagrad}

SCHEDULERS = (
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
    "ReduceLROnPlateau",
    "SequentialLR",
    "ChainedScheduler",
    "SWALR",
)
COMPOSITES = ("SequentialLR", "ChainedScheduler")
# Built from its members alone: what `optimizer=` would add, PyTorch takes from the first member.
WITHOUT_OPTIMIZER = ("ChainedScheduler",)

# Arguments that are words; a string anywhere else spells a number.
WORDS = ("mode", "anneal_strategy", "scale_mode", "threshold_mode")
SPELLED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
HEX_FLOAT = re.compile(r"[+-]?0[xX]([0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?")

MAX_MESSAGE = 300


class ScenarioError(ValueError):
    """The scenario itself is malformed: no outcome of PyTorch's."""


# Reading: from JSON values to the Python values that PyTorch is given.


def number(value):
    """An int stays an int; "NaN", "Infinity", "-Infinity" and C99 hex floats are floats."""
    if isinstance(value, str):
        if value in SPELLED:
            return SPELLED[value]
        if HEX_FLOAT.fullmatch(value):
            try:
                return float.fromhex(value)
            except OverflowError:
                raise ScenarioError("out of range: %s" % value) from None
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ScenarioError("not a number: %r" % (value,))


def argument(name, value):
    """A scheduler's argument: a new object for each call, since PyTorch keeps some lists."""
    if value is None or isinstance(value, bool) or (name in WORDS and isinstance(value, str)):
        return value
    if isinstance(value, list):
        return [argument(name, item) for item in value]
    if isinstance(value, dict):
        if "expr" not in value:
            return table_function(value["table"])
        try:
            return compile_expression(value.get("expr"))
        except ExpressionError as error:
            raise ScenarioError(str(error)) from None
    return number(value)


def table_function(values):
    """A function that looks its values up. A real function: PyTorch saves other callables with their state."""
    values = [number(value) for value in values]

    def function(x):
        if x != int(x) or not 0 <= x < len(values):
            raise IndexError("the table has no value at %r" % (x,))
        return values[int(x)]

    return function


def operation(entry):
    """Split one entry of a program into (name, payload, schedulers' indices)."""
    if not isinstance(entry, dict):
        raise ScenarioError("an operation is an object: %r" % (entry,))
    names = [name for name in entry if name != "scheduler"]
    if len(names) != 1:
        raise ScenarioError("an operation has one key: %r" % (entry,))
    name, payload = names[0], entry[names[0]]
    if name == "step":
        if type(payload) is not int or payload < 0:
            raise ScenarioError("not a number of steps: %r" % (payload,))
    elif name in ("step_epochs", "step_metrics", "set_lr"):
        if not isinstance(payload, list):
            raise ScenarioError("%s takes a list: %r" % (name, payload))
        payload = [number(value) for value in payload]
    elif name == "add_group":
        group_keywords(payload)
    elif name == "reload":
        payload = reload_options(payload)
    elif name in ("observe", "save"):
        if payload is not True:
            raise ScenarioError("%s is true: %r" % (name, payload))
    elif name == "add_scheduler":
        list(scheduler_types([payload]))
    else:
        raise ScenarioError("unknown operation: %s" % name)
    index = entry.get("scheduler")
    if index is None:
        return name, payload, None
    if type(index) is not int or index < 0:
        raise ScenarioError("no scheduler %r" % (index,))
    return name, payload, (index,)


def reload_options(payload):
    """How everything is built anew and loaded, with what a word leaves out."""
    if isinstance(payload, dict):
        options = dict(payload)
    elif payload in ("all", "scheduler"):
        options = {"load": payload}
    else:
        raise ScenarioError('reload is "all", "scheduler" or an object: %r' % (payload,))
    load = options.get("load", "all")
    options["load"] = ["optimizer", "scheduler"] if load == "all" else [load] if isinstance(load, str) else load
    return options


def group_keywords(group):
    """The options of a parameter group, without its parameters."""
    if not isinstance(group, dict):
        raise ScenarioError("a group is an object: %r" % (group,))
    return {key: group_option(key, value) for key, value in group.items()}


def group_option(key, value):
    """One option: a number, a pair of betas, or a learning rate that is a Tensor."""
    if isinstance(value, list):
        return tuple(number(item) for item in value)
    if key == "lr" and isinstance(value, dict):
        dtype = {"float32": torch.float32, "float64": torch.float64}.get(value.get("dtype"))
        if dtype is None or set(value) != {"tensor", "dtype"}:
            raise ScenarioError("not a Tensor: %r" % (value,))
        return torch.tensor(number(value["tensor"]), dtype=dtype)
    return number(value)


def scheduler_types(specs):
    """Every class that the schedulers of a scenario name, members of composites included."""
    for spec in specs:
        if not isinstance(spec, dict) or not isinstance(spec.get("type"), str):
            raise ScenarioError("a scheduler has a type: %r" % (spec,))
        yield spec["type"]
        members = spec.get("args", {}).get("schedulers")
        if members is not None:
            if spec["type"] not in COMPOSITES or not isinstance(members, list):
                raise ScenarioError("args.schedulers is a list in a composite: %s" % spec["type"])
            yield from scheduler_types(members)


def find_class(lr_scheduler, name):
    """A class of the schedulers' module; SWALR stands in another one, of the installed PyTorch alone."""
    if name == "SWALR" and lr_scheduler is torch.optim.lr_scheduler:
        return torch.optim.swa_utils.SWALR
    return getattr(lr_scheduler, name, None) if name in SCHEDULERS else None


def unavailable(scenario, lr_scheduler, optimizers=OPTIMIZERS):
    """The first class named by the scenario that is not there, or None."""
    try:
        names = list(scheduler_types(scenario["schedulers"]))
        optimizer = scenario["optimizer"]["type"]
    except (KeyError, TypeError, AttributeError):
        raise ScenarioError("a scenario has an optimizer and schedulers") from None
    if optimizer not in optimizers:
        return str(optimizer)
    for name in names:
        if find_class(lr_scheduler, name) is None:
            return name
    return None


# Playing.


class Stage:
    """An optimizer and its schedulers, built from a scenario, and built anew by `reload`."""

    # No scenario trains, so one set of parameters serves every optimizer; making tensors is slow.
    _parameters = []

    def __init__(self, scenario, lr_scheduler, optimizers):
        self.scenario = scenario
        self.lr_scheduler = lr_scheduler
        self.optimizers = optimizers
        self.build()

    def build(self):
        self.saved = None
        self.build_optimizer(self.scenario["optimizer"]["groups"])
        self.build_schedulers(self.scenario["schedulers"])

    def build_optimizer(self, groups):
        groups = [self.group(group, index) for index, group in enumerate(groups)]
        self.optimizer = self.optimizers[self.scenario["optimizer"]["type"]](groups)

    def build_schedulers(self, specs):
        self.schedulers = []
        for spec in specs:
            self.add_scheduler(spec)

    def add_scheduler(self, spec):
        self.schedulers.append(self.scheduler(spec))

    def group(self, group, index):
        while len(self._parameters) <= index:
            self._parameters.append(torch.nn.Parameter(torch.zeros(1)))
        options = group_keywords(group)
        options["params"] = [self._parameters[index]]
        return options

    def scheduler(self, spec):
        members = spec["type"] in COMPOSITES
        arguments = {
            name: [self.scheduler(member) for member in value]
            if members and name == "schedulers"
            else argument(name, value)
            for name, value in spec.get("args", {}).items()
        }
        kind = find_class(self.lr_scheduler, spec["type"])
        if spec["type"] in WITHOUT_OPTIMIZER:
            return kind(**arguments)
        return kind(self.optimizer, **arguments)

    def add_group(self, group):
        self.optimizer.add_param_group(self.group(group, len(self.optimizer.param_groups)))

    def set_lr(self, values):
        groups = self.optimizer.param_groups
        if len(values) != len(groups):
            raise ScenarioError("set_lr has %d values for %d groups" % (len(values), len(groups)))
        for group, value in zip(groups, values):
            group["lr"] = value

    def state(self):
        # Copies: a state dict shares lists with the objects that it was taken from.
        return {
            "optimizer": copy.deepcopy(self.optimizer.state_dict()),
            "scheduler": [copy.deepcopy(scheduler.state_dict()) for scheduler in self.schedulers],
        }

    def save(self, _):
        self.saved = self.state()

    def reload(self, options):
        state = self.saved or self.state()
        parts = list(options["load"])
        if options.get("through") == "json":
            state = {part: through_json(state[part]) for part in parts}
        self.build_optimizer(options.get("groups", self.scenario["optimizer"]["groups"]))
        if options.get("build") == "after-optimizer":
            parts.remove("optimizer")
            self.optimizer.load_state_dict(state["optimizer"])
        self.build_schedulers(options.get("schedulers", self.scenario["schedulers"]))
        for part in parts:
            if part == "optimizer":
                self.optimizer.load_state_dict(state["optimizer"])
            else:
                for scheduler, saved in zip(self.schedulers, state["scheduler"]):
                    scheduler.load_state_dict(saved)

    # One method for each channel: a value for each group, or for each scheduler.

    def lr(self):
        return [float(group["lr"]) for group in self.optimizer.param_groups]

    def momentum(self):
        return [_momentum(group) for group in self.optimizer.param_groups]

    def last_lr(self):
        return [float(value) for value in self.schedulers[-1].get_last_lr()]

    def get_lr(self):
        return [float(value) for value in self.schedulers[-1].get_lr()]

    def last_epoch(self):
        epochs = [getattr(scheduler, "last_epoch", None) for scheduler in self.schedulers]
        for epoch in epochs:
            if epoch is not None:
                float(epoch)  # raises where a trace, which holds doubles, cannot hold it
        return epochs


def state_number(key):
    def channel(stage):
        value = stage.schedulers[-1].state_dict().get(key)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return [float(value) if is_number else None]

    return channel


CHANNELS = {
    "beta2": lambda stage: [
        float(group["betas"][1]) if "betas" in group else None for group in stage.optimizer.param_groups
    ],
    "initial_lr": lambda stage: [
        float(group["initial_lr"]) if "initial_lr" in group else None for group in stage.optimizer.param_groups
    ],
    "lr": Stage.lr,
    "momentum": Stage.momentum,
    "last_epoch": Stage.last_epoch,
    "last_lr": Stage.last_lr,
    "get_lr": Stage.get_lr,
}


def _momentum(group):
    if "betas" in group:
        return float(group["betas"][0])
    if "momentum" in group:
        return float(group["momentum"])
    return None


def through_json(state):
    """State as a checkpoint in JSON keeps it. The optimizer's state of its parameters holds Tensors and stays."""
    if isinstance(state, dict) and "param_groups" in state:
        return {**state, "param_groups": json.loads(json.dumps(state["param_groups"]))}
    return json.loads(json.dumps(state))


STATE = re.compile(r"state\.([A-Za-z0-9_]{1,64})")


def channel_of(name):
    state = isinstance(name, str) and STATE.fullmatch(name)
    return state_number(state[1]) if state else CHANNELS.get(name)


class Trace:
    """The complete observations so far, row by row."""

    def __init__(self, scenario):
        observe = scenario.get("observe", ["lr"])
        if not isinstance(observe, list) or any(channel_of(name) is None for name in observe):
            raise ScenarioError("unknown channel in observe: %r" % (observe,))
        self.rows = {name: [] for name in observe}
        self.groups = len(scenario["optimizer"]["groups"])
        self.schedulers = len(scenario["schedulers"])
        self.count = 0

    def observe(self, stage):
        # All channels before any is kept: an observation that raises leaves nothing behind.
        seen = [(name, channel_of(name)(stage)) for name in self.rows]
        for name, row in seen:
            self.rows[name].append(row)
        self.groups = max(self.groups, len(stage.optimizer.param_groups))
        self.count += 1

    def columns(self):
        """Column-wise, in JSON's values; null where a row has no entry for the column."""
        result = {}
        for name, rows in self.rows.items():
            width = self.schedulers if name == "last_epoch" else 1 if name.startswith("state.") else self.groups
            width = max([width] + [len(row) for row in rows])
            result[name] = [
                [spelled(row[index]) if index < len(row) else None for row in rows] for index in range(width)
            ]
        return result


def spelled(value):
    """JSON has no NaN and no infinities: they are strings."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def play(scenario, lr_scheduler, optimizers=OPTIMIZERS):
    """Return {"trace": …}, with "error" where PyTorch or Python raised; raise ScenarioError if malformed."""
    missing = unavailable(scenario, lr_scheduler, optimizers)
    if missing is not None:
        raise ScenarioError("no %s" % missing)
    try:
        # One that is added may be addressed; the index is looked at when it is stepped.
        program = [operation(entry) for entry in scenario.get("program", [])]
        trace = Trace(scenario)
    except (KeyError, TypeError) as error:
        raise ScenarioError("malformed scenario: %s" % error) from None
    try:
        stage = Stage(scenario, lr_scheduler, optimizers)
        trace.observe(stage)
        for name, payload, addressed in program:
            if name == "step":
                calls = [()] * payload
            elif name in ("step_epochs", "step_metrics"):
                calls = [(value,) for value in payload]
            elif name == "observe":
                trace.observe(stage)
                continue
            else:
                getattr(stage, name)(payload)
                continue
            for call in calls:
                for index in range(len(stage.schedulers)) if addressed is None else addressed:
                    stage.schedulers[index].step(*call)
                trace.observe(stage)
    except ScenarioError:
        raise
    except Exception as error:  # whatever PyTorch raises is the outcome
        lines = str(error).splitlines() or [""]
        described = {"step": trace.count, "type": type(error).__name__, "message": lines[0][:MAX_MESSAGE]}
        return {"trace": trace.columns(), "error": described}
    return {"trace": trace.columns()}
