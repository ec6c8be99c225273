"""What the reports of tools/matrix say: who fails a case, and how each implementation does on some cases."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from lrconform_tools import Json
from lrconform_tools.docs.case_facts import plain

PASSING = {"identical", "within"}
FAILING = {"diverged", "error-mismatch", "broken"}


class Results:
    """The reports of tools/matrix/results, without those of PyTorch itself."""

    def __init__(self, folder: Path) -> None:
        self.reports: list[Json] = []
        for path in sorted(folder.glob("*.json")):
            report = json.loads(path.read_text(encoding="utf-8"))
            report["by_id"] = {case["id"]: case for case in report["cases"]}
            if report["implementation"]["name"] != "pytorch":
                self.reports.append(report)

    def failing(self, case: str) -> list[str]:
        """The implementations that give something else for a case."""
        return [
            report["implementation"]["name"]
            for report in self.reports
            if report["by_id"].get(case, {}).get("verdict") in FAILING
        ]

    def right(self, ids: Collection[str]) -> tuple[int, int]:
        """How many implementations pass every one of these cases that they run, and how many run one."""
        tallies = [tally for report in self.reports if (tally := Counter(verdicts(report, ids)))]
        return sum(not tally["failing"] for tally in tallies), len(tallies)

    def list(self, ids: Collection[str]) -> Iterator[str]:
        """Each implementation that runs one of these cases: how many it passes, and what goes wrong most often."""
        found = False
        for report in self.reports:
            tally = Counter(verdicts(report, ids))
            if not tally:
                continue
            found = True
            own = report["implementation"]
            name = f"[{plain(own['name'])}]({own['homepage']})" if "homepage" in own else plain(own["name"])
            text = f"- **{name}** {plain(own['version'])}: "
            if tally["failing"]:
                yield f"{text}{tally['passing']} right, {tally['failing']} wrong.{reason(report, ids)}"
            else:
                yield f"{text}all {tally['passing']} right."
        if not found:
            yield "No implementation that `tools/matrix` measures has it."


def verdicts(report: Json, ids: Collection[str]) -> Iterator[str]:
    for one in ids:
        verdict = report["by_id"].get(one, {}).get("verdict")
        if verdict in PASSING | FAILING:
            yield "passing" if verdict in PASSING else "failing"


def reason(report: Json, ids: Collection[str]) -> str:
    """The reason that the list of known divergences gives most often."""
    cases = (report["by_id"][one] for one in ids if report["by_id"].get(one, {}).get("verdict") in FAILING)
    reasons = Counter(case["known"] for case in cases if "known" in case)
    if not reasons:
        return ""
    text, count = reasons.most_common(1)[0]
    # Where a report to the implementation is kept in this repository says nothing here.
    text = re.sub(r" \(upstream/\S+\)", "", " ".join(text.split())).rstrip(".")
    words = re.sub(r"\(https://\S+?\)", lambda url: f"([source]({url[0][1:-1]}))".replace("\\", ""), plain(text))
    return f" {'Most often' if count > 1 else 'For example'}: {words}."
