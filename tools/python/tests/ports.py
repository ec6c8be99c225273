"""Ports of PyTorch's StepLR for the tests: a right one, and wrong ones."""

import time


class StepLR:
    """As PyTorch's, in its chainable form."""

    def __init__(self, optimizer, step_size, gamma=0.1, last_epoch=-1):
        self.optimizer, self.step_size, self.gamma = optimizer, step_size, gamma
        for group in optimizer.param_groups:
            if last_epoch == -1:
                group.setdefault("initial_lr", group["lr"])
            elif "initial_lr" not in group:
                raise KeyError("initial_lr")
        self.last_epoch = last_epoch
        self.step()

    def step(self):
        self.last_epoch += 1
        for group in self.optimizer.param_groups:
            group["lr"] = self.next_lr(group["lr"])
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def next_lr(self, lr):
        return lr * self.gamma if self.decays(self.last_epoch) else lr

    def decays(self, epoch):
        return epoch != 0 and epoch % self.step_size == 0

    def get_last_lr(self):
        return self._last_lr

    def state_dict(self):
        return {name: value for name, value in vars(self).items() if name != "optimizer"}

    def load_state_dict(self, state):
        vars(self).update(state)


class Late(StepLR):
    """Decays one step after each multiple of step_size: at 1, too."""

    def decays(self, epoch):
        return epoch != 0 and (epoch - 1) % self.step_size == 0


class Raising(StepLR):
    """Raises at the third epoch."""

    def next_lr(self, lr):
        if self.last_epoch == 3:
            raise LookupError("no third epoch")
        return super().next_lr(lr)


class Hanging(StepLR):
    """Does not come back from the second epoch."""

    def next_lr(self, lr):
        while self.last_epoch == 2:
            time.sleep(0.01)
        return super().next_lr(lr)
