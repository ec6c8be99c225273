"""Recording observations into the trace of the protocol."""

import math

from blame import implementation

CHANNELS = ("lr", "momentum", "last_epoch", "last_lr", "get_lr")
MAX_MESSAGE = 300


class Recorder:
    """The complete observations so far.

        recorder = Recorder(scenario)
        recorder.observe(stage)         # calls stage.lr() and whatever else the scenario observes, in its order
        return recorder.reply()         # or, where the implementation raised: recorder.reply(error)

    Each channel is a method of `stage` that returns a list: a value for each group, or (last_epoch) for each
    scheduler; None where there is nothing to observe.
    """

    def __init__(self, scenario):
        self.names = list(scenario.get("observe", ["lr"]))
        self.count = 0
        self._rows = {name: [] for name in self.names}
        self._groups = len(scenario["optimizer"]["groups"])
        self._schedulers = len(scenario["schedulers"])

    def observe(self, stage):
        # All channels before any is kept: an observation that raises leaves nothing behind.
        seen = []
        for name in self.names:
            values = list(getattr(stage, name)())
            with implementation():  # what it gives may be no number
                seen.append((name, [plain(value) for value in values]))
        for name, row in seen:
            self._rows[name].append(row)
        self.count += 1

    def trace(self):
        """Column-wise: a column for each group, or scheduler; null where an observation has no value for it."""
        widths = {
            name: max(
                [self._schedulers if name == "last_epoch" else self._groups] + [len(row) for row in rows]
            )
            for name, rows in self._rows.items()
        }
        # A group has its column in every channel of groups, also in those that never saw it.
        groups = max([self._groups] + [width for name, width in widths.items() if name != "last_epoch"])
        return {
            name: [
                [row[index] if index < len(row) else None for row in rows]
                for index in range(widths[name] if name == "last_epoch" else groups)
            ]
            for name, rows in self._rows.items()
        }

    def reply(self, error=None):
        """The members of the reply: the trace and, where there is one, the exception that ended it."""
        if error is None:
            return {"trace": self.trace()}
        lines = str(error).strip().splitlines() or [""]
        return {
            "trace": self.trace(),
            "error": {
                "step": self.count,
                "type": type(error).__name__,
                "message": lines[0][:MAX_MESSAGE],
            },
        }


def plain(value):
    """A number of any library (Python's, a numpy scalar, a tensor of one element) as a value of the protocol.

    Integers stay integers; others become Python's float, bit for bit, a float32 as the double it is. JSON has no
    NaN and no infinities: they are strings.
    """
    if value is None or type(value) is int:
        return value
    if isinstance(value, complex):  # as the power of a negative number: nothing that a trace could hold
        raise TypeError("the learning rate is no real number: %r" % value)
    value = float(value)
    if math.isfinite(value):
        return value
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
