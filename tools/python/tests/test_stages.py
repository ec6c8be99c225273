"""What adapters share beside the player: schedules that end, loops that a framework owns, tables of names, packages."""

import os
import sys
import tempfile
import threading
import unittest

from scenarios import scenario

from lrconform.adapter import (
    Ended,
    LoopStage,
    RateStage,
    ScheduleStage,
    Skip,
    Stage,
    SteppedStage,
    Unobserved,
    equal_cycles,
    last_step,
    line,
    load_without_init,
    one_cycle,
    only_plateau,
    periods,
    play,
    positive,
    renamed,
    share_of_lr,
    warm_up_then,
)


class Finite(Stage):
    """Halves the learning rate twice, and is over; says its last_lr from the first step on."""

    def build(self):
        self.count = 0

    def step(self, index):
        if self.count == 2:
            raise Ended
        self.count += 1

    def lr(self):
        return [0.5**self.count]

    def last_lr(self):
        if self.count == 0:
            raise Unobserved
        return self.lr()


class ReplyTests(unittest.TestCase):
    def test_a_schedule_that_is_over_says_after_how_many_observations(self):
        self.assertEqual(play(scenario({"step": 9}), Finite), {"trace": {"lr": [[1.0, 0.5, 0.25]]}, "ends": 3})

    def test_a_schedule_that_lasts_says_nothing(self):
        self.assertEqual(play(scenario({"step": 2}), Finite), {"trace": {"lr": [[1.0, 0.5, 0.25]]}})

    def test_an_observation_without_anything_to_see_is_named(self):
        reply = play(scenario({"step": 1}, observe=["lr", "last_lr"]), Finite)
        self.assertEqual(
            reply, {"trace": {"lr": [[1.0, 0.5]], "last_lr": [[None, 0.5]]}, "unobserved": {"last_lr": [0]}}
        )


class Trainer:
    """A framework: it owns the loop, and calls back. Everything it does is noted."""

    def __init__(self, steps, on_step):
        self.steps, self.on_step, self.lr, self.told = steps, on_step, 1.0, []

    def fit(self):
        try:
            for step in range(self.steps):
                self.lr /= 2
                self.on_step(step=step)
                if self.lr < 0.1:
                    raise OverflowError("too small")
        finally:
            self.told.append("left")


class Trained(LoopStage):
    last = None

    def train(self, pause):
        Trained.last = self.trainer = Trainer(self.scenario["steps"], pause)
        pause()
        self.trainer.fit()

    def lr(self):
        return [self.trainer.lr]


class LoopTests(unittest.TestCase):
    def test_each_step_is_one_of_the_loop(self):
        reply = play(scenario({"step": 2}, steps=3), Trained)
        self.assertEqual(reply, {"trace": {"lr": [[1.0, 0.5, 0.25]]}})

    def test_the_end_of_the_loop_is_the_end_of_the_schedule(self):
        reply = play(scenario({"step": 5}, steps=2), Trained)
        self.assertEqual(reply, {"trace": {"lr": [[1.0, 0.5, 0.25]]}, "ends": 3})

    def test_what_the_loop_raises_is_the_outcome(self):
        namespace = {"__name__": "elsewhere"}
        exec(
            compile("def fail(step):\n    raise OverflowError('too small')", "/elsewhere/framework.py", "exec"),
            namespace,
        )

        class Failing(Trained):
            def train(self, pause):
                self.trainer = Trainer(1, namespace["fail"])
                pause()
                self.trainer.fit()

        reply = play(scenario({"step": 1}, steps=1), Failing, raised=None)
        self.assertEqual(reply["error"], {"step": 1, "type": "OverflowError", "message": "too small"})

    def test_a_loop_that_is_not_needed_any_more_is_left(self):
        before = threading.active_count()
        play(scenario({"step": 1}, steps=3), Trained)
        self.assertEqual((Trained.last.told, threading.active_count()), (["left"], before))

    def test_a_skip_of_the_loop_skips(self):
        class Skipping(LoopStage):
            def train(self, pause):
                raise Skip("no StepLR")

        with self.assertRaisesRegex(Skip, "no StepLR"):
            play(scenario(), Skipping)


class StepCountTests(unittest.TestCase):
    def test_the_last_step_of_a_program(self):
        self.assertEqual(last_step(scenario({"step": 3}, {"step": 4})), 7)
        self.assertEqual(last_step(scenario({"step": 3}), last_epoch=10), 14)
        self.assertEqual(last_step(scenario({"step_epochs": [9, 2.5]}, {"step": 1})), 9)
        self.assertEqual(last_step(scenario({"step_metrics": [1.0, 1.0]})), 2)

    def test_a_positive_integer(self):
        self.assertEqual(positive(3, "no"), 3)
        for value in (0, 2.0, True, None):
            with self.assertRaisesRegex(Skip, "a period is a positive integer"):
                positive(value, "a period is a positive integer")

    def test_the_length_of_a_cycle_is_one_number(self):
        args = {"max_lr": 1.0, "epochs": 3, "steps_per_epoch": 5, "pct_start": 0.5}
        given = one_cycle({"type": "OneCycleLR", "args": args})
        self.assertEqual((given["total_steps"], given["pct_start"]), (15, 0.5))
        self.assertEqual(given.keys() & {"epochs", "steps_per_epoch"}, set())
        with self.assertRaisesRegex(Skip, "no cycle_momentum of OneCycleLR"):
            one_cycle({"type": "OneCycleLR", "args": {**args, "cycle_momentum": False}})

    def test_equal_cycles_outlast_the_program(self):
        self.assertEqual([equal_cycles(scenario({"step": steps}), 3) for steps in (2, 3, 7)], [1, 2, 3])
        resumed = {"type": "ConstantLR", "args": {"last_epoch": 5}}
        self.assertEqual(equal_cycles(scenario({"step": 2}, schedulers=[resumed]), 3), 3)
        with self.assertRaisesRegex(Skip, "restarts share the steps equally"):
            equal_cycles(scenario({"step": 2}), 2.5)

    def test_periods_reach_beyond_the_last_step(self):
        self.assertEqual(periods({"T_0": 2, "T_mult": 3}, 7), [2, 6])
        self.assertEqual(periods({"T_0": 2, "T_mult": 3}, 8), [2, 6, 18])
        self.assertEqual(periods({"T_0": 5, "T_mult": 1}, 0), [5])
        with self.assertRaisesRegex(Skip, "more than 2 cycles"):
            periods({"T_0": 2, "T_mult": 3}, 8, most=2)
        for period, factor in ((0, 1), (2.0, 1), (2, 0), (2, 1.5)):
            with self.assertRaisesRegex(Skip, "the length of a cycle is a positive integer"):
                periods({"T_0": period, "T_mult": factor}, 8)


class Halving:
    """A scheduler with PyTorch's interface, which owns its learning rate."""

    def __init__(self):
        self.last_epoch, self.lr = 0, 1.0

    def step(self, epoch=None):
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        self.lr = 0.5**self.last_epoch

    def get_last_lr(self):
        return [self.lr]


class Halved(SteppedStage):
    def build(self):
        self.schedulers = [Halving()]

    def lr(self):
        return [self.schedulers[0].lr]


class SteppedTests(unittest.TestCase):
    def test_schedulers_are_stepped_and_looked_at_as_pytorchs(self):
        case = scenario({"step": 1}, {"step_epochs": [4]}, observe=["lr", "last_epoch", "last_lr"])
        trace = {"lr": [[1.0, 0.5, 0.0625]], "last_epoch": [[0, 1, 4]], "last_lr": [[1.0, 0.5, 0.0625]]}
        self.assertEqual(play(case, Halved), {"trace": trace})


MAKERS = {
    "ExponentialLR": lambda spec, lr: lambda step: lr * spec["args"]["gamma"] ** step,
    "LinearLR": lambda spec, lr: lambda step: lr,
}


def joined(schedules, milestones):
    return lambda step: schedules[step >= milestones[0]](step - milestones[0])


class Rated(RateStage):
    makers = MAKERS
    sequence = staticmethod(joined)


class RateTests(unittest.TestCase):
    def test_makers_get_the_learning_rate(self):
        spec = {"type": "ExponentialLR", "args": {"gamma": 0.5}}
        self.assertEqual(play(scenario({"step": 2}, schedulers=[spec]), Rated), {"trace": {"lr": [[0.5, 0.25, 0.125]]}})

    def test_a_sequence_is_joined_of_its_members(self):
        spec = sequence({"type": "LinearLR"}, {"type": "ExponentialLR", "args": {"gamma": 0.5}}, 1)
        self.assertEqual(play(scenario({"step": 2}, schedulers=[spec]), Rated), {"trace": {"lr": [[0.5, 0.5, 0.25]]}})

    def test_a_class_without_a_maker_skips(self):
        with self.assertRaisesRegex(Skip, "no StepLR"):
            play(scenario({"step": 1}, schedulers=[{"type": "StepLR", "args": {"step_size": 3}}]), Rated)

    def test_a_line_and_a_share(self):
        spec = {"type": "LinearLR", "args": {"start_factor": 0.5, "total_iters": 4}}
        self.assertEqual(line(spec, 2.0), (1.0, 2.0, 4))
        self.assertEqual(share_of_lr(0.5, 2.0), 0.25)
        with self.assertRaisesRegex(Skip, "a share of the learning rate, which is 0"):
            share_of_lr(0.5, 0.0)


class PlateauTests(unittest.TestCase):
    def test_one_plateau_of_one_group(self):
        spec = {"type": "ReduceLROnPlateau", "args": {"patience": 2, "min_lr": [0.1]}}
        given, lr = only_plateau(scenario(schedulers=[spec]))
        self.assertEqual((given["patience"], given["min_lr"], given["mode"], lr), (2, 0.1, "min", 0.5))
        with self.assertRaisesRegex(Skip, "no eps of ReduceLROnPlateau"):
            only_plateau(scenario(schedulers=[{**spec, "args": {"eps": 0.5}}]))


def sequence(first, second, milestone):
    return {"type": "SequentialLR", "args": {"schedulers": [first, second], "milestones": [milestone]}}


RISE = {"type": "LinearLR", "args": {"start_factor": 0.5, "total_iters": 4}}
AFTER = {"type": "ExponentialLR", "args": {"gamma": 0.9}}


class SequenceTests(unittest.TestCase):
    def test_a_warm_up_and_one_schedule(self):
        found = warm_up_then(sequence(RISE, AFTER, 4))
        self.assertEqual(found, ({"start_factor": 0.5, "total_iters": 4}, AFTER))

    def test_any_other_sequence_skips(self):
        falling = {"type": "LinearLR", "args": {"end_factor": 0.5, "total_iters": 4}}
        for spec in (
            sequence(RISE, AFTER, 5),
            sequence(falling, AFTER, 4),
            sequence(AFTER, RISE, 4),
        ):
            with self.assertRaises(Skip):
                warm_up_then(spec)
        with self.assertRaisesRegex(Skip, "no ExponentialLR after a warm-up"):
            warm_up_then(sequence(RISE, AFTER, 4), after=("StepLR",))

    def test_other_warm_ups(self):
        constant = {"type": "ConstantLR", "args": {"factor": 0.5, "total_iters": 4}}
        found = warm_up_then(sequence(constant, AFTER, 4), warm_ups=("ConstantLR", "LinearLR"))
        self.assertEqual(found[0], {"factor": 0.5, "total_iters": 4})


class RenamedTests(unittest.TestCase):
    def test_arguments_have_the_names_of_the_class(self):
        make = renamed(lambda first, **given: (first, given), {"step_size": "every", "gamma": "rate"}, floor=0)
        spec = {"type": "StepLR", "args": {"step_size": 3}}
        self.assertEqual(make(spec, "lr", extra=1), ("lr", {"every": 3, "rate": 0.1, "floor": 0, "extra": 1}))

    def test_the_same_names_need_no_table(self):
        make = renamed(lambda first, **given: given, ["step_size"])
        self.assertEqual(make({"type": "StepLR", "args": {"step_size": 3, "gamma": 0.1}}, None), {"step_size": 3})

    def test_what_has_no_name_skips(self):
        with self.assertRaisesRegex(Skip, "no gamma of StepLR"):
            renamed(dict, ["step_size"])({"type": "StepLR", "args": {"step_size": 3, "gamma": 0.5}}, {})


OWN_FAMILIES = {"warmup-constant": lambda given, group: lambda step: min(step / given["warmup"], 1.0)}


class Warm(ScheduleStage):
    families = OWN_FAMILIES


WARMUP_CONSTANT = {"name": "warmup-constant", "args": {"warmup": 4}}


class FamilyTests(unittest.TestCase):
    def test_a_schedule_of_its_own_does_not_ignore_last_epoch(self):
        constant = {"lr_lambda": {"expr": "1.0", "table": []}}
        spec = {"type": "LambdaLR", "args": constant}
        reply = play(scenario({"step": 1}, schedulers=[spec], family=WARMUP_CONSTANT), Warm)
        self.assertEqual(reply, {"trace": {"lr": [[0.0, 0.25]]}})
        spec = {"type": "LambdaLR", "args": {**constant, "last_epoch": 5}}
        with self.assertRaisesRegex(Skip, "no last_epoch of LambdaLR"):
            play(scenario({"step": 1}, schedulers=[spec], family=WARMUP_CONSTANT), Warm)


class PackageTests(unittest.TestCase):
    def test_a_module_without_the_packages_around_it(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "heavyweight", "optim"))
            for name, text in (
                ("__init__.py", "raise ImportError('loads everything')"),
                ("optim/__init__.py", "raise ImportError('loads much')"),
                ("optim/schedules.py", "from heavyweight.models import NAME\nfrom . import kinds"),
                ("optim/kinds.py", "KIND = 'cosine'"),
            ):
                with open(os.path.join(folder, "heavyweight", name), "w") as file:
                    file.write(text)
            sys.path.insert(0, folder)
            try:
                found = load_without_init("heavyweight.optim.schedules", {"heavyweight.models": {"NAME": "stub"}})
            finally:
                sys.path.remove(folder)
        self.assertEqual((found.NAME, found.kinds.KIND), ("stub", "cosine"))

    def test_a_package_that_is_not_there(self):
        with self.assertRaisesRegex(ModuleNotFoundError, "no package nowhere_to_be_found"):
            load_without_init("nowhere_to_be_found.schedules")
        with self.assertRaisesRegex(ValueError, "name a module of it"):
            load_without_init("unittest")


if __name__ == "__main__":
    unittest.main()
