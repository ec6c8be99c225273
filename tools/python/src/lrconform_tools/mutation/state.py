"""Faults in how state is saved and loaded: plants one at a time in the real PyTorch and plays the cases that reload.

For each class, and each key of its `state_dict` that a case has: the key is not saved, it is not loaded (what the
constructor has set stays), a list is loaded in the reverse order. The same for the options of the optimizer's groups, and
what else can go wrong with a whole state.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Callable

from torch.optim import Optimizer, lr_scheduler, swa_utils

from lrconform.adapter.parameters import COMPOSITES, SCHEDULERS
from lrconform.adapter.pytorch import play, prepare
from lrconform_tools.essence import essence
from lrconform_tools.mutation import suite
from lrconform_tools.mutation.__main__ import load_explanations

REASONS = suite.HERE / "state.json"
CLASSES: dict[str, Any] = {
    name: swa_utils.SWALR if name == "SWALR" else getattr(lr_scheduler, name) for name in SCHEDULERS
}
Method = Callable[..., Any]


@dataclass(frozen=True)
class Fault:
    """One method of one class that does something else."""

    kind: Any
    method: str
    change: str
    # Makes the wrong method of the right one.
    wrong: Callable[[Method], Method]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind.__name__, self.method, self.change

    @contextlib.contextmanager
    def planted(self) -> Iterator[None]:
        own = vars(self.kind).get(self.method)
        setattr(self.kind, self.method, self.wrong(getattr(self.kind, self.method)))
        try:
            yield
        finally:
            if own is None:
                delattr(self.kind, self.method)
            else:
                setattr(self.kind, self.method, own)


# What a scheduler's methods do wrong.


def not_saved(key: str) -> Callable[[Method], Method]:
    def wrong(right: Method) -> Method:
        def state_dict(self: Any) -> Any:
            return {name: value for name, value in right(self).items() if name != key}

        return state_dict

    return wrong


def not_loaded(key: str) -> Callable[[Method], Method]:
    def wrong(right: Method) -> Method:
        def load_state_dict(self: Any, state: Any) -> None:
            kept = {name: value for name, value in vars(self).items() if name == key}
            right(self, state)
            vars(self).pop(key, None)
            vars(self).update(kept)

        return load_state_dict

    return wrong


def loaded_reversed(key: str) -> Callable[[Method], Method]:
    def wrong(right: Method) -> Method:
        def load_state_dict(self: Any, state: Any) -> None:
            right(self, {**state, key: list(reversed(state[key]))} if key in state else state)

        return load_state_dict

    return wrong


def nothing_loaded(right: Method) -> Method:
    return lambda self, state: None


def only_first_child(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        right(self, {**state, "_schedulers": state["_schedulers"][:1]})

    return load_state_dict


def steps_after_loading(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        right(self, state)
        self.step()

    return load_state_dict


# What the optimizer's do.


def option_not_saved(key: str) -> Callable[[Method], Method]:
    def wrong(right: Method) -> Method:
        def state_dict(self: Any) -> Any:
            state = right(self)
            groups = [{name: value for name, value in g.items() if name != key} for g in state["param_groups"]]
            return {**state, "param_groups": groups}

        return state_dict

    return wrong


def option_not_loaded(key: str) -> Callable[[Method], Method]:
    def wrong(right: Method) -> Method:
        def load_state_dict(self: Any, state: Any) -> None:
            before = self.param_groups
            right(self, state)
            for group, old in zip(self.param_groups, before):
                group.pop(key, None)
                group.update({name: value for name, value in old.items() if name == key})

        return load_state_dict

    return wrong


def groups_reversed(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        groups = state["param_groups"]
        turned = [{**other, "params": own["params"]} for own, other in zip(groups, reversed(groups))]
        right(self, {**state, "param_groups": turned})

    return load_state_dict


def constructors_options_stay(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        before = self.param_groups
        right(self, state)
        for group, old in zip(self.param_groups, before):
            for name, value in old.items():
                group.setdefault(name, value)

    return load_state_dict


def number_of_groups_ignored(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        groups = state["param_groups"]
        if len(groups) == len(self.param_groups):
            right(self, state)
            return
        for group, saved in zip(self.param_groups, groups):
            group.update({name: value for name, value in saved.items() if name != "params"})

    return load_state_dict


def base_from_loaded_lr(right: Method) -> Method:
    def load_state_dict(self: Any, state: Any) -> None:
        right(self, state)
        for group in self.param_groups:
            if "initial_lr" in group:
                group["initial_lr"] = group["lr"]

    return load_state_dict


def seen_keys(cases: list[Any]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The keys of each class's state dict in some case, each with the longest value; and those of the groups."""
    states: dict[str, dict[str, Any]] = {}
    options: dict[str, None] = {}

    def note(kind: str, state: Any) -> None:
        for key, value in state.items():
            old = states.setdefault(kind, {}).setdefault(key, value)
            if isinstance(value, list) and isinstance(old, list) and len(value) > len(old):
                states[kind][key] = value

    def of_class(right: Method) -> Method:
        def state_dict(self: Any) -> Any:
            state = right(self)
            note(type(self).__name__, state)
            return state

        return state_dict

    def of_optimizer(right: Method) -> Method:
        def state_dict(self: Any) -> Any:
            state = right(self)
            options.update(dict.fromkeys(name for group in state["param_groups"] for name in group))
            return state

        return state_dict

    with contextlib.ExitStack() as stack:
        for kind in CLASSES.values():
            stack.enter_context(Fault(kind, "state_dict", "", of_class).planted())
        stack.enter_context(Fault(Optimizer, "state_dict", "", of_optimizer).planted())
        for case in cases:
            play(case["scenario"])
    return states, [name for name in options if name != "params"]


def all_faults(cases: list[Any]) -> list[Fault]:
    states, options = seen_keys(cases)
    found = []
    for name, kind in CLASSES.items():
        for key, value in states.get(name, {}).items():
            found.append(Fault(kind, "state_dict", f"{key} is not saved", not_saved(key)))
            found.append(Fault(kind, "load_state_dict", f"{key} is not loaded", not_loaded(key)))
            if isinstance(value, list) and len(value) > 1:
                found.append(Fault(kind, "load_state_dict", f"{key} is loaded in reverse", loaded_reversed(key)))
        found.append(Fault(kind, "load_state_dict", "nothing is loaded", nothing_loaded))
        if name != "ReduceLROnPlateau":
            found.append(Fault(kind, "load_state_dict", "a step is made after loading", steps_after_loading))
        if name in COMPOSITES:
            found.append(Fault(kind, "load_state_dict", "only the first child is loaded", only_first_child))
    for key in options:
        found.append(Fault(Optimizer, "state_dict", f"{key} is not saved", option_not_saved(key)))
        found.append(Fault(Optimizer, "load_state_dict", f"{key} is not loaded", option_not_loaded(key)))
    whole = {
        "nothing is loaded": nothing_loaded,
        "the groups are loaded in reverse": groups_reversed,
        "options of the constructor stay": constructors_options_stay,
        "the number of groups is not checked": number_of_groups_ignored,
        "initial_lr becomes the loaded lr": base_from_loaded_lr,
    }
    found += [Fault(Optimizer, "load_state_dict", change, wrong) for change, wrong in whole.items()]
    return found


def catcher(fault: Fault, cases: list[Any], expected: list[Any]) -> str | None:
    """The first case that notices it."""
    name = fault.kind.__name__
    with fault.planted():
        for case, right in zip(cases, expected):
            if name != "Optimizer" and name not in suite.classes(case):
                continue
            try:
                differs = essence(play(case["scenario"])) != right
            except Exception:
                differs = True  # the player itself could not go on
            if differs:
                return str(case["id"])
    return None


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="state", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="name every fault and the first case that notices it")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    prepare()
    began = time.perf_counter()
    cases = [case for case in suite.all_cases() if suite.has_reload(case)]
    expected = [essence(play(case["scenario"])) for case in cases]
    explained = load_explanations(REASONS)
    faults = all_faults(cases)
    caught, alive = 0, set()
    for fault in faults:
        case = catcher(fault, cases, expected)
        caught += case is not None
        if options.all:
            print("{}.{}: {}: {}".format(*fault.key, case or "not noticed"))
        if case is None:
            alive.add(fault.key)
            if fault.key not in explained:
                print("SURVIVED {}.{}: {}".format(*fault.key))
    stale = [key for key in explained if key not in alive]
    for key in stale:
        print("STALE explanation, the fault is noticed or no longer planted: {}.{}: {}".format(*key))
    unexplained = alive - set(explained)
    print(
        f"{len(faults)} faults in state handling, {caught} noticed, {len(alive) - len(unexplained)} explained,"
        f" {len(unexplained)} not; {len(cases)} cases, {time.perf_counter() - began:.0f} s"
    )
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
