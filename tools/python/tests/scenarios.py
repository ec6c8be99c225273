"""Scenarios for the tests of adapters."""


def scenario(*program, **changes):
    """One StepLR on one group, with a program; changes: other members of it."""
    result = {
        "optimizer": {"type": "SGD", "groups": [{"lr": 0.5}]},
        "schedulers": [{"type": "StepLR", "args": {"step_size": 2}}],
        "program": list(program),
    }
    result.update(changes)
    return result
