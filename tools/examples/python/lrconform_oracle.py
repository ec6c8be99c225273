"""What PyTorch's learning-rate schedulers do, asked of lrconform's reference: no PyTorch is needed.

    from lrconform_oracle import Oracle

    oracle = Oracle()
    expected = oracle.lr("StepLR", step_size=30, lr=0.05, steps=100)   # 101 values: after 0, 1, … 100 steps

One file without dependencies, for Python 3.8 or newer: copy it beside your tests. The reference is a program,
`lrconform oracle`, that one Oracle starts once, asks as often as you like, and ends with the interpreter. It is looked
for in the environment variable LRCONFORM, on the PATH, and in the checkout that this file lies in.
"""

import json
import math
import os
import shutil
import subprocess
import tempfile
import threading
import weakref

__all__ = ["Oracle", "OracleError", "ScenarioError", "ScheduleError", "assert_same", "difference", "scheduler"]


class OracleError(Exception):
    """The oracle cannot be started, has ended, or said what is no answer."""


class ScenarioError(ValueError):
    """The oracle does not understand what it was asked: an unknown class, a value of the wrong kind."""


class ScheduleError(Exception):
    """PyTorch raises an exception here.

    type: the exception's class, as "ZeroDivisionError". message: its text. step: how many observations were made before
    it, 0 in a constructor. trace: these observations.
    """

    def __init__(self, type, message, step, trace):
        super().__init__("%s at step %d: %s" % (type, step, message))
        self.type, self.message, self.step, self.trace = type, message, step, trace


def scheduler(type, **arguments):
    """A scheduler to be built, for `schedulers=[…]` of SequentialLR and ChainedScheduler, and for scenarios.

    Arguments have PyTorch's names. A function is a string, a Python expression of `epoch` or `x`: "0.95 ** epoch".
    """
    return {"type": type, "args": {name: _argument(name, value) for name, value in arguments.items()}}


def difference(actual, expected, rel=1e-9, abs=1e-12):
    """The first value that is out of tolerance, in words; None where there is none.

    A value may be off by `rel` of the expected one, or by `abs` of the largest expected one.
    """
    actual, expected = list(actual), list(expected)
    if len(actual) != len(expected):
        return "expected %d values, found %d" % (len(expected), len(actual))
    scale = max((math.fabs(value) for value in expected if _is_finite(value)), default=0.0)
    for step, (found, wanted) in enumerate(zip(actual, expected)):
        if not _is_close(found, wanted, rel, abs, scale):
            return "step %d: expected %r, found %r" % (step, wanted, found)
    return None


def assert_same(actual, expected, rel=1e-9, abs=1e-12):
    """Raises AssertionError where a value is out of tolerance, with a table of the values around the first such one.

    Both are lists of values, lists of them for each parameter group, or traces by channel, as the Oracle gives them.
    """
    found, wanted = dict(_columns(actual)), dict(_columns(expected))
    if list(found) != list(wanted):
        raise AssertionError("expected %s, found %s" % (_listed(wanted), _listed(found)))
    for name, column in wanted.items():
        told = difference(found[name], column, rel, abs)
        if told is not None:
            raise AssertionError("\n".join([name + ": " + told if name else told, *_table(found[name], column, rel, abs)]))


def _columns(values, name=""):
    """Each column of values with what it is called: "", "group 1", "last_epoch, scheduler 0"."""
    if isinstance(values, dict):
        for channel, columns in values.items():
            yield from _columns(columns, channel)
        return
    values = list(values)
    if not any(isinstance(value, (list, tuple)) for value in values):
        yield name, values
        return
    for index, column in enumerate(values):
        what = "scheduler" if name == "last_epoch" else "group"
        yield from _columns(column, "%s%s %d" % (name + ", " if name else "", what, index))


def _listed(names):
    return ", ".join(name or "one list of values" for name in names) or "nothing"


def _table(actual, expected, rel, abs):
    """The values around the first that is out of tolerance; the longer list goes on alone."""
    length = max(len(actual), len(expected))
    scale = max((math.fabs(value) for value in expected if _is_finite(value)), default=0.0)
    first = next((step for step in range(min(len(actual), len(expected)))
                  if not _is_close(actual[step], expected[step], rel, abs, scale)), min(len(actual), len(expected)))
    rows = [("step", "expected", "actual")]
    for step in range(max(0, first - 2), min(length, first + 3)):
        rows.append((str(step), *(repr(column[step]) if step < len(column) else "" for column in (expected, actual))))
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return ["%s %s" % (">" if row[0] == str(first) else " ", "  ".join(
        cell.rjust(width) for cell, width in zip(row, widths))) for row in rows]


class Oracle:
    """The reference as a process. Threads may share it; it answers one at a time."""

    def __init__(self, command=None):
        """command: the program and its arguments, as ["path/to/lrconform", "oracle"]."""
        self._command = [str(word) for word in command] if command else _find()
        self._lock = threading.Lock()
        self._sequence = 0
        self._stderr = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr)
        except OSError as error:
            self._stderr.close()
            raise OracleError("cannot start the oracle %s: %s; %s" % (
                self._command[0], error.strerror or error, _HELP)) from None
        self._finalizer = weakref.finalize(self, _end, self._process, self._stderr)
        try:
            self.implementation = self._ask({"cmd": "start", "protocol": 1}).get("implementation")
            if not isinstance(self.implementation, dict):
                raise OracleError("%s is no oracle: its first line does not say who it is; %s" % (
                    self._command[0], _HELP))
        except BaseException:
            self.close()
            raise

    def lr(self, type, *, lr=0.1, **rest):
        """The learning rates after 0, 1, 2, … steps of a scheduler.

        lr: the base learning rate, or a list with one for each parameter group; then there is a list for each group.
        The rest is that of `trace`.
        """
        columns = self.trace(type, lr=lr, observe=["lr"], **rest)["lr"]
        return columns if isinstance(lr, (list, tuple)) else columns[0]

    def trace(self, type, *, lr=0.1, steps=None, metrics=None, step_epochs=None, momentum=None, optimizer="SGD",
              observe=("lr",), **arguments):
        """What can be observed of a scheduler after 0, 1, 2, … steps, by channel: {"lr": [[…]], "momentum": [[…]]}.

        lr: as in `lr`. steps: how many calls of step(), 100 by default; or in its place metrics (the arguments of
        step(metrics), for ReduceLROnPlateau) or step_epochs (those of step(epoch)). momentum: SGD's. optimizer: SGD, Adam or
        Adagrad. observe: of "lr", "momentum", "last_epoch", "last_lr", "get_lr". All other arguments are the
        scheduler's, by PyTorch's names, as in `scheduler`.
        """
        given = {"step": steps, "step_metrics": metrics, "step_epochs": step_epochs}
        program = [{name: value} for name, value in given.items() if value is not None] or [{"step": STEPS}]
        if len(program) != 1:
            raise TypeError("only one of steps, metrics and step_epochs can be given")
        if type == "ReduceLROnPlateau" and metrics is None:
            raise TypeError("ReduceLROnPlateau steps with metrics: give metrics=[…], one for each step")
        groups = [{"lr": rate} for rate in (lr if isinstance(lr, (list, tuple)) else [lr])]
        for group in groups:
            if momentum is not None:
                group["momentum"] = momentum
        return self.run({
            "optimizer": {"type": optimizer, "groups": groups},
            "schedulers": [scheduler(type, **arguments)],
            "program": program,
            "observe": list(observe),
        })

    def run(self, scenario):
        """The trace of a whole scenario, in the format of the fixtures (fixtures/README.md): a list for each channel
        with a list for each group. Raises ScheduleError where PyTorch raises."""
        reply = self._ask({"cmd": "run", "id": "oracle", "scenario": scenario})
        if "skipped" in reply:
            raise ScenarioError(reply["skipped"])
        trace = {name: [[_number(value) for value in column] for column in columns]
                 for name, columns in reply["trace"].items()}
        if "error" in reply:
            error = reply["error"]
            raise ScheduleError(error["type"], error.get("message", ""), error["step"], trace)
        return trace

    def close(self):
        """Ends the process; also done when the interpreter ends."""
        self._finalizer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _ask(self, request):
        with self._lock:
            if not self._finalizer.alive:
                raise OracleError("the oracle is closed")
            if request["cmd"] == "run":
                self._sequence += 1
                request["seq"] = self._sequence
            line = json.dumps(_plain(request), separators=(",", ":"), allow_nan=False)
            try:
                self._process.stdin.write(line.encode() + b"\n")
                self._process.stdin.flush()
            except (OSError, ValueError):
                raise self._ended() from None
            while True:
                answer = self._process.stdout.readline()
                if not answer.endswith(b"\n"):
                    raise self._ended()
                try:
                    reply = json.loads(answer)
                except ValueError:
                    reply = None
                if not isinstance(reply, dict):
                    text = answer[:200].decode(errors="replace").strip()
                    raise OracleError("%s is no oracle: it said %r; %s" % (self._command[0], text, _HELP))
                # A reply to an earlier request is left over where its wait was interrupted.
                if reply.get("seq") == request.get("seq"):
                    return reply

    def _ended(self):
        _close(self._process.stdin)
        status = self._process.wait()
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - 2000))
        said = self._stderr.read().decode(errors="replace").strip()
        return OracleError("the oracle %s ended with status %d%s; %s" % (
            self._command[0], status, ": " + said if said else "", _HELP))


# As `lrconform trace` does where nothing else is said.
STEPS = 100

_HELP = "name the program lrconform with LRCONFORM or Oracle([path, 'oracle'])"


def _find():
    named = os.environ.get("LRCONFORM") or shutil.which("lrconform")
    here = os.path.dirname(os.path.abspath(__file__))
    checkout = os.path.normpath(os.path.join(here, "..", "..", "lrconform"))
    if not named and os.path.isfile(checkout) and os.access(checkout, os.X_OK):
        named = checkout
    if not named:
        raise OracleError("there is no lrconform on the PATH; " + _HELP)
    return [named, "oracle"]


def _end(process, stderr):
    # The end of its input ends the oracle.
    _close(process.stdin)
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    stderr.close()


def _is_close(found, wanted, rel, abs, scale):
    if _is_finite(found) and _is_finite(wanted):
        return math.fabs(found - wanted) <= max(rel * math.fabs(wanted), abs * scale)
    return found == wanted or (found != found and wanted != wanted)


def _is_finite(value):
    return value is not None and math.isfinite(value)


def _close(pipe):
    try:
        pipe.close()
    except OSError:
        pass  # what was still to be written has no reader


def _argument(name, value):
    if callable(value):
        raise TypeError("%s: write the function as a string that is a Python expression: \"0.95 ** epoch\"" % name)
    if name in ("lr_lambda", "scale_fn"):
        if isinstance(value, str):
            return {"expr": value}
        if isinstance(value, (list, tuple)):
            return [_argument(name, element) for element in value]
    return value


def _plain(value):
    """The value as JSON has it: NaN and the infinities are strings."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(element) for element in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    # Arrays and scalars of numpy and PyTorch.
    for name in ("tolist", "item"):
        if callable(getattr(value, name, None)):
            return _plain(getattr(value, name)())
    raise TypeError("neither a number nor a text, nor a list or a dictionary of these: %r" % (value,))


def _number(value):
    return float(value.replace("Infinity", "inf")) if isinstance(value, str) else value
