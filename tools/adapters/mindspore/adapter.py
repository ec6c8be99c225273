"""lrconform's adapter protocol over mindspore.experimental.optim.lr_scheduler."""

import inspect

from lrconform.adapter import Skip, SteppedStage, group_options, keywords, reserve_stdout
from lrconform.adapter.parameters import PARAMETERS
from lrconform.adapter.serving import serve_stage

reserve_stdout()

import mindspore
from mindspore import Parameter, Tensor, ops
from mindspore.experimental import optim
from mindspore.experimental.optim import lr_scheduler

mindspore.set_context(mode=mindspore.PYNATIVE_MODE)
mindspore.runtime.launch_blocking()  # handing numbers from thread to thread makes a step ten times as slow

OPTIMIZERS = ("SGD", "Adam", "Adagrad")


class MindSporeStage(SteppedStage):
    families = {}
    makers = {name: getattr(lr_scheduler, name) for name in PARAMETERS if hasattr(lr_scheduler, name)}

    def build(self):
        spec = self.scenario["optimizer"]
        if spec["type"] not in OPTIMIZERS:
            raise Skip("no {}".format(spec["type"]))
        self.parameters = 0
        groups = [self.group(group) for group in spec["groups"]]
        # Some of MindSpore's optimizers need a learning rate of their own; each group has one anyway.
        self.optimizer = getattr(optim, spec["type"])(groups, lr=groups[0]["lr"])
        self.schedulers = [self.scheduler(entry) for entry in self.scenario["schedulers"]]

    def group(self, group):
        self.parameters += 1
        parameter = Parameter(Tensor([0.0], mindspore.float32), name="parameter%d" % self.parameters)
        return dict(group_options(group), params=[parameter])

    def scheduler(self, spec):
        if spec["type"] not in self.makers:
            raise Skip("no {}".format(spec["type"]))
        kind, given = self.makers[spec["type"]], keywords(spec)
        if given.get("cycle_momentum") is False:
            del given["cycle_momentum"]  # MindSpore never cycles it
        known = inspect.signature(kind.__init__).parameters
        for name in given:
            # An argument that PyTorch does not know either is for MindSpore to refuse.
            if name in PARAMETERS[spec["type"]] and name not in known:
                raise Skip("no {} of {}".format(name, spec["type"]))
        if spec["type"] == "SequentialLR" and "schedulers" in given:
            given["schedulers"] = [self.scheduler(member) for member in given["schedulers"]]
        return kind(self.optimizer, **given)

    def set_lr(self, values):
        for group, value in zip(self.optimizer.param_groups, values):
            ops.assign(group["lr"], value)

    def add_group(self, group):
        self.optimizer.add_param_group(self.group(group))

    def lr(self):
        return [float(group["lr"]) for group in self.optimizer.param_groups]

    def momentum(self):
        groups = self.optimizer.param_groups
        return [group["betas"][0] if "betas" in group else group.get("momentum") for group in groups]

    def last_epoch(self):
        return [float(scheduler.last_epoch) for scheduler in self.schedulers]


FEATURES = [
    "momentum",
    "closed-form",
    "fractional-epoch",
    "resume",
    "set-lr",
    "add-group",
    "get-lr",
    "errors",
    "groups",
]
HOME, ISSUES = "https://www.mindspore.cn", "https://gitee.com/mindspore/mindspore/issues"
serve_stage(MindSporeStage, "mindspore", HOME, ISSUES, [*FEATURES, "functions"], precision="float32")
