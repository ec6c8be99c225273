"""manual.py VERSION FOLDER: writes man pages, one for each command, from what `lrconform --experimental-dump-help`
prints, read on stdin."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import datetime, timezone
from typing import Any

from lrconform_tools import Json

STATUSES = [
    ("0", "Conforming, or done."), ("1", "Something diverged."), ("2", "Wrong usage."),
    ("3", "The adapter is broken."), ("4", "The fixtures are broken."),
]  # fmt: skip


def roff(text: str) -> str:
    """Text that groff prints as it stands."""
    text = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga").replace("~", r"\(ti")
    )
    text = text.replace("^", r"\(ha").replace("…", r"\[u2026]")
    return re.sub(r"^\.", r"\\\&.", text, flags=re.M)


def spelled(argument: Json) -> Any:
    """An option as it is typed, its value left out."""
    return ["-" + name["name"] if name["kind"] == "short" else "--" + name["name"] for name in argument["names"]]


def subcommands(command: Json) -> Any:
    """Those that are shown; help is no page of its own."""
    return [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"] and sub["commandName"] != "help"]


def shown(command: Json) -> Any:
    return [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]


def synopsis(command: Json, name: str) -> Any:
    parts: list[Any] = []
    for argument in shown(command):
        value = rf"\fI{roff(argument['valueName'])}\fR"
        if argument["kind"] == "positional":
            text = value if argument["parsingStrategy"] != "postTerminator" else r"\-\- " + value
        else:
            text = rf"\fB{roff((argument['preferredName']['kind'] == 'short' and '-') or '--')}{roff(argument['preferredName']['name'])}\fR"
            if argument["kind"] == "option":
                text += " " + value
        if argument["isRepeating"]:
            text += r" \&.\|.\|."
        # What comes after -- comes last.
        place = len(parts) if argument["parsingStrategy"] == "postTerminator" else -1
        parts.append((place, f"[{text}]" if argument["isOptional"] else text))
    if subcommands(command):
        parts.insert(0, (-1, r"\fIcommand\fR"))
    texts = [text for place, text in sorted(parts, key=lambda part: part[0] >= 0)]
    return [rf"\fB{roff(name)}\fR", *texts]


def described(argument: Json) -> list[str]:
    """The lines about an option or argument."""
    value = rf" \fI{roff(argument['valueName'])}\fR"
    if argument["kind"] == "positional":
        head = value.strip()
    else:
        head = ", ".join(rf"\fB{roff(name)}\fR" for name in spelled(argument))
        head += value if argument["kind"] == "option" else ""
    text = argument.get("abstract", "")
    if argument.get("allValues"):
        text += f" One of {', '.join(argument['allValues'])}."
    if argument.get("defaultValue"):
        text += f" By default {argument['defaultValue']}."
    return [".TP", head, roff(text)]


def discussion(text: str) -> Any:
    """Paragraphs as they are, indented lines as examples."""
    lines, example = [], False
    for line in text.splitlines():
        indented = line.startswith("  ")
        if indented and not example:
            lines += [".PP", ".nf", ".RS 4"]
        if example and not indented:
            lines += [".RE", ".fi", ".PP"]
        example = indented
        lines.append(roff(line.strip()) if line.strip() else ".PP")
    if example:
        lines += [".RE", ".fi"]
    return [line for index, line in enumerate(lines) if line != ".PP" or lines[index + 1 : index + 2] != [".PP"]]


def page(command: Json, name: str, version: str, date: str, others: Any) -> str:
    title = name.replace(" ", "-")
    lines = [f'.TH {roff(title.upper())} 1 {date} "{roff(version)}" "lrconform"', ".SH NAME"]
    lines += [rf"{roff(title)} \- {roff(command['abstract'].rstrip('.'))}", ".SH SYNOPSIS", ".nh", ".ad l"]
    head, *rest = synopsis(command, name)
    lines += [f".HP {len(name) + 1}", head, *rest, ".hy", ".ad b"]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", *discussion(command["discussion"])]
    if subcommands(command):
        lines.append(".SH COMMANDS")
        for sub in subcommands(command):
            lines += [".TP", rf"\fB{roff(sub['commandName'])}\fR", roff(sub["abstract"])]
    lines.append(".SH OPTIONS")
    section = None
    for argument in sorted(shown(command), key=lambda argument: "sectionTitle" not in argument):
        if argument.get("sectionTitle") != section:
            section = argument.get("sectionTitle")
            lines.append(f".SS {section or 'General'}")
        lines += described(argument)
    lines.append(".SH EXIT STATUS")
    for status, text in STATUSES:
        lines += [".TP", rf"\fB{status}\fR", roff(text)]
    lines += [".SH FILES", ".TP", r"\fIPREFIX/share/lrconform/fixtures\fR"]
    lines += [
        r"The fixtures of an installation, where the current folder is in no clone of the repository and",
    ]
    lines += [r"\fBLRCONFORM_FIXTURES\fR names none.", ".SH SEE ALSO"]
    lines.append(", ".join(rf"\fB{roff(other)}\fR(1)" for other in others if other != title))
    return "\n".join(lines) + "\n"


def main() -> None:
    version, folder = sys.argv[1:]
    product = version.split(",")[0]
    root = json.load(sys.stdin)["command"]
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or int(datetime.now().timestamp())
    date = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d")
    name = root["commandName"]
    commands = [(name, root)]
    commands += [(f"{name} {sub['commandName']}", sub) for sub in subcommands(root)]
    others = [title.replace(" ", "-") for title, _ in commands]
    for title, command in commands:
        with open(os.path.join(folder, title.replace(" ", "-") + ".1"), "w", encoding="utf-8") as file:
            file.write(page(command, title, product, date, others))


main()
