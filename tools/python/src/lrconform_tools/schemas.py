"""Checks fixtures/schema against everything that the product reads and writes, and against the names that it has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from lrconform_tools import ROOT, Json
from lrconform_tools.reports import LIAR_FILE

LRCONFORM = os.environ.get("LRCONFORM", str(ROOT / "tools" / "lrconform"))
TEMPLATE = [str(ROOT / "tools" / "adapters" / "template" / "python" / "run")]
LIAR = [sys.executable, LIAR_FILE, LRCONFORM]

failures = 0


def fail(what: str | Path, problem: str) -> None:
    global failures
    failures += 1
    print(f"{what}: {problem}", file=sys.stderr)


def run(*arguments: Any, statuses: Any = (0,), given: Any = None) -> Any:
    done = subprocess.run([LRCONFORM, *arguments], capture_output=True, text=True, input=given, cwd=ROOT)
    if done.returncode not in statuses:
        sys.exit(f"lrconform {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def load_schemas() -> Any:
    files = sorted((ROOT / "fixtures" / "schema").glob("*.schema.json"))
    contents = {path.name: json.loads(path.read_text()) for path in files}
    for name, schema in contents.items():
        Draft202012Validator.check_schema(schema)
        lint(name, schema)
    resources = [(name, Resource.from_contents(schema)) for name, schema in contents.items()]
    registry = Registry().with_resources(resources)
    return {name.split(".")[0]: Draft202012Validator(schema, registry=registry) for name, schema in contents.items()}


def lint(name: str, schema: Any) -> None:
    """A schema is the documentation too: it says what everything is, and lets nothing through unsaid."""
    for key in ("title", "description"):
        if key not in schema:
            fail(name, f"no {key}")

    def visit(node: Any, place: str) -> None:
        if isinstance(node, list):
            for index, part in enumerate(node):
                visit(part, f"{place}[{index}]")
        elif isinstance(node, dict):
            if node.get("type") == "object" and "additionalProperties" not in node:
                fail(name, f"{place}: no additionalProperties")
            if isinstance(node.get("properties"), dict) and "additionalProperties" in node:
                for key, value in node["properties"].items():
                    if not {"description", "$ref", "const"} & value.keys():
                        fail(name, f"{place}.{key}: no description")
            for key, value in node.items():
                visit(value, f"{place}.{key}")

    visit(schema, "$")
    for key, definition in schema["$defs"].items():
        if "title" not in definition or "description" not in definition:
            fail(name, f"$defs.{key}: needs a title and a description")


def validate(validator: Any, document: Json, what: str | Path) -> None:
    for error in validator.iter_errors(document):
        while error.context:  # Of alternatives, the one that came furthest.
            error = max(error.context, key=lambda inner: len(inner.absolute_path))
        fail(what, f"{error.json_path}: {error.message[:300]}")
        return


def refuse(validator: Any, document: Json, what: str) -> None:
    """A schema that lets anything through would pass everything above."""
    if validator.is_valid(document):
        fail(what, "the schema lets it through")


def check_vocabulary() -> int:
    """The schemas name what the program names: `lrconform list --classes`."""
    vocabulary = json.loads(run("list", "--classes"))
    common = json.loads((ROOT / "fixtures" / "schema" / "common.schema.json").read_text())["$defs"]
    optimizers = vocabulary["optimizers"]
    named = {
        "schedulerName": (common["schedulerName"]["enum"], [kind["name"] for kind in vocabulary["classes"]]),
        "feature": (common["feature"]["enum"], vocabulary["features"]),
        "channel": (common["channel"]["anyOf"][0]["enum"], vocabulary["channels"]),
        "trace": (list(common["trace"]["properties"]), vocabulary["channels"]),
        "level": (common["level"]["enum"], vocabulary["levels"]),
        "precision": (common["precision"]["enum"], vocabulary["precisions"]),
        "operation": (
            [one["required"][0] for one in common["operation"]["oneOf"]],
            vocabulary["operations"],
        ),
        "optimizer": (
            common["scenario"]["properties"]["optimizer"]["properties"]["type"]["enum"],
            [kind["name"] for kind in optimizers],
        ),
        "group": (list(common["group"]["properties"]), [option for kind in optimizers for option in kind["group"]]),
    }
    for name, (found, wanted) in named.items():
        if set(found) != set(wanted):
            fail("common.schema.json", f"$defs.{name}: {sorted(set(found) ^ set(wanted))} stand in one place only")
    return len(named)


def check_fixtures(schemas: dict[str, Any]) -> int:
    cases = 0
    for folder in ("documented", "behaviour", "families"):
        for path in sorted((ROOT / "fixtures" / folder).glob("*.json")):
            suite = json.loads(path.read_text())
            validate(schemas["fixture"], suite, path.relative_to(ROOT))
            for key in ("", "case"):
                broken = json.loads(path.read_text())
                (broken["cases"][0] if key else broken)["surplus"] = 1
                refuse(schemas["fixture"], broken, f"{path.name} with a surplus key")
            cases += len(suite["cases"])
    for schema, name in (
        ("suite", "suite.json"),
        ("released", "released/cases.json"),
        ("sentences", "sentences/pytorch.json"),
    ):
        document = json.loads((ROOT / "fixtures" / name).read_text())
        validate(schemas[schema], document, name)
        refuse(schemas[schema], document | {"surplus": 1}, f"{name} with a surplus key")
    sentences = document["sentences"]
    for member, value in (
        ("words", "dd4d64ae"),
        ("place", "lambda_lr"),
        ("nothing", ""),
        ("text", "Wrapped optimizer."),
    ):
        broken = document | {"sentences": [sentences[0] | {member: value}]}
        refuse(schemas["sentences"], broken, f"a sentence with {member} {value!r}")
    check_claims(schemas["fixture"])
    return cases


def check_claims(validator: Any) -> None:
    """A claim states one thing: a learning rate, a value of another channel, or an error."""
    path = ROOT / "fixtures" / "documented" / "step-lr.json"
    suite = json.loads(path.read_text())
    about = {"source": "S", "text": "T", "verdict": "upheld"}
    rate: Json = {"epochs": [0, 1], "group": 0, "lr": 0.05}
    momentum: Json = {"epochs": [0, None], "channel": "momentum", "group": 0, "value": 0.9}
    epoch: Json = {"epochs": [3, 3], "channel": "last_epoch", "scheduler": 0, "value": 3}
    best: Json = {"epochs": [3, 3], "channel": "state.best", "value": 3}
    error: Json = {"error": "ValueError"}

    def with_claim(members: Json) -> Json:
        return suite | {"cases": [suite["cases"][0] | {"claims": [about | members]}]}

    for members in (rate, momentum, epoch, best, error):
        validate(validator, with_claim(members), f"a claim: {members}")
    for members in (
        {},
        rate | momentum,
        rate | error,
        rate | {"scheduler": 0},
        momentum | {"channel": "lr"},
        momentum | {"channel": "best"},
        {"epochs": [0, 1], "channel": "momentum", "value": 0.9},
        momentum | {"scheduler": 0},
        epoch | {"group": 0},
        {"epochs": [0, 1], "channel": "last_epoch", "group": 0, "value": 3},
        best | {"group": 0},
        error | {"epochs": [0, 1]},
        error | {"group": 0},
        rate | {"verdict": "erratum"},
    ):
        refuse(validator, with_claim(members), f"a claim: {members}")


def check_protocol(schemas: dict[str, Any]) -> int:
    requests = ['{"cmd":"start","protocol":1}', *run("scenarios").splitlines(), '{"cmd":"stop"}']
    replies = run("oracle", given="".join(line + "\n" for line in requests)).splitlines()
    if len(replies) != len(requests) - 1:
        fail("oracle", f"{len(requests) - 1} requests, {len(replies)} replies")
    liar = subprocess.run(LIAR, input="\n".join(requests[:40]) + "\n", capture_output=True, text=True, cwd=ROOT)
    lies = [line for line in liar.stdout.splitlines() if line.startswith("{")]
    lines = requests + replies + lies
    for line in lines:
        validate(schemas["protocol"], json.loads(line), f"protocol: {line[:60]}")
    for line in (
        {"cmd": "run"},
        {"seq": 1},
        {"cmd": "start", "protocol": 1, "surplus": 1},
        {"seq": 1, "trace": {"x": []}},
    ):
        refuse(schemas["protocol"], line, f"protocol: {line}")
    return len(lines)


def check_reports(schemas: dict[str, Any]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        known = str(Path(folder) / "known.json")
        texts = [
            run("check", "--format", "json"),
            run("check", "--format", "json", "--tolerance", "0", "--", *LIAR, statuses=(1,)),
            run("check", "--format", "json", "--", *TEMPLATE),
            run("check", "--format", "json", "--tolerance", "0.1"),
            run(
                "check",
                "--format",
                "json",
                "--id",
                "*-lr/*",
                "--tag",
                "chainable",
                "--level",
                "required",
                "--scheduler",
                "StepLR",
                "--shard",
                "1/2",
                "--torch",
                "2.0",
                "--strict-errors",
            ),
            run("check", "--format", "json", "--fixtures", "fixtures/documented/step-lr.json", "--", *TEMPLATE),
            run("check", "--format", "json", "--fail-fast", "--", *LIAR, statuses=(1,)),
            run("check", "--format", "json", "--max-broken", "1", "--", *LIAR, statuses=(3,)),
        ]
        # A broken run rewrites no list.
        honest = [*LIAR, "unbroken"]
        run("check", "--known", known, "--update-known", "--", *honest)
        text = Path(known).read_text()
        validate(schemas["known"], json.loads(text), "known divergences")
        refuse(
            schemas["known"], {"schema": 1, "known": [{"case": "a/b", "verdict": "diverged", "reason": "x"}]}, "known"
        )
        texts.append(run("check", "--format", "json", "--known", known, "--", *honest))
        changed = json.loads(text)
        changed["known"][0]["step"] = 77
        changed["known"][1]["case"] = "no-such/case"
        Path(known).write_text(json.dumps(changed))
        texts.append(run("check", "--format", "json", "--known", known, "--", *honest, statuses=(1,)))
        kinds, claims = set(), set()
        for number, text in enumerate(texts):
            report = json.loads(text)
            validate(schemas["report"], report, f"report {number}")
            kinds |= {case["divergence"]["kind"] for case in report["cases"] if "divergence" in case}
            kinds |= {case["verdict"] for case in report["cases"]}
            kinds |= {"value beside" for case in report["cases"] if "value" in case.get("divergence", {})}
            kinds |= {key for case in report["cases"] for key in case.keys() & {"stderr"}} | report.keys() & {"not_run"}
            kinds |= {problem["kind"] for problem in report["known_problems"]}
            claims.add(report["standing"]["claim"])
            if sum(skip["count"] for skip in report["skips"]) != report["counts"]["skipped"]:
                fail(f"report {number}", "the skips do not add up")
            report["cases"][0]["surplus"] = 1
            refuse(schemas["report"], report, f"report {number} with a surplus key")
            path = Path(folder) / "report.json"
            path.write_text(text)
            run("report", str(path), "--format", "markdown")
            check_statement(schemas, json.loads(text), path, number)
        wanted = {"identical", "diverged", "error-mismatch", "skipped", "broken", "value", "columns", "length",
                  "unexpected-error", "missing-error", "value beside", "stderr", "not_run", "NEW", "CHANGED", "UNMATCHED"}  # fmt: skip
        if not wanted <= kinds:
            fail("reports", f"nothing of {', '.join(sorted(wanted - kinds))} in them")
        wanted = {"conforming", "limited", "widened", "as-expected", "partial", "not-conforming"}
        if not wanted <= claims:
            fail("reports", f"none is {', '.join(sorted(wanted - claims))}")
        return len(texts)


def check_statement(schemas: dict[str, Any], report: Json, path: str | Path, number: int) -> None:
    """The statement says what the report says."""
    what = f"statement {number}"
    statement = json.loads(run("report", str(path), "--format", "statement-json"))
    validate(schemas["statement"], statement, what)
    refuse(schemas["statement"], statement | {"surplus": 1}, f"{what} with a surplus key")
    for key in ("standing", "scope", "declared", "skips", "conforming"):
        if statement[key] != report[key]:
            fail(what, f"{key}: {statement[key]} for {report[key]}")
    for verdict, count in report["counts"].items():
        sums = [sum(level[verdict] for level in statement["levels"].values())]
        sums.append(sum(level[verdict] for row in statement["schedulers"] for level in row["levels"].values()))
        if sums != [count, count] or statement["all"][verdict] != count:
            fail(what, f"{verdict}: {sums} and {statement['all'][verdict]} for {count}")
    known = sum("known" in case for case in report["cases"])
    if len(statement["known"]) != known or statement["all"]["known"] != known:
        fail(what, f"{len(statement['known'])} known divergences for {known}")
    if report["standing"]["text"] not in run("report", str(path), "--format", "statement").replace("\\", ""):
        fail(what, "the Markdown does not say what the run may say of itself")


def main() -> None:
    schemas = load_schemas()
    lists = check_vocabulary()
    cases = check_fixtures(schemas)
    lines = check_protocol(schemas)
    reports = check_reports(schemas)
    if failures:
        sys.exit(f"{failures} failures")
    print(
        f"{len(schemas)} schemas, {lists} lists of names: {cases} cases, {lines} lines of the protocol, {reports} reports valid"
    )


main()
