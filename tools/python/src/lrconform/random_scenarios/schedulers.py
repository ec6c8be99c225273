"""Random schedulers: one method for each class gives its arguments."""

from __future__ import annotations

from typing import Any

from .dice import COMPOSITES, EDGE_LRS, INFINITY, NAN
from .expressions import Expressions


class Schedulers(Expressions):
    """Specs of schedulers, for the groups and the optimizer that the scenario has."""

    optimizer: str
    members: tuple[str, ...]
    composites: tuple[str, ...]
    plateaus: bool
    resumed: bool
    later: bool

    def scheduler(self, name: str, depth: int = 0) -> Any:
        if name in COMPOSITES:
            arguments = getattr(self, name)(depth)
        else:
            arguments = getattr(self, name)()
        if name not in ("ChainedScheduler", "ReduceLROnPlateau"):
            self.resume(arguments)
        if self.edgy(0.3):
            self.disturb(arguments)
        return {"type": name, "args": arguments}

    def resume(self, arguments: Any) -> None:
        if self.resumed and self.chance(0.8):
            arguments["last_epoch"] = self.pick(0, 1, 2, 3, 4, 7, 10, 25)
        elif self.chance(0.02):
            arguments["last_epoch"] = -1
        elif self.later and self.chance(0.05):
            arguments["last_epoch"] = self.random.randint(0, 5)  # the first one has set initial_lr
        elif self.edgy(0.5):
            arguments["last_epoch"] = self.pick(-2, -5, 0, 1, 3, 5, 40, 2.0, 2.5, -1.0)

    def disturb(self, arguments: Any) -> None:
        """Leave an argument out, or add one that the class does not have."""
        if arguments and self.chance(0.5):
            del arguments[self.random.choice(sorted(arguments))]
        else:
            name, value = self.pick(("verbose", False), ("gamma", 0.5), ("total_iters", 3), ("epochs", 2), ("foo", 1))
            arguments.setdefault(name, value)

    def optional(self, arguments: Any, **makers: Any) -> Any:
        for name, make in makers.items():
            if self.chance(0.7):
                arguments[name] = make()
        return arguments

    def StepLR(self) -> Any:
        return self.optional({"step_size": self.count()}, gamma=self.gamma)

    def MultiStepLR(self) -> Any:
        milestones = self.milestones(self.random.randint(0, 5))
        return self.optional({"milestones": milestones}, gamma=self.gamma)

    def milestones(self, length: int, span: int = 20) -> Any:
        milestones = [self.random.randint(1, span) for _ in range(length)]
        if self.chance(0.85):
            milestones.sort()
        if self.chance(0.15) and milestones:
            milestones.append(self.random.choice(milestones))
            milestones.pop(0)
        if self.edgy(2):
            milestones = [self.pick(m, m, 0, 0, -1, -m, float(m), m + 0.5) for m in milestones]
        return milestones

    def ConstantLR(self) -> Any:
        return self.optional({}, factor=self.factor, total_iters=self.count)

    def LinearLR(self) -> Any:
        return self.optional(
            {},
            start_factor=self.factor,
            end_factor=lambda: self.pick(1, 1.0, 0, 0.0, 0.1) if self.chance(0.4) else self.factor(),
            total_iters=lambda: self.count(20),
        )

    def ExponentialLR(self) -> Any:
        return {"gamma": self.gamma()}

    def PolynomialLR(self) -> Any:
        powers = (1, 1.0, 2, 2.0, 0.5, 0.9, 3)
        edges = (0, 0.0, -1, -0.5, 10, 100.0, 1e-3, NAN, INFINITY)
        return self.optional(
            {}, total_iters=lambda: self.count(20), power=lambda: self.from_pool(powers, edges, 0.1, 4)
        )

    def eta_min(self) -> Any:
        return self.from_pool((0, 0.0, 0.001, 1e-5, 0.01), (0.1, 1, 1.0, -0.1, 5, -0.0, NAN, INFINITY), 0.0, 0.2)

    def CosineAnnealingLR(self) -> Any:
        return self.optional({"T_max": self.count(20)}, eta_min=self.eta_min)

    def CosineAnnealingWarmRestarts(self) -> Any:
        first = self.pick(1, 1, 2, 3, 4, 5, 7, 10)
        factor = self.pick(1, 1, 2, 2, 3, 4, 5)
        if self.edgy():
            first = self.pick(0, -1, 2.0, 2.5, 100, 1)
        if self.edgy():
            factor = self.pick(0, -1, 2.0, 1.5, 10, 1000)
        arguments = self.optional({"T_0": first}, eta_min=self.eta_min)
        if self.chance(0.75):
            arguments["T_mult"] = factor
        return arguments

    def LambdaLR(self) -> Any:
        return {"lr_lambda": self.factors()}

    def MultiplicativeLR(self) -> Any:
        return {"lr_lambda": self.factors()}

    def ReduceLROnPlateau(self) -> Any:
        arguments = self.optional(
            {},
            factor=lambda: self.factor((0, 0.0, 1.0, 1, 2.0, -0.5, 0.9999999999999999, NAN)),
            patience=lambda: self.random.randint(0, 4) if not self.edgy() else self.pick(-1, 0, 2.5, 1e9),
            threshold=lambda: self.from_pool((1e-4, 0.01, 0, 0.0), (-0.1, 1, 1.0, 2, NAN, INFINITY), 0.0, 0.5),
            threshold_mode=lambda: self.pick("rel", "abs") if not self.edgy() else self.pick("relative", ""),
            cooldown=lambda: self.random.randint(0, 3) if not self.edgy() else self.pick(-1, 2.5, 100),
            mode=lambda: self.pick("min", "max") if not self.edgy() else self.pick("MIN", "auto", ""),
        )
        if self.chance(0.4):
            arguments["min_lr"] = self.per_group(
                lambda: self.from_pool((0, 0.0, 1e-3, 0.01), (0.5, 1, -1, 10.0, NAN, INFINITY), 0, 0.05)
            )
        if self.chance(0.3):
            arguments["eps"] = self.from_pool((0, 1e-8, 0.0, 1e-3), (0.5, -1, 1, NAN, INFINITY), 0, 0.01)
        return arguments

    def has_momentum(self) -> bool:
        return self.optimizer != "Adagrad"

    def cycle_momentum(self, arguments: Any, listed: float) -> None:
        """Momentum is cycled by default, which an optimizer without any refuses."""
        if not self.has_momentum() and not self.edgy():
            arguments["cycle_momentum"] = False
        elif self.chance(0.4):
            arguments["cycle_momentum"] = self.chance(0.6)
        if self.chance(0.4):
            arguments["base_momentum"] = self.per_group(self.momentum_value, listed)
        if self.chance(0.4):
            arguments["max_momentum"] = self.per_group(self.momentum_value, listed)

    def CyclicLR(self) -> Any:
        arguments = {
            "base_lr": self.per_group(lambda: self.from_pool((0.001, 0.01, 0, 0.0), EDGE_LRS, 0.0, 0.1)),
            "max_lr": self.per_group(self.lr),
        }
        arguments["step_size_up"] = self.count(6) if self.chance(0.9) else self.between(0.7, 8)
        if self.chance(0.5):
            arguments["step_size_down"] = self.pick(None, self.count(6), self.count(6), self.between(0.7, 8))
        if self.chance(0.7):
            arguments["mode"] = self.pick("triangular", "triangular2", "exp_range")
        if self.edgy():
            arguments["mode"] = self.pick("triangular3", "")
        if self.chance(0.5):
            arguments["gamma"] = self.gamma()
        if self.chance(0.3):
            # The number of the cycle is an exact int however large, so these cycles have some length.
            arguments["scale_fn"] = self.function("x")
            arguments["step_size_up"] = self.random.randint(1, 6)
            arguments["step_size_down"] = self.pick(None, self.random.randint(1, 6), self.between(0.7, 8))
        elif self.chance(0.1):
            arguments["scale_fn"] = None
        if self.chance(0.4):
            arguments["scale_mode"] = self.pick("cycle", "iterations")
        if self.edgy():
            arguments["scale_mode"] = self.pick("epochs", "")
        self.cycle_momentum(arguments, 0.35)
        return arguments

    def OneCycleLR(self) -> Any:
        arguments = {"max_lr": self.per_group(self.lr)}
        # Small totals divide by zero where pct_start * total_steps is 1: many here are long enough for the program.
        total = self.random.randint(8, 60) if self.chance(0.85) else self.random.randint(1, 8)
        if self.edgy():
            total = self.pick(0, -1, 1, 2, 3, 10.0, 5.5, None)
        if self.chance(0.6):
            arguments["total_steps"] = total
            if self.chance(0.1):
                arguments["epochs"] = 3
        else:
            arguments["epochs"] = self.random.randint(2, 6)
            arguments["steps_per_epoch"] = self.random.randint(3, 10)
            if self.edgy():
                arguments[self.pick("epochs", "steps_per_epoch")] = self.pick(0, -1, 2.0, None)
            if self.chance(0.1):
                arguments["total_steps"] = None
        if self.chance(0.5):
            arguments["pct_start"] = self.from_pool(
                (0.25, 0.3, 0.5, 0.4), (0, 0.0, 1, 1.0, -0.1, 1.5, 0.1, 0.01, 0.99, NAN), 0.15, 0.9
            )
        if self.chance(0.5):
            arguments["anneal_strategy"] = self.pick("cos", "linear")
        if self.edgy():
            arguments["anneal_strategy"] = self.pick("cosine", "")
        if self.chance(0.4):
            arguments["three_phase"] = self.chance(0.7)
            if arguments["three_phase"] and arguments.get("pct_start", 0.3) != NAN and self.chance(0.7):
                arguments["pct_start"] = self.between(0.15, 0.45)
        if self.chance(0.4):
            arguments["div_factor"] = self.from_pool((25, 10.0, 1, 2), (0, 0.0, -1, 1e-300, INFINITY), 1, 50)
        if self.chance(0.4):
            arguments["final_div_factor"] = self.from_pool((1e4, 100, 10.0), (0, 0.0, -1, 1e300, NAN), 1, 1000)
        self.cycle_momentum(arguments, 0.35)
        return arguments

    def children(self, depth: int) -> Any:
        count = self.pick(1, 2, 2, 2, 3, 3)
        if self.edgy(0.3):
            count = 0
        names = []
        for index in range(count):
            # Deep nests are rarer; SequentialLR raises at a composite that is not its first member.
            if depth < 2 and self.chance(0.15 if depth == 0 else 0.1) and (index == 0 or self.chance(0.4)):
                names.append(self.random.choice(self.composites))
            elif self.edgy(0.3) and self.plateaus:
                names.append("ReduceLROnPlateau")
            else:
                names.append(self.random.choice(self.members))
        return [self.scheduler(name, depth + 1) for name in names]

    def ChainedScheduler(self, depth: int) -> Any:
        return {"schedulers": self.children(depth)}

    def SequentialLR(self, depth: int) -> Any:
        members = self.children(depth)
        length = max(0, len(members) - 1)
        if self.edgy(0.5):
            length = max(0, length + self.pick(-1, 1))
        return {"schedulers": members, "milestones": self.milestones(length, 12)}

    def SWALR(self) -> Any:
        arguments = self.optional(
            {"swa_lr": self.per_group(self.lr)},
            anneal_epochs=lambda: self.count(20),
            anneal_strategy=lambda: self.pick("cos", "linear"),
        )
        if self.edgy():
            arguments["anneal_strategy"] = self.pick("cosine", "")
        return arguments
