"""Random scenarios: any that the scenario format allows, likely ones above all.

A scenario has a mood. Most are calm, so that they run for several steps; in the others each value
may, with the mood's probability, be taken from the edges: 0, -1, equal values, an int for a float,
NaN, a list of the wrong length, a missing argument.

What the format refuses is left out: strings for numbers, numbers for booleans, null where PyTorch has
no None, NaN among milestones.
"""

import random

MOODS = ((0.0, 42), (0.04, 30), (0.12, 20), (0.30, 8))  # (probability of an edge, weight)

CLOSED = (
    "StepLR",
    "MultiStepLR",
    "ConstantLR",
    "LinearLR",
    "ExponentialLR",
    "PolynomialLR",
    "CosineAnnealingLR",
)
SIMPLE = CLOSED + (
    "LambdaLR",
    "MultiplicativeLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "OneCycleLR",
)
COMPOSITES = ("SequentialLR", "ChainedScheduler")
ALL = SIMPLE + ("ReduceLROnPlateau",) + COMPOSITES

CHANNELS = ("lr", "momentum", "last_epoch", "last_lr", "get_lr")
NAN, INFINITY = "NaN", "Infinity"

# A power such as `2 ** epoch` is an exact integer in Python: epochs must stay small enough to write it out.
MAX_EPOCH = 2000

LRS = (0.1, 0.1, 0.05, 0.5, 1.0, 0.01, 0.001, 3e-4, 0.3, 2.0, 1, 1, 2)
EDGE_LRS = (0, 0.0, -0.0, -0.1, -1, 1e-300, 5e-324, 1e300, 1.7e308, 1e-8, 1000000, 10**15, NAN, INFINITY)
GAMMAS = (0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.3, 1.0, 1.1, 2.0, 1, 2)
EDGE_GAMMAS = (0, 0.0, -0.0, -0.5, -1, 3, 10, 1e-10, 1e100, 1e-300, NAN, INFINITY)
EDGE_COUNTS = (0, 0, -1, -3, 1, 1.0, 2.5, 3.0, 0.5, 0.0, 1e9, 1000)
EDGE_FACTORS = (0, 0.0, 1, 1.0, 1.0000000000000002, 1.5, 2, -0.1, -0.0, 5e-324, 1e-17, NAN, INFINITY)
EDGE_MOMENTA = (0, 0.0, 1, 1.0, -0.5, 2, 0.999999, NAN)


class Generator:
    """Scenario number `seed`, with top-level schedulers from `classes`."""

    def __init__(self, seed, classes=ALL):
        self.random = random.Random(seed)
        self.classes = tuple(classes)
        self.members = tuple(name for name in classes if name in SIMPLE) or SIMPLE
        self.edge = self.random.choices([p for p, _ in MOODS], [w for _, w in MOODS])[0]

    # Dice.

    def chance(self, probability):
        return self.random.random() < probability

    def edgy(self, scale=1.0):
        return self.random.random() < self.edge * scale

    def pick(self, *choices):
        return self.random.choice(choices)

    def from_pool(self, pool, edges, low, high):
        """Mostly a familiar value, else one between low and high, and in some moods an edge."""
        if self.edgy():
            return self.random.choice(edges)
        if self.chance(0.5):
            return self.random.choice(pool)
        return self.between(low, high)

    def between(self, low, high):
        value = self.random.uniform(low, high)
        return round(value, self.random.randint(1, 4)) if self.chance(0.5) else value

    def lr(self):
        if self.chance(0.1):
            return 10.0 ** self.random.uniform(-8, 2)
        return self.from_pool(LRS, EDGE_LRS, 0.001, 1.0)

    def gamma(self):
        return self.from_pool(GAMMAS, EDGE_GAMMAS, 0.05, 1.2)

    def factor(self, edges=EDGE_FACTORS):
        return self.from_pool((0.1, 0.25, 0.3, 0.5, 0.9, 1.0 / 3), edges, 0.01, 0.99)

    def count(self, high=12):
        if self.edgy():
            return self.random.choice(EDGE_COUNTS)
        if self.chance(0.02):
            return float(self.random.randint(1, high))
        return self.random.randint(1, high)

    def momentum_value(self):
        return self.from_pool((0.8, 0.85, 0.9, 0.95), EDGE_MOMENTA, 0.5, 0.99)

    def per_group(self, make, listed=0.35):
        """A scalar, or a list with one value for each group (seldom one too few or too many)."""
        if not self.chance(listed):
            return make()
        length = self.groups
        if self.edgy():
            length = max(0, length + self.pick(-1, 1))
        return [make() for _ in range(length)]

    # Expressions.

    def expression(self, argument):
        """An expression over the argument, which is an int as a rule, but for step(1.5)."""
        a = argument
        n = self.random.randint(1, 9)
        f = repr(self.between(0.1, 1.5))
        familiar = (
            "%s ** %s" % (repr(self.between(0.5, 1.0)), a),
            "0.95 ** %s" % a,
            "%s // %d" % (a, n),
            "1 / (%s + 1)" % a,
            "1 / (1 + %s * %s)" % (f, a),
            "min(1.0, (%s + 1) / %d)" % (a, n),
            "0.1 ** (%s // %d)" % (a, n),
            "(1 + cos(pi * %s / %d)) / 2" % (a, n * 3),
            "%s if %s < %d else %s" % (f, a, n, repr(self.between(0.0, 1.0))),
            "0.5 if %s %% %d == 0 else 1" % (a, n),
            "max(0.0, 1 - %s / %d)" % (a, n * 5),
            "exp(-%s * %s)" % (f, a),
            "1 / sqrt(max(1, %s))" % a,
            "min((%s + 1) ** -0.5, (%s + 1) * %d ** -1.5)" % (a, a, n),
            f,
            str(n),
            "1",
            a,
            "-%s" % a,
            "1 - abs(sin(%s))" % a,
            "1 / 2 ** (%s - 1)" % a,
            "0 < %s <= %d" % (a, n),
            "(%s %% %d) / %s" % (a, n, f),
            "log(%s + 1, %d) + 1" % (a, n + 1),
        )
        if self.edgy() or self.chance(0.12):
            return self.pick(
                "1 / %s" % a,
                "1 // %s" % a,
                "%d %% %s" % (n, a),
                "%s %% (%s - %d)" % (f, a, n),
                "log(%s)" % a,
                "log(%s, %d)" % (a, n),
                "log(%d, %s)" % (n, a),
                "sqrt(%d - %s)" % (n, a),
                "%s ** 30" % a,
                "2 ** %s" % a,
                "2 ** %s // 3" % a,
                "3 ** %s %% %d" % (a, n),
                "3 ** %s / 2 ** %s" % (a, a),
                "10 ** (%s * %d)" % (a, n * 8),
                "10.0 ** (%s * %d)" % (a, n * 8),
                "2 ** -%s" % a,
                "(-2) ** %s" % a,
                "-2 ** %s" % a,
                "(-2) ** -%s" % a,
                "(-0.5) ** (%s / 2)" % a,
                "(%s - %d) ** 0.5" % (a, n),
                "0.0 ** (%d - %s)" % (n, a),
                "0 ** (%d - %s)" % (n, a),
                "exp(%s * %d)" % (a, n * 30),
                "floor(1e308 * %s * 10)" % a,
                "ceil(-0.5 * %s)" % a,
                "floor(1e30 * %s) %% %d" % (a, n + 6),
                "1e308 * 10 * %s" % a,
                "1e308 * 10 - 1e308 * %s" % a,
                "-7.5 // (%s - %d)" % (a, n),
                "-7.5 %% (%s + 1)" % a,
                "%s - 0.0 if %s != %d else -0.0" % (a, a, n),
                "abs(%d - %s)" % (n, a),
                "%s ** %s" % (a, a),
                "min(%s, 2.0)" % a,
                "max(%d, %s, 2.5)" % (n, a),
                "1e16 + %s == 10000000000000001" % a,
                "9007199254740993 * %s" % a,
                "%s / 3 * 3 == %s" % (a, a),
                "cos(1e22 * %s)" % a,
                "%s // 0.1" % a,
                "%s %% 0.1" % a,
                "-%s // 0.3" % a,
                "1e-320 * %s" % a,
                "100 - %s ** 2 - 3 * %s" % (a, a),
            )
        if self.chance(0.25):
            return self.grown(a, self.random.randint(1, 3))
        return self.random.choice(familiar)

    def grown(self, argument, depth):
        """Grow a tree of the grammar; powers keep small exponents, so that integers stay writable."""
        r = self.random
        if depth == 0:
            return r.choice((argument, argument, str(r.randint(1, 9)), repr(self.between(0.1, 2.0)), "pi", "2.0", "-3"))

        def inner():
            return self.grown(argument, depth - 1)

        shape = r.randrange(13)
        if shape < 4:
            return "(%s %s %s)" % (inner(), r.choice(("+", "-", "*")), inner())
        if shape == 4:
            return "(%s %s (%s + %d))" % (inner(), r.choice(("/", "//", "%")), argument, r.randint(1, 5))
        if shape == 5:
            return "%s %s %s" % (inner(), r.choice(("/", "//", "%")), r.choice(("3", "0.7", "2", "-2", "-1.5")))
        if shape == 6:
            return "(%s) ** %s" % (inner(), r.choice(("2", "3", "2.0", "1", "0")))
        if shape == 7:
            return "-(%s)" % inner()
        if shape == 8:
            operator = r.choice(("<", "<=", ">", ">=", "==", "!="))
            return "(%s if %s %s %s else %s)" % (inner(), inner(), operator, inner(), inner())
        if shape == 9:
            return "%s(%s, %s)" % (r.choice(("min", "max")), inner(), inner())
        if shape == 10:
            return "%s(%s)" % (r.choice(("abs", "cos", "sin", "floor", "ceil")), inner())
        if shape == 11:
            return "%s(1 + abs(%s))" % (r.choice(("log", "sqrt")), inner())
        return "(%s < %s <= %s)" % (inner(), inner(), inner())

    def function(self, argument):
        return {"expr": self.expression(argument)}

    def factors(self):
        """lr_lambda: a function, or a list with one for each group; on edges something not callable."""
        if self.edgy(0.3):
            return self.pick(1, 0.5)
        return self.per_group(lambda: self.function("epoch"))

    # Schedulers: one method for each class gives its arguments.

    def scheduler(self, name, depth=0):
        if name in COMPOSITES:
            arguments = getattr(self, name)(depth)
        else:
            arguments = getattr(self, name)()
        if name not in ("ChainedScheduler", "ReduceLROnPlateau"):
            self.resume(arguments)
        if self.edgy(0.3):
            self.disturb(arguments)
        return {"type": name, "args": arguments}

    def resume(self, arguments):
        if self.resumed and self.chance(0.8):
            arguments["last_epoch"] = self.pick(0, 1, 2, 3, 4, 7, 10, 25)
        elif self.chance(0.02):
            arguments["last_epoch"] = -1
        elif self.later and self.chance(0.05):
            arguments["last_epoch"] = self.random.randint(0, 5)  # the first one has set initial_lr
        elif self.edgy(0.5):
            arguments["last_epoch"] = self.pick(-2, -5, 0, 1, 3, 5, 40, 2.0, 2.5, -1.0)

    def disturb(self, arguments):
        """Leave an argument out, or add one that the class does not have."""
        if arguments and self.chance(0.5):
            del arguments[self.random.choice(sorted(arguments))]
        else:
            name, value = self.pick(("verbose", False), ("gamma", 0.5), ("total_iters", 3), ("epochs", 2), ("foo", 1))
            arguments.setdefault(name, value)

    def optional(self, arguments, **makers):
        for name, make in makers.items():
            if self.chance(0.7):
                arguments[name] = make()
        return arguments

    def StepLR(self):
        return self.optional({"step_size": self.count()}, gamma=self.gamma)

    def MultiStepLR(self):
        milestones = self.milestones(self.random.randint(0, 5))
        return self.optional({"milestones": milestones}, gamma=self.gamma)

    def milestones(self, length, span=20):
        milestones = [self.random.randint(1, span) for _ in range(length)]
        if self.chance(0.85):
            milestones.sort()
        if self.chance(0.15) and milestones:
            milestones.append(self.random.choice(milestones))
            milestones.pop(0)
        if self.edgy(2):
            milestones = [self.pick(m, m, 0, 0, -1, -m, float(m), m + 0.5) for m in milestones]
        return milestones

    def ConstantLR(self):
        return self.optional({}, factor=self.factor, total_iters=self.count)

    def LinearLR(self):
        return self.optional(
            {},
            start_factor=self.factor,
            end_factor=lambda: self.pick(1, 1.0, 0, 0.0, 0.1) if self.chance(0.4) else self.factor(),
            total_iters=lambda: self.count(20),
        )

    def ExponentialLR(self):
        return {"gamma": self.gamma()}

    def PolynomialLR(self):
        powers = (1, 1.0, 2, 2.0, 0.5, 0.9, 3)
        edges = (0, 0.0, -1, -0.5, 10, 100.0, 1e-3, NAN, INFINITY)
        return self.optional(
            {}, total_iters=lambda: self.count(20), power=lambda: self.from_pool(powers, edges, 0.1, 4)
        )

    def eta_min(self):
        return self.from_pool((0, 0.0, 0.001, 1e-5, 0.01), (0.1, 1, 1.0, -0.1, 5, -0.0, NAN, INFINITY), 0.0, 0.2)

    def CosineAnnealingLR(self):
        return self.optional({"T_max": self.count(20)}, eta_min=self.eta_min)

    def CosineAnnealingWarmRestarts(self):
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

    def LambdaLR(self):
        return {"lr_lambda": self.factors()}

    def MultiplicativeLR(self):
        return {"lr_lambda": self.factors()}

    def ReduceLROnPlateau(self):
        arguments = self.optional(
            {},
            factor=lambda: self.factor((0, 0.0, 1.0, 1, 2.0, -0.5, 0.9999999999999999, NAN)),
            patience=lambda: self.random.randint(0, 4) if not self.edgy() else self.pick(-1, 0, 2.5, 1e9),
            threshold=lambda: self.from_pool(
                (1e-4, 0.01, 0, 0.0), (-0.1, 1, 1.0, 2, NAN, INFINITY), 0.0, 0.5
            ),
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

    def has_momentum(self):
        return self.optimizer != "Adagrad"

    def cycle_momentum(self, arguments, listed):
        """Momentum is cycled by default, which an optimizer without any refuses."""
        if not self.has_momentum() and not self.edgy():
            arguments["cycle_momentum"] = False
        elif self.chance(0.4):
            arguments["cycle_momentum"] = self.chance(0.6)
        if self.chance(0.4):
            arguments["base_momentum"] = self.per_group(self.momentum_value, listed)
        if self.chance(0.4):
            arguments["max_momentum"] = self.per_group(self.momentum_value, listed)

    def CyclicLR(self):
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

    def OneCycleLR(self):
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

    def children(self, depth):
        count = self.pick(1, 2, 2, 2, 3, 3)
        if self.edgy(0.3):
            count = 0
        names = []
        for index in range(count):
            # Deep nests are rarer; SequentialLR raises at a composite that is not its first member.
            if depth < 2 and self.chance(0.15 if depth == 0 else 0.1) and (index == 0 or self.chance(0.4)):
                names.append(self.random.choice(COMPOSITES))
            elif self.edgy(0.3):
                names.append("ReduceLROnPlateau")
            else:
                names.append(self.random.choice(self.members))
        return [self.scheduler(name, depth + 1) for name in names]

    def ChainedScheduler(self, depth):
        return {"schedulers": self.children(depth)}

    def SequentialLR(self, depth):
        members = self.children(depth)
        length = max(0, len(members) - 1)
        if self.edgy(0.5):
            length = max(0, length + self.pick(-1, 1))
        return {"schedulers": members, "milestones": self.milestones(length, 12)}

    # The optimizer.

    def group(self):
        group = {"lr": self.lr()}
        if self.optimizer == "SGD" and self.chance(0.4):
            group["momentum"] = self.momentum_value()
        if self.optimizer == "Adam" and self.chance(0.4):
            group["betas"] = [self.momentum_value(), self.pick(0.999, 0.99, 0.9)]
        if self.resumed and self.chance(0.97) or self.chance(0.03):
            group["initial_lr"] = self.lr() if self.chance(0.5) else group["lr"]
        if self.resumed and self.chance(0.97) or self.chance(0.02):
            group["max_lr"] = self.lr()
            group["min_lr"] = self.from_pool((0, 1e-5, 0.001), EDGE_LRS, 0.0, 0.01)
            group["max_momentum"] = self.momentum_value()
            group["base_momentum"] = self.momentum_value()
        return group

    # The program.

    def program(self, specs):
        """Operations that fit the schedulers: metrics for a plateau, epochs where they are taken."""
        names = [spec["type"] for spec in specs]
        budget = self.pick(5, 10, 20, 30, 40, 60)
        if self.chance(0.02):
            budget = self.pick(300, 1200)
        operations = []
        if self.edgy(0.3):
            return operations
        while budget > 0 and len(operations) < 12:
            used = self.append_operation(operations, specs, names, budget)
            budget -= used
        return operations

    def append_operation(self, operations, specs, names, budget):
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
            for index, name in enumerate(names):
                part = self.random.randint(1, 3)
                if index in plateaus:
                    operations.append({"step_metrics": self.metrics(part), "scheduler": index})
                else:
                    operations.append({"step": part, "scheduler": index})
            return 3
        index = self.random.randrange(len(names)) if len(names) > 1 and self.chance(0.35) else None
        addressed = specs if index is None else [specs[index]]
        takes_epochs = not any(spec["type"] in COMPOSITES for spec in addressed)
        if self.edgy(0.15):
            n = 2
            operation = {"step_metrics": self.writable(self.metrics(n))}
        elif (takes_epochs and self.chance(0.25)) or self.edgy(0.15):
            n = self.random.randint(1, 6)
            operation = {"step_epochs": self.epochs(n, addressed)}
        else:
            operation = {"step": n}
        if index is not None:
            operation["scheduler"] = index
        operations.append(operation)
        return n

    def outside(self):
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

    def metrics(self, count):
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

    def epochs(self, count, specs):
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

    def writable(self, epochs):
        """Where there are functions, epochs within MAX_EPOCH."""
        if not self.functions:
            return epochs
        return [value if isinstance(value, str) or abs(value) <= MAX_EPOCH else MAX_EPOCH for value in epochs]

    def restarts(self, arguments):
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

    # The whole.

    def scenario(self):
        self.optimizer = self.pick("SGD", "SGD", "SGD", "Adam", "Adagrad")
        self.resumed = self.chance(0.08)
        self.groups = self.groups_now = self.pick(1, 1, 1, 2, 2, 3)
        groups = [self.group() for _ in range(self.groups)]
        count = 1 if self.chance(0.8) else self.pick(2, 2, 3)
        specs = []
        for _ in range(count):
            self.later = bool(specs)
            specs.append(self.scheduler(self.random.choice(self.classes)))
        text = repr(specs)
        self.functions = "'expr'" in text
        # The others keep a value for each group and raise once there is another.
        self.can_grow = not any(name in text for name in ("LambdaLR", "CyclicLR", "OneCycleLR", "WarmRestarts"))
        result = {
            "optimizer": {"type": self.optimizer, "groups": groups},
            "schedulers": specs,
            "program": self.program(specs),
        }
        observe = self.observe(specs[-1]["type"])
        if observe is not None:
            result["observe"] = observe
        if self.chance(0.03):
            result = self.in_hex(result)
        return result

    def observe(self, last):
        if self.chance(0.1):
            return None
        channels = [name for name in CHANNELS if name != "get_lr" and self.chance(0.75)]
        outside_step = 0.0 if last in COMPOSITES or last == "ReduceLROnPlateau" else 0.25
        if self.chance(outside_step) or self.edgy(0.1):
            channels.append("get_lr")
        if self.chance(0.5):
            self.random.shuffle(channels)
        return channels or ["lr"]

    def in_hex(self, value):
        """The same scenario with some floats spelled in hex."""
        if isinstance(value, dict):
            return {key: self.in_hex(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.in_hex(item) for item in value]
        if isinstance(value, float) and self.chance(0.5):
            return value.hex()
        return value


def generate(seed, classes=ALL):
    """The scenario that belongs to the seed, in JSON's values."""
    return Generator(seed, classes).scenario()
