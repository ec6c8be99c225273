"""Are the schedules PyTorch's? Run with `python3 -m unittest`."""

import unittest

from lrconform_oracle import Oracle, assert_same, scheduler
from schedules import step_decay, warmup_cosine


class Schedules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.oracle = Oracle()

    @classmethod
    def tearDownClass(cls):
        cls.oracle.close()

    def test_step_decay_is_step_lr(self):
        expected = self.oracle.lr("StepLR", step_size=30, gamma=0.1, lr=0.05, steps=100)
        actual = [step_decay(epoch, lr=0.05, every=30, factor=0.1) for epoch in range(101)]
        assert_same(actual, expected)

    def test_warmup_cosine_is_a_sequence(self):
        expected = self.oracle.lr(
            "SequentialLR", lr=0.1, steps=50, milestones=[5],
            schedulers=[scheduler("LinearLR", start_factor=0.1, total_iters=5),
                        scheduler("CosineAnnealingLR", T_max=45)])
        actual = [warmup_cosine(epoch, lr=0.1, warmup=5, total=50) for epoch in range(51)]
        assert_same(actual, expected)


if __name__ == "__main__":
    unittest.main()
