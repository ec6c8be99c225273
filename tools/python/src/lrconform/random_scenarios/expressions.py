"""Random functions of a scenario, as text in the expression language."""

from __future__ import annotations

from typing import Any

from .dice import Dice


class Expressions(Dice):
    """Expressions over one argument: familiar ones, edges, and trees of the grammar."""

    def expression(self, argument: str) -> Any:
        """An expression over the argument, which is an int as a rule, but for step(1.5)."""
        a = argument
        n = self.random.randint(1, 9)
        f = repr(self.between(0.1, 1.5))
        familiar = (
            f"{self.between(0.5, 1.0)!r} ** {a}",
            f"0.95 ** {a}",
            "%s // %d" % (a, n),
            f"1 / ({a} + 1)",
            f"1 / (1 + {f} * {a})",
            "min(1.0, (%s + 1) / %d)" % (a, n),
            "0.1 ** (%s // %d)" % (a, n),
            "(1 + cos(pi * %s / %d)) / 2" % (a, n * 3),
            "%s if %s < %d else %s" % (f, a, n, repr(self.between(0.0, 1.0))),
            "0.5 if %s %% %d == 0 else 1" % (a, n),
            "max(0.0, 1 - %s / %d)" % (a, n * 5),
            f"exp(-{f} * {a})",
            f"1 / sqrt(max(1, {a}))",
            "min((%s + 1) ** -0.5, (%s + 1) * %d ** -1.5)" % (a, a, n),
            f,
            str(n),
            "1",
            a,
            f"-{a}",
            f"1 - abs(sin({a}))",
            f"1 / 2 ** ({a} - 1)",
            "0 < %s <= %d" % (a, n),
            "(%s %% %d) / %s" % (a, n, f),
            "log(%s + 1, %d) + 1" % (a, n + 1),
        )
        if self.edgy() or self.chance(0.12):
            return self.pick(
                f"1 / {a}",
                f"1 // {a}",
                "%d %% %s" % (n, a),
                "%s %% (%s - %d)" % (f, a, n),
                f"log({a})",
                "log(%s, %d)" % (a, n),
                "log(%d, %s)" % (n, a),
                "sqrt(%d - %s)" % (n, a),
                f"{a} ** 30",
                f"2 ** {a}",
                f"2 ** {a} // 3",
                "3 ** %s %% %d" % (a, n),
                f"3 ** {a} / 2 ** {a}",
                "10 ** (%s * %d)" % (a, n * 8),
                "10.0 ** (%s * %d)" % (a, n * 8),
                f"2 ** -{a}",
                f"(-2) ** {a}",
                f"-2 ** {a}",
                f"(-2) ** -{a}",
                f"(-0.5) ** ({a} / 2)",
                "(%s - %d) ** 0.5" % (a, n),
                "0.0 ** (%d - %s)" % (n, a),
                "0 ** (%d - %s)" % (n, a),
                "exp(%s * %d)" % (a, n * 30),
                f"floor(1e308 * {a} * 10)",
                f"ceil(-0.5 * {a})",
                "floor(1e30 * %s) %% %d" % (a, n + 6),
                f"1e308 * 10 * {a}",
                f"1e308 * 10 - 1e308 * {a}",
                "-7.5 // (%s - %d)" % (a, n),
                f"-7.5 % ({a} + 1)",
                "%s - 0.0 if %s != %d else -0.0" % (a, a, n),
                "abs(%d - %s)" % (n, a),
                f"{a} ** {a}",
                f"min({a}, 2.0)",
                "max(%d, %s, 2.5)" % (n, a),
                f"1e16 + {a} == 10000000000000001",
                f"9007199254740993 * {a}",
                f"{a} / 3 * 3 == {a}",
                f"cos(1e22 * {a})",
                f"{a} // 0.1",
                f"{a} % 0.1",
                f"-{a} // 0.3",
                f"1e-320 * {a}",
                f"100 - {a} ** 2 - 3 * {a}",
            )
        if self.chance(0.25):
            return self.grown(a, self.random.randint(1, 3))
        return self.random.choice(familiar)

    def grown(self, argument: str, depth: int) -> Any:
        """Grow a tree of the grammar; powers keep small exponents, so that integers stay writable."""
        r = self.random
        if depth == 0:
            return r.choice((argument, argument, str(r.randint(1, 9)), repr(self.between(0.1, 2.0)), "pi", "2.0", "-3"))

        def inner() -> Any:
            return self.grown(argument, depth - 1)

        shape = r.randrange(13)
        if shape < 4:
            return "({} {} {})".format(inner(), r.choice(("+", "-", "*")), inner())
        if shape == 4:
            return "(%s %s (%s + %d))" % (inner(), r.choice(("/", "//", "%")), argument, r.randint(1, 5))
        if shape == 5:
            return "{} {} {}".format(inner(), r.choice(("/", "//", "%")), r.choice(("3", "0.7", "2", "-2", "-1.5")))
        if shape == 6:
            return "({}) ** {}".format(inner(), r.choice(("2", "3", "2.0", "1", "0")))
        if shape == 7:
            return f"-({inner()})"
        if shape == 8:
            operator = r.choice(("<", "<=", ">", ">=", "==", "!="))
            return f"({inner()} if {inner()} {operator} {inner()} else {inner()})"
        if shape == 9:
            return "{}({}, {})".format(r.choice(("min", "max")), inner(), inner())
        if shape == 10:
            return "{}({})".format(r.choice(("abs", "cos", "sin", "floor", "ceil")), inner())
        if shape == 11:
            return "{}(1 + abs({}))".format(r.choice(("log", "sqrt")), inner())
        return f"({inner()} < {inner()} <= {inner()})"

    def function(self, argument: str) -> Any:
        return {"expr": self.expression(argument)}

    def factors(self) -> Any:
        """lr_lambda: a function, or a list with one for each group; on edges something not callable."""
        if self.edgy(0.3):
            return self.pick(1, 0.5)
        return self.per_group(lambda: self.function("epoch"))
