"""A loop that calls back is let go on one turn at a time."""

import pytest

from lrconform.adapter.turns import Turns


class Loop:
    def __init__(self, fails_at=None):
        self.turns, self.count, self.left, self.fails_at = Turns(), 0, False, fails_at

    def run(self):
        while self.turns.wait():
            self.count += 1
            if self.count == self.fails_at:
                raise ValueError("of the loop")
        self.left = True


def test_a_turn_ends_where_the_loop_waits_again():
    loop = Loop()
    loop.turns.start(loop.run)
    counts = [loop.count]
    for _ in range(3):
        loop.turns.next()
        counts.append(loop.count)
    loop.turns.end()
    assert counts == [0, 1, 2, 3]
    assert loop.left


def test_what_the_loop_raises_is_raised_by_its_turn():
    loop = Loop(fails_at=2)
    loop.turns.start(loop.run)
    loop.turns.next()
    with pytest.raises(ValueError, match="of the loop"):
        loop.turns.next()
    with pytest.raises(RuntimeError, match="the loop has ended"):
        loop.turns.next()


def test_what_the_loop_raises_before_its_first_wait_is_raised_by_the_start():
    def fails():
        raise ValueError("before the first wait")

    with pytest.raises(ValueError, match="before the first wait"):
        Turns().start(fails)


def test_another_loop_ends_the_last_one():
    first, second = Loop(), Loop()
    first.turns.start(first.run)
    second.turns.start(second.run)
    assert first.left
    second.turns.next()
    second.turns.end()
    assert (first.count, second.count) == (0, 1)
