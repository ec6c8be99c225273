"""sentences [--check]: takes the sentences of PyTorch's documentation of its schedulers into
fixtures/sentences/pytorch.json, for `lrconform errata --coverage`. With --check it only compares.

PyTorch's words are not copied. A sentence is kept as its first words and a digest of each word, in which Swift finds
what a claim quotes: Sources/Fixtures/Documentation.swift computes the same digests.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import SWALR

from lrconform_tools import ROOT

TARGET = ROOT / "fixtures" / "sentences" / "pytorch.json"
# What an argument's entry begins with: `gamma (float): `.
ENTRY = re.compile(r"^\w+ \([^)]*\): ?")
# Lines of examples that are code, and what refers to another place.
CODE = re.compile(r"^(>>>|\.\.\. |\.\. |:|Args:|Example:|Returns:|Note:|Raises:)")
FIRST_WORDS = 6
# What states nothing that a schedule could break, with the reason.
NOTHING = {
    r"([Ww]rapped optimizer|The optimizer this scheduler will)": "It names an argument.",
    r"[Tt]he index of (the )?last (epoch|batch)": "It names an argument; what resuming does is said elsewhere.",
    r"(List|sequence) of chained schedulers": "It names an argument.",
    r"(scheduler|Scheduler) state": "It names an argument.",
    r"Should be an object returned": "It names an argument.",
    r"list\[float \| Tensor\]:|their ``group": "It states the type of what is returned.",
    r"dict: |dict\[": "It states the type of what is returned.",
    r"The returned :class:`~torch\.Tensor`": "It speaks of the identity of objects.",
    r"Subclasses implement": "It speaks to those who write a class of their own.",
    r"Base class for all": "It names a class.",
    r"Return the state of the scheduler|Get the scaling policy": "It names a method.",
    r"If you're trying to inspect|When saving or loading the scheduler|Models often benefit": "It is advice.",
    r"Note that step should be called|`step` should be called|Call this method after": "It is advice.",
    r"Use :meth:`step` without arguments|This learning rate scheduler is meant to be used": "It is advice.",
    r"Assuming optimizer (uses|has)|Usage |Example|Currently only": "It introduces an example.",
    r"It has been proposed in|This implementation was adapted|This policy was initially described": "It cites a source.",
    r"Note that this only implements": "It cites a source.",
    r"<https?:|\.\. ": "It is a link.",
}


def docstrings() -> Iterator[tuple[str, str]]:
    """The docstrings of each public class and of the methods that it defines itself."""
    kinds = [getattr(lr_scheduler, name) for name in lr_scheduler.__all__]
    for kind in [kind for kind in kinds if inspect.isclass(kind)] + [SWALR]:
        yield kind.__name__, kind.__doc__ or ""
        for name, member in vars(kind).items():
            if name != "__init__" and not name.startswith("_") and inspect.isfunction(member):
                yield f"{kind.__name__}.{name}", member.__doc__ or ""


def paragraphs(text: str) -> Iterator[str]:
    """Lines that belong together: a paragraph, an argument's entry, an item of a list, a comment of an example."""
    gathered: list[str] = []
    for line in [*inspect.cleandoc(text).splitlines(), ""]:
        words = line.strip()
        comment = re.match(r"^>>> # (.*)$", words)
        begins = ENTRY.match(words) or re.match(r"^([*-]|\d+\.) ", words)
        if comment or begins or not words or CODE.match(words):
            if gathered:
                yield " ".join(gathered)
            gathered = []
        if comment:
            if not comment[1].startswith("xdoctest"):
                yield comment[1]
        elif words and not CODE.match(words):
            gathered.append(ENTRY.sub("", words) if begins else words)


def sentences(text: str) -> Iterator[str]:
    for paragraph in paragraphs(text):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z`])", paragraph):
            # One word says nothing, and a default stands in the signature, which test_vocabulary.py compares.
            if len(digests(sentence)) > 1 and not sentence.startswith("Default:"):
                yield sentence


def digests(text: str) -> list[str]:
    """FNV-1a of 32 bits of each word, without the signs around it."""
    words = (re.sub(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "", word) for word in text.split())
    return [fnv(word.encode()) for word in words if word]


def fnv(word: bytes) -> str:
    value = 0x811C9DC5
    for byte in word:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"


def document() -> str:
    seen, lines = set(), []
    for place, text in docstrings():
        for sentence in sentences(text):
            words = " ".join(digests(sentence))
            # Many classes say the same of `optimizer`.
            if (place, words) in seen:
                continue
            seen.add((place, words))
            start = " ".join(sentence.split()[:FIRST_WORDS])
            entry = {"place": place, "start": start, "words": words}
            if reason := next((why for begins, why in NOTHING.items() if re.match(begins, sentence)), None):
                entry["nothing"] = reason
            lines.append(json.dumps(entry, ensure_ascii=False))
    version = torch.__version__.partition("+")[0]
    return f'{{"schema": 1, "version": "{version}", "sentences": [\n' + ",\n".join(lines) + "\n]}\n"


def main() -> None:
    new, path = document(), Path(TARGET)
    if sys.argv[1:] == ["--check"]:
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            sys.exit(f"{path.relative_to(ROOT)} is not what PyTorch says now; tools/docs/sentences writes it")
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(new, encoding="utf-8")
    print(f"{new.count(chr(10)) - 2} sentences in {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
