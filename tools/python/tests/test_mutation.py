"""The mutation tool itself: `PYTHON -m unittest` in this folder, with the adapter's interpreter."""

import ast
import signal
import unittest

import torch

from lrconform_tools.liars import __main__ as liars  # noqa: F401
from lrconform_tools.liars.liar import LIARS
from lrconform_tools.mutation import __main__ as mutation
from lrconform_tools.mutation import mutants, state, suite

SOURCE = '''
class StepLR:
    """Text that is not planted in."""

    def get_lr(self):
        if self.last_epoch == 0 or self.last_epoch % self.step_size != 0:
            return self.lr
        return self.lr * self.gamma

    def reset(self):
        self.last_epoch = 0
'''


def changes(source):
    return [mutant.change for mutant in mutants.generate(mutants.parse(source, "source"))]


class MutantsTests(unittest.TestCase):
    def test_conditions_operators_and_statements_are_changed(self):
        found = changes(SOURCE)
        for change in (
            "self.last_epoch == 0 → self.last_epoch <= 0",
            "self.last_epoch % self.step_size != 0 → self.last_epoch % self.step_size == 0",
            "self.lr * self.gamma → self.lr / self.gamma",
            "self.lr * self.gamma → self.lr",
            "removed: def get_lr",
        ):
            self.assertIn(change, found)

    def test_names_are_unique_and_survive_new_lines(self):
        first = mutants.generate(mutants.parse(SOURCE, "source"))
        second = mutants.generate(mutants.parse("\n\n\n" + SOURCE, "source"))
        keys = [mutant.key for mutant in first]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(keys, [mutant.key for mutant in second])

    def test_a_planted_fault_is_taken_back(self):
        tree = mutants.parse(SOURCE, "source")
        before = ast.unparse(tree)
        for mutant in mutants.generate(tree):
            with mutant.planted():
                self.assertNotEqual(ast.unparse(tree), before, mutant.change)
            self.assertEqual(ast.unparse(tree), before)

    def test_messages_are_left_alone(self):
        self.assertEqual(changes("def f():\n    raise ValueError('text' + 1)"), ["removed", "ValueError → TypeError"])


class BenchTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        signal.signal(signal.SIGALRM, mutation._alarm)
        cls.bench = mutation.Bench()

    def planted(self, where, code, change):
        return next(mutant for mutant in self.bench.mutants if mutant.key == (where, code, change))

    def test_a_fault_is_caught_by_a_case_that_runs_it(self):
        mutant = self.planted(
            "StepLR.get_lr",
            "return [group['lr'] * self.gamma for group in self.optimizer.param_groups]",
            "group['lr'] * self.gamma → group['lr'] / self.gamma",
        )
        caught = self.bench.catchers(mutant, every=False)
        self.assertEqual(len(caught), 1)
        self.assertIn("StepLR", suite.classes(self.bench.cases[caught[0]]))

    def test_a_fault_that_hangs_is_caught(self):
        mutant = self.planted("ExponentialLR.__init__", "self.gamma = gamma", "removed")
        mutant = mutants.Mutant(**{**vars(mutant), "replacement": ast.parse("while True: pass").body[0]})
        for node in ast.walk(mutant.replacement):
            if hasattr(node, "lineno"):
                node.lineno = node.end_lineno = mutant.line
        self.assertEqual(len(self.bench.catchers(mutant, every=False)), 1)

    def test_nothing_is_caught_where_nothing_is_changed(self):
        mutant = self.planted("ExponentialLR.__init__", "self.gamma = gamma", "removed")
        same = ast.copy_location(ast.parse("self.gamma = gamma").body[0], mutant.owner.body[mutant.index])
        ast.fix_missing_locations(same)
        mutant = mutants.Mutant(**{**vars(mutant), "replacement": same})
        self.assertEqual(self.bench.catchers(mutant, every=True), [])


def step_lr(gamma):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    return torch.optim.lr_scheduler.StepLR(optimizer, 2, gamma)


class StateFaultTests(unittest.TestCase):
    def test_a_planted_fault_is_gone_afterwards(self):
        kind = torch.optim.lr_scheduler.StepLR
        with state.Fault(kind, "load_state_dict", "", state.not_loaded("gamma")).planted():
            wrong = step_lr(0.5)
            wrong.load_state_dict(step_lr(0.1).state_dict())
        right = step_lr(0.5)
        right.load_state_dict(step_lr(0.1).state_dict())
        self.assertEqual((wrong.gamma, wrong.step_size, right.gamma), (0.5, 2, 0.1))
        self.assertNotIn("load_state_dict", vars(kind))

    def test_an_option_that_is_not_loaded_is_the_constructors(self):
        saved = step_lr(0.1).optimizer
        saved.param_groups[0]["lr"] = 0.25
        fresh = step_lr(0.1).optimizer
        with state.Fault(torch.optim.Optimizer, "load_state_dict", "", state.option_not_loaded("lr")).planted():
            fresh.load_state_dict(saved.state_dict())
        self.assertEqual(fresh.param_groups[0]["lr"], 1.0)

    def test_every_liar_has_a_thread_and_a_name_of_its_own(self):
        names = [liar.name for liar in LIARS]
        self.assertEqual(len(names), len(set(names)))
        self.assertTrue(all(liar.threads for liar in LIARS))


if __name__ == "__main__":
    unittest.main()
