"""Hypothesis strategies: scenarios for property tests of schedulers.

    from hypothesis import given
    from lrconform.strategies import scenarios

    @given(scenarios("StepLR"))
    def test_like_pytorch(scenario):
        lrconform.assert_like_pytorch(scenario, StepLR=my.StepLR)

The scenarios are those of the project's own differential test. Needs the package hypothesis.
"""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from .adapter.parameters import COMPOSITES
from .random_scenarios import ALL, Generator

__all__ = ["scenarios"]


class _Simplifying(Generator):
    """Where Hypothesis draws 0, its simplest number, what is likely happens, and what is unlikely does not."""

    def chance(self, probability: float) -> bool:
        drawn = self.random.random()
        return drawn < probability if probability >= 0.5 else drawn >= 1 - probability


def scenarios(*classes: str, calm: bool = False) -> st.SearchStrategy[Any]:
    """Scenarios in the fixtures' format, with these schedulers, by PyTorch's names; with all of them by default.

    calm: no edges such as NaN, an empty list or an argument too few, so that most scenarios run without an error.
    """
    unknown = [name for name in classes if name not in ALL]
    if unknown:
        raise TypeError(f"no scenarios with {', '.join(unknown)}; there are {', '.join(ALL)}")
    chosen = classes or ALL
    if all(name in COMPOSITES for name in chosen):
        raise TypeError("a composite needs members: name their classes too")

    def scenario(source: random.Random) -> Any:
        return _Simplifying(source, chosen, calm).scenario()

    # Hypothesis draws each number of such a source, and so finds simpler scenarios that fail too.
    return st.randoms(use_true_random=False, note_method_calls=False).map(scenario)
