"""Plays the GitHub action and the GitLab job without these services.

What stands in the YAML is run as it stands: expressions are filled in, each step gets the variables and files that
the service gives it, and outputs, annotations, summary, artifacts and status are looked at.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from junitparser import JUnitXml

from lrconform_tools import ROOT, TOOLS
from lrconform_tools.reports import LIAR_FILE

HERE = TOOLS / "ci"
PROGRAM = os.environ["PROGRAM"]
TEMPLATE = ROOT / "tools" / "adapters" / "template" / "python" / "run"
LIAR = f"{sys.executable} {LIAR_FILE} {PROGRAM}"
failures = 0


def expect(what: str, found: Any, wanted: Any) -> None:
    global failures
    if found != wanted:
        failures += 1
        print(f"{what}: expected {wanted!r}, found {found!r}", file=sys.stderr)


def pack(folder: Path) -> tuple[str, str]:
    """An archive as tools/release makes it; between two releases there is none, but it can be laid out."""
    stage = folder / "lrconform"
    subprocess.run([ROOT / "tools" / "package" / "stage", stage, PROGRAM], check=True)
    archive = folder / "lrconform.tar.gz"
    subprocess.run(["tar", "-czf", archive, "-C", folder, "lrconform"], check=True)
    digest = subprocess.run(["sha256sum", archive], check=True, capture_output=True, text=True).stdout.split()[0]
    return str(archive), digest


class Action:
    """The composite action, with the little of GitHub's expressions that it uses."""

    def __init__(self, folder: Path, inputs: Any) -> None:
        self.text = yaml.safe_load((HERE / "github" / "action.yml").read_text())
        self.folder = folder
        declared = self.text["inputs"]
        expect("undeclared inputs", set(inputs) - set(declared), set())
        self.inputs = {name: inputs.get(name, about.get("default", "")) for name, about in declared.items()}
        self.steps: dict[str, dict[str, str]] = {}
        self.artifacts: dict[str, list[str]] = {}
        self.log = ""
        self.failed: int | None = None
        (folder / "workspace").mkdir()
        (folder / "temp").mkdir()
        self.summary = folder / "summary.md"
        self.summary.touch()

    def filled(self, text: str) -> str:
        def value(match: Any) -> Any:
            words = match[1].strip()
            if found := re.fullmatch(r"inputs\.([\w-]+)", words):
                return self.inputs[found[1]]
            if found := re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", words):
                return self.steps[found[1]].get(found[2], "")
            if found := re.fullmatch(r"inputs\.([\w-]+) != ''", words):
                return str(self.inputs[found[1]] != "").lower()
            raise ValueError(f"an expression that this check does not know: {words}")

        return re.sub(r"\$\{\{(.*?)\}\}", value, str(text))

    def run(self) -> Action:
        for step in self.text["runs"]["steps"]:
            if "if" in step and self.filled(step["if"]) != "true":
                continue
            if "uses" in step:
                path = self.folder / "workspace" / self.filled(step["with"]["path"])
                self.artifacts[self.filled(step["with"]["name"])] = sorted(file.name for file in path.iterdir())
                continue
            output = self.folder / "output"
            output.write_text("")
            environment = {
                "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(HERE / "github"), "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.summary), "RUNNER_TEMP": str(self.folder / "temp"),
                "GITHUB_WORKSPACE": str(self.folder / "workspace"),
            }  # fmt: skip
            environment |= {name: self.filled(value) for name, value in step.get("env", {}).items()}
            script = self.folder / "step.sh"
            script.write_text(self.filled(step["run"]))
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
                cwd=self.folder / "workspace", env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)  # fmt: skip
            self.log += done.stdout
            outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
            if "id" in step:
                self.steps[step["id"]] = outputs
            if done.returncode:
                self.failed = done.returncode
                return self
        return self

    def outputs(self) -> Any:
        return {name: self.filled(about["value"]) for name, about in self.text["outputs"].items()}

    def errors(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith("::error ")]


def check_form() -> None:
    text = yaml.safe_load((HERE / "github" / "action.yml").read_text())
    expect("using", text["runs"]["using"], "composite")
    for name, about in {**text["inputs"], **text["outputs"]}.items():
        expect(f"{name}: keys", set(about) - {"description", "required", "default", "value"}, set())
        expect(f"{name}: a description", bool(about.get("description")), True)
    for step in text["runs"]["steps"]:
        expect(f"{step['name']}: a shell with each run", "shell" in step, "run" in step)
        # Inputs are data: in a script they would be code.
        expect(f"{step['name']}: expressions in the script", "${{" in step.get("run", ""), False)
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(text["runs"])))
    expect("inputs that are used", used, set(text["inputs"]))


def check_document() -> None:
    """What README.md shows is what there is."""
    declared = set(yaml.safe_load((HERE / "github" / "action.yml").read_text())["inputs"])
    variables = set(yaml.safe_load((HERE / "gitlab" / "lrconform.yml").read_text())[".lrconform"]["variables"])
    shown = [
        yaml.safe_load(block)
        for block in re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
    ]
    steps = [step for text in shown for step in text.get("steps", []) if "lrconform/tools/ci/github@" in step["uses"]]
    jobs = [text["lrconform"] for text in shown if "lrconform" in text]
    expect("README.md: examples", (len(steps), len(jobs)), (1, 1))
    expect("README.md: unknown inputs", set(steps[0]["with"]) - declared, set())
    expect("README.md: unknown variables", set(jobs[0]["variables"]) - variables, set())


def action(name: str, **inputs: Any) -> Action:
    folder = Path(tempfile.mkdtemp(dir=work, prefix=f"{name}-"))
    return Action(folder, {key.replace("_", "-"): value for key, value in inputs.items()}).run()


def check_github(archive: Any, digest: Any) -> None:
    passing = action("passing", archive=archive, sha256=digest, adapter=str(TEMPLATE), filters="--scheduler StepLR")
    expect("passing: failed", passing.failed, None)
    outputs = passing.outputs()
    said = (outputs["status"], outputs["conforming"], outputs["claim"], outputs["badge"])
    expect("passing, with a filter: status, conforming, claim, badge", said, ("0", "false", "partial", ""))
    expect("passing: errors", passing.errors(), [])
    kept = ["errors.txt", "junit.xml", "replies.jsonl", "report.json", "statement.md", "summary.md"]
    expect("passing: artifact", passing.artifacts, {"lrconform-results": kept})
    workspace = passing.folder / "workspace"
    report = json.loads((workspace / outputs["report"]).read_text())
    expect("passing: cases of other schedulers", [c for c in report["cases"] if "StepLR" not in c["schedulers"]], [])
    expect("passing: the suite's version", bool(report["suite_version"]), True)
    expect("passing: JUnit", JUnitXml.fromfile(str(workspace / outputs["junit"])).failures, 0)
    statement = (workspace / outputs["statement"]).read_text()
    expect("passing: the statement", "(--scheduler StepLR)" in statement, True)
    expect("passing: the summary", passing.summary.read_text().startswith("### lrconform: "), True)

    whole = action("whole", archive=archive, adapter=str(TEMPLATE))
    outputs = whole.outputs()
    expect(
        "whole: status, conforming, claim",
        (outputs["status"], outputs["conforming"], outputs["claim"]),
        ("0", "true", "limited"),
    )
    badge = (whole.folder / "workspace" / outputs["badge"]).read_text()
    expect("whole: the badge", "<svg" in badge and "level error not run" in badge, True)

    lying = action("lying", archive=archive, adapter=LIAR, strict_errors="true")
    expect("lying: failed", lying.failed, 1)
    expect("lying: status", lying.outputs()["status"], "1")
    expect(
        "lying: conforming, claim",
        (lying.outputs()["conforming"], lying.outputs()["claim"]),
        ("false", "not-conforming"),
    )
    badge = (lying.folder / "workspace" / lying.outputs()["badge"]).read_text()
    expect("lying: the badge is red", "#b3202a" in badge, True)
    report = json.loads((lying.folder / "workspace" / lying.outputs()["report"]).read_text())
    wrong = sum(report["counts"][verdict] for verdict in ("diverged", "error-mismatch", "broken"))
    expect("lying: an annotation for each case that is wrong", len(lying.errors()), wrong)
    expect("lying: the summary", "not conforming" in lying.summary.read_text(), True)
    expect("lying: the artifact is kept", "junit.xml" in lying.artifacts["lrconform-results"], True)

    few = action("skipping", archive=archive, adapter=str(TEMPLATE), max_skipped="3")
    expect("skipping: failed", few.failed, 1)
    expect("skipping: said", len([line for line in few.errors() if "are skipped, at most 3 may be" in line]), 1)

    dead = action("dead", archive=archive, adapter="exit 7")
    expect("dead: failed", dead.failed, 3)
    expect("dead: said", len(dead.errors()) >= 1, True)
    expect("dead: status", dead.outputs()["status"], "3")

    typo = action("typo", archive=archive, adapter=str(TEMPLATE), filters="--id no-such-case")
    expect("typo: failed", typo.failed, 2)
    known = action("known", archive=archive, adapter=str(TEMPLATE), known="absent.json")
    expect("known list that is not there: failed", known.failed, 2)
    hostile = action("hostile", archive=archive, adapter=f"{TEMPLATE} # $(touch here) ; exit", filters="$(touch x) `y`")
    expect("hostile: failed", hostile.failed, 2)
    expect("hostile: run", list((hostile.folder / "workspace").glob("[xy]")), [])
    forged = action("forged", archive=archive, sha256="0" * 64, adapter=str(TEMPLATE))
    expect("forged: failed", forged.failed, 2)
    expect("forged: said", "expected the SHA-256" in forged.log, True)
    source = action("source", adapter=str(TEMPLATE), filters="--id step-lr/documented", results="")
    expect("from source: failed", source.failed, None)
    expect("from source: artifacts", source.artifacts, {})


def check_gitlab(archive: Any, digest: Any) -> None:
    text = yaml.safe_load((HERE / "gitlab" / "lrconform.yml").read_text())
    job = text[".lrconform"]

    def play(name: str, **variables: Any) -> tuple[int, Path, str]:
        folder = Path(tempfile.mkdtemp(dir=work, prefix=f"gitlab-{name}-"))
        expect(f"{name}: undeclared variables", set(variables) - set(job["variables"]), set())
        environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | job["variables"] | variables
        # The runner puts all lines into one shell that ends at the first that fails.
        lines = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
        done = subprocess.run(["bash", "-c", lines], cwd=folder, env=environment, capture_output=True, text=True)
        return done.returncode, folder, done.stdout + done.stderr

    common = {"LRCONFORM_ARCHIVE": archive, "LRCONFORM_SHA256": digest}
    status, folder, log = play(
        "passing", **common, LRCONFORM_ADAPTER=str(TEMPLATE), LRCONFORM_FILTERS="--scheduler StepLR --id step-lr/*"
    )
    expect("GitLab, passing: status", (status, log if status else ""), (0, ""))
    expect("GitLab, passing: JUnit", JUnitXml.fromfile(str(folder / job["artifacts"]["reports"]["junit"])).failures, 0)
    for path in job["artifacts"]["paths"]:
        names = sorted(file.name for file in (folder / path).iterdir())
        expect("GitLab, passing: artifacts", names, ["junit.xml", "replies.jsonl", "report.json", "statement.md"])
    status, folder, log = play("whole", **common, LRCONFORM_ADAPTER=str(TEMPLATE))
    expect("GitLab, whole: status", status, 0)
    expect("GitLab, whole: the badge", (folder / "lrconform-results" / "badge.svg").exists(), True)
    status, folder, log = play("lying", **common, LRCONFORM_ADAPTER=LIAR, LRCONFORM_OPTIONS="--tolerance float32")
    expect("GitLab, lying: status", status, 1)
    junit = JUnitXml.fromfile(str(folder / job["artifacts"]["reports"]["junit"]))
    expect("GitLab, lying: JUnit has failures", junit.failures > 0, True)
    expect("GitLab, dead: status", play("dead", **common, LRCONFORM_ADAPTER="exit 7")[0], 3)
    expect("GitLab, forged: status", play("forged", **common | {"LRCONFORM_SHA256": "0" * 64})[0] != 0, True)


with tempfile.TemporaryDirectory() as name:
    work = Path(name)
    archive = pack(work)
    check_form()
    check_document()
    check_github(*archive)
    check_gitlab(*archive)
if failures:
    sys.exit(f"{failures} failures")
print("the GitHub action and the GitLab job do what they say")
