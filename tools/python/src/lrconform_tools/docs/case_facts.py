"""What the pages of the documentation say of a case: who fails it, which versions differ, where it was reported, and which
documented value is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lrconform_tools import Json

FAILING = {"diverged", "error-mismatch", "broken"}


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return text


def quoted(text: str) -> str:
    """A text as code; docc takes code with signs of code in it for a link."""
    return f'"{plain(text.strip())}"' if "`" in text else f"`{text.strip()}`"


def failing(root: Path) -> dict[str, list[str]]:
    """Each case's implementations that give something else, by the reports of tools/matrix."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tools" / "matrix" / "results").glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        name = f"{report['implementation']['name']} {report['implementation']['version']}"
        for case in report["cases"]:
            if case["verdict"] in FAILING:
                found.setdefault(case["id"], []).append(name)
    return found


def facts(case: Json, failing: dict[str, list[str]]) -> str:
    """The sentences after a quirk's reason."""
    text = ""
    if case.get("refs"):
        text += " Reported: " + ", ".join(f"<{url}>" for url in case["refs"]) + "."
    if case.get("versions"):
        text += f" Another value in PyTorch {', '.join('`' + one['torch'] + '`' for one in case['versions'])}."
    if names := failing.get(case["id"]):
        text += f" Not so in {', '.join(plain(name) for name in names)}."
    return text


def errata(case: Json) -> Iterator[str]:
    """The wrong sentences of a case, each ready to be filed: what is documented, what is true, how to see it."""
    for claim in case.get("claims", []):
        if claim["verdict"] != "erratum":
            continue
        yield f"- **Documented** in {plain(claim['source'])}: {quoted(claim['text'])}"
        yield f"  **Actual**{actual(claim, case['expected'])}. {plain(claim['note'])}"
        if case.get("refs"):
            yield "  **Reported**: " + ", ".join(f"<{url}>" for url in case["refs"]) + "."
        yield f"  **To see it**: `lrconform repro {case['id']}` prints a script for PyTorch."


def actual(claim: Json, expected: Json) -> str:
    """What PyTorch gives where a claim states something else."""
    if "error" in claim:
        return f": `{expected['error']['type']}`" if "error" in expected else ": no error"
    channel = claim.get("channel", "lr")
    first, last = claim["epochs"]
    column = expected["trace"][channel][claim.get("group", claim.get("scheduler", 0))]
    values = column[first : None if last is None else last + 1]
    shown = ", ".join(f"`{value}`" for value in values[:3]) + (", …" if len(values) > 3 else "")
    return f", from epoch {first}: {channel if channel == 'lr' else f'`{channel}`'} = {shown}"


def arguments(kind: Json) -> Iterator[str]:
    """A table of a class's arguments."""
    yield "| argument | kind | default |"
    yield "|---|---|---|"
    for one in kind["arguments"]:
        words = f": {', '.join(one['words'])}" if "words" in one else ""
        default = f"`{json.dumps(one['default'])}`" if "default" in one else "required"
        yield f"| `{one['name']}` | {one['kind']}{words} | {default} |"


def family(found: Json, tally: str) -> Iterator[str]:
    """A family's section: formula, arguments, conventions, who offers it."""
    yield from (f"### {found['name']}", "", "```", f"lr = base lr · ({found['formula']})", "```", "")
    yield from ("| argument | unit | meaning | default |", "|---|---|---|---|")
    for one in found["arguments"]:
        default = f"`{json.dumps(one['default'])}`" if "default" in one else "required"
        yield f"| `{one['name']}` | {plain(one['unit'])} | {plain(one['meaning'])} | {default} |"
    yield ""
    yield f"- First step: {found['first_step']}"
    yield f"- Seams: {found['seams']}"
    yield f"- Past the end: {found['past_the_end']}"
    for convention in found.get("conventions", []):
        yield f"- Convention `{convention['name']}`: {plain(convention['meaning'])}."
    yield ""
    for offer in found["offers"]:
        convention = f", `{offer['convention']}`" if "convention" in offer else ""
        yield f"- {plain(offer['library'])}: [{plain(offer['name'])}]({offer['url']}){convention}"
    yield from ("", tally, "")
