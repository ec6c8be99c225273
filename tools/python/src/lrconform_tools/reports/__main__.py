"""Reports of the liar, read by what reads reports."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from tap.parser import Parser

from lrconform_tools import ROOT
from lrconform_tools.docs.html import problems
from lrconform_tools.reports import LIAR_FILE

LRCONFORM = os.environ.get("LRCONFORM", str(ROOT / "tools" / "lrconform"))
LIAR = [sys.executable, LIAR_FILE, LRCONFORM]

failures = 0
checked: set[str] = set()


def expect(what: str, found: Any, wanted: Any) -> None:
    global failures
    if found != wanted:
        failures += 1
        print(f"{what}: expected {wanted!r}, found {found!r}", file=sys.stderr)


def run(*arguments: Any, status: int = 0) -> str:
    done = subprocess.run([LRCONFORM, *arguments], capture_output=True, cwd=ROOT)
    expect(f"status of lrconform {' '.join(arguments[:4])}", done.returncode, status)
    return done.stdout.decode()


def check(format: str) -> str:
    checked.add(format)
    text = run("check", "--format", format, "--", *LIAR, status=1)
    controls = {hex(ord(c)) for c in text if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e"}
    expect(f"control characters in {format}", controls, set())
    return text


def check_junit(counts: Any, folder: Path) -> None:
    path = folder / "report.xml"
    path.write_text(check("junit"))
    report = JUnitXml.fromfile(str(path))
    cases = [case for suite in report for case in suite]
    kinds = [type(result) for case in cases for result in case.result]
    expect("JUnit cases", len(cases), counts["total"])
    expect("JUnit failures", kinds.count(Failure), counts["diverged"] + counts["error-mismatch"])
    expect("JUnit errors", kinds.count(Error), counts["broken"])
    expect("JUnit skipped", kinds.count(Skipped), counts["skipped"])
    for name, wanted in [("tests", len(cases)), ("failures", kinds.count(Failure)), ("errors", kinds.count(Error)),
                         ("skipped", kinds.count(Skipped))]:  # fmt: skip
        expect(f"JUnit attribute {name}", getattr(report, name), wanted)
        expect(f"JUnit sum of {name}", sum(getattr(suite, name) for suite in report), wanted)
    tags = {element.tag for element in ElementTree.parse(path).iter()}
    allowed = {
        "testsuites",
        "testsuite",
        "properties",
        "property",
        "testcase",
        "failure",
        "error",
        "skipped",
        "system-err",
    }
    expect("JUnit elements", tags - allowed, set())


def check_tap(counts: Any) -> None:
    text = check("tap")
    lines = list(Parser().parse_text(text))
    tests = [line for line in lines if line.category == "test"]
    unknown = [line for line in lines if line.category == "unknown"]
    expect("TAP unknown lines", unknown, [])
    expect("TAP plan", [line.expected_tests for line in lines if line.category == "plan"], [counts["total"]])
    expect("TAP numbers", [test.number for test in tests], list(range(1, counts["total"] + 1)))
    expect(
        "TAP not ok",
        sum(not test.ok for test in tests),
        counts["diverged"] + counts["error-mismatch"] + counts["broken"],
    )
    expect("TAP skipped", sum(bool(test.skip) for test in tests), counts["skipped"])
    expect("TAP todo", [test.description for test in tests if test.todo], [])
    blocks = re.findall(r"(?ms)^  ---\n(.*?)^  \.\.\.\n", text)
    expect("TAP blocks", len(blocks), sum(not test.ok for test in tests))
    for block in blocks:
        data = yaml.safe_load(block)
        extra = data.keys() - {"verdict", "message", "file", "step", "window", "cause", "stderr", "refs"}
        expect("TAP block keys", extra, set())
        for row in data.get("window", []):
            expect("TAP window row", all(isinstance(value, (int, float, type(None))) for value in row.values()), True)


@functools.cache
def references() -> set[str]:
    """The public reports that the cases of the suite stem from."""
    paths = (
        path for name in ("behaviour", "documented", "families") for path in (ROOT / "fixtures" / name).glob("*.json")
    )
    return {url for path in paths for case in json.loads(path.read_text())["cases"] for url in case.get("refs", [])}


def check_markdown(text: str, what: str) -> Any:
    # As GitHub reads it: tables, links without brackets, HTML.
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    flat = [inner for token in tokens for inner in (token.children or [token])]
    forbidden = {"html_block", "html_inline", "image", "heading_open h1"}
    expect(f"{what}: markup", {token.type for token in flat} & forbidden, set())
    # The public reports that the cases stem from, and nothing that the adapter says.
    links = {token.attrs["href"] for token in flat if token.type == "link_open"}
    expect(f"{what}: links", links - references(), set())
    loose = [
        token.content
        for token in flat
        if token.type == "text" and re.search(r"evil\.example|owned|@user", token.content)
    ]
    expect(f"{what}: hostile text outside code", loose, [])
    tables: list[Any] = []
    for token in tokens:
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append(0)
        elif token.type in ("td_open", "th_open"):
            tables[-1][-1] += 1
    for table in tables:
        expect(f"{what}: cells of a row", set(table), {table[0]})
    bars = [line for line in text.splitlines() if line.startswith("|")]
    for line in bars:  # The parser drops surplus cells without a word.
        expect(f"{what}: bars", len(re.findall(r"(?<!\\)\|", line)) - 1 in {table[0] for table in tables}, True)
    return tables


def check_github(counts: Any) -> None:
    text = check("github")
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    pattern = re.compile(r"::(error|warning) file=[^,:\s]+\.json,title=[^,:\n]*::[^\n]*")
    expect("workflow commands", [line for line in commands if not pattern.fullmatch(line)], [])
    expect("workflow errors", len(commands), counts["diverged"] + counts["error-mismatch"] + counts["broken"])
    expect("old workflow commands", text.count("##["), 0)
    bare = [line for line in commands if re.search(r"%(?!25|0A|0D|3A|2C)", line)]
    expect("unescaped percent signs", bare, [])


def check_html(folder: Path, counts: Any) -> None:
    report = folder / "liar.json"
    report.write_text(run("check", "--format", "json", "--", *LIAR, status=1))
    reference = folder / "reference.json"
    reference.write_text(run("check", "--format", "json"))
    run("report", str(report), str(reference), "--output", str(folder / "report.html"))
    text = (folder / "report.html").read_text()
    expect("mistakes in the page's HTML", list(problems(text, folder / "report.html", folder)), [])
    expect("scripts of the page", len(re.findall(r"<script", text)), 4)
    expect("a way past the table", '<a class="skip" href="#cases-heading">' in text, True)
    expect("ends of scripts", text.count("</script"), 4)
    expect("addresses that the page loads", re.findall(r"(?:src|href)=[\"']?http", text), [])
    check_markdown(run("report", str(report), str(reference), "--format", "markdown"), "README tables")
    ElementTree.fromstring(run("report", str(report), "--format", "svg"))

    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if chromium is None:
        print("no Chromium: the page is not loaded")
        return
    # A copy that opens every case there is, so that every hostile text is put into the page.
    opener = "<script>for (const box of document.querySelectorAll('#verdicts input')) box.checked = true;" \
        "document.getElementById('filters').dispatchEvent(new Event('input'));" \
        "const groups = document.querySelectorAll('details.group');" \
        "for (const group of groups) group.open = true;" \
        "setTimeout(() => { for (const group of groups) {" \
        "  const more = group.querySelector('.more'); while (!more.hidden) more.click(); }" \
        "for (const item of document.querySelectorAll('details.case')) item.open = true; }, 100);</script>"  # fmt: skip
    (folder / "open.html").write_text(text.replace("</body>", opener + "</body>"))
    dom = load(chromium, folder / "report.html", folder)
    expect("rows of the matrix", len(re.findall(r'<th scope="row"', dom.split("</table>")[0])), 2)
    columns = len({case.get("family") or case["schedulers"][0] for case in json.loads(report.read_text())["cases"]})
    expect("columns of the matrix", len(re.findall(r'<th scope="col"', dom.split("</table>")[0])), columns + 3)
    cells = re.findall(r'<td class="standing ([a-z-]+)">(.*?)</td>', dom)
    expect("what the runs say", cells, [("not-conforming", "not conforming"), ("conforming", "conforming")])
    unexplained = sum(case["verdict"] in ("diverged", "error-mismatch") and "diagnosis" not in case
                      for case in json.loads(report.read_text())["cases"])  # fmt: skip
    expect("unexplained", re.search(r'id="found"[^>]*>.*?, ([0-9]+) unexplained<', dom).group(1), str(unexplained))
    check_keyboard(chromium, text, folder)
    failing = counts["diverged"] + counts["error-mismatch"] + counts["broken"]
    expect("found", re.search(r'id="found"[^>]*>([0-9]+) of', dom).group(1), str(failing))
    dom = load(chromium, folder / "open.html", folder)
    expect(
        "title", re.search("<title>(.*?)</title>", dom).group(1), "lrconform: learning-rate schedulers against PyTorch"
    )
    expect("cases", len(re.findall('<details class="case"', dom)), 2 * counts["total"])
    body = re.sub(r"(?s)<script.*?</script>", "", dom)
    expect("images", len(re.findall("<img", body)), 0)
    expect("plots", len(re.findall("<svg", body)) > 0, True)
    expect(
        "mistakes in the HTML of the page with every case open", list(problems(dom, folder / "open.html", folder)), []
    )
    # Besides what the hostile adapter gives for its homepage: the reports that the cases stem from.
    reported = {url for case in json.loads(report.read_text())["cases"] for url in case.get("refs", [])}
    expect("cases with a public report", len(reported) > 0, True)
    links = {unescape(link) for link in re.findall(r'href="([^"]*)"', body)}
    expect("public reports that are linked", reported - links, set())
    others = [link for link in links - reported if not link.startswith(("https://example.org/", "#"))]
    expect("other links", others, [])


def check_keyboard(chromium: str, text: str, folder: Path) -> None:
    """Tab passes the table in one step; in it the arrow keys go from cell to cell."""
    script = """<script>
      const stops = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
        .filter(node => node.tabIndex >= 0 && (node.checkVisibility?.() ?? true));
      const cells = [...document.querySelectorAll('#matrix button')];
      const names = [];
      const press = key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
      cells[0].focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowLeft', 'End', 'Home']) {
        press(key);
        names.push(`${document.activeElement.closest('tr').rowIndex},${document.activeElement.closest('td').cellIndex}`);
      }
      const inTable = stops.filter(node => node.closest('#matrix') && node.matches('button')).length;
      document.body.dataset.keys = [stops[0].textContent, inTable, cells.length > 40, ...names].join('|');
    </script>"""
    page = folder / "keyboard.html"
    page.write_text(text.replace("</body>", script + "</body>"))
    found = re.search(r'data-keys="([^"]*)"', load(chromium, page, folder)).group(1).split("|")
    # The cells of a row begin in the third column.
    last = found[7].split(",")[1]
    wanted = ["Skip to the cases", "1", "true", "1,3", "2,3", "2,2", "2,2", f"2,{last}", "2,2"]
    expect("keyboard", found, wanted)
    expect("keyboard: the last cell", int(last) > 20, True)


def load(chromium: str, page: Any, folder: Path) -> str:
    command = [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
               "--virtual-time-budget=10000", "--dump-dom", page.as_uri()]  # fmt: skip
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    expect(f"status of Chromium for {page.name}", done.returncode, 0)
    print(f"{page.name}: {page.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.1f} s in Chromium")
    return done.stdout


def main() -> None:
    counts = json.loads(run("check", "--format", "json", "--", *LIAR, status=1))["counts"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_junit(counts, folder)
        check_tap(counts)
        check_markdown(check("markdown"), "Markdown")
        check_github(counts)
        check("pretty")
        check_html(folder, counts)
    # What is read above as JSON is checked against its schema by tools/schemas/check.
    formats = set(json.loads(run("list", "--classes"))["formats"])
    expect("formats that nothing here reads", formats - checked, {"json"})
    if failures:
        sys.exit(f"{failures} failures")
    print(f"{counts['total']} cases, of which {counts['identical']} are identical: all formats are read as meant")


main()
