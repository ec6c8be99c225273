"""articles.py LRCONFORM SYMBOLS CATALOGUE: writes the articles that are made of what lrconform says: the schedulers
with their plots, the errata, the commands; and adds them to the catalogue's page of the module."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lrconform_tools import Json
from lrconform_tools.docs.case_facts import arguments, facts, failing, plain
from lrconform_tools.docs.case_facts import errata as errata_of
from lrconform_tools.docs.case_facts import family as family_of

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


def docstrings() -> Iterator[Any]:
    """The words of each public type, its formula as it stands."""
    for symbol in symbols["symbols"]:
        if symbol["kind"]["identifier"] == "swift.struct" and "docComment" in symbol:
            yield symbol["names"]["title"], "\n".join(line["text"] for line in symbol["docComment"]["lines"])


def schedulers() -> None:
    every = list(cases())
    words = dict(docstrings())
    wrong = failing(root)
    text = ["# What PyTorch really does, scheduler by scheduler", "",
            "Each scheduler's formula, its curve, and what few would expect of it.", "", "## Overview", "",
            "The curves are drawn by `lrconform plot` from the reference, which is bit for bit PyTorch. The quirks are",
            "cases of the suite: what PyTorch does there was recorded, not reasoned. Each says where it was reported,",
            "which versions of PyTorch differ, and which implementations do something else, as `tools/matrix` measured.",
            "Those of composites stand with the composite.", ""]  # fmt: skip
    for kind in json.loads(run("list --classes"))["classes"]:
        name = kind["name"]
        given = PLOTS[name]
        line = f"plot {given if '/' in given else name + ' ' + given}"
        # Without a size of its own a page shows it at a browser's default.
        picture = run(f"{line} --format svg").replace("<svg ", '<svg width="720" ', 1)
        (catalogue / f"{name}.svg").write_text(picture)
        for light, dark in DARK.items():
            picture = picture.replace(light, dark)
        (catalogue / f"{name}~dark.svg").write_text(picture)
        shown = line.split(" --metrics")[0] + (" --metrics 1.0,1.0,…" if "--metrics" in line else "")
        formula = run(f"formula {name}").rstrip()
        text += [f"### {name}", "", words[name], "", "As the reference computes it, read off its code:", "", "```",
                 formula, "```", "", f"![The learning rate of {name} by step]({name}.svg)", "",
                 f"`lrconform {shown}`", "", *arguments(kind), ""]  # fmt: skip
        own = [case for case in every if name in types(case["scenario"]["schedulers"])]
        composites = {"SequentialLR", "ChainedScheduler"} - {name}
        own = [case for case in own if not composites & set(types(case["scenario"]["schedulers"]))]
        versions = sorted({entry["torch"] for case in own for entry in case.get("versions", [])})
        claims = [claim for case in own for claim in case.get("claims", [])]
        errata = sum(claim["verdict"] == "erratum" for claim in claims)
        text.append(f"{len(own)} cases; of {len(claims)} documented values {errata} are wrong.")
        if versions:
            text.append(f"Other versions of PyTorch differ: {', '.join(f'`{range}`' for range in versions)}.")
        text.append("")
        for case in own:
            if case["level"] == "quirk":
                text.append(f"- **{plain(case['title'])}** (`{case['id']}`). {plain(case['why'])}{facts(case, wrong)}")
        text.append("")
    (catalogue / "Schedulers.md").write_text("\n".join(text))


def families() -> None:
    text = ["# The families", "", "Schedules that trainers offer and PyTorch has no class for.", "", "## Overview", "",
            "`lrconform list --family` prints this list, `lrconform plot` draws each. A case plays a family as a LambdaLR;",
            "an implementation may play its own schedule instead.", ""]  # fmt: skip
    for suite in suites("families"):
        count = len(suite["cases"])
        tally = f"{count} cases: `lrconform list --id '{suite['family']['name']}/*'`."
        text += family_of(suite["family"], tally)
    (catalogue / "Families.md").write_text("\n".join(text))


def errata() -> None:
    text = ["# The errata", "", "What PyTorch's documentation states, against what PyTorch does.", "", "## Overview", "",
            "`lrconform errata` prints this list; `--all` adds the claims that are upheld, `--coverage` names the sentences",
            "that nobody has tested yet. Each entry can be filed as it stands.", "",
            run("errata --color never").rstrip().splitlines()[-1] + ".", ""]  # fmt: skip
    for case in cases():
        if entries := list(errata_of(case)):
            text += [f"### {plain(case['title'])}", "", f"Case `{case['id']}`.", "", *entries, ""]
    (catalogue / "Errata.md").write_text("\n".join(text))


def commands() -> None:
    text = ["# Every command", "", "What `lrconform` can be told.", "", "## Overview", "",
            "Exit status of all: 0 conforming, 1 diverged, 2 wrong usage, 3 the adapter is broken, 4 the fixtures are",
            "broken.", ""]  # fmt: skip
    tree = json.loads(run("--experimental-dump-help"))["command"]
    for command in tree["subcommands"]:
        name = command["commandName"]
        if name != "help" and command["shouldDisplay"]:
            said = subprocess.run(
                [lrconform, name, "--help"], check=True, text=True, stdout=subprocess.PIPE,
                env={"COLUMNS": "100", "PATH": "/usr/bin:/bin"}).stdout  # fmt: skip
            text += [f"### {name}", "", plain(command["abstract"]), "", "```", said.rstrip(), "```", ""]
    (catalogue / "Commands.md").write_text("\n".join(text))


schedulers()
families()
errata()
commands()
page = catalogue / "LRConformance.md"
words = page.read_text()
mark = "- <doc:WriteAFixture>\n"
assert mark in words
page.write_text(words.replace(mark, mark + "- <doc:Schedulers>\n- <doc:Families>\n- <doc:Errata>\n- <doc:Commands>\n"))
