"""The program of the package, asked as others ask it."""

import json
import subprocess
import sys

from lrconform import fixtures
from lrconform.program import environment, program


def test_cases_for_test_frameworks_have_what_is_expected():
    command = [program(), "scenarios", "--expected"]
    lines = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout.splitlines()
    printed = {found["id"]: found for found in map(json.loads, lines)}
    assert len(printed) == len(lines) == sum("expected" in case for case in fixtures.cases())
    for case in fixtures.cases():
        found = printed[case["id"]]
        assert found["expected"] == case["expected"]
        assert (found["title"], found["level"]) == (case["title"], case["level"])
        assert found.get("tolerance", {}).get("rel") == case.get("tolerance", {}).get("rel")
        assert [spec["type"] for spec in found["scenario"]["schedulers"]] == [
            spec["type"] for spec in case["scenario"]["schedulers"]
        ]
    (function,) = [printed["lambda-lr/documented"]["scenario"]["schedulers"][0]["args"]["lr_lambda"]][:1]
    assert "table" in json.dumps(function)


def test_the_module_is_the_program():
    done = subprocess.run([sys.executable, "-m", "lrconform", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("lrconform ")
    done = subprocess.run(
        [sys.executable, "-m", "lrconform", "show", "no/case"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
