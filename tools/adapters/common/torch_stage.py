"""A Stage over an optimizer of PyTorch's, for libraries that bring their own schedulers to it."""

import copy

import torch

from play import Stage
from scenario import group_options

OPTIMIZERS = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam, "Adagrad": torch.optim.Adagrad}

# No scenario trains, so one set of parameters serves every optimizer; making tensors is slow.
_parameters = []


class TorchStage(Stage):
    """A subclass builds `self.schedulers` in `build_schedulers()` and steps them in `step(index)`.

    Where it declares `reload`, it says with `scheduler_state(index)` and `load_scheduler_state(index, state)` how a
    scheduler is saved and loaded.
    """

    def build(self):
        self.build_optimizer()
        self.schedulers = self.build_schedulers()

    def build_optimizer(self, **options):
        spec = self.scenario["optimizer"]
        groups = [self._group(group, index) for index, group in enumerate(spec["groups"])]
        self.optimizer = OPTIMIZERS[spec["type"]](groups, **options)

    def build_schedulers(self):
        raise NotImplementedError

    def scheduler_state(self, index):
        return self.schedulers[index].state_dict()

    def load_scheduler_state(self, index, state):
        self.schedulers[index].load_state_dict(state)

    def base_lrs(self):
        """The learning rates that the scenario gives the groups."""
        return [group_options(group)["lr"] for group in self.scenario["optimizer"]["groups"]]

    def set_lr(self, values):
        for group, value in zip(self.optimizer.param_groups, values):
            group["lr"] = value

    def add_group(self, group):
        self.optimizer.add_param_group(self._group(group, len(self.optimizer.param_groups)))

    def reload(self, extent):
        # Copies: a state dict shares lists with the objects that it was taken from.
        optimizer_state = copy.deepcopy(self.optimizer.state_dict())
        indices = range(len(self.schedulers))
        states = [copy.deepcopy(self.scheduler_state(index)) for index in indices]
        self.build()
        if extent == "all":
            self.optimizer.load_state_dict(optimizer_state)
        for index in indices:
            self.load_scheduler_state(index, states[index])

    def lr(self):
        return [group["lr"] for group in self.optimizer.param_groups]

    def momentum(self):
        return [
            group["betas"][0] if "betas" in group else group.get("momentum")
            for group in self.optimizer.param_groups
        ]

    def _group(self, group, index):
        while len(_parameters) <= index:
            _parameters.append(torch.nn.Parameter(torch.zeros(1)))
        return dict(group_options(group), params=[_parameters[index]])
