"""Random scenarios, for the differential test and, by `lrconform.strategies`, for Hypothesis."""

from .dice import ALL
from .generator import Generator, generate

__all__ = ["ALL", "Generator", "generate"]
