"""lrconform's adapter protocol over nnabla.utils.learning_rate_scheduler."""

from lrconform.adapter import ScheduleStage, base_rate, load_without_init, player, renamed, serve
from lrconform.adapter.serving import implementation_of

# The schedulers are plain Python. Importing nnabla itself loads its native library and numpy, which they do not use.
nnabla = load_without_init("nnabla.utils.learning_rate_scheduler")


class NNablaStage(ScheduleStage):
    """A schedule is a function of the iteration, which the training loop counts from 0."""

    makers = {
        "StepLR": renamed(nnabla.ExponentialScheduler, {"gamma": "gamma", "step_size": "iter_interval"}),
        "MultiStepLR": renamed(nnabla.StepScheduler, {"gamma": "gamma", "milestones": "iter_steps"}),
        "ExponentialLR": renamed(nnabla.ExponentialScheduler, ["gamma"]),
        "PolynomialLR": renamed(nnabla.PolynomialScheduler, {"total_iters": "max_iter", "power": "power"}),
        "CosineAnnealingLR": renamed(nnabla.CosineScheduler, {"T_max": "max_iter"}),
    }

    def make(self, spec, group):
        return super().make(spec, base_rate(group)).get_learning_rate


HANDSHAKE = {
    **implementation_of("nnabla", "https://nnabla.org", "https://github.com/sony/nnabla/issues"),
    "schedulers": list(NNablaStage.makers),
    "features": ["closed-form"],
    "channels": ["lr"],
}

serve(HANDSHAKE, player(NNablaStage))
