"""The tests that a user writes, run as a user runs them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TWO_LINES = "import lrconform, ports\ntest_conformance = lrconform.cases(StepLR=ports.{kind})\n"


@pytest.fixture
def project(tmp_path):
    shutil.copy(HERE / "ports.py", tmp_path)

    def run(kind, *arguments, module="pytest"):
        (tmp_path / "test_schedulers.py").write_text(TWO_LINES.format(kind=kind))
        plugin = ["-p", "lrconform.pytest_plugin", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, *plugin, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    run.folder = tmp_path
    return run


def test_two_lines_test_a_right_class(project):
    status, said = project("StepLR", "-q", "-rs")
    assert status == 0, said
    assert "pass, " in said.splitlines()[-2] or "lrconform: StepLR:" in said
    assert "takes no epoch" in said


def test_a_wrong_class_fails_with_the_program_s_words(project):
    status, said = project("Late", "-q", "-k", "step-lr/documented")
    assert status == 1
    assert "test_conformance[step-lr/documented]" in said
    assert "cause: StepLR.get_lr computes lr(t) = lr(t−1) · gamma if t ≠ 0 and (t − 1) mod step_size = 0" in said
    assert "again:      lrconform check --python StepLR=ports:Late --id step-lr/documented" in said
    assert "Traceback" not in said
    assert "1 failed" in said


def test_workers_of_xdist_agree(project):
    status, said = project("Late", "-q", "-n", "2")
    assert status == 1
    _, alone = project("Late", "-q")
    assert (
        said.splitlines()[-1].split(" in ")[0].split(", ")[:3]
        == alone.splitlines()[-1].split(" in ")[0].split(", ")[:3]
    )


def test_known_divergences_by_option(project):
    known = project.folder / "known.json"
    entry = {"case": "step-lr/documented", "verdict": "diverged", "step": 1, "reason": "issue 12"}
    known.write_text(json.dumps({"schema": 1, "known": [entry]}))
    status, said = project("Late", "-q", "-rx", "-k", "step-lr/documented or known", "--lrconform-known", "known.json")
    assert status == 0, said
    assert "issue 12" in said
    assert "1 xfailed" in said and "failed," not in said
    known.write_text(json.dumps({"schema": 1, "known": [{**entry, "case": "step-lr/never-was"}]}))
    status, said = project("Late", "-q", "-k", "known", "--lrconform-known", "known.json")
    assert status == 1
    assert "there is no such case: step-lr/never-was" in said
    status, said = project("Late", "--lrconform-known", "nowhere.json")
    assert (status, "there is no file nowhere.json" in said) == (4, True)


def test_the_command_line_plays_classes(project):
    program = os.environ.get("LRCONFORM") or "lrconform"
    done = subprocess.run(
        [program, "check", "--python", "StepLR=ports:Late", "--id", "step-lr/documented"],
        cwd=project.folder,
        env={**os.environ, "LRCONFORM_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "StepLR=ports:Late on PyTorch" in done.stdout
    assert "cause: StepLR.get_lr computes" in " ".join(done.stdout.split())
