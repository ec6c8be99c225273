"""Random programs: what is done with the schedulers, and what happens to the optimizer meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lrconform.adapter.protocol import Json

from .dice import COMPOSITES, EDGE_LRS, INFINITY, MAX_EPOCH, NAN
from .schedulers import Schedulers


class Programs(Schedulers):
    """Operations that fit the schedulers."""

    groups_now: int
    functions: bool
    can_grow: bool

    def group(self) -> Any:
        group = {"lr": self.lr()}
        if self.optimizer == "SGD" and self.chance(0.4):
            group["momentum"] = self.momentum_value()
        if self.optimizer == "Adam" and self.chance(0.4):
            group["betas"] = [self.momentum_value(), self.pick(0.999, 0.99, 0.9)]
        if (self.resumed and self.chance(0.97)) or self.chance(0.03):
            group["initial_lr"] = self.lr() if self.chance(0.5) else group["lr"]
        if (self.resumed and self.chance(0.97)) or self.chance(0.02):
            group["max_lr"] = self.lr()
            group["min_lr"] = self.from_pool((0, 1e-5, 0.001), EDGE_LRS, 0.0, 0.01)
            group["max_momentum"] = self.momentum_value()
            group["base_momentum"] = self.momentum_value()
        return group

    def program(self, specs: Json) -> Any:
        """Operations that fit the schedulers: metrics for a plateau, epochs where they are taken."""
        names = [spec["type"] for spec in specs]
        budget = self.pick(5, 10, 20, 30, 40, 60)
        if self.chance(0.02):
            budget = self.pick(300, 1200)
        operations: list[Any] = []
        if self.edgy(0.3):
            return operations
        while budget > 0 and len(operations) < 12:
            used = self.append_operation(operations, specs, names, budget)
            budget -= used
        return operations

    def append_operation(self, operations: Any, specs: Json, names: Sequence[str], budget: int) -> int:
        """Append one operation (for plateaus among others: one for each scheduler); return the steps taken."""
        if operations and self.chance(0.22):
            outside = self.outside()
            if outside is not None:
                operations.append(outside)
                return 1
        plateaus = [index for index, name in enumerate(names) if name == "ReduceLROnPlateau"]
        n = min(budget, self.random.randint(1, max(2, budget)))
        if plateaus and len(plateaus) == len(names):
            if self.edgy(0.2):
                operations.append({"step": 1})
            else:
                operations.append({"step_metrics": self.metrics(n)})
            return n
        if plateaus and not self.edgy(0.5):
            for index in range(len(names)):
                part = self.random.randint(1, 3)
                if index in plateaus:
                    operations.append({"step_metrics": self.metrics(part), "scheduler": index})
                else:
                    operations.append({"step": part, "scheduler": index})
            return 3
        one = self.random.randrange(len(names)) if len(names) > 1 and self.chance(0.35) else None
        addressed = specs if one is None else [specs[one]]
        takes_epochs = not any(spec["type"] in COMPOSITES for spec in addressed)
        if self.edgy(0.15):
            n = 2
            operation = {"step_metrics": self.writable(self.metrics(n))}
        elif (takes_epochs and self.chance(0.25)) or self.edgy(0.15):
            n = self.random.randint(1, 6)
            operation = {"step_epochs": self.epochs(n, addressed)}
        else:
            operation = {"step": n}
        if one is not None:
            operation["scheduler"] = one
        operations.append(operation)
        return n

    def outside(self) -> Any:
        """Something that happens to the optimizer or to the objects; None where it would end most cases."""
        roll = self.random.random()
        if roll < 0.4:
            return {"set_lr": [self.lr() for _ in range(self.groups_now)]}
        if roll < 0.85:
            extent = self.pick("all", "all", "scheduler")
            if self.groups_now != self.groups and extent == "all" and not self.edgy():
                return None
            self.groups_now = self.groups  # where the reload raises, nothing follows
            return {"reload": extent}
        if self.groups_now < 5 and (self.can_grow or self.chance(0.25)):
            self.groups_now += 1
            return {"add_group": self.group()}
        return None

    def metrics(self, count: int) -> Any:
        """A loss curve: falling, flat or noisy, of either sign."""
        value = self.between(-2, 4)
        slope = self.pick(0.0, 0.0, -0.1, -0.01, 0.1, 0.5)
        noise = self.pick(0.0, 0.0, 0.05, 0.5)
        result = []
        for _ in range(count):
            value += slope + (self.random.uniform(-noise, noise) if noise else 0.0)
            if self.edgy():
                result.append(self.pick(NAN, INFINITY, "-Infinity", 0, 0.0, -0.0, 1, -1, 1e308, 5e-324))
            elif result and self.chance(0.15):
                result.append(result[-1])
            elif self.chance(0.05):
                result.append(self.random.randint(-3, 5))
            else:
                result.append(value)
        return result

    def epochs(self, count: int, specs: Json) -> Any:
        """Arguments of step(epoch): ascending with fractions, or leaping, backwards, to restarts."""
        restarts = [self.restarts(spec["args"]) for spec in specs if spec["type"].endswith("WarmRestarts")]
        at = self.random.randint(0, 12)
        result = []
        kind = self.pick("ascending", "fractional", "leaping", "restarts")
        for index in range(count):
            if self.edgy(0.5):
                result.append(self.pick(-1, -2.5, 0, 0.0, -0.0, 1e6, 1e15, 1500, 5000, MAX_EPOCH, 0.1, -20))
            elif kind == "ascending":
                result.append(at + index)
            elif kind == "fractional":
                result.append(at + index / self.pick(1, 2, 3, 4, 10))
            elif kind == "restarts" and restarts:
                result.append(self.random.choice(self.random.choice(restarts)))
            else:
                result.append(self.pick(self.random.randint(0, 40), self.random.randint(0, 12), self.between(0, 30)))
        return self.writable(result)

    def writable(self, epochs: Any) -> Any:
        """Where there are functions, epochs within MAX_EPOCH."""
        if not self.functions:
            return epochs
        return [value if isinstance(value, str) or abs(value) <= MAX_EPOCH else MAX_EPOCH for value in epochs]

    def restarts(self, arguments: Any) -> Any:
        """Epochs at and around the exact restarts T_0 (1 + m + m^2 + …)."""
        first, factor = arguments.get("T_0"), arguments.get("T_mult", 1)
        if not isinstance(first, int) or not isinstance(factor, int) or first < 1 or factor < 1:
            return [0, 1]
        at, length, result = 0, first, []
        for _ in range(8):
            at += length
            length *= factor
            if at > MAX_EPOCH:
                break
            result += [at, at, float(at), at - 1, at + 1, at - 0.5, at + 1e-9]
        return result or [first]
