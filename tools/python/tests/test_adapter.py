"""What adapters share: reading a scenario, playing it, the protocol. Needs no library."""

import contextlib
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from scenarios import scenario

import lrconform
from lrconform.adapter import Recorder, ScenarioError, Skip, Stage, arguments, base_rate, implementation, number, play
from lrconform.adapter.observe import plain
from lrconform.adapter.scenario import function_from, operations


def halved(rates):
    """For an implementation, whose code is not in this folder, where everything is the adapter's."""
    source = """
def halved(rates):
    if rates[0] < 0.2:
        raise OverflowError("too small\\nreally")
    return [rate / 2 for rate in rates]
"""
    names = {}
    exec(compile(source, "/elsewhere/implementation.py", "exec"), names)
    return names["halved"](rates)


class Halving(Stage):
    def build(self):
        self.rates = [group["lr"] for group in self.scenario["optimizer"]["groups"]]

    def step(self, index):
        self.rates = halved(self.rates)

    def add_group(self, group):
        self.rates.append(group["lr"])

    def lr(self):
        return self.rates

    def last_epoch(self):
        return [None]


class ReadingTests(unittest.TestCase):
    def test_spelled_numbers(self):
        self.assertEqual(number("0x1.999999999999ap-4"), 0.1)
        self.assertEqual(number("-Infinity"), -math.inf)
        self.assertIs(type(number(1)), int)
        for text in ("inf", "1.5", "0x", True, None):
            with self.assertRaises(ScenarioError):
                number(text)

    def test_arguments_have_pytorch_s_defaults(self):
        spec = {"type": "StepLR", "args": {"step_size": 3, "last_epoch": -1}}
        self.assertEqual(arguments(spec, "step_size", "gamma"), {"step_size": 3, "gamma": 0.1})

    def test_what_is_not_mapped_or_missing_skips(self):
        for given in ({"step_size": 3, "last_epoch": 2}, {"step_size": 3, "verbose": True}, {}):
            with self.assertRaises(Skip):
                arguments({"type": "StepLR", "args": given}, "step_size", "gamma")

    def test_a_function_is_its_table(self):
        function = function_from({"expr": "0.5 ** epoch", "table": [[0, 1.0], [2, 0.25]]})
        self.assertEqual((function(2), function(2.0)), (0.25, 0.25))
        for argument in (-1, 0.5, 4, math.nan, math.inf):
            with self.assertRaises(Skip):
                function(argument)

    def test_a_function_raises_where_its_table_has_no_value(self):
        gaps = function_from({"expr": "1 / (1 - epoch)", "table": [[0, 1.0], [2, -1.0], [3, None]]})
        for argument, kind in ((1, ArithmeticError), (1.0, ArithmeticError), (3, TypeError), (4, ArithmeticError)):
            with self.assertRaises(kind):
                gaps(argument)
        with self.assertRaises(ArithmeticError):
            function_from({"expr": "1 / epoch", "table": []})(0)

    def test_resumed_rates(self):
        self.assertEqual(base_rate({"lr": 0.1, "initial_lr": 0.5}, last_epoch=3), 0.5)
        for group, last_epoch in (({"lr": 0.1}, 3), ({"lr": 0.1, "initial_lr": 0.5}, -1)):
            with self.assertRaises(Skip):
                base_rate(group, last_epoch)

    def test_operations_address_schedulers(self):
        one = {"step_metrics": ["NaN"], "scheduler": 0}
        read = [(name, list(indices)) for name, _, indices in operations(scenario({"step": 2}, one))]
        self.assertEqual(read, [("step", [0]), ("step_metrics", [0])])
        with self.assertRaises(ScenarioError):
            list(operations(scenario({"jump": 1})))


class PlayTests(unittest.TestCase):
    def test_columns_are_null_before_a_group_exists(self):
        program = [{"step": 1}, {"add_group": {"lr": 0.125}}, {"step": 1}]
        reply = play(scenario(*program, observe=["lr", "last_epoch"]), Halving)
        self.assertEqual(
            reply["trace"],
            {"lr": [[0.5, 0.25, 0.125], [None, None, 0.0625]], "last_epoch": [[None, None, None]]},
        )

    def test_an_exception_of_the_implementation_is_the_outcome(self):
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            reply = play(scenario({"step": 5}), Halving)
        self.assertIn("/elsewhere/implementation.py", stderr.getvalue())
        self.assertEqual(reply["trace"], {"lr": [[0.5, 0.25, 0.125]]})
        self.assertEqual(reply["error"], {"step": 3, "type": "OverflowError", "message": "too small"})

    def test_an_exception_of_the_adapter_is_not(self):
        class Faulty(Halving):
            def step(self, index):
                raise OverflowError("by mistake")

            def last_epoch(self):
                return None

        main = sys.modules["__main__"]
        with mock.patch.object(main, "__file__", __file__, create=True):  # as if this were adapter.py
            for changes in ({"program": [{"step": 1}]}, {"observe": ["last_epoch"]}):
                with self.assertRaises((OverflowError, TypeError)):
                    play(scenario(**changes), Faulty)

    def test_native_code_and_values_that_are_no_numbers_are_the_implementation_s(self):
        class Native(Halving):
            def step(self, index):
                with implementation():
                    int("native code has no frame")

            def last_epoch(self):
                return [1j]

        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(play(scenario({"step": 1}), Native)["error"]["step"], 1)
            error = play(scenario(observe=["last_epoch"]), Native)["error"]
        self.assertEqual((error["step"], error["message"]), (0, "the learning rate is no real number: 1j"))

    def test_a_function_of_the_scenario_may_raise(self):
        class Lambda(Halving):
            def step(self, index):
                function_from({"expr": "1 / epoch", "table": []})(0)

        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(play(scenario({"step": 1}), Lambda)["error"]["type"], "ArithmeticError")

    def test_what_a_stage_lacks_skips(self):
        for changes in ({"observe": ["get_lr"]}, {"program": [{"reload": "all"}]}):
            with self.assertRaises(Skip):
                play(scenario(**changes), Halving)

    def test_columns_are_there_before_any_observation(self):
        groups = {"type": "SGD", "groups": [{"lr": 1}, {"lr": 2}]}
        recorder = Recorder(scenario(optimizer=groups, observe=["momentum"]))
        self.assertEqual(recorder.reply(ValueError("no"))["trace"], {"momentum": [[], []]})

    def test_values(self):
        values = [plain(value) for value in (1, 1.5, None, math.nan, -math.inf)]
        self.assertEqual(values, [1, 1.5, None, "NaN", "-Infinity"])


ADAPTER = """
import os
from lrconform.adapter import Skip, reserve_stdout, serve
reserve_stdout()
os.write(1, b"a library's chatter")
def play(scenario):
    if not scenario:
        raise Skip("nothing to do")
    return {"trace": {}}
serve({"precision": "float64"}, play)
"""


# What it does is the argument of step_size.
BLAMED = """
import configparser
from lrconform.adapter import Stage, player, serve

def wanted(rates):
    pass

class Blamed(Stage):
    def build(self):
        self.fault = self.scenario["schedulers"][0]["args"]["step_size"]
        if self.fault == "its call":
            configparser.ConfigParser(gamma=1)
        if self.fault == "own call":
            wanted()

    def step(self, index):
        if self.fault == "its code":
            configparser.ConfigParser().get("no", "such")
        if self.fault == "own code":
            {}["gamma"]

    def lr(self):
        return [1.0]

serve({"precision": "float64"}, player(Blamed))
"""


class ProtocolTests(unittest.TestCase):
    def serve(self, *requests):
        status, replies, _ = self.run_adapter(["-c", ADAPTER], *requests)
        return status, replies

    def run_adapter(self, arguments, *requests):
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        environment = dict(os.environ, PYTHONPATH=os.path.dirname(os.path.dirname(os.path.abspath(lrconform.__file__))))
        command = [sys.executable, *arguments]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, env=environment)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def test_a_conversation(self):
        status, replies = self.serve(
            {"cmd": "start", "protocol": 1},
            {"cmd": "run", "seq": 1, "id": "a/b", "scenario": {"program": []}},
            {"cmd": "run", "seq": 2, "id": "a/c", "scenario": {}},
            {"cmd": "stop"},
        )
        self.assertEqual(status, 0)
        self.assertEqual(
            replies,
            [
                {"protocol": 1, "precision": "float64"},
                {"seq": 1, "trace": {}},
                {"seq": 2, "skipped": "nothing to do"},
            ],
        )

    def test_whose_exception_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            adapter = os.path.join(folder, "adapter.py")
            with open(adapter, "w", encoding="utf-8") as file:
                file.write(BLAMED)

            def run(fault):
                schedulers = [{"type": "StepLR", "args": {"step_size": fault}}]
                played = scenario({"step": 1}, schedulers=schedulers)
                return self.run_adapter([adapter], {"cmd": "run", "seq": 3, "id": "a/b", "scenario": played})

            for fault, step, kind in (("its call", 0, "TypeError"), ("its code", 1, "NoSectionError")):
                status, (reply,), stderr = run(fault)
                self.assertEqual((status, reply["error"]["step"], reply["error"]["type"]), (0, step, kind))
                self.assertIn("Traceback", stderr)
            for fault, said in (("own call", "in build"), ("own code", "in step")):
                status, replies, stderr = run(fault)
                self.assertEqual((status, replies), (1, []))
                self.assertIn(said, stderr)
                self.assertIn("adapter: its own code raised this, not the implementation", stderr)

    def test_bad_requests_end_it(self):
        for request in ({"cmd": "start", "protocol": 2}, {"cmd": "jump"}, {"cmd": "run"}, [], float("nan")):
            self.assertEqual(self.serve(request), (2, []), request)


if __name__ == "__main__":
    unittest.main()
