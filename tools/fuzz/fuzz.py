"""Runs the fuzzers one after another and prints what each did; called by `run`.

The seeds are the suite's own cases, each as a fixture file, a scenario and a reply, the expressions in them, the known
divergences of the adapters, and what lies in corpus/. A finding is named with its input and ends in status 1.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LENGTHS = {"expression": 200, "json": 512, "known": 1024}
WORDS = {
    "expression": "epoch x pi min( max( abs( floor( ceil( cos( sin( exp( log( sqrt( // ** == != <= >= if else 1e9 999999999"
                  .split(" "),
    "json": ['"NaN"', '"Infinity"', '"0x1.8p-3"', "\\u0000", "\\ud83d\\ude00", "-0", "1e308", "18446744073709551616",
             "true", "false", "null", "[[[[", '{"a":'],
}


def cases():
    for path in sorted(glob.glob(os.path.join(ROOT, "fixtures/[bd]*/*.json"))):
        with open(path, encoding="utf-8") as file:
            suite = json.load(file)
        for case in suite["cases"]:
            yield suite, case


def expressions(value):
    if isinstance(value, dict):
        if isinstance(value.get("expr"), str):
            yield value["expr"]
        for inner in value.values():
            yield from expressions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from expressions(inner)


def seeds(target):
    """The texts to begin with."""
    for path in sorted(glob.glob(os.path.join(HERE, "corpus", target, "*"))):
        with open(path, encoding="utf-8") as file:
            yield file.read()
    if target == "known":
        for path in sorted(glob.glob(os.path.join(ROOT, "tools/adapters/*/known.json"))):
            with open(path, encoding="utf-8") as file:
                known = json.load(file)
            for entry in known["known"][:5]:
                yield json.dumps({**known, "known": [entry]})
    if target == "reply":
        yield json.dumps({"protocol": 1, "implementation": {"name": "n", "version": "1", "language": "C",
                          "homepage": "h", "issues": "i"}, "precision": "float32", "schedulers": ["StepLR"],
                          "features": ["momentum", "reload"], "channels": ["lr"],
                          "environment": {"python": "3", "platform": "p", "libm": "l"}})
        yield json.dumps({"seq": 1, "skipped": "no PolynomialLR"})
    for suite, case in cases():
        if target in ("fixture", "json"):
            text = json.dumps({**suite, "cases": [case]})
        elif target == "scenario":
            text = json.dumps(case["scenario"])
        elif target == "reply":
            text = json.dumps({"seq": 7, **case["expected"]})
        elif target == "expression":
            yield from expressions(case["scenario"])
            continue
        else:
            continue
        if len(text) <= 3000:
            yield text


def dictionary(target):
    """The keys and names of the target's texts, in libFuzzer's form."""
    words = set(WORDS.get(target, []))
    for text in seeds(target):
        words.update(re.findall(r'"[A-Za-z_][\w/-]{0,30}"', text))
    lines = []
    for word in sorted(words):
        escaped = "".join(c if c.isalnum() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in word)
        lines.append(f'"{escaped}"\n')
    return "".join(lines)


def fuzz(program, target, seconds, out):
    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
    with tempfile.TemporaryDirectory() as folder:
        found, seeded = os.path.join(folder, "found"), os.path.join(folder, "seeds")
        os.mkdir(found)
        os.mkdir(seeded)
        texts = sorted(set(seeds(target)))
        for number, text in enumerate(texts):
            with open(os.path.join(seeded, f"{number:04}"), "w", encoding="utf-8") as file:
                file.write(text)
        words = os.path.join(folder, "words")
        with open(words, "w", encoding="utf-8") as file:
            file.write(dictionary(target))
        try:
            result = subprocess.run(
                [program, target, f"-max_total_time={seconds}", f"-max_len={LENGTHS.get(target, 4096)}",
                 "-timeout=20", "-rss_limit_mb=3000", f"-dict={words}", "-print_final_stats=1", "-verbosity=1",
                 f"-artifact_prefix={out}/{target}-", found, seeded],
                env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=seconds + 120)
        except subprocess.TimeoutExpired:
            print(f"{target:11} FINDING: it does not end")
            return False
    log = result.stderr.decode(errors="replace")
    statistics = dict(re.findall(r"stat::(\w+): +(\d+)", log))
    edges = re.findall(r"cov: (\d+)", log)
    counters = re.findall(r"\((\d+) inline 8-bit counters\)", log)
    total = sum(int(count) for count in counters)
    print(f"{target:11} {int(statistics.get('number_of_executed_units', 0)):9} executions, {len(texts):4} seeds, "
          f"{edges[-1] if edges else 0:>6} of {total} edges, {statistics.get('peak_rss_mb', '?')} MB"
          + ("" if result.returncode == 0 else ", FINDING"), flush=True)
    if result.returncode:
        for line in log.splitlines():
            if re.search(r"Fatal error|ERROR:|SUMMARY|Test unit written", line):
                print(f"    {line.strip()[:500]}")
    return result.returncode == 0


def main():
    program = os.path.abspath(sys.argv[1])
    targets = subprocess.run([program], capture_output=True, text=True).stdout.split()
    parser = argparse.ArgumentParser(prog="tools/fuzz/run", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=int, default=10, help="for each target (10)")
    parser.add_argument("--out", default=os.path.join(ROOT, ".build-fuzz/findings"), help="where inputs of findings go")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(targets))
    options = parser.parse_args(sys.argv[2:])
    for target in options.targets:
        if target not in targets:
            parser.error(f"no target {target}; there are {', '.join(targets)}")
    os.makedirs(options.out, exist_ok=True)
    results = [fuzz(program, target, options.seconds, options.out) for target in options.targets or targets]
    print(f"{len(results)} targets, {results.count(False)} findings")
    sys.exit(1 if False in results else 0)


if __name__ == "__main__":
    main()
