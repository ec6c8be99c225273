"""The conformance suite for learning-rate schedulers, for those who write them in Python."""

from __future__ import annotations
