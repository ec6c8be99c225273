"""html PATH…: checks pages of HTML, files or folders of them, as a browser would read them, but strictly: they parse
without an error, have a language and a title, no id twice, a text for each picture, and links to what is there."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import html5lib


def problems(text: str, file: Path, root: Path) -> Iterator[str]:
    """What is wrong with a page in itself, and its links that lead to nothing below the root."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    for (line, column), code, data in parser.errors:
        yield f"{line}:{column}: {html5lib.constants.E[code] % data}"
    if not page.get("lang"):
        yield "no language"
    if not (page.findtext("head/title") or "").strip():
        yield "no title"
    for name, count in Counter(element.get("id") for element in elements(page) if element.get("id")).items():
        if count > 1:
            yield f"the id {name} {count} times"
    for element in elements(page):
        if element.tag == "img" and element.get("alt") is None:
            yield f"a picture without a text: {element.get('src')}"
        if element.tag == "a" and not ("".join(element.itertext()).strip() or element.get("aria-label")):
            yield f"a link without a text: {element.get('href')}"
        if element.tag in ("button", "input", "select") and not named(element, page):
            yield f"a {element.tag} without a name"
    yield from broken_links(page, file, root)


def elements(page: Any) -> Iterator[Any]:
    # Comments have a function for a tag.
    return (element for element in page.iter() if isinstance(element.tag, str))


def named(element: Any, page: Any) -> bool:
    """Whether a reader of screens can say what to press or fill in."""
    if element.get("aria-label") or element.get("title") or element.get("type") in ("hidden", "submit", "reset"):
        return True
    if "".join(element.itertext()).strip() and element.tag == "button":
        return True
    labels = [label for label in elements(page) if label.tag == "label"]
    return any(label.get("for") == element.get("id") or element in label.iter() for label in labels)


def broken_links(page: Any, file: Path, root: Path) -> Iterator[str]:
    ids = {element.get("id") for element in elements(page)}
    for element in elements(page):
        link = element.get("href") or element.get("src")
        if not link or urlsplit(link).scheme:
            continue
        path, fragment = urldefrag(link)
        if not path:
            if fragment and fragment not in ids:
                yield f"no id {fragment} for {link}"
            continue
        target = (root / path.lstrip("/")) if path.startswith("/") else file.parent / path
        if not (target.is_file() or (target / "index.html").is_file()):
            yield f"nothing at {link}"


# One mistake of each kind; a checker that lets everything through would pass every page.
BROKEN = """<!DOCTYPE html><html><head></head><body><p><b>bold</p></b><i id="a"></i><i id="a"></i><img src="x.png">
<a href="#none"></a><button></button></body></html>"""
FOUND = ["end tag", "no language", "no title", "id a 2 times", "picture", "link without", "button without", "no id none",
         "nothing at x.png"]  # fmt: skip


def check_itself() -> None:
    found = list(problems(BROKEN, Path("/nowhere/a.html"), Path("/nowhere")))
    for words in FOUND:
        if not any(words in problem for problem in found):
            sys.exit(f"html.py does not see: {words}; it sees {found}")


def pages(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.rglob("*.html"))
    else:
        yield path


def main() -> None:
    check_itself()
    count, failed = 0, False
    for argument in sys.argv[1:]:
        root = Path(argument)
        seen: set[bytes] = set()
        for file in pages(root):
            text = file.read_text(encoding="utf-8")
            count += 1
            digest = hashlib.sha256(text.encode()).digest()
            if digest in seen:
                continue
            seen.add(digest)
            top = root if root.is_dir() else root.parent
            for problem in problems(text, file, top):
                failed = True
                print(f"{file}:{problem}", file=sys.stderr)
    if failed or count == 0:
        sys.exit(f"{count} pages of HTML, with the problems above" if count else "no page of HTML")
    print(f"{count} pages of HTML: no complaint")


if __name__ == "__main__":
    main()
