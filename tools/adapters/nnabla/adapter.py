"""lrconform's adapter protocol over nnabla.utils.learning_rate_scheduler."""

from lrconform.adapter import RateStage, load_without_init, renamed
from lrconform.adapter.serving import serve_stage

# The schedulers are plain Python. Importing nnabla itself loads its native library and numpy, which they do not use.
nnabla = load_without_init("nnabla.utils.learning_rate_scheduler")


class NNablaStage(RateStage):
    """A schedule is a function of the iteration, which the training loop counts from 0."""

    makers = {
        "StepLR": renamed(nnabla.ExponentialScheduler, {"gamma": "gamma", "step_size": "iter_interval"}),
        "MultiStepLR": renamed(nnabla.StepScheduler, {"gamma": "gamma", "milestones": "iter_steps"}),
        "ExponentialLR": renamed(nnabla.ExponentialScheduler, ["gamma"]),
        "PolynomialLR": renamed(nnabla.PolynomialScheduler, {"total_iters": "max_iter", "power": "power"}),
        "CosineAnnealingLR": renamed(nnabla.CosineScheduler, {"T_max": "max_iter"}),
    }

    def make(self, spec, lr):
        return super().make(spec, lr).get_learning_rate


HOME, ISSUES = "https://nnabla.org", "https://github.com/sony/nnabla/issues"
serve_stage(NNablaStage, "nnabla", HOME, ISSUES, ["closed-form"], channels=["lr"])
