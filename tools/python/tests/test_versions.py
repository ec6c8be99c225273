"""Loading other versions and recording how they differ: `PYTHON -m unittest` in this folder."""

import os
import tempfile
import unittest
from unittest import mock

from lrconform_tools import Json
from lrconform_tools.versions import loader, record

OLD = """
from torch._six import inf
from .optimizer import Optimizer

class StepLR:
    def __init__(self, optimizer, step_size):
        assert isinstance(optimizer, Optimizer) and inf > 0
        self.optimizer, self.last_epoch = optimizer, 0
    def step(self):
        self.last_epoch += 1
        for group in self.optimizer.param_groups:
            group["lr"] *= FACTOR
"""
CASE: Json = {
    "id": "a/b",
    "scenario": {
        "optimizer": {"type": "SGD", "groups": [{"lr": 1.0}]},
        "schedulers": [{"type": "StepLR", "args": {"step_size": 1}}],
        "program": [{"step": 1}],
        "observe": ["lr", "last_lr"],
    },
    "claims": [],
}


class VersionsTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        patch = mock.patch.object(loader, "CACHE", folder.name)
        patch.start()
        self.addCleanup(patch.stop)
        for version, factor in (("1.9.1", "0.25"), ("1.10.2", "0.25"), ("1.11.0", "0.5")):
            os.mkdir(os.path.join(folder.name, version))
            with open(os.path.join(folder.name, version, "lr_scheduler.py"), "w", encoding="utf-8") as file:
                file.write(OLD.replace("FACTOR", factor))

    def test_versions_are_in_their_order(self):
        self.assertEqual(loader.fetched(), ["1.9.1", "1.10.2", "1.11.0"])

    def test_an_unknown_version_is_refused_with_the_mend(self):
        with self.assertRaisesRegex(loader.NoSuchVersion, "fetch 9.9"):
            loader.load("9.9")

    def test_what_is_not_there_to_observe_is_null(self):
        reply = record.outcome(CASE, loader.load("1.9.1"))
        self.assertEqual(reply, {"trace": {"lr": [[1.0, 0.25]], "last_lr": [[None, None]]}})

    def test_neighbours_that_agree_share_a_range(self):
        modules = {version: loader.load(version) for version in ("1.9.1", "1.10.2", "1.11.0", loader.INSTALLED)}
        found = record.ranges(CASE, modules)
        self.assertEqual(
            [entry["torch"] for entry in found], [">=1.9,<1.11", f">=1.11,<{record.series(loader.INSTALLED)}"]
        )
        self.assertEqual(found[1]["expected"]["trace"]["lr"], [[1.0, 0.5]])

    def test_a_class_that_is_missing_is_no_difference(self):
        case = {**CASE, "scenario": {**CASE["scenario"], "schedulers": [{"type": "LinearLR", "args": {}}]}}
        modules = {version: loader.load(version) for version in ("1.9.1", loader.INSTALLED)}
        self.assertEqual(record.ranges(case, modules), [])

    def test_everything_else_stays_and_keeps_its_place(self):
        entries = [{"torch": "<2", "expected": {}}]
        self.assertEqual(list(record.with_versions(CASE, entries)), ["id", "scenario", "versions", "claims"])
        self.assertEqual(list(record.with_versions({**CASE, "versions": entries}, [])), ["id", "scenario", "claims"])


if __name__ == "__main__":
    unittest.main()
