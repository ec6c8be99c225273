"""The client itself: what it gives, what it raises, and that it leaves no process behind."""

import math
import os
import subprocess
import sys
import tempfile
import unittest

from lrconform_oracle import Oracle, OracleError, ScenarioError, ScheduleError, assert_same, difference, scheduler


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.oracle = Oracle()

    @classmethod
    def tearDownClass(cls):
        cls.oracle.close()

    def test_one_rate_gives_a_list_and_several_a_list_each(self):
        one = self.oracle.lr("StepLR", step_size=2, gamma=0.5, lr=1.0, steps=4)
        self.assertEqual(one, [1.0, 1.0, 0.5, 0.5, 0.25])
        both = self.oracle.lr("StepLR", step_size=1, gamma=0.5, lr=[1.0, 4], steps=2)
        self.assertEqual(both, [[1.0, 0.5, 0.25], [4.0, 2.0, 1.0]])

    def test_functions_are_expressions(self):
        self.assertEqual(self.oracle.lr("LambdaLR", lr_lambda="0.5 ** epoch", lr=1.0, steps=2), [1.0, 0.5, 0.25])
        each = self.oracle.lr("LambdaLR", lr_lambda=["1", "epoch"], lr=[1.0, 2.0], steps=2)
        self.assertEqual(each, [[1.0, 1.0, 1.0], [0.0, 2.0, 4.0]])
        with self.assertRaisesRegex(TypeError, "lr_lambda: write the function as a string"):
            self.oracle.lr("LambdaLR", lr_lambda=lambda epoch: 1, lr=1.0, steps=2)

    def test_metrics_and_epochs(self):
        plateau = self.oracle.lr("ReduceLROnPlateau", patience=0, lr=1.0, metrics=[1.0, 2.0, math.nan])
        self.assertIsNone(difference(plateau, [1.0, 1.0, 0.1, 0.01]))
        restarts = self.oracle.lr("CosineAnnealingWarmRestarts", T_0=2, lr=1.0, step_epochs=[0.0, 1.0, 2.0])
        self.assertIsNone(difference(restarts, [1.0, 1.0, 0.5, 1.0]))

    def test_channels(self):
        trace = self.oracle.trace("OneCycleLR", max_lr=1.0, total_steps=10, lr=0.1, momentum=0.9, steps=2,
                                  observe=["lr", "momentum", "last_epoch"])
        self.assertEqual(sorted(trace), ["last_epoch", "lr", "momentum"])
        self.assertEqual(trace["last_epoch"], [[0, 1, 2]])
        self.assertEqual(trace["momentum"][0][0], 0.95)

    def test_whole_scenario(self):
        trace = self.oracle.run({
            "optimizer": {"type": "Adagrad", "groups": [{"lr": 1.0}]},
            "schedulers": [scheduler("ExponentialLR", gamma=0.5), scheduler("ConstantLR", factor=1, total_iters=1)],
            "program": [{"step": 1}, {"set_lr": [math.inf]}, {"step": 1}, {"add_group": {"lr": 3.0}},
                        {"step": 0}, {"step": 1, "scheduler": 1}],
            "observe": ["lr", "momentum"],
        })
        self.assertEqual(trace["lr"][0][:3], [1.0, 0.5, math.inf])
        self.assertEqual(trace["lr"][1][:3], [None, None, None])
        self.assertEqual(trace["momentum"][0], [None, None, None, None])

    def test_what_pytorch_raises_is_raised(self):
        with self.assertRaises(ScheduleError) as caught:
            self.oracle.lr("StepLR", step_size=0, lr=0.1, steps=3)
        self.assertEqual((caught.exception.type, caught.exception.step), ("ZeroDivisionError", 1))
        self.assertEqual(caught.exception.trace, {"lr": [[0.1]]})
        with self.assertRaises(ScheduleError) as caught:
            self.oracle.lr("OneCycleLR", max_lr=1.0, total_steps=3, pct_start=1, lr=0.1, steps=1)
        self.assertEqual((caught.exception.type, caught.exception.step), ("ValueError", 0))

    def test_defaults_are_those_of_the_command(self):
        self.assertEqual(self.oracle.lr("StepLR", step_size=30), self.oracle.lr("StepLR", step_size=30, lr=0.1, steps=100))

    def test_wrong_arguments_are_refused_in_words(self):
        with self.assertRaisesRegex(TypeError, "only one of steps, metrics and step_epochs"):
            self.oracle.lr("StepLR", step_size=1, steps=1, metrics=[1.0])
        with self.assertRaisesRegex(TypeError, "give metrics="):
            self.oracle.lr("ReduceLROnPlateau")
        with self.assertRaisesRegex(TypeError, "neither a number nor a text.*object object"):
            self.oracle.lr("StepLR", step_size=object())

    def test_numbers_of_other_libraries_are_taken(self):
        class Scalar:
            def item(self):
                return 2

        self.assertEqual(self.oracle.lr("StepLR", step_size=Scalar(), lr=1.0, steps=2), [1.0, 1.0, 0.1])

    def test_what_is_not_understood_names_the_place(self):
        with self.assertRaisesRegex(ScenarioError, r"schedulers\[0\].type: .*found \"Step\""):
            self.oracle.lr("Step", lr=0.1, steps=1)
        with self.assertRaisesRegex(ScenarioError, r"groups\[0\].lr"):
            self.oracle.lr("StepLR", step_size=1, lr="high", steps=1)

    def test_one_process_answers_all(self):
        process = self.oracle._process.pid
        for steps in range(200):
            self.assertEqual(len(self.oracle.lr("ExponentialLR", gamma=0.9, lr=0.1, steps=steps)), steps + 1)
        self.assertEqual(self.oracle._process.pid, process)


class Differences(unittest.TestCase):
    def test_first_value_out_of_tolerance(self):
        self.assertIsNone(difference([1.0, 1e-13], [1.0, 0.0]))
        self.assertIsNone(difference([math.nan, None], [math.nan, None]))
        self.assertEqual(difference([1.0, 2.0], [1.0, 2.1]), "step 1: expected 2.1, found 2.0")
        self.assertEqual(difference([1.0], [1.0, 2.0]), "expected 2 values, found 1")
        self.assertEqual(difference([None], [1.0]), "step 0: expected 1.0, found None")
        self.assertEqual(difference([math.nan], [1.0]), "step 0: expected 1.0, found nan")
        self.assertIsNone(difference([math.inf, -math.inf], [math.inf, -math.inf]))
        self.assertEqual(difference([1.0], [math.inf]), "step 0: expected inf, found 1.0")
        self.assertEqual(difference([math.inf, 2.0], [math.inf, 1.0]), "step 1: expected 1.0, found 2.0")


class Assertions(unittest.TestCase):
    def test_the_same_values_say_nothing(self):
        assert_same([1.0, math.nan], (1.0, math.nan))
        assert_same([[1.0], [2.0]], [[1.0], [2.0]])
        assert_same({"lr": [[1.0]], "momentum": [[None]]}, {"lr": [[1.0]], "momentum": [[None]]})

    def test_a_table_shows_the_first_difference(self):
        expected = [0.1, 0.1, 0.1, 0.01, 0.01, 0.01]
        with self.assertRaises(AssertionError) as caught:
            assert_same([0.1, 0.1, 0.1, 0.1, 0.01, 0.01], expected)
        self.assertEqual(str(caught.exception), """\
step 3: expected 0.01, found 0.1
  step  expected  actual
     1       0.1     0.1
     2       0.1     0.1
>    3      0.01     0.1
     4      0.01    0.01
     5      0.01    0.01""")

    def test_groups_and_channels_are_named(self):
        for actual, expected, message in [
            ([[1.0], [2.0]], [[1.0], [3.0]], "group 1: step 0: expected 3.0, found 2.0"),
            ({"lr": [[1.0]], "last_epoch": [[1]]}, {"lr": [[1.0]], "last_epoch": [[0]]}, "last_epoch, scheduler 0: step 0"),
            ([1.0], [[1.0]], "expected group 0, found one list of values"),
            ([1.0, 2.0], [1.0], "expected 1 values, found 2"),
        ]:
            with self.subTest(message), self.assertRaisesRegex(AssertionError, message):
                assert_same(actual, expected)


class Troubles(unittest.TestCase):
    def test_missing_program(self):
        with self.assertRaisesRegex(OracleError, "cannot start the oracle /nowhere/lrconform: No such file"):
            Oracle(["/nowhere/lrconform", "oracle"])

    def test_program_that_is_no_oracle(self):
        for script, message in [
            ("print('hello')", "is no oracle: it said 'hello'"),
            ("print('{}')", "is no oracle: its first line does not say who it is"),
            ("import sys; sys.exit('no such option')", "ended with status 1: no such option"),
        ]:
            with self.subTest(script), self.assertRaisesRegex(OracleError, message):
                Oracle([sys.executable, "-c", script])

    def test_oracle_that_ends_between_two_questions(self):
        oracle = Oracle()
        self.addCleanup(oracle.close)
        oracle._process.kill()
        oracle._process.wait()
        with self.assertRaisesRegex(OracleError, "ended with status -9"):
            oracle.lr("ExponentialLR", gamma=0.9, lr=0.1, steps=1)

    def test_closed_oracle(self):
        with Oracle() as oracle:
            process = oracle._process
        self.assertEqual(process.returncode, 0)
        with self.assertRaisesRegex(OracleError, "the oracle is closed"):
            oracle.lr("ExponentialLR", gamma=0.9, lr=0.1, steps=1)

    def test_process_ends_with_the_interpreter(self):
        script = "from lrconform_oracle import Oracle; keep = Oracle(); print(keep._process.pid)"
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run([sys.executable, "-c", script], cwd=here, stdout=subprocess.PIPE, check=True, timeout=60)
        with self.assertRaises(ProcessLookupError):
            os.kill(int(done.stdout), 0)

    def test_nothing_to_be_found(self):
        # A copy outside a checkout, without PATH.
        here = os.path.dirname(os.path.abspath(__file__))
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(here, "lrconform_oracle.py")) as source:
                with open(os.path.join(folder, "lrconform_oracle.py"), "w") as copy:
                    copy.write(source.read())
            script = "import lrconform_oracle\ntry:\n lrconform_oracle.Oracle()\nexcept Exception as e: print(e)"
            done = subprocess.run([sys.executable, "-c", script], cwd=folder, env={"PATH": folder},
                                  stdout=subprocess.PIPE, check=True)
        self.assertIn("there is no lrconform on the PATH; name the program", done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
