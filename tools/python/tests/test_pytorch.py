"""Facts about PyTorch 2.13.0, measured: the player must show them unchanged."""

import math
import types
import unittest
import warnings

from torch.optim import lr_scheduler

from lrconform.adapter import ScenarioError, Skip, number
from lrconform.adapter.expressions import ExpressionError, compile_expression
from lrconform.adapter.pytorch import classes_of, play, with_tensor_rates


def scenario(schedulers, program, groups=None, optimizer="SGD", observe=None):
    result = {
        "optimizer": {"type": optimizer, "groups": groups or [{"lr": 0.1}]},
        "schedulers": [{"type": name, "args": arguments} for name, arguments in schedulers],
        "program": program,
    }
    if observe:
        result["observe"] = observe
    return result


def member(name, **arguments):
    return {"type": name, "args": arguments}


class PlayerTests(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def play(self, *args, **kwargs):
        return play(scenario(*args, **kwargs), lr_scheduler)

    def test_tensor_rates_take_the_place_of_numbers_alone(self):
        tensor = {"tensor": 0.5, "dtype": "float64"}
        program = [{"add_group": {"lr": 1}}, {"reload": {"groups": [{"lr": tensor}, {"lr": 10**400}]}}]
        told = with_tensor_rates(scenario([("StepLR", {"step_size": 1})], program), "float32")
        self.assertEqual(told["optimizer"]["groups"], [{"lr": {"tensor": 0.1, "dtype": "float32"}}])
        self.assertEqual(told["program"][0], {"add_group": {"lr": {"tensor": 1.0, "dtype": "float32"}}})
        self.assertEqual(told["program"][1], {"reload": {"groups": [{"lr": tensor}, {"lr": 10**400}]}})

    def test_a_class_that_is_only_added_may_be_missing(self):
        lacking = {name: kind for name, kind in classes_of(lr_scheduler).items() if name != "LinearLR"}
        told = scenario([("StepLR", {"step_size": 1})], [{"add_scheduler": member("LinearLR")}])
        with self.assertRaisesRegex(Skip, "no LinearLR"):
            play(told, lacking)

    def test_step_lr_decays_at_multiples_of_step_size(self):
        reply = self.play([("StepLR", {"step_size": 30, "gamma": 0.1})], [{"step": 99}], [{"lr": 0.05}])
        lr = reply["trace"]["lr"][0]
        self.assertEqual(len(lr), 100)
        self.assertNotIn("error", reply)
        self.assertEqual(lr[29:31], [0.05, 0.005000000000000001])
        self.assertEqual(lr[59:61], [0.005000000000000001, 0.0005000000000000001])
        self.assertEqual(lr[89:91], [0.0005000000000000001, 5.0000000000000016e-05])

    def test_warm_restarts_go_on_from_the_epoch_given(self):
        reply = self.play(
            [("CosineAnnealingWarmRestarts", {"T_0": 10, "T_mult": 2})],
            [{"step_epochs": [26, 7.5]}, {"step": 1}, {"step_epochs": [26]}, {"step": 1}],
            observe=["last_epoch", "lr"],
        )
        self.assertEqual(reply["trace"]["last_epoch"], [[0, 26, 7, 8, 26, 27]])
        lr = reply["trace"]["lr"][0]
        self.assertEqual(lr[1], lr[4])
        # step(7.5) keeps the half: the next step is at 8.5, though last_epoch is 8.
        self.assertEqual(lr[3], 0.1 * (1 + math.cos(math.pi * 8.5 / 10)) / 2)

    def test_warm_restart_missed_at_epoch_121(self):
        reply = self.play([("CosineAnnealingWarmRestarts", {"T_0": 1, "T_mult": 3})], [{"step_epochs": [121]}])
        self.assertEqual(reply["trace"]["lr"], [[0.1, 0.0]])

    def test_plateau_in_sequential_is_refused_in_the_constructor(self):
        arguments = {
            "schedulers": [member("ExponentialLR", gamma=0.9), member("ReduceLROnPlateau")],
            "milestones": [2],
        }
        reply = self.play([("SequentialLR", arguments)], [{"step": 3}], observe=["lr", "last_epoch"])
        self.assertEqual(reply["trace"], {"lr": [[]], "last_epoch": [[]]})
        self.assertEqual((reply["error"]["step"], reply["error"]["type"]), (0, "ValueError"))

    def test_composite_as_second_member_fails_at_its_milestone(self):
        arguments = {
            "schedulers": [
                member("ExponentialLR", gamma=0.9),
                member("ChainedScheduler", schedulers=[member("ExponentialLR", gamma=0.9)]),
            ],
            "milestones": [2],
        }
        reply = self.play([("SequentialLR", arguments)], [{"step": 3}])
        self.assertEqual((reply["error"]["step"], reply["error"]["type"]), (2, "NotImplementedError"))
        self.assertEqual(len(reply["trace"]["lr"][0]), 2)

    def test_chained_scheduler_has_no_last_epoch(self):
        arguments = {"schedulers": [member("ExponentialLR", gamma=0.9), member("StepLR", step_size=1)]}
        reply = self.play(
            [("ChainedScheduler", arguments), ("StepLR", {"step_size": 2})],
            [{"step": 1, "scheduler": 0}],
            observe=["last_epoch"],
        )
        self.assertEqual(reply["trace"], {"last_epoch": [[None, None], [0, 0]]})

    def test_added_group_has_null_before_it_exists(self):
        reply = self.play(
            [("StepLR", {"step_size": 2})],
            [{"step": 1}, {"add_group": {"lr": 1}}, {"step": 1}],
            observe=["lr", "momentum"],
        )
        self.assertEqual(reply["trace"]["lr"], [[0.1, 0.1, 0.010000000000000002], [None, None, 0.1]])
        self.assertEqual(reply["trace"]["momentum"], [[0.0, 0.0, 0.0], [None, None, 0.0]])

    def test_adagrad_has_no_momentum(self):
        reply = self.play([("StepLR", {"step_size": 2})], [{"step": 1}], optimizer="Adagrad", observe=["momentum"])
        self.assertEqual(reply["trace"], {"momentum": [[None, None]]})

    def test_one_cycle_refuses_an_int_where_python_has_a_float(self):
        arguments: dict[str, float] = {"max_lr": 1, "total_steps": 4, "pct_start": 1}
        reply = self.play([("OneCycleLR", arguments)], [])
        self.assertEqual((reply["error"]["step"], reply["error"]["type"]), (0, "ValueError"))
        arguments["pct_start"] = 1.0
        self.assertNotIn("error", self.play([("OneCycleLR", arguments)], []))

    def test_unknown_and_missing_arguments_are_type_errors(self):
        for arguments in ({}, {"step_size": 2, "verbose": False}):
            error = self.play([("StepLR", arguments)], [{"step": 1}])["error"]
            self.assertEqual((error["step"], error["type"]), (0, "TypeError"))

    def test_reload_restores_the_scheduler_with_or_without_the_optimizer(self):
        schedulers = [("ExponentialLR", {"gamma": 0.5})]
        for extent, after in (("all", 0.0125), ("scheduler", 0.05)):
            program = [{"step": 2}, {"reload": extent}, {"step": 1}]
            reply = self.play(schedulers, program, observe=["lr", "last_epoch"])
            self.assertEqual(reply["trace"]["lr"][0][-1], after)
            self.assertEqual(reply["trace"]["last_epoch"], [[0, 1, 2, 3]])

    def test_optimizer_with_an_added_group_cannot_be_reloaded(self):
        program = [{"step": 1}, {"add_group": {"lr": 1.0}}, {"reload": "all"}]
        error = self.play([("StepLR", {"step_size": 2})], program)["error"]
        self.assertEqual((error["step"], error["type"]), (2, "ValueError"))

    def test_functions_survive_a_reload(self):
        program = [{"step": 1}, {"reload": "all"}, {"step": 1}]
        reply = self.play([("LambdaLR", {"lr_lambda": [{"expr": "0.5 ** epoch"}]})], program, [{"lr": 1}])
        self.assertEqual(reply["trace"]["lr"], [[1.0, 0.5, 0.25]])

    def test_malformed_scenarios_are_no_outcome(self):
        for program in ([{"jump": 1}], [{"step": 1, "scheduler": 1}], [{"set_lr": [1, 2]}], [{"step": True}]):
            with self.assertRaises(ScenarioError):
                self.play([("StepLR", {"step_size": 2})], program)
        with self.assertRaises(ScenarioError):
            self.play([("StepLR", {"step_size": "two"})], [])

    def test_spelled_numbers(self):
        self.assertEqual(number("0x1.999999999999ap-4"), 0.1)
        self.assertEqual(number("-Infinity"), -math.inf)
        self.assertIs(type(number(1)), int)
        for text in ("inf", "nan", "1.5", "0x", ""):
            with self.assertRaises(ScenarioError):
                number(text)

    def test_integers_beyond_64_bits(self):
        scheduler = {"type": "CosineAnnealingWarmRestarts", "args": {"T_0": 10}}
        scenario = {
            "optimizer": {"type": "SGD", "groups": [{"lr": 0.1}]},
            "schedulers": [scheduler],
            "program": [{"step_epochs": [2**63 + 3]}],
            "observe": ["lr", "last_epoch"],
        }
        trace = play(scenario, lr_scheduler)["trace"]
        self.assertEqual(trace, {"lr": [[0.1, 0.09755282581475769]], "last_epoch": [[0, 2**63 + 3]]})
        scenario["program"] = [{"step_epochs": [10**400]}]
        reply = play(scenario, lr_scheduler)
        self.assertEqual(reply["error"]["type"], "OverflowError")
        self.assertEqual(reply["error"]["step"], 1)

    def test_a_learning_rate_may_be_a_tensor(self):
        groups = [{"lr": {"tensor": 0.1, "dtype": "float32"}}]
        reply = self.play([("ExponentialLR", {"gamma": 0.5})], [{"step": 1}], groups)
        self.assertEqual(reply["trace"]["lr"], [[0.10000000149011612, 0.05000000074505806]])
        with self.assertRaises(ScenarioError):
            self.play([("ExponentialLR", {"gamma": 0.5})], [], [{"lr": {"tensor": 0.1, "dtype": "int8"}}])


class ExpressionTests(unittest.TestCase):
    def test_compiles_to_a_plain_function(self):
        function = compile_expression("0.95 ** epoch if epoch > 2 else min(1, epoch / 3)")
        self.assertIs(type(function), types.FunctionType)
        self.assertEqual(function(epoch=1), 1 / 3)
        self.assertEqual(function(3), 0.95**3)

    def test_has_python_s_meaning(self):
        for text, argument, value in (
            ("-7 // epoch", 2, -4),
            ("-7 % x", 3, 2),
            ("2 ** epoch", 70, 2**70),
            ("0 < epoch <= 2", 2, True),
            ("log(243) / log(3)", 0, 4.999999999999999),
            ("log(243, 3)", 0, 4.999999999999999),
            ("floor(x) + ceil(x)", 2.5, 5),
            ("cos(pi * x)", 1, -1.0),
        ):
            self.assertEqual(compile_expression(text)(argument), value, text)
        with self.assertRaises(ZeroDivisionError):
            compile_expression("1 / epoch")(0)

    def test_refuses_what_is_outside_the_language(self):
        for text in (
            "epoch.real",
            "(1).__class__",
            "__import__('os')",
            "epoch[0]",
            "[epoch]",
            "open",
            "open(epoch)",
            "min",
            "lambda: 1",
            "epoch + x",
            "'a' * epoch",
            "True",
            "1j",
            "0x10",
            "1_000",
            "not epoch",
            "epoch and 1",
            "epoch | 1",
            "min(*epoch)",
            "min(epoch)",
            "log(1, 2, 3)",
            "epoch := 1",
            "1 +",
            "",
            None,
            "(" * 3000,
            "-" * 4000 + "1",
        ):
            with self.assertRaises(ExpressionError, msg=repr(text)):
                compile_expression(text)


if __name__ == "__main__":
    unittest.main()
