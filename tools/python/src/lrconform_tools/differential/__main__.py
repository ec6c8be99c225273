"""Random scenarios, played on PyTorch in this process and by an oracle, compared bit for bit."""

from __future__ import annotations

import argparse
import collections
import gc
import json
import os
import struct
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any, Callable

from torch.optim import lr_scheduler

from lrconform.adapter import number
from lrconform.adapter.pytorch import play
from lrconform.adapter.scenario import scheduler_types
from lrconform.random_scenarios import ALL, generate
from lrconform_tools import ROOT, Json
from lrconform_tools.differential.oracle import Oracle, OracleError

BATCH = 32  # scenarios sent at once
IN_FLIGHT = 256  # scenarios sent and not yet compared
MAX_DEATHS = 20
SEVERAL_STEPS = 5


def main() -> int:
    options = read_options()
    if options.only_print:
        for _, scenario in scenarios(options):
            print(json.dumps(scenario))
        return 0
    # PyTorch warns at each step(epoch), and of steps without an optimizer's.
    warnings.simplefilter("ignore")
    try:
        session = Session(options)
    except OracleError as error:
        print(f"differential: the oracle {error}", file=sys.stderr)
        return 3
    started = time.monotonic()
    try:
        session.run(scenarios(options))
    except OracleError as error:
        print(f"differential: the oracle {error}", file=sys.stderr)
        return 3
    finally:
        session.close()
    session.tally.show(time.monotonic() - started)
    return 1 if session.tally.differences else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools/differential/run", description=__doc__)
    parser.add_argument("--count", type=int, default=20000, help="how many scenarios (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first scenario (%(default)s)")
    parser.add_argument("--scenario", metavar="FILE", help="play this one (- for standard input) instead")
    parser.add_argument("--classes", metavar="A,B", help="top-level schedulers, and members, from these only")
    parser.add_argument("--show", type=int, default=10, metavar="K", help="how many differences to print (%(default)s)")
    parser.add_argument("--print", action="store_true", dest="only_print", help="print the scenarios, play none")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds of silence allowed (%(default)s)")
    parser.add_argument(
        "--oracle",
        nargs=argparse.REMAINDER,
        metavar="CMD",
        help="the oracle's command, to the end of the line (default .build/release/lrconform oracle)",
    )
    options = parser.parse_args()
    options.classes = options.classes.split(",") if options.classes else list(ALL)
    unknown = [name for name in options.classes if name not in ALL]
    if unknown:
        parser.error("unknown scheduler: {}".format(", ".join(unknown)))
    if not options.oracle:
        options.oracle = [os.path.join(ROOT, ".build", "release", "lrconform"), "oracle"]
    return options


def scenarios(options: argparse.Namespace) -> Iterator[Any]:
    """Yield (seed, scenario)."""
    if options.scenario:
        with sys.stdin if options.scenario == "-" else open(options.scenario, encoding="utf-8") as file:
            yield None, json.load(file)
        return
    for seed in range(options.seed, options.seed + options.count):
        yield seed, generate(seed, options.classes)


class Case:
    """A scenario, its seed and what PyTorch made of it."""

    def __init__(self, seq: int, seed: int, scenario: Json) -> None:
        self.seed = seed
        self.scenario = scenario
        self.seq = seq
        self.expected = play(scenario, lr_scheduler)
        request = {"cmd": "run", "seq": seq, "id": f"differential/{seed}", "scenario": scenario}
        self.line = json.dumps(request, allow_nan=False, separators=(",", ":"))


class Session:
    """Keeps the oracle busy while this process plays the next scenarios."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.tally = Tally(options.show)
        self.pending: collections.deque[Any] = collections.deque()
        self.deaths = 0
        self.start()
        # The first optimizer loads more of PyTorch; none of that will ever be garbage.
        play({"optimizer": {"type": "SGD", "groups": [{"lr": 1}]}, "schedulers": []}, lr_scheduler)
        gc.freeze()

    def start(self) -> None:
        self.oracle = Oracle(self.options.oracle, self.options.timeout)
        self.oracle.send(['{"cmd":"start","protocol":1}'])
        try:
            reply = self.oracle.receive()
        except OracleError:
            self.oracle.kill()
            raise
        if reply.get("protocol") != 1:
            self.oracle.kill()
            raise OracleError(f"does not speak protocol 1: {json.dumps(reply)[:500]}")

    def run(self, cases: Json) -> None:
        batch = []
        for seq, (seed, scenario) in enumerate(cases):
            batch.append(Case(seq, seed, scenario))
            if len(batch) == BATCH:
                self.send(batch)
                batch = []
                self.compare(lambda: len(self.pending) > IN_FLIGHT or self.oracle.waiting() > 0)
        self.send(batch)
        self.compare(lambda: True)

    def send(self, batch: list[Case]) -> None:
        self.pending.extend(batch)
        self.oracle.send([case.line for case in batch])

    def compare(self, wanted: Callable[[], bool]) -> None:
        """Take replies as long as `wanted`; after a death, go on behind the case that was its cause."""
        while self.pending and wanted():
            case = self.pending[0]
            try:
                reply = self.oracle.receive()
                if reply.get("seq") != case.seq:
                    raise OracleError("answered %r to %d" % (reply.get("seq"), case.seq))
            except OracleError as error:
                self.pending.popleft()
                self.tally.add(case, {}, f"the oracle {error}")
                self.revive()
                continue
            self.pending.popleft()
            self.tally.add(case, reply, difference(case.expected, reply))

    def revive(self) -> None:
        self.oracle.kill()
        self.deaths += 1
        if self.deaths > MAX_DEATHS:
            raise OracleError("failed %d times" % self.deaths)
        self.start()
        self.oracle.send([case.line for case in self.pending])

    def close(self) -> None:
        self.oracle.stop()


def difference(expected: Json, reply: Json) -> Any:
    """None, or a line that names the first difference."""
    try:
        return _difference(expected, reply)
    except (AttributeError, KeyError, TypeError) as error:
        return f"not a reply to run: {error}"


def _difference(expected: Json, reply: Json) -> Any:
    if "skipped" in reply:
        return "skipped: {}".format(reply["skipped"])
    ours, theirs = expected.get("error"), reply.get("error")
    here = "%s at step %d" % (ours["type"], ours["step"]) if ours else "no error"
    there = "{} at step {}".format(theirs.get("type"), theirs.get("step")) if theirs else "no error"
    if here != there:
        return f"error: PyTorch {here}, oracle {there}"
    trace = reply.get("trace")
    if not isinstance(trace, dict) or sorted(trace) != sorted(expected["trace"]):
        return "channels: PyTorch {}, oracle {}".format(sorted(expected["trace"]), trace and sorted(trace))
    found = []
    for name, columns in expected["trace"].items():
        shape = [len(column) for column in columns]
        if [len(column) for column in trace[name]] != shape:
            return f"{name}: columns of lengths {shape}, oracle {[len(column) for column in trace[name]]}"
        for index, (column, other) in enumerate(zip(columns, trace[name])):
            for step, (value, answer) in enumerate(zip(column, other)):
                if not same(value, answer):
                    found.append(
                        (step, "%s[%d] at %d: PyTorch %s, oracle %s" % (name, index, step, shown(value), shown(answer)))
                    )
                    break
    return min(found)[1] if found else None


def same(value: Any, answer: Json) -> Any:
    """The same bits; any NaN equals any NaN; an int equals the float of its value."""
    if value == answer and value and answer is not True:
        return True  # only zeros can be equal and differ in their bits
    if value is None or answer is None:
        return value is answer
    try:
        return bits(value) == bits(answer)
    except OverflowError:
        return value == answer
    except ValueError:
        return False


def bits(value: Any) -> bytes:
    value = float(number(value))
    return struct.pack("<d", value) if value == value else b"NaN"


def shown(value: Any) -> str:
    return f"{value!r} ({value.hex()})" if isinstance(value, float) else repr(value)


class Tally:
    """What was played, and what differed."""

    def __init__(self, show: int) -> None:
        self.show_at_most = show
        self.scenarios = self.several = self.failed = self.observations = 0
        self.differences = 0
        self.classes: collections.Counter[str] = collections.Counter()
        self.errors: collections.Counter[str] = collections.Counter()
        self.features: collections.Counter[str] = collections.Counter()
        self.differing: collections.Counter[str] = collections.Counter()

    def add(self, case: Json, reply: Json, found: Any) -> None:
        scenario, error = case.scenario, case.expected.get("error")
        names = list(scheduler_types(scenario["schedulers"]))
        self.scenarios += 1
        rows = max((len(column) for columns in case.expected["trace"].values() for column in columns), default=0)
        self.observations += rows
        self.several += error is None and rows > SEVERAL_STEPS
        self.classes.update(set(names))
        if error:
            self.failed += 1
            self.errors[error["type"]] += 1
        self.features.update({name for entry in scenario.get("program", []) for name in entry})
        self.features.update(["nested"] if len(names) > len(scenario["schedulers"]) else [])
        self.features.update(["several schedulers"] if len(scenario["schedulers"]) > 1 else [])
        if found is not None:
            self.differences += 1
            self.differing.update(set(names))
            if self.differences <= self.show_at_most:
                print("difference %d, seed %s: %s" % (self.differences, case.seed, found))
                print(f"  scenario {json.dumps(scenario)}")
                print(f"  PyTorch  {json.dumps(case.expected)}")
                print("  oracle   {}".format(json.dumps({key: reply[key] for key in reply if key != "seq"})))
                sys.stdout.flush()

    def show(self, seconds: float) -> None:
        rate = self.scenarios / seconds if seconds else 0.0
        print(
            "%d scenarios, %d observations in %.1f s (%.0f scenarios/s)"
            % (self.scenarios, self.observations, seconds, rate)
        )
        print("without error for %d steps or more: %d; with an error: %d" % (SEVERAL_STEPS, self.several, self.failed))
        for title, counter in (
            ("schedulers", self.classes),
            ("operations and forms", self.features),
            ("errors", self.errors),
            ("schedulers in differing scenarios", self.differing),
        ):
            if counter:
                print("{}: {}".format(title, ", ".join("%s %d" % item for item in counter.most_common())))
        print("differences: %d" % self.differences)


if __name__ == "__main__":
    sys.exit(main())
