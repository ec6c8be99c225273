"""What any scheduler over PyTorch's optimizers promises, whatever its values are: also one that is none of PyTorch's.

    test_contract = lrconform.contract(MyScheduler, make=lambda optimizer: MyScheduler(optimizer, warmup=5))

One pytest test for each promise. `check_contract` gives the findings as a list, without pytest.
"""

from __future__ import annotations

import copy
import inspect
import io
import json
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable

import torch

from .runs import Differs, Run, Setting, compare

Check = Callable[[Setting], None]


class DoesNotApplyError(Exception):
    """The promise says nothing of this scheduler, for the reason given."""


@dataclass(frozen=True)
class Promise:
    """A promise: its id, the sentence that says it, and how it is checked."""

    id: str
    sentence: str
    check: Check


@dataclass(frozen=True)
class Finding:
    """What came of a promise."""

    promise: Promise
    outcome: str  # kept, broken, skipped
    text: str = ""


PROMISES: list[Promise] = []


def _promise(id: str, sentence: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        PROMISES.append(Promise(id, sentence, check))
        return check

    return register


# The first five are those of `lrconform fuzz --relations`, in the same words.


@_promise("reload", "a reload in the middle changes nothing")
def _reload(setting: Setting) -> None:
    _compare_reloaded(setting, lambda state: state)


@_promise("permutation", "groups in another order give their values in that order")
def _permutation(setting: Setting) -> None:
    expected = Run(setting).steps(setting.steps)
    lrs = list(reversed(setting.lrs))
    actual = Run(setting, lrs).steps(setting.steps)
    compare(expected.rows, [list(reversed(row)) for row in actual.rows], "in order", "reversed")


@_promise("wrapper", "a ChainedScheduler of one is that one")
def _wrapper(setting: Setting) -> None:
    if setting.metrics is not None:
        raise DoesNotApplyError("ChainedScheduler takes no metrics")
    expected = Run(setting).steps(setting.steps)
    chained = setting.with_make(lambda optimizer: torch.optim.lr_scheduler.ChainedScheduler([setting.make(optimizer)]))
    compare(expected.rows, Run(chained).steps(setting.steps).rows, "alone", "in ChainedScheduler")


@_promise("scaling", "four times the lr gives four times the values")
def _scaling(setting: Setting) -> None:
    if not setting.linear:
        raise DoesNotApplyError("not every schedule is linear in the lr; linear=True says that this one is")
    expected = Run(setting).steps(setting.steps)
    actual = Run(setting, [4 * lr for lr in setting.lrs]).steps(setting.steps)
    compare([[4 * value for value in row] for row in expected.rows], actual.rows, "4 × lr", "4 × the lr of the groups")


@_promise("splitting", "splitting a run of steps changes nothing")
def _splitting(setting: Setting) -> None:
    expected = Run(setting).steps(setting.steps)
    actual = Run(setting)
    for _ in range(setting.steps):
        # Whatever is only read between two steps.
        for read in ("state_dict", "get_last_lr"):
            getattr(actual.scheduler, read, lambda: None)()
        actual.steps(1)
    compare(expected.rows, actual.rows, "in one go", "read between steps")


@_promise("torch-save", "the state survives torch.save and torch.load")
def _torch_save(setting: Setting) -> None:
    def through(state: Any) -> Any:
        file = io.BytesIO()
        torch.save(state, file)
        file.seek(0)
        return torch.load(file, weights_only=True)

    _compare_reloaded(setting, through)


@_promise("json", "the state survives JSON")
def _json(setting: Setting) -> None:
    # Of an optimizer JSON keeps nothing but numbers: only the scheduler's state goes through it.
    _compare_reloaded(setting, lambda state: state, lambda state: json.loads(json.dumps(state)))


@_promise("last-lr", "get_last_lr() is what the groups have")
def _last_lr(setting: Setting) -> None:
    run = Run(setting)
    for step in range(setting.steps + 1):
        if step:
            run.steps(1)
        compare([run.lrs()], [run.last_lr()], "groups", "get_last_lr()", first=step)


@_promise("groups", "each group is scheduled by its own lr")
def _groups(setting: Setting) -> None:
    together = Run(setting).steps(setting.steps)
    for index, lr in enumerate(setting.lrs):
        alone = Run(setting, [lr]).steps(setting.steps)
        compare(alone.rows, [[row[index]] for row in together.rows], "alone", f"as group {index}")


@_promise("added-group", "a group that is added raises or is scheduled")
def _added_group(setting: Setting) -> None:
    run = Run(setting).steps(2)
    try:
        run.add_group(setting.lrs[0])
        run.steps(setting.steps)
    except Exception:
        return  # refused, and said so
    rows = run.rows[2:]
    first, added = (
        [row[0] for row in rows],
        [row[-1] if len(row) > len(setting.lrs) else setting.lrs[0] for row in rows],
    )
    if len(set(first)) > 1 and len(set(added)) == 1:
        raise Differs(f"the lr of the added group stays {added[0]!r}, while that of the first group changes")
    count, groups = len(run.last_lr()), len(run.optimizer.param_groups)
    if count != groups:
        raise Differs(f"get_last_lr() has {count} values for {groups} groups")


@_promise("sequential", "in SequentialLR it begins at its milestone")
def _sequential(setting: Setting) -> None:
    if setting.metrics is not None:
        raise DoesNotApplyError("SequentialLR takes no metrics")
    schedulers = torch.optim.lr_scheduler
    before = 3

    def make(optimizer: Any) -> Any:
        first = schedulers.LambdaLR(optimizer, lambda epoch: 1.0)
        return schedulers.SequentialLR(optimizer, [first, setting.make(optimizer)], milestones=[before])

    expected = Run(setting).steps(setting.steps)
    actual = Run(setting.with_make(make)).steps(before + setting.steps)
    compare(expected.rows, actual.rows[before:], "alone", "from the milestone on", exactly=False)


@_promise("step-count", "last_epoch is the number of steps")
def _step_count(setting: Setting) -> None:
    run = Run(setting)
    if not hasattr(run.scheduler, "last_epoch"):
        raise DoesNotApplyError("it has no last_epoch")
    for step in range(setting.steps + 1):
        if step:
            run.steps(1)
        if run.scheduler.last_epoch != step:
            raise Differs(f"after {step} steps last_epoch is {run.scheduler.last_epoch!r}")


@_promise("copies", "copies are independent")
def _copies(setting: Setting) -> None:
    expected = Run(setting).steps(setting.steps)
    half = setting.steps // 2
    run = Run(setting).steps(half)
    other = copy.deepcopy(run)
    other.steps(setting.steps - half)
    compare(expected.rows, other.rows, "alone", "the copy")
    run.steps(setting.steps - half)
    compare(expected.rows, run.rows, "alone", "the original, after its copy was stepped")


@_promise("state-is-a-copy", "a state that was saved stays as it was")
def _state_is_a_copy(setting: Setting) -> None:
    run = Run(setting).steps(setting.steps // 2)
    state = run.state()
    before = copy.deepcopy(state)
    run.steps(setting.steps - setting.steps // 2)
    changed = [key for key in before if not _equal(before[key], state.get(key))]
    if changed:
        raise Differs(f"steps after state_dict() change what it gave: {', '.join(map(str, changed))}")


@_promise("tensor", "a Tensor learning rate stays the same Tensor and has the same values")
def _tensor(setting: Setting) -> None:
    expected = Run(setting).steps(setting.steps)
    tensors = [torch.tensor(lr, dtype=torch.float64) for lr in setting.lrs]
    run = Run(setting, tensors)
    actual = run.steps(setting.steps)
    for index, group in enumerate(run.optimizer.param_groups):
        if group["lr"] is not tensors[index]:
            raise Differs(f"the lr of group {index} is another object: {group['lr']!r}")
    compare(expected.rows, actual.rows, "a number", "a Tensor", exactly=False)


def _compare_reloaded(
    setting: Setting, through: Callable[[Any], Any], scheduler_through: Callable[[Any], Any] | None = None
) -> None:
    expected = Run(setting).steps(setting.steps)
    half = setting.steps // 2
    run = Run(setting).steps(half)
    optimizer_state = through(copy.deepcopy(run.optimizer.state_dict()))
    state = (scheduler_through or through)(copy.deepcopy(run.state()))
    again = Run(setting)
    again.optimizer.load_state_dict(optimizer_state)
    again.load(state)
    again.rows, again.count = list(run.rows), run.count
    again.steps(setting.steps - half)
    compare(expected.rows, again.rows, "without reload", f"reloaded after step {half}")


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except Exception:  # what cannot be compared, as Tensors of several elements
        return True


# Asking for it.


def check_contract(
    kind: Any,
    make: Callable[[Any], Any] | None = None,
    *,
    lrs: Sequence[float] = (0.1, 0.05),
    steps: int = 24,
    metrics: Callable[[int], float] | None = None,
    linear: bool = False,
    optimizer: Callable[[list[dict[str, Any]]], Any] | None = None,
    promises: Iterable[str] | None = None,
) -> list[Finding]:
    """Check what a scheduler promises, and say what came of each promise; the arguments are those of `contract`."""
    setting = _setting(kind, make, lrs, steps, metrics, linear, optimizer)
    wanted = None if promises is None else set(promises)
    return [_find(promise, setting) for promise in PROMISES if wanted is None or promise.id in wanted]


def contract(
    kind: Any,
    make: Callable[[Any], Any] | None = None,
    *,
    lrs: Sequence[float] = (0.1, 0.05),
    steps: int = 24,
    metrics: Callable[[int], float] | None = None,
    linear: bool = False,
    optimizer: Callable[[list[dict[str, Any]]], Any] | None = None,
    breaks: Mapping[str, str] | None = None,
) -> Callable[..., None]:
    """A pytest test for each promise of a scheduler.

    kind: the class. make: a function that makes one on an optimizer; may be left out where the class needs no other
    argument. lrs: the lr of each group. steps: how many steps are taken. metrics: a function from the number of the step
    to the metric, for schedulers whose step() takes one. linear: the schedule is linear in the lr. optimizer: a function
    from groups to an optimizer; SGD with momentum by default. breaks: promises that are known to be broken, by their
    ids, each with the reason: such a test is expected to fail.
    """
    import pytest

    setting = _setting(kind, make, lrs, steps, metrics, linear, optimizer)
    unknown = set(breaks or ()) - {promise.id for promise in PROMISES}
    if unknown:
        raise TypeError(f"no promise {', '.join(sorted(unknown))}; there are {', '.join(p.id for p in PROMISES)}")
    marks = {name: [pytest.mark.xfail(reason=reason, strict=True)] for name, reason in (breaks or {}).items()}
    parameters = [pytest.param(promise, id=promise.id, marks=marks.get(promise.id, [])) for promise in PROMISES]

    @pytest.mark.parametrize("promise", parameters)
    def test_contract(promise: Promise) -> None:
        finding = _find(promise, setting)
        if finding.outcome == "skipped":
            pytest.skip(finding.text)
        if finding.outcome == "broken":
            pytest.fail(f"{setting.name} breaks this promise: {promise.sentence}\n{finding.text}", pytrace=False)

    test_contract.__doc__ = f"The contract of {setting.name}."
    return test_contract


def _setting(
    kind: Any,
    make: Callable[[Any], Any] | None,
    lrs: Sequence[float],
    steps: int,
    metrics: Callable[[int], float] | None,
    linear: bool,
    optimizer: Callable[[list[dict[str, Any]]], Any] | None,
) -> Setting:
    name = getattr(kind, "__name__", None) or repr(kind)
    if make is None:
        try:
            inspect.signature(kind).bind(None)
        except TypeError as error:
            raise TypeError(f"{name} needs more than an optimizer: give make=lambda optimizer: … ({error})") from None
        except ValueError:
            pass  # native code has no signature
        make = kind
    if steps < 4 or not lrs:
        raise TypeError("a contract needs at least 4 steps and one lr")
    return Setting(name, make, tuple(lrs), steps, metrics, linear, optimizer)


def _find(promise: Promise, setting: Setting) -> Finding:
    try:
        promise.check(setting)
    except DoesNotApplyError as reason:
        return Finding(promise, "skipped", str(reason))
    except Differs as difference:
        return Finding(promise, "broken", str(difference))
    except Exception as error:
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        return Finding(promise, "broken", "".join(lines[-3:]).rstrip())
    return Finding(promise, "kept")
