"""lrconform's adapter protocol over MLX's schedules."""

from lrconform.adapter import RateStage, Skip, implementation, line, renamed, reserve_stdout
from lrconform.adapter.serving import serve_stage

reserve_stdout()

import mlx.core as mx
import mlx.optimizers as optim

mx.set_default_device(mx.cpu)


class MLXStage(RateStage):
    sequence = staticmethod(optim.join_schedules)
    makers = {
        "ExponentialLR": renamed(optim.exponential_decay, {"gamma": "decay_rate"}),
        "StepLR": renamed(optim.step_decay, {"gamma": "decay_rate", "step_size": "step_size"}),
        "LinearLR": lambda spec, lr: optim.linear_schedule(*line(spec, lr)),
        "CosineAnnealingLR": renamed(optim.cosine_decay, {"T_max": "decay_steps", "eta_min": "end"}),
    }

    def lr(self):
        # The step and the result are arrays of the types that an optimizer has for them.
        if self.count < 0:
            raise Skip("a step is unsigned")
        kind = mx.uint64 if isinstance(self.count, int) else mx.float32
        with implementation():  # much of it is native code
            value = self.schedule(mx.array(self.count, kind))
            return [mx.array(value, mx.float32).item()]


HOME, ISSUES = "https://ml-explore.github.io/mlx/", "https://github.com/ml-explore/mlx/issues"
serve_stage(MLXStage, "mlx", HOME, ISSUES, ["closed-form"], precision="float32", channels=["lr"])
