"""lrconform's adapter protocol over MLX's schedules."""

from importlib.metadata import version

from lrconform.adapter import (
    ScheduleStage,
    Skip,
    arguments,
    base_rate,
    implementation,
    player,
    reserve_stdout,
    serve,
)

reserve_stdout()

import mlx.core as mx
import mlx.optimizers as optim

mx.set_default_device(mx.cpu)


def exponential(spec, group):
    given = arguments(spec, "gamma")
    return optim.exponential_decay(base_rate(group), given["gamma"])


def step(spec, group):
    given = arguments(spec, "step_size", "gamma")
    return optim.step_decay(base_rate(group), given["gamma"], given["step_size"])


def linear(spec, group):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    rate = base_rate(group)
    return optim.linear_schedule(rate * given["start_factor"], rate * given["end_factor"], given["total_iters"])


def cosine(spec, group):
    given = arguments(spec, "T_max", "eta_min")
    return optim.cosine_decay(base_rate(group), given["T_max"], given["eta_min"])


class MLXStage(ScheduleStage):
    makers = {
        "ExponentialLR": exponential,
        "StepLR": step,
        "LinearLR": linear,
        "CosineAnnealingLR": cosine,
    }

    def make(self, spec, group):
        if spec["type"] == "SequentialLR":
            given = arguments(spec, "schedulers", "milestones")
            members = [self.make(member, group) for member in given["schedulers"]]
            return optim.join_schedules(members, given["milestones"])
        return super().make(spec, group)

    def lr(self):
        # The step and the result are arrays of the types that an optimizer has for them.
        if self.count < 0:
            raise Skip("a step is unsigned")
        kind = mx.uint64 if isinstance(self.count, int) else mx.float32
        with implementation():  # much of it is native code
            value = self.schedule(mx.array(self.count, kind))
            return [mx.array(value, mx.float32).item()]


serve(
    {
        "implementation": {
            "name": "mlx",
            "version": version("mlx"),
            "language": "Python",
            "homepage": "https://ml-explore.github.io/mlx/",
            "issues": "https://github.com/ml-explore/mlx/issues",
        },
        "precision": "float32",
        "schedulers": [*MLXStage.makers, "SequentialLR"],
        "features": ["closed-form"],
        "channels": ["lr"],
    },
    player(MLXStage),
)
