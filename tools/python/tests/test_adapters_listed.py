"""Every adapter has what it is started and understood by, and a row in the guide."""

import pytest

from lrconform_tools import TOOLS

ADAPTERS = sorted(path.parent.name for path in TOOLS.glob("adapters/*/run"))


@pytest.mark.parametrize("name", ADAPTERS)
def test_an_adapter_has_its_files_and_its_row(name):
    folder = TOOLS / "adapters" / name
    for file in ("run", "setup", "README.md"):
        assert (folder / file).is_file(), file
    # Another way to start an adapter has none of its own.
    is_another_way = "/../pytorch/run" in (folder / "run").read_text()
    assert is_another_way or list(folder.glob("adapter.*"))
    assert f"\n| `{name}` | " in (TOOLS / "adapters" / "README.md").read_text()
