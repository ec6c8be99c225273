"""lrconform's adapter protocol over torchtune.training.lr_schedulers."""

from lrconform.adapter import Skip, arguments, load_without_init, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Its schedule needs nothing of torchtune but a class that another function names in an annotation.
MEMORY = {"torchtune.training.memory": {"OptimizerInBackwardWrapper": object}}
lr_schedulers = load_without_init("torchtune.training.lr_schedulers", MEMORY)


def schedule(warmup, total):
    options = {"num_warmup_steps": warmup, "num_training_steps": total}
    return lr_schedulers.get_cosine_schedule_with_warmup, options


def family(given, stage):
    if given.get("floor", 0) != 0 or given.get("start", 0) != 0:
        raise Skip("a cosine from 0 to 0")
    return schedule(given["warmup"], given["total"])


class TorchtuneStage(MappedStage):
    makers = {"CosineAnnealingLR": lambda spec, stage: schedule(0, arguments(spec, "T_max")["T_max"])}
    families = {"warmup-cosine": family, "warmup-cosine/rises-again": family}


FEATURES = ["momentum", "closed-form", "resume", "reload", "set-lr", "add-group", "groups", "beta2", "observe", "save"]
HOME, ISSUES = "https://docs.pytorch.org/torchtune/stable", "https://github.com/meta-pytorch/torchtune/issues"
serve_stage(TorchtuneStage, "torchtune", HOME, ISSUES, [*FEATURES, "initial-lr"])
