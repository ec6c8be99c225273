"""Every known divergence of an adapter says what kind it is, and where that can be read."""

import json
import re

import pytest

from lrconform_tools import TOOLS

KNOWN = sorted(TOOLS.glob("adapters/*/known.json"))
TEXTS = sorted(TOOLS.glob("adapters/*/upstream/*.md"))
KINDS = re.compile(r"(Bug|Deliberate|Limit of the adapter)\b")
URL = re.compile(r"https://[\w.-]+/\S+[^\s.,;:)]")
TEXT = re.compile(r"upstream/[\w-]+\.md")


def faults(reason, folder):
    """What a reason lacks."""
    kind = KINDS.match(reason)
    if kind is None:
        return ["does not begin with a kind"]
    texts = TEXT.findall(reason)
    missing = [f"there is no {text}" for text in texts if not (folder / text).is_file()]
    if kind[1] == "Deliberate" and not URL.search(reason):
        return ["no URL of the documentation", *missing]
    if kind[1] == "Bug" and not texts and not URL.search(reason):
        return ["neither the URL of an issue nor a text to report it", *missing]
    return missing


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.parent.name)
def test_a_known_divergence_says_its_kind_and_its_source(path):
    entries = json.loads(path.read_text())["known"]
    found = {entry["case"]: faults(entry["reason"], path.parent) for entry in entries}
    assert {case: lacks for case, lacks in found.items() if lacks} == {}


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.parent.name)
def test_the_guide_counts_the_divergences_of_each_kind(path):
    reasons = [entry["reason"] for entry in json.loads(path.read_text())["known"]]
    bugs, deliberate = (sum(reason.startswith(kind) for reason in reasons) for kind in ("Bug", "Deliberate"))
    guide = (TOOLS / "adapters" / "README.md").read_text()
    row = re.search(rf"^\| `{path.parent.name}` \| .*$", guide, re.M)
    assert row is not None
    assert row[0].endswith(f" | {bugs} | {deliberate} |")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_a_text_to_report_has_code_and_what_it_prints_and_is_referred_to(path):
    text = path.read_text()
    assert text.startswith("# ")
    assert re.search(r"^```(python|cpp)$", text, re.M)
    assert re.search(r"^It prints, with .+:\n\n```text$", text, re.M)
    assert "\nExpected" in text
    folder = path.parent.parent
    # A bug that no case of the suite shows is told in the README alone.
    assert any(f"upstream/{path.name}" in (folder / file).read_text() for file in ("known.json", "README.md"))


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("The cosine stays at its minimum.", "does not begin with a kind"),
        ("Deliberate: the cosine stays at its minimum.", "no URL of the documentation"),
        ("Bug: decays one step late.", "neither the URL of an issue nor a text to report it"),
        ("Bug (upstream/nothing.md): decays one step late.", "there is no upstream/nothing.md"),
    ],
)
def test_what_a_reason_lacks_is_told(reason, fault, tmp_path):
    assert faults(reason, tmp_path) == [fault]
