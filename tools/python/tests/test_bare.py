"""A module is loaded without its package's __init__, with stubs for what it imports."""

import sys

import pytest

from lrconform.adapter.bare import module


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "heavy_package"
    (folder / "inner").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise ImportError('the __init__ was run')\n")
    (folder / "inner" / "__init__.py").write_text("raise ImportError('the inner __init__ was run')\n")
    (folder / "inner" / "light.py").write_text("from heavy_package.log import say\nfrom . import beside\n")
    (folder / "inner" / "beside.py").write_text("VALUE = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "heavy_package"
    for name in [name for name in sys.modules if name.split(".")[0] == "heavy_package"]:
        del sys.modules[name]


def test_neither_init_is_run(package):
    assert module(package, "inner.beside").VALUE == 3


def test_a_stub_stands_for_what_is_imported(package):
    light = module(package, "inner.light", {"heavy_package.log": {"say": "a word"}})
    assert light.say == "a word"
    assert light.beside.VALUE == 3


def test_a_package_that_is_missing_is_named(package):
    with pytest.raises(ModuleNotFoundError, match="no package no_such_package"):
        module("no_such_package", "inner")
