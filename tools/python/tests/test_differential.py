"""The comparison must see every bit, and the generator must repeat itself."""

import json
import unittest

from lrconform.random_scenarios import ALL, generate
from lrconform_tools.differential.__main__ import difference, same


class ComparisonTests(unittest.TestCase):
    def test_same_means_the_same_bits(self):
        for value, answer in (
            (0.1, 0.1),
            (0.1, "0x1.999999999999ap-4"),
            (1, 1.0),
            (-0.0, -0.0),
            ("NaN", "NaN"),
            (None, None),
        ):
            self.assertTrue(same(value, answer), (value, answer))
        for value, answer in (
            (0.1, 0.10000000000000002),
            (0.0, -0.0),
            (0, -0.0),
            (0.0, None),
            ("NaN", None),
            ("NaN", 0.0),
            ("Infinity", "-Infinity"),
            (1.0, True),
            (1.0, "one"),
        ):
            self.assertFalse(same(value, answer), (value, answer))

    def test_names_the_first_difference_in_time(self):
        expected = {"trace": {"lr": [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]}}
        reply = {"trace": {"lr": [[1.0, 2.0, 4.0], [1.0, -2.0, 3.0]]}}
        self.assertTrue(difference(expected, reply).startswith("lr[1] at 1: "))
        self.assertIsNone(difference(expected, json.loads(json.dumps(expected))))

    def test_step_and_type_of_an_error_count_but_not_its_message(self):
        expected = {"trace": {"lr": [[1.0]]}, "error": {"step": 1, "type": "ValueError", "message": "a"}}
        trace = expected["trace"]
        self.assertIsNone(difference(expected, {"trace": trace, "error": {"step": 1, "type": "ValueError"}}))
        for error in ({"step": 0, "type": "ValueError"}, {"step": 1, "type": "KeyError"}):
            self.assertIn("error", difference(expected, {"trace": trace, "error": error}))
        self.assertIn("no error", difference(expected, {"trace": trace}))

    def test_whatever_is_no_trace_differs(self):
        expected = {"trace": {"lr": [[1.0]]}}
        for reply in (
            {},
            {"skipped": "no StepLR"},
            {"trace": []},
            {"trace": {"lr": [1.0]}},
            {"trace": {"lr": [[]]}},
            {"trace": {"lr": [[1.0]], "momentum": [[None]]}},
            {"trace": {"lr": None}},
        ):
            self.assertIsNotNone(difference(expected, reply), reply)


class GeneratorTests(unittest.TestCase):
    def test_a_seed_means_one_scenario_and_that_is_json(self):
        for seed in range(200):
            scenario = generate(seed)
            self.assertEqual(json.dumps(scenario, allow_nan=False), json.dumps(generate(seed)))

    def test_every_class_comes_up(self):
        text = json.dumps([generate(seed) for seed in range(300)])
        for name in ALL:
            self.assertIn(f'"{name}"', text)

    def test_classes_restrict_members_too(self):
        text = json.dumps([generate(seed, ["StepLR", "SequentialLR"]) for seed in range(200)])
        self.assertNotIn('"ExponentialLR"', text)
        self.assertIn('"StepLR"', text)


if __name__ == "__main__":
    unittest.main()
