"""Each table of names that the Python tools and the documents have, against the program's: `lrconform list --classes`."""

import inspect
import json
import re
import subprocess

import pytest
from torch.optim import lr_scheduler

from lrconform.adapter import ScenarioError
from lrconform.adapter.observe import CHANNELS, OF_SCHEDULERS
from lrconform.adapter.parameters import COMPOSITES, PARAMETERS, REQUIRED, WORDS
from lrconform.adapter.play import Stage
from lrconform.adapter.pytorch import FEATURES, PyTorchStage, classes_of
from lrconform.adapter.scenario import operations
from lrconform.adapter.torch_stage import OPTIMIZERS
from lrconform.program import environment, program
from lrconform.random_scenarios import dice, generate
from lrconform_tools import ROOT

VOCABULARY = json.loads(
    subprocess.run(
        [program(), "list", "--classes"], env=environment(), capture_output=True, text=True, check=True
    ).stdout
)
CLASSES = {kind["name"]: kind for kind in VOCABULARY["classes"]}
ARGUMENTS = {name: {one["name"]: one for one in kind["arguments"]} for name, kind in CLASSES.items()}


def default(argument):
    return argument.get("default", REQUIRED)


def typed(defaults):
    """Names, order, values and types: to PyTorch 1 and 1.0 are not the same."""
    return [(name, value, type(value)) for name, value in defaults.items()]


@pytest.mark.parametrize("name", CLASSES)
def test_arguments_are_those_of_pytorch_s_signature(name):
    parameters = inspect.signature(classes_of(lr_scheduler)[name]).parameters.values()
    wanted = {one.name: REQUIRED if one.default is one.empty else one.default for one in parameters}
    # ChainedScheduler takes the optimizer from its members, and so does every scenario.
    wanted.pop("optimizer")
    assert typed({key: default(one) for key, one in ARGUMENTS[name].items()}) == typed(wanted)


def test_every_scheduler_of_pytorch_is_there():
    own = {
        name
        for name, kind in vars(lr_scheduler).items()
        if inspect.isclass(kind) and issubclass(kind, lr_scheduler.LRScheduler) and not name.startswith("_")
    }
    assert (own | {"SWALR"}) - {"LRScheduler"} == set(CLASSES)


# What PyTorch's annotations call a kind.
KINDS = {
    "int": "int",
    "int | None": "int or null",
    "float": "float",
    "float | list[float]": "float or list",
    "list[float] | float": "float or list",
    "bool": "bool",
    "Callable[[float], float] | None": "function or null",
    "Callable[[int], float] | list[Callable[[int], float]]": "function or list",
    "Iterable[int]": "list of int",
    "list[int]": "list of int",
    "list[LRScheduler]": "list of schedulers",
    "Sequence[LRScheduler]": "list of schedulers",
}
# PyTorch takes lists there too, as its documentation says.
LISTS = {("CyclicLR", "base_momentum"), ("CyclicLR", "max_momentum"), ("SWALR", "swa_lr")}


@pytest.mark.parametrize("name", CLASSES)
def test_kinds_and_words_are_those_of_pytorch_s_annotations(name):
    for key, one in inspect.signature(classes_of(lr_scheduler)[name]).parameters.items():
        if key == "optimizer" or one.annotation is one.empty:
            continue
        argument = ARGUMENTS[name][key]
        if one.annotation.startswith("Literal["):
            assert (argument["kind"], argument["words"]) == ("word", re.findall(r"'(\w+)'", one.annotation)), key
        else:
            assert argument["kind"] == ("float or list" if (name, key) in LISTS else KINDS[one.annotation]), key


def test_the_adapters_parameters():
    assert list(PARAMETERS) == list(CLASSES)
    for name, parameters in PARAMETERS.items():
        assert typed(parameters) == typed({key: default(one) for key, one in ARGUMENTS[name].items()}), name
    assert set(COMPOSITES) == {name for name, kind in CLASSES.items() if kind["composite"]}
    words = {key for arguments in ARGUMENTS.values() for key, one in arguments.items() if one["kind"] == "word"}
    assert set(WORDS) == words


def test_the_adapters_channels():
    assert list(CHANNELS) == VOCABULARY["channels"]
    assert set(OF_SCHEDULERS) <= set(CHANNELS)
    for name in CHANNELS:
        assert hasattr(Stage, name), name
        assert getattr(PyTorchStage, name) is not getattr(Stage, name), name


def test_the_adapter_of_pytorch_has_every_feature_and_optimizer():
    assert VOCABULARY["features"] == FEATURES
    assert list(OPTIMIZERS) == [kind["name"] for kind in VOCABULARY["optimizers"]]


@pytest.mark.parametrize("name", VOCABULARY["operations"])
def test_the_adapters_read_each_operation(name):
    # No operation takes an empty string: the refusal is of the value, not of the name.
    with pytest.raises(ScenarioError) as refusal:
        list(operations({"schedulers": [{}], "program": [{name: ""}]}))
    assert "unknown operation" not in str(refusal.value)


def test_random_scenarios_have_every_class_and_argument():
    assert set(dice.ALL) == set(CLASSES)
    given = {name: set() for name in CLASSES}
    made, observed = set(), set()

    def note(specs):
        for spec in specs:
            given[spec["type"]] |= set(spec["args"])
            note(spec["args"].get("schedulers", []))

    for seed in range(3000):
        scenario = generate(seed)
        note(scenario["schedulers"])
        made |= {key for operation in scenario["program"] for key in operation}
        observed |= set(scenario.get("observe", []))
    for name, arguments in ARGUMENTS.items():
        assert set(arguments) <= given[name], name
    # `lrconform fuzz` makes these, on PyTorch as well.
    assert set(VOCABULARY["operations"]) - made == {"observe", "save", "add_scheduler"}
    assert set(VOCABULARY["channels"]) - observed == {"beta2", "initial_lr"}


def page(path):
    return (ROOT / path).read_text()


def camel(name):
    first, *rest = re.split("[-_]", name)
    return first + "".join("LR" if word == "lr" else word.capitalize() for word in rest)


def test_documents_name_everything():
    format, protocol = page("fixtures/README.md"), page("tools/adapters/README.md")
    for name in VOCABULARY["operations"]:
        assert f'`{{"{name}": ' in format, name
    for name in VOCABULARY["channels"]:
        assert f"`{name}`" in format, name
    for name in VOCABULARY["levels"]:
        assert f"`{name}` (" in format, name
    rows = "\n".join(line for line in protocol.splitlines() if line.startswith("| `"))
    for name in VOCABULARY["features"] + VOCABULARY["precisions"]:
        assert f"`{name}`" in rows, name
    swift = page("Sources/InProcess/SchedulersUnderTest.swift")
    for name in VOCABULARY["features"]:
        assert f"`.{camel(name)}`" in swift, name
    counts = f"of {len(CLASSES)} schedulers, 8 of {len(VOCABULARY['features'])} features"
    assert counts in page("README.md")


def test_benchmarks_measure_each_class():
    names = re.findall(r'^\s+"(\w+)",$', page("tools/bench/Sources/Schedules/Schedules.swift"), re.MULTILINE)
    assert sorted(names) == sorted(CLASSES)
