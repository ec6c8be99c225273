"""articles.py LRCONFORM SYMBOLS CATALOGUE: writes the articles that are made of what lrconform says: a page for each
scheduler and family with its plot, the errata, the commands; and adds them to the catalogue's page of the module."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lrconform_tools import Json
from lrconform_tools.docs import case_facts
from lrconform_tools.docs.case_facts import plain
from lrconform_tools.docs.results import Results

PLOTS = {
    "LambdaLR": "--lr_lambda '0.95 ** epoch'",
    "MultiplicativeLR": "--lr_lambda '0.95 if epoch < 50 else 1.0'",
    "StepLR": "--step_size 30",
    "MultiStepLR": "--milestones 30,80",
    "ConstantLR": "--factor 0.5 --total_iters 40",
    "LinearLR": "--start_factor 0.25 --total_iters 40",
    "ExponentialLR": "--gamma 0.95",
    "PolynomialLR": "--total_iters 80 --power 2.0",
    "CosineAnnealingLR": "--T_max 40",
    "CosineAnnealingWarmRestarts": "--T_0 10 --T_mult 2",
    "CyclicLR": "--base_lr 0.01 --max_lr 0.1 --step_size_up 20",
    "OneCycleLR": "--max_lr 0.1 --total_steps 101",
    "ReduceLROnPlateau": "--patience 5 --metrics " + ",".join(["1.0"] * 100),
    "ChainedScheduler": "chained-scheduler/documented",
    "SequentialLR": "sequential-lr/documented",
    "SWALR": "--swa_lr 0.02 --anneal_epochs 40",
}
# A picture for dark pages: the same with other colours.
DARK = {"#ffffff": "#161b22", "#1f2328": "#e6edf3", "#d0d7de": "#30363d", "#57606a": "#9198a1", "#0b6bcb": "#58a6ff",
        "#d1560b": "#f0883e", "#2f8132": "#56d364", "#8e3bb0": "#bc8cff"}  # fmt: skip

FAMILY_PLOTS = {
    "inverse-sqrt": ["--warmup 10 --timescale 10"],
    "noam": ["--warmup 20", "--warmup 20 --convention counts-from-zero"],
    "warmup-constant": ["--warmup 5", "--warmup 5 --convention counts-from-one"],
    "warmup-cosine": ["--warmup 20 --total 80"]
    + [f"--warmup 20 --total 80 --convention {name}" for name in ("rises-again", "counts-the-warm-up")],
    "warmup-linear": ["--warmup 20 --total 100 --floor 0.1"],
    "warmup-polynomial": ["--warmup 20 --total 100 --power 2"],
    "warmup-restarts": ["--warmup 10 --total 100 --cycles 3"],
    "warmup-stable-decay": ["--warmup 10 --stable 50 --decay 40"]
    + [f"--warmup 10 --stable 50 --decay 40 --convention {name}" for name in ("cosine", "square-root")],
}

lrconform, symbols, catalogue = sys.argv[1], json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3])
root = Path(lrconform).resolve().parent.parent


def run(command: Sequence[str | Path]) -> str:
    """What a command line says, lrconform's name before it."""
    return subprocess.run(
        f"{lrconform} {command}", shell=True, check=True, cwd=root, text=True, stdout=subprocess.PIPE
    ).stdout


def suites(*folders: str) -> Iterator[Any]:
    for folder in folders:
        for path in sorted((root / "fixtures" / folder).glob("*.json")):
            yield json.loads(path.read_text())


def cases() -> Iterator[Any]:
    for suite in suites("documented", "behaviour"):
        yield from suite["cases"]


def types(specs: Json) -> Iterator[Any]:
    for spec in specs:
        yield spec["type"]
        yield from types(spec["args"].get("schedulers", []))


def docstrings() -> Iterator[tuple[str, str]]:
    """The words of each public type, its formula as it stands."""
    for symbol in symbols["symbols"]:
        if symbol["kind"]["identifier"] == "swift.struct" and "docComment" in symbol:
            yield symbol["names"]["title"], "\n".join(line["text"] for line in symbol["docComment"]["lines"])


def bare(name: str) -> str:
    """A name as both languages have it: `step_size` and `stepSize`."""
    return name.replace("_", "").lower().replace("function", "fn")


def pythonic(text: str, kind: Json) -> str:
    """A text with the arguments' names as PyTorch has them."""
    names = {bare(one["name"]): one["name"] for one in kind["arguments"]}
    return re.sub(r"`(\w+)`", lambda match: f"`{names.get(bare(match[1]), match[1])}`", text)


def meanings(kind: Json) -> dict[str, str]:
    """What each argument means, by the initializer's words."""
    names = {bare(one["name"]): one["name"] for one in kind["arguments"]}
    found: dict[str, str] = {}
    for symbol in symbols["symbols"]:
        if symbol["kind"]["identifier"] != "swift.init" or symbol["pathComponents"][0] != kind["name"]:
            continue
        lines = "\n".join(line["text"] for line in symbol.get("docComment", {}).get("lines", []))
        for name, text in re.findall(r"^ *- (?:Parameter )?(\w+): (.*(?:\n {4,}(?!- ).*)*)", lines, re.MULTILINE):
            if bare(name) in names:
                found.setdefault(names[bare(name)], pythonic(" ".join(text.split()), kind))
    return found


def command_block(line: str) -> list[str]:
    """A command as code, a line for each long argument."""
    return ["```", "lrconform " + re.sub(r"' (?='|--)", "' \\\n  ", line), "```", ""]


def picture(name: str, line: str) -> None:
    """Draws a plot for light and for dark pages."""
    # Without a size of its own a page shows it at a browser's default.
    drawn = run(f"{line} --format svg").replace("<svg ", '<svg width="720" ', 1)
    (catalogue / f"{name}.svg").write_text(drawn)
    for light, dark in DARK.items():
        drawn = drawn.replace(light, dark)
    (catalogue / f"{name}~dark.svg").write_text(drawn)


def own_cases(name: str, every: Sequence[Json]) -> list[Json]:
    """The cases of a class; those of composites stand with the composite."""
    composites = {"SequentialLR", "ChainedScheduler"} - {name}
    found = []
    for case in every:
        named = set(types(case["scenario"]["schedulers"]))
        if name in named and not composites & named:
            found.append(case)
    return found


def versions(own: Sequence[Json]) -> Iterator[str]:
    """The versions of PyTorch that give something else, with the cases."""
    ranges: dict[str, list[str]] = {}
    for case in own:
        for entry in case.get("versions", []):
            ranges.setdefault(entry["torch"], []).append(case["id"])
    if not ranges:
        yield "Every version of PyTorch that was recorded gives the same."
        return
    yield from ("| PyTorch | cases that differ |", "|---|---|")
    for torch, ids in sorted(ranges.items()):
        named = ", ".join(f"`{one}`" for one in ids[:4]) + (f" and {len(ids) - 4} more" if len(ids) > 4 else "")
        yield f"| `{plain(torch)}` | {named} |"


def scheduler(kind: Json, about: str, own: Sequence[Json]) -> None:
    """The page of a class."""
    name = kind["name"]
    given = PLOTS[name]
    line = f"plot {given if '/' in given else name + ' ' + given}"
    picture(name, line)
    shown = line.split(" --metrics")[0] + (" --metrics 1.0,1.0,…" if "--metrics" in line else "")
    # The first sentence is the page's summary; the formula and the code have places of their own.
    summary, _, words = pythonic(about, kind).partition("\n\n")
    code = re.findall(r"^```swift\n.*?^```$", words, re.DOTALL | re.MULTILINE)
    words = re.sub(r"^```swift\n.*?^```$", "", words, flags=re.DOTALL | re.MULTILINE)
    words = re.sub(r"^    .*$", "", words, flags=re.MULTILINE)
    words = re.sub(r"\n{3,}", "\n\n", words).strip()
    claims = [claim for case in own for claim in case.get("claims", [])]
    wrong = [entry for case in own for entry in case_facts.errata(case)]
    # Those of the class's own file first.
    slug = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=LR)(?=On)", "-", name).lower()
    quirks = [case for case in own if case["level"] == "quirk"]
    quirks.sort(key=lambda case: not case["id"].startswith(f"{slug}/"))
    text = [f"# {name}", "", " ".join(summary.split()), "", "## Overview", "", words, "",
            "### The formula", "", "As the reference computes it, read off its code:", "",
            "```", run(f"formula {name}").rstrip(), "```", "",
            "### The curve", "", f"![The learning rate of {name} by step]({name}.svg)", "",
            *command_block(shown),
            "### The arguments", "", *case_facts.arguments(kind, meanings(kind)), "",
            "### What few would expect", ""]  # fmt: skip
    if quirks:
        text += ["What PyTorch does here was recorded, not reasoned.", ""]
        for case in quirks:
            text += case_facts.quirk(case, results.failing(case["id"]))
    else:
        text += ["No case of this class is a quirk.", ""]
    text += ["### Where the documentation is wrong", "", f"{len(claims)} sentences and values were checked.", ""]
    text += wrong or ["None is wrong."]
    text += ["", "### Other versions of PyTorch", "", *versions(own), "",
             "### Which implementations are right", "",
             f"{len(own)} cases, of which an implementation runs those whose features it has. Measured by `tools/matrix`.", "",
             *results.list([case["id"] for case in own]), "",
             f"`lrconform list --scheduler {name}` lists the cases, `lrconform show ID` shows one.", ""]  # fmt: skip
    if code:
        text += ["### In Swift", "", *code, ""]
    (catalogue / f"{name}.md").write_text("\n".join(text))


# The groups of the overview, each with its classes.
GROUPS = {
    "Decays": ["StepLR", "MultiStepLR", "ExponentialLR", "PolynomialLR", "LinearLR", "ConstantLR"],
    "Cosines and cycles": ["CosineAnnealingLR", "CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR", "SWALR"],
    "By a function or a metric": ["LambdaLR", "MultiplicativeLR", "ReduceLROnPlateau"],
    "Made of others": ["SequentialLR", "ChainedScheduler"],
}


def schedulers() -> None:
    every = list(cases())
    words = dict(docstrings())
    kinds = {kind["name"]: kind for kind in json.loads(run("list --classes"))["classes"]}
    if set(kinds) != {name for names in GROUPS.values() for name in names}:
        sys.exit("articles.py: GROUPS names other classes than `lrconform list --classes`")
    text = ["# The schedulers, one by one", "", "What each scheduler of PyTorch really does.", "", "## Overview", "",
            "Each page has the formula, a plot, the arguments, and what few would expect. The plots are drawn by",
            "`lrconform plot` from the reference, which is bit for bit PyTorch. *Right in* counts the implementations that",
            "pass every case that they run, of those that run one.", "",
            "| scheduler | quirks | errata | right in |", "|---|---|---|---|"]  # fmt: skip
    for names in GROUPS.values():
        for name in names:
            own = own_cases(name, every)
            scheduler(kinds[name], words[name], own)
            errata = sum(claim["verdict"] == "erratum" for case in own for claim in case.get("claims", []))
            quirks = sum(case["level"] == "quirk" for case in own)
            right, run_by = results.right([case["id"] for case in own])
            text.append(f"| <doc:{name}> | {quirks} | {errata} | {right} of {run_by} |")
    text += ["", "## Topics", ""]
    for title, names in GROUPS.items():
        text += [f"### {title}", "", *(f"- <doc:{name}>" for name in names), ""]
    (catalogue / "Schedulers.md").write_text("\n".join(text))


def family_page(suite: Json) -> None:
    """The page of a family."""
    found = suite["family"]
    name, ids = found["name"], [case["id"] for case in suite["cases"]]
    given = [f"{name} {options}" for options in FAMILY_PLOTS[name]]
    line = f"plot {given[0] if len(given) == 1 else ' '.join(repr(one) for one in given)} --lr 0.1 --steps 100"
    picture(f"family-{name}", line)
    text = [f"# {name}", "", plain(suite["description"]), "", "## Overview", "", *case_facts.family(found),
            "### The curve", "", f"![The learning rate of {name} by step](family-{name}.svg)", "", *command_block(line),
            "### The arguments", "", *case_facts.family_arguments(found), "",
            "### Who has it", "", *case_facts.offers(found), ""]  # fmt: skip
    quirks = [case for case in suite["cases"] if case["level"] == "quirk"]
    if quirks:
        text += ["### What few would expect", ""]
        for case in quirks:
            text += case_facts.quirk(case, results.failing(case["id"]))
    text += ["### Which implementations are right", "",
             f"{len(ids)} cases, of which an implementation runs those that it can play. Measured by `tools/matrix`.", "",
             *results.list(ids), "", f"`lrconform list --id '{name}/*'` lists the cases.", ""]  # fmt: skip
    (catalogue / f"family-{name}.md").write_text("\n".join(text))


def families() -> None:
    text = ["# The families", "", "Schedules that trainers offer and PyTorch has no class for.", "", "## Overview", "",
            "A case plays a family as a LambdaLR, so that everybody who has LambdaLR can run it. An implementation may play",
            "its own schedule instead. `lrconform list --family` prints this list.", "",
            "| family | what it is | offered by | cases | right in |", "|---|---|---|---|---|"]  # fmt: skip
    every = list(suites("families"))
    for suite in every:
        family_page(suite)
        name = suite["family"]["name"]
        libraries = dict.fromkeys(plain(one["library"]) for one in suite["family"]["offers"])
        right, run_by = results.right([case["id"] for case in suite["cases"]])
        text.append(f"| <doc:family-{name}> | {plain(suite['description'])} | {', '.join(libraries)} | "
                    f"{len(suite['cases'])} | {right} of {run_by} |")  # fmt: skip
    text += [
        "",
        "## Topics",
        "",
        "### The families",
        "",
        *(f"- <doc:family-{one['family']['name']}>" for one in every),
        "",
    ]
    (catalogue / "Families.md").write_text("\n".join(text))


def errata() -> None:
    text = ["# The errata", "", "What PyTorch's documentation states, against what PyTorch does.", "", "## Overview", "",
            "Each entry can be filed as it stands: where the sentence is and since when, what PyTorch gives, and a script that",
            "shows it. `lrconform errata` prints this list; `--all` adds the claims that are upheld; `--coverage` counts the",
            "sentences that have a claim.", "",
            run("errata --color never").rstrip().splitlines()[-1] + ".", "",
            run("errata --coverage --color never").rstrip().splitlines()[-1] + ".", ""]  # fmt: skip
    for case in cases():
        if entries := list(case_facts.errata(case)):
            named = case["scenario"]["schedulers"][0]["type"]
            title = case["title"] if named in case["title"] else f"{named}: {case['title']}"
            text += [f"### {plain(title)}", "", *entries]
    (catalogue / "Errata.md").write_text("\n".join(text))


# What shows each command. Those that are left out need an adapter that takes long, or write the fixtures.
SHOWN = {
    "check": "check --scheduler StepLR",
    "smoke": "smoke -- tools/adapters/template/python/run",
    "list": "list --scheduler SWALR --level error",
    "show": "show step-lr/all-groups",
    "trace": "trace StepLR --step_size 2 --lr 0.5 --steps 4",
    "plot": "plot CosineAnnealingWarmRestarts --T_0 10 --T_mult 2",
    "formula": "formula CosineAnnealingLR",
    "repro": "repro exponential-lr/documented",
    "errata": "errata --scheduler PolynomialLR",
    "validate": "validate",
    "scenarios": "scenarios --id step-lr/outside-change",
    "fuzz": "fuzz --count 100 -- tools/lrconform oracle",
}


def commands() -> None:
    text = ["# Every command", "", "What `lrconform` can be told, and what it says.", "", "## Overview", "",
            "| exit status | meaning |", "|---|---|", "| 0 | nothing unexpected |", "| 1 | something diverges |",
            "| 2 | wrong usage |", "| 3 | the adapter is broken |", "| 4 | the fixtures are broken |", ""]  # fmt: skip
    tree = json.loads(run("--experimental-dump-help"))["command"]
    for command in tree["subcommands"]:
        name = command["commandName"]
        if name == "help" or not command["shouldDisplay"]:
            continue
        said = subprocess.run(
            [lrconform, name, "--help"], check=True, text=True, stdout=subprocess.PIPE,
            env={"COLUMNS": "76", "PATH": "/usr/bin:/bin"}).stdout  # fmt: skip
        # A pair of dashes would become one long one.
        text += [f"### {name}", "", plain(command["abstract"]).replace("--", "`--`"), ""]
        if line := SHOWN.get(name):
            lines = run(line).rstrip().splitlines()
            text += ["```", f"$ lrconform {line}", *lines[:24], *(["…"] if len(lines) > 24 else []), "```", ""]
        text += ["```", said.removeprefix("OVERVIEW: ").rstrip(), "```", ""]
    (catalogue / "Commands.md").write_text("\n".join(text))


results = Results(root / "tools" / "matrix" / "results")
schedulers()
families()
errata()
commands()
page = catalogue / "LRConformance.md"
words = page.read_text()
mark = "- <doc:WriteAFixture>\n"
assert mark in words
page.write_text(words.replace(mark, mark + "- <doc:Schedulers>\n- <doc:Families>\n- <doc:Errata>\n- <doc:Commands>\n"))
