"""The templates as they are, with ReduceLROnPlateau and OneCycleLR filled in, and with mistakes planted.

Run by `check`, which names the program in LRCONFORM. A template whose toolchain is not here is told as skipped.
"""

import json
import math
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from mistakes import LANGUAGES

HERE = Path(__file__).resolve().parent
FILLED = ["--scheduler", "ReduceLROnPlateau", "--scheduler", "OneCycleLR"]


def scenario(kind, arguments, *program, group=None, **more):
    groups = [dict({"lr": 0.5}, **group or {})]
    spec = {"type": kind, "args": arguments}
    optimizer = {"type": "SGD", "groups": groups}
    return dict({"optimizer": optimizer, "schedulers": [spec], "program": list(program)}, **more)


class TemplateTests:
    """For one language, which a subclass names."""

    language = None

    @classmethod
    def setUpClass(cls):
        cls.toolchain, cls.source, cls.mistakes = LANGUAGES[cls.language]
        if shutil.which(cls.toolchain) is None:
            raise unittest.SkipTest("there is no %s" % cls.toolchain)
        cls.folder = tempfile.TemporaryDirectory()
        cls.made = {}

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls, "folder"):
            cls.folder.cleanup()

    def adapter(self, mistake=None, filled=False):
        """The `run` of a copy of the template, compiled."""
        if (mistake, filled) not in self.made:
            copy = Path(tempfile.mkdtemp(dir=self.folder.name), "adapter")
            shutil.copytree(HERE / self.language, copy, ignore=shutil.ignore_patterns(".build", "__pycache__"))
            if filled:
                patch = HERE / "filled" / (self.language + ".patch")
                subprocess.run(["patch", "--quiet", "--directory", copy, "--input", patch], check=True)
            for old, new in self.mistakes[mistake] if mistake else []:
                text = (copy / self.source).read_text(encoding="utf-8")
                self.assertIn(old, text)
                (copy / self.source).write_text(text.replace(old, new), encoding="utf-8")
            built = subprocess.run([copy / "run"], input="", capture_output=True, text=True)
            self.assertEqual((built.returncode, built.stdout, built.stderr), (0, "", ""))
            self.made[mistake, filled] = copy / "run"
        return self.made[mistake, filled]

    def ask(self, adapter, *scenarios):
        """The replies, and the status and stderr of the adapter's process."""
        requests = [{"cmd": "run", "seq": seq, "id": "a/b", "scenario": one} for seq, one in enumerate(scenarios)]
        lines = "".join(json.dumps(request) + "\n" for request in requests + [{"cmd": "stop"}])
        done = subprocess.run([adapter], input=lines, capture_output=True, text=True, timeout=60)
        return [json.loads(line) for line in done.stdout.splitlines()], done.returncode, done.stderr

    def check(self, adapter, *options):
        """The report of a run of the suite, and the program's status."""
        report = adapter.parent / "report.json"
        report.unlink(missing_ok=True)
        command = [os.environ["LRCONFORM"], "check", "--format", "json", "--output", report, *options, "--", adapter]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        return json.loads(report.read_text(encoding="utf-8"))["counts"] if report.exists() else None, done

    def planted(self, mistake):
        return self.check(self.adapter(mistake), "--id", "step-lr/documented")

    # As it is, and filled in.

    def test_it_conforms(self):
        counts, done = self.check(self.adapter())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(counts["identical"] + counts["within"], 20)

    def test_it_conforms_filled_in(self):
        counts, done = self.check(self.adapter(filled=True), *FILLED)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(counts["identical"] + counts["within"], 95)

    # What a scenario may give.

    def test_words_lists_flags_and_null(self):
        plateau = {"mode": "max", "threshold_mode": "abs", "patience": 0, "factor": 0.5, "min_lr": [0.25]}
        cycle = {"max_lr": [1.0], "total_steps": None, "epochs": 2, "steps_per_epoch": 2, "pct_start": 0.5,
                 "anneal_strategy": "linear", "cycle_momentum": False, "three_phase": False}  # fmt: skip
        replies, status, _ = self.ask(
            self.adapter(filled=True),
            scenario("ReduceLROnPlateau", plateau, {"step_metrics": [1, "-Infinity", "NaN"]}),
            scenario("OneCycleLR", cycle, {"step": 1}),
            scenario("StepLR", {"step_size": 1, "gamma": "Infinity"}, {"step": 1}),
        )
        self.assertEqual(status, 0)
        self.assertEqual(replies[0]["trace"], {"lr": [[0.5, 0.5, 0.25, 0.25]]})
        start, top = replies[1]["trace"]["lr"][0]
        self.assertTrue(math.isclose(start, 1 / 25) and top == 1, replies[1])
        self.assertEqual(replies[2]["trace"], {"lr": [[0.5, "Infinity"]]})

    def test_a_wrong_word_is_refused_by_the_implementation(self):
        replies, status, stderr = self.ask(
            self.adapter(filled=True),
            scenario("ReduceLROnPlateau", {"mode": "minimum"}, {"step_metrics": [1]}),
            scenario("ReduceLROnPlateau", {}, {"step": 1}),
        )
        self.assertEqual((status, [reply["error"]["step"] for reply in replies]), (0, [0, 1]))
        self.assertIn("minimum", replies[0]["error"]["message"])
        self.assertIn("minimum", stderr)

    def test_what_it_does_not_know_is_skipped_by_name(self):
        unknown = {
            "no PolynomialLR": scenario("PolynomialLR", {}),
            "argument foo of StepLR": scenario("StepLR", {"step_size": 1, "foo": "bar"}),
            "initial_lr of a parameter group": scenario("StepLR", {"step_size": 1}, group={"initial_lr": 0.5}),
            "betas of a parameter group": scenario("StepLR", {"step_size": 1}, group={"betas": [0.9, 0.99]}),
            "momentum cannot be observed": scenario("StepLR", {"step_size": 1}, observe=["momentum"]),
            "reload in the program": scenario("StepLR", {"step_size": 1}, {"scheduler": 0, "reload": "all"}),
            "step_metrics in the program": scenario("StepLR", {"step_size": 1}, {"step_metrics": [1]}),
            "step_epochs in the program": scenario("StepLR", {"step_size": 1}, {"step_epochs": [1]}),
        }
        replies, status, _ = self.ask(self.adapter(), *unknown.values())
        self.assertEqual((status, [reply.get("skipped") for reply in replies]), (0, list(unknown)))

    # The usual mistakes.

    def test_an_exception_of_the_implementation_is_the_outcome(self):
        for mistake in [name for name in ("raises", "panics") if name in self.mistakes]:
            adapter = self.adapter(mistake)
            replies, status, stderr = self.ask(adapter, *[scenario("StepLR", {"step_size": 3}, {"step": 4})] * 2)
            self.assertEqual((status, len(replies)), (0, 2))
            for reply in replies:
                self.assertEqual(reply["trace"], {"lr": [[0.5, 0.5]]})
                self.assertEqual((reply["error"]["step"], reply["error"]["message"]), (2, "too far"))
            self.assertIn("too far", stderr)
            if self.language in ("python", "javascript"):  # the others have no traceback
                self.assertIn(self.source, stderr)
            counts, done = self.planted(mistake)
            self.assertEqual((done.returncode, counts["error-mismatch"]), (1, 1), done.stderr)

    def test_a_fault_of_the_adapter_is_not(self):
        observed = scenario("StepLR", {"step_size": 3}, {"step": 1}, observe=["last_lr"])
        replies, status, stderr = self.ask(self.adapter("own fault"), observed)
        self.assertEqual(replies, [])
        self.assertNotEqual(status, 0)
        self.assertNotEqual(stderr, "")
        counts, done = self.check(self.adapter("own fault"), "--id", "step-lr/all-groups")
        self.assertEqual((done.returncode, counts["broken"]), (3, 1), done.stderr)

    def test_what_is_printed_is_no_reply(self):
        counts, done = self.planted("prints")
        if self.language == "rust":  # which has no other place to send it to: lrconform says so
            self.assertEqual((done.returncode, counts["broken"]), (3, 1), done.stderr)
            return
        self.assertEqual((done.returncode, counts["broken"]), (0, 0), done.stderr)
        replies, _, stderr = self.ask(self.adapter("prints"), scenario("StepLR", {"step_size": 3}, {"step": 1}))
        self.assertEqual((len(replies), stderr), (1, "where am I?\n"))

    def test_an_adapter_that_exits_is_broken(self):
        counts, done = self.planted("exits")
        self.assertEqual((done.returncode, counts["broken"]), (3, 1), done.stderr)
        replies, status, _ = self.ask(self.adapter("exits"), scenario("StepLR", {"step_size": 3}, {"step": 1}))
        self.assertEqual((replies, status), ([], 7))

    def test_a_wrong_seq_is_broken(self):
        counts, done = self.planted("wrong seq")
        self.assertEqual((done.returncode, counts["broken"]), (3, 1), done.stderr)

    def test_replies_that_are_not_flushed_never_come(self):
        if "unflushed" not in self.mistakes:
            self.skipTest("%s flushes by itself" % self.language)
        _, done = self.check(self.adapter("unflushed"), "--id", "step-lr/documented", "--start-timeout", "1")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertNotEqual(done.stderr, "")


for _name in LANGUAGES:
    _class = type(_name, (TemplateTests, unittest.TestCase), {"language": _name})
    globals()[_name.capitalize() + "Tests"] = _class
del _class

# It would make up for a flush that is missing.
os.environ.pop("PYTHONUNBUFFERED", None)

if __name__ == "__main__":
    unittest.main(verbosity=2)
