"""For adapters in Python: what a scenario says, how it is played, and lrconform's protocol around it.

    from lrconform.adapter import Skip, Stage, arguments, player, serve

`lrconform.adapter.torch_stage` has a Stage over PyTorch's optimizers. It needs PyTorch, as do the modules that build on
it: `pytorch`, `interface`, `mapped_stage`, `wrapper`.
"""

from .blame import implementation, outcome
from .family import own_family
from .loop import Loop, LoopStage
from .observe import Recorder
from .packages import load_without_init
from .play import Stage, play, player
from .protocol import Ended, ScenarioError, Skip, Unobserved, reserve_stdout, serve
from .renamed import renamed
from .scenario import arguments, group_options, keywords, number, operations
from .schedule import ScheduleStage
from .sequence import warm_up_then
from .single import (
    base_rate,
    one_lr,
    only_group,
    only_scheduler,
    positive,
    single,
    two_constants,
    without_momentum,
)
from .steps import last_step, total_steps

__all__ = [
    "Ended",
    "Loop",
    "LoopStage",
    "Recorder",
    "ScenarioError",
    "ScheduleStage",
    "Skip",
    "Stage",
    "Unobserved",
    "arguments",
    "base_rate",
    "group_options",
    "implementation",
    "keywords",
    "last_step",
    "load_without_init",
    "number",
    "one_lr",
    "only_group",
    "only_scheduler",
    "operations",
    "outcome",
    "own_family",
    "play",
    "player",
    "positive",
    "renamed",
    "reserve_stdout",
    "serve",
    "single",
    "total_steps",
    "two_constants",
    "warm_up_then",
    "without_momentum",
]
