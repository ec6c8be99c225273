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
from .schedule import RateStage, ScheduleStage
from .sequence import warm_up_then
from .single import (
    base_rate,
    line,
    one_lr,
    only_group,
    only_plateau,
    only_scheduler,
    positive,
    share_of_lr,
    single,
    two_constants,
    without_momentum,
)
from .stepped import SteppedStage
from .steps import equal_cycles, last_step, one_cycle, periods, total_steps

__all__ = [
    "Ended",
    "Loop",
    "LoopStage",
    "RateStage",
    "Recorder",
    "ScenarioError",
    "ScheduleStage",
    "Skip",
    "Stage",
    "SteppedStage",
    "Unobserved",
    "arguments",
    "base_rate",
    "equal_cycles",
    "group_options",
    "implementation",
    "keywords",
    "last_step",
    "line",
    "load_without_init",
    "number",
    "one_cycle",
    "one_lr",
    "only_group",
    "only_plateau",
    "only_scheduler",
    "operations",
    "outcome",
    "own_family",
    "periods",
    "play",
    "player",
    "positive",
    "renamed",
    "reserve_stdout",
    "serve",
    "share_of_lr",
    "single",
    "total_steps",
    "two_constants",
    "warm_up_then",
    "without_momentum",
]
