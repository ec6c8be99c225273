"""For adapters in Python: what a scenario says, how it is played, and lrconform's protocol around it.

    from lrconform.adapter import Skip, Stage, arguments, player, serve

`lrconform.adapter.torch_stage` has a Stage over PyTorch's optimizers. It needs PyTorch, as do the modules that build on
it: `pytorch`, `mapped_stage`, `wrapped_stage`.
"""

from .blame import implementation, outcome
from .family import own_family
from .observe import Recorder
from .play import Stage, play, player
from .protocol import ScenarioError, Skip, reserve_stdout, serve
from .scenario import arguments, group_options, keywords, number, operations
from .schedule import ScheduleStage
from .single import (
    base_rate,
    one_lr,
    only_group,
    only_scheduler,
    single,
    total_steps,
    two_constants,
    without_momentum,
)

__all__ = [
    "Recorder",
    "ScenarioError",
    "ScheduleStage",
    "Skip",
    "Stage",
    "arguments",
    "base_rate",
    "group_options",
    "implementation",
    "keywords",
    "number",
    "one_lr",
    "only_group",
    "only_scheduler",
    "operations",
    "outcome",
    "own_family",
    "play",
    "player",
    "reserve_stdout",
    "serve",
    "single",
    "total_steps",
    "two_constants",
    "without_momentum",
]
