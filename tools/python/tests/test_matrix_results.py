"""The reports that are committed say what holds on any machine."""

import json
import re

import pytest

from lrconform_tools import TOOLS

RESULTS = sorted(TOOLS.glob("matrix/results/*.json"))
# A traceback's file with its whole path: `File "/home/…`.
WHOLE_PATH = re.compile(r'File \\"/')


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_a_report_names_no_place_of_one_machine(path):
    assert WHOLE_PATH.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_every_divergence_is_a_known_one(path):
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["known_problems"] == []
