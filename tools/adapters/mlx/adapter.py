"""lrconform's adapter protocol over MLX's schedules."""

from importlib.metadata import version

from lrconform.adapter import (
    ScheduleStage,
    Skip,
    arguments,
    base_rate,
    implementation,
    player,
    renamed,
    reserve_stdout,
    serve,
)

reserve_stdout()

import mlx.core as mx
import mlx.optimizers as optim

mx.set_default_device(mx.cpu)


def linear(spec, rate):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    return optim.linear_schedule(rate * given["start_factor"], rate * given["end_factor"], given["total_iters"])


class MLXStage(ScheduleStage):
    makers = {
        "ExponentialLR": renamed(optim.exponential_decay, {"gamma": "decay_rate"}),
        "StepLR": renamed(optim.step_decay, {"gamma": "decay_rate", "step_size": "step_size"}),
        "LinearLR": linear,
        "CosineAnnealingLR": renamed(optim.cosine_decay, {"T_max": "decay_steps", "eta_min": "end"}),
    }

    def make(self, spec, group):
        if spec["type"] == "SequentialLR":
            given = arguments(spec, "schedulers", "milestones")
            members = [self.make(member, group) for member in given["schedulers"]]
            return optim.join_schedules(members, given["milestones"])
        return super().make(spec, base_rate(group))

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
