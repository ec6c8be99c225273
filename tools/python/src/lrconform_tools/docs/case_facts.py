"""What the pages of the documentation say of a case, of a class's arguments and of a family."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lrconform_tools import Json


def plain(text: str) -> str:
    """A text in which nothing is markup."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return text


def quoted(text: str) -> str:
    """A text as code; docc takes code with signs of code in it for a link."""
    return f'"{plain(text.strip())}"' if "`" in text else f"`{text.strip()}`"


def quirk(case: Json, wrong: list[str]) -> Iterator[str]:
    """A behaviour that few would expect: why it matters, its case, where it was reported, who differs."""
    yield from (f"#### {plain(case['title'])}", "", plain(case["why"]), "", f"- Case: `{case['id']}`")
    for url in case.get("refs", []):
        yield f"- Reported: <{url}>"
    if case.get("versions"):
        yield f"- Another value in PyTorch {', '.join('`' + one['torch'] + '`' for one in case['versions'])}"
    if wrong:
        yield f"- Not so in {', '.join(plain(name) for name in wrong)}"
    yield ""


def errata(case: Json) -> Iterator[str]:
    """The wrong sentences of a case, each ready to be filed: what is documented, what is true, how to see it."""
    wrong = [claim for claim in case.get("claims", []) if claim["verdict"] == "erratum"]
    for claim in wrong:
        yield from (f"- **Documented** in {plain(claim['source'])}: {quoted(claim['text'])}", "")
        yield from (f"  **Actual**{actual(claim, case['expected'])}. {plain(claim['note'])}", "")
    if wrong:
        yield from (f"To see it in PyTorch: `lrconform repro {case['id']}` prints a script.", "")
        if case.get("refs"):
            yield from ("Reported: " + ", ".join(f"<{url}>" for url in case["refs"]) + ".", "")


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


def arguments(kind: Json, meanings: dict[str, str]) -> Iterator[str]:
    """A table of a class's arguments."""
    yield from ("| argument | meaning | kind | default |", "|---|---|---|---|")
    for one in kind["arguments"]:
        words = f": {', '.join(one['words'])}" if "words" in one else ""
        default = f"`{json.dumps(one['default'])}`" if "default" in one else "required"
        yield f"| `{one['name']}` | {meanings.get(one['name'], '')} | {one['kind']}{words} | {default} |"


def family(found: Json) -> Iterator[str]:
    """What a family's page says before its picture: the formula, and what happens at its ends."""
    formula = re.sub(r" (if|else) ", r"\n      \1 ", found["formula"])
    yield from ("```", f"lr = base lr · ({formula})", "```", "")
    yield f"- First step: {found['first_step']}"
    yield f"- Seams: {found['seams']}"
    yield f"- Past the end: {found['past_the_end']}"
    for convention in found.get("conventions", []):
        yield f"- Convention `{convention['name']}`: {plain(convention['meaning'])}."
    yield ""


def family_arguments(found: Json) -> Iterator[str]:
    """A table of a family's arguments."""
    yield from ("| argument | unit | meaning | default |", "|---|---|---|---|")
    for one in found["arguments"]:
        default = f"`{json.dumps(one['default'])}`" if "default" in one else "required"
        yield f"| `{one['name']}` | {plain(one['unit'])} | {plain(one['meaning'])} | {default} |"


def offers(found: Json) -> Iterator[str]:
    """Who offers a family, under which name."""
    for one in found["offers"]:
        convention = f", convention `{one['convention']}`" if "convention" in one else ""
        note = f" ({plain(one['note'])})" if "note" in one else ""
        yield f"- {plain(one['library'])}: [{plain(one['name'])}]({one['url']}){convention}{note}"
