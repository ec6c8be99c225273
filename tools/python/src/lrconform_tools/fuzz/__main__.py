"""Runs the fuzzers one after another and prints what each did; called by `run`.

The seeds are the suite's own cases, each as a fixture file, a scenario, a request and a reply, the expressions in them,
the known divergences of the adapters, json_seeds.py, and what lies in corpus/. A finding is named with its input and
ends in status 1. At the end a table says how many inputs each fuzzer ran, and how much of the files that it is meant
for: lines and regions by llvm-cov, beside libFuzzer's own edges, of all that is linked, and features.
"""

from __future__ import annotations

import argparse
import glob
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from lrconform_tools import ROOT, TOOLS
from lrconform_tools.fuzz.json_seeds import json_seeds

HERE = TOOLS / "fuzz"
# Where a program's threads have the smallest stacks, on macOS, they have so much: bytes.
STACK = 512 << 10
LENGTHS = {"expression": 1000, "json": 512, "known": 1024, "number": 64}
WORDS = {
    "expression": [
        "epoch",
        "x",
        "pi",
        "min(",
        "max(",
        "abs(",
        "floor(",
        "ceil(",
        "cos(",
        "sin(",
        "exp(",
        "log(",
        "sqrt(",
        "//",
        "**",
        "==",
        "!=",
        "<=",
        ">=",
        "if",
        "else",
        "1e9",
        "999999999",
    ],
    "json": [
        '"NaN"',
        '"Infinity"',
        '"-Infinity"',
        '"0x1.8p-3"',
        '"0x',
        "p-1074",
        "p+1023",
        "\\u0000",
        "\\u0061",
        "\\ud83d",
        "\\ude00",
        "\\n",
        "-0",
        "1e308",
        "e-324",
        "18446744073709551616",
        "9223372036854775807",
        "true",
        "false",
        "null",
        "[[[[",
        '{"a":',
        ',"a":',
        '"gamma"',
        '"step_size"',
        "\xef\xbb\xbf",
        "\xe2\x82\xac",
        "\xed\xa0\x80",
        "\xf0\x9f\x98\x80",
        "\xf4\x90\x80\x80",
    ],
}
NUMBERS = [
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "9007199254740993",
    "1e308",
    "-0",
    "0.0",
    '"NaN"',
    '"Infinity"',
    '"0x1p-1074"',
    "null",
    ",0",
    "0,",
    ",null",
    ",[]",
    ",{}",
]
# What each fuzzer is meant for, below Sources: what it reaches of this is measured.
FILES = {
    "json": ["JSON/"],
    "number": ["JSON/JSONNumber", "JSON/Writer"],
    "fixture": [
        "Fixtures/" + name
        for name in ("SuiteReading", "SuiteWriting", "FixtureCase", "VersionRange", "ClaimCheck")
    ],
    "scenario": [
        "Scenarios/Scenario/",
        "ReferencePlay/ReferencePlayer",
        "ReferencePlay/SchedulerFactory",
        "ReferencePlay/TraceRecorder",
    ],
    "reply": ["Adapters/Messages", "Adapters/Implementation", "Scenarios/Trace/"],
    "oracle": ["Adapters/Oracle", "Adapters/LineReader"],
    "expression": ["Scenarios/Expression/"],
    "report": [
        "Reports/" + name
        for name in (
            "ReportReading",
            "ReportWriting",
            "ScopeCoding",
            "HTMLReport",
            "MarkdownMatrix",
            "Badge",
            "ReportComparison",
            "Statement",
            "StatementText",
            "StatementWriting",
        )
    ],
    "known": ["Verdicts/Known/KnownDivergences"],
}


def cases() -> Iterator[Any]:
    for path in sorted(glob.glob(os.path.join(ROOT, "fixtures/[bd]*/*.json"))):
        with open(path, encoding="utf-8") as file:
            suite = json.load(file)
        for case in suite["cases"]:
            yield suite, case


def expressions(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if isinstance(value.get("expr"), str):
            yield value["expr"]
        for inner in value.values():
            yield from expressions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from expressions(inner)


def texts(target: str) -> Iterator[Any]:
    """The texts to begin with, those of the suite's cases that are short enough."""
    if target == "expression":
        for depth in (20, 25, 26, 49, 50, 400):
            yield "(" * depth + "x" + ")" * depth
            yield "-" * depth + "x"
            yield "2" + "**x" * depth
            yield "1 if x else " * min(depth, 80) + "0"
        yield from (
            "min(" + "x," * 15 + "1)",
            "min(" + "x," * 16 + "1)",
            "log(8, 2)",
            "1 < x <= 2 != 3",
            "x if x >= 1 else .5e1",
        )
    if target == "known":
        for path in sorted(glob.glob(os.path.join(ROOT, "tools/adapters/*/known.json"))):
            with open(path, encoding="utf-8") as file:
                known = json.load(file)
            for entry in known["known"][:5]:
                yield json.dumps({**known, "known": [entry]})
        yield json.dumps(
            {
                "schema": 1,
                "known": [
                    {
                        "case": "a/b",
                        "verdict": "diverged",
                        "step": 1,
                        "diagnosis": "shift",
                        "reason": "r",
                        "issue": "https://example.com/1",
                    }
                ],
            }
        )
    if target == "report":
        yield from reports()
    if target == "reply":
        yield json.dumps(
            {
                "protocol": 1,
                "implementation": {"name": "n", "version": "1", "language": "C", "homepage": "h", "issues": "i"},
                "precision": "float32",
                "schedulers": ["StepLR"],
                "features": ["momentum", "reload"],
                "channels": ["lr"],
                "environment": {"python": "3", "platform": "p", "libm": "l"},
            }
        )
        yield json.dumps({"seq": 1, "skipped": "no PolynomialLR"})
        yield json.dumps(
            {
                "trace": {"lr": [["NaN", None, "0x1p-3"]], "last_epoch": [[-1, 0.5, 9007199254740993]]},
                "error": {"step": 3, "type": "ValueError", "message": "m"},
            }
        )
    start, stop = json.dumps({"cmd": "start", "protocol": 1}) + "\n", json.dumps({"cmd": "stop"}) + "\n"
    if target == "oracle":
        yield start + stop
    longest = LENGTHS.get(target, 3000)
    for number, (suite, case) in enumerate(cases()):
        if target == "expression":
            yield from expressions(case["scenario"])
            continue
        if target == "fixture":
            text = json.dumps({**suite, "cases": [case]})
        elif target == "scenario" or (target == "json" and number % 20 == 0):
            text = json.dumps(case["scenario"])
        elif target == "reply":
            text = json.dumps({"seq": 7, **case["expected"]})
        elif target == "oracle":
            request = {"cmd": "run", "seq": number, "id": case["id"], "scenario": case["scenario"]}
            requests = [json.dumps(request) + "\n"]
            if number % 10 == 0:
                requests.append(json.dumps({**request, "seq": number + 1}) + "\n")
            text = start + "".join(requests) + stop
        else:
            continue
        if len(text) <= longest:
            yield text


def reports() -> Iterator[Any]:
    """Reports with each kind of divergence and verdict, with all that a report may have, and with columns of two
    lengths, made of one in corpus/."""
    with open(os.path.join(HERE, "corpus/report/value.json"), encoding="utf-8") as file:
        text = file.read()
    error = {"step": 1, "type": "KeyError", "message": "'m'"}
    other = {"step": 2, "type": "TypeError", "message": ""}
    for kind in (
        {"kind": "columns", "channel": "momentum", "expected": 2, "actual": 1},
        {"kind": "length", "expected": 5, "actual": 3},
        {"kind": "unexpected-error", "actual": error},
        {"kind": "missing-error", "expected": error},
        {"kind": "other-error", "expected": error, "actual": other},
        {"kind": "value", "channel": "last_epoch", "column": 1, "nature": "drift"},
    ):
        report = json.loads(text)
        case, passes = report["cases"]
        report["suite_version"] = "1.0.0"
        report["implementation"].update(homepage="https://example.com", issues="javascript:x")
        report["known_problems"] = [
            {"kind": "NEW", "id": case["id"], "detail": "::error::x"},
            {"kind": "STALE", "id": passes["id"], "detail": "it passes"},
        ]
        report["known"] = 1
        case.update(
            known="</script>",
            unobserved=["momentum", "last_lr"],
            why="w",
            title="##[error]|`<b>",
            divergence={**kind, "step": 1, "text": "t"},
        )
        passes.update(verdict="skipped", reason="no\nway")
        report["cases"].append({**passes, "id": "step-lr/broken", "verdict": "broken", "stderr": "\u001b[2J"})
        report["counts"].update(total=3, identical=0, skipped=1, broken=1)
        yield json.dumps(report)
    report = json.loads(text)
    report["cases"][0]["divergence"]["window"]["steps"].append(5)
    yield json.dumps(report)


def seeds(target: str) -> list[bytes]:
    """The inputs to begin with, each once."""
    found = {text.encode() for text in texts(target)}
    if target == "json":
        found.update(json_seeds())
    if target == "number":
        for text in json_seeds():
            found.update(re.findall(rb"(?<![\w.+-])[-+.]*\d[-+\w.]*", text))
    for path in glob.glob(os.path.join(HERE, "corpus", target, "*")):
        with open(path, "rb") as file:
            found.add(file.read())
    return sorted(found)


def dictionary(target: str, inputs: Any) -> str:
    """The keys and names of the target's inputs, in libFuzzer's form."""
    words = {word.encode("latin-1") for word in WORDS.get(target, NUMBERS)}
    if target != "json":
        for text in inputs:
            words.update(re.findall(rb'"[A-Za-z_][\w/-]{0,30}"', text))
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in sorted(words))


def covered(program: str, target: str, profile: str) -> list[int]:
    """(lines, of, regions, of) of the target's files, by the profile that the program left."""
    tools = os.path.join(os.path.dirname(os.path.realpath(shutil.which("swiftc") or "swiftc")), "llvm-")
    merged = profile + ".merged"
    subprocess.run([tools + "profdata", "merge", "-sparse", profile, "-o", merged], check=True)
    report = subprocess.run(
        [tools + "cov", "export", "-summary-only", "-instr-profile", merged, program],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    sums = [0, 0, 0, 0]
    for file in json.loads(report)["data"][0]["files"]:
        if any("/Sources/" + place in file["filename"] for place in FILES[target]):
            for place, (kind, figure) in enumerate(
                (kind, figure) for kind in ("lines", "regions") for figure in ("covered", "count")
            ):
                sums[place] += file["summary"][kind][figure]
    return sums


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def fuzz(program: str, target: str, seconds: float, out: Any, inputs: Any = None, measured: Any = True) -> Any:
    """Runs one fuzzer, from its seeds unless others are given; its figures, with `finding` where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        found, seeded = os.path.join(folder, "found"), os.path.join(folder, "seeds")
        profile = os.path.join(folder, "profile")
        environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", "LLVM_PROFILE_FILE": profile}
        os.mkdir(found)
        os.mkdir(seeded)
        inputs = seeds(target) if inputs is None else inputs
        for number, text in enumerate(inputs):
            with open(os.path.join(seeded, f"{number:04}"), "wb") as file:
                file.write(text)
        words = os.path.join(folder, "words")
        with open(words, "w", encoding="utf-8") as file:
            file.write(dictionary(target, inputs))
        figures = {"target": target, "seeds": len(inputs)}
        try:
            result = subprocess.run(
                [
                    program,
                    target,
                    f"-max_total_time={seconds}",
                    f"-max_len={LENGTHS.get(target, 4096)}",
                    "-timeout=20",
                    "-rss_limit_mb=3000",
                    f"-dict={words}",
                    "-print_final_stats=1",
                    "-verbosity=1",
                    f"-artifact_prefix={out}/{target}-",
                    found,
                    seeded,
                ],
                env=environment,
                preexec_fn=limit,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=seconds + 120,
            )
        except subprocess.TimeoutExpired:
            return {**figures, "finding": ["it does not end"]}
        log = result.stderr.decode(errors="replace")
        statistics = dict(re.findall(r"stat::(\w+): +(\d+)", log))
        figures["executions"] = int(statistics.get("number_of_executed_units", 0))
        figures["memory"] = int(statistics.get("peak_rss_mb", 0))
        figures["edges"] = int((re.findall(r"cov: (\d+)", log) or [0])[-1])
        figures["features"] = int((re.findall(r"ft: (\d+)", log) or [0])[-1])
        figures["of edges"] = sum(int(count) for count in re.findall(r"\((\d+) inline 8-bit counters\)", log))
        if result.returncode:
            figures["finding"] = [
                line.strip()[:500]
                for line in log.splitlines()
                if re.search(r"Fatal error|ERROR:|SUMMARY|Test unit written", line)
            ]
        elif measured:
            figures["covered"] = covered(program, target, profile)
    return figures


def share(part: Any, whole: Any) -> str:
    return f"{part} of {whole} ({100 * part / max(whole, 1):.0f} %)"


def table(results: Any) -> str:
    """What each fuzzer did, as a Markdown table."""
    lines = [
        "| fuzzer | executions | seeds | lines | regions | edges | features | MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for figures in results:
        lines_covered, lines_count, regions_covered, regions_count = figures.get("covered", [0, 0, 0, 0])
        lines.append(
            "| "
            + " | ".join(
                [
                    figures["target"],
                    f"{figures.get('executions', 0):,}",
                    str(figures["seeds"]),
                    share(lines_covered, lines_count),
                    share(regions_covered, regions_count),
                    share(figures.get("edges", 0), figures.get("of edges", 0)),
                    str(figures.get("features", 0)),
                    str(figures.get("memory", 0)),
                ]
            )
            + " |"
        )
    return "\n".join(lines) + "\n"


def machine() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    return ", ".join(
        [
            model[1] if model else "unknown",
            f"{os.cpu_count()} cores",
            "Linux",
            re.findall(r"Swift version [\d.]+", swift)[0],
        ]
    )


def main() -> None:
    program = os.path.abspath(sys.argv[1])
    quiet = {**os.environ, "LLVM_PROFILE_FILE": os.devnull}
    targets = subprocess.run([program], env=quiet, capture_output=True, text=True).stdout.split()
    parser = argparse.ArgumentParser(prog="tools/fuzz/run", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=10, help="for each target (10)")
    parser.add_argument("--out", default=os.path.join(ROOT, ".build-fuzz/findings"), help="where inputs of findings go")
    parser.add_argument("--results", metavar="FILE", help="where the table goes too")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(targets))
    options = parser.parse_args(sys.argv[2:])
    for target in options.targets:
        if target not in targets:
            parser.error(f"no target {target}; there are {', '.join(targets)}")
    os.makedirs(options.out, exist_ok=True)
    results = []
    for target in options.targets or targets:
        figures = fuzz(program, target, options.seconds, options.out)
        results.append(figures)
        print(
            f"{target:11} {figures.get('executions', 0):9} executions" + (", FINDING" if "finding" in figures else ""),
            flush=True,
        )
        for line in figures.get("finding", []):
            print(f"    {line}")
    findings = sum("finding" in figures for figures in results)
    print(f"\n{table(results)}\n{len(results)} targets, {findings} findings")
    if options.results and not findings:
        with open(options.results, "w", encoding="utf-8") as file:
            file.write(
                f"# What the fuzzers reach\n\n`tools/fuzz/run --seconds {options.seconds}` on {machine()}. Lines and "
                "regions are those of the files that a fuzzer is meant for (`FILES` in `fuzz.py`); edges are those\n"
                f"of all that is linked.\n\n{table(results)}"
            )
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
