"""lrconform's adapter protocol over speechbrain.nnet.schedulers."""

from lrconform.adapter import (
    Skip,
    arguments,
    load_without_init,
    one_lr,
    own_family,
    reserve_stdout,
    single,
    without_momentum,
)
from lrconform.adapter.serving import serve_stage
from lrconform.adapter.torch_stage import TorchStage

reserve_stdout()

# Importing the package itself loads all its layers, and for them torchaudio.
speechbrain = load_without_init("speechbrain.nnet.schedulers")


# Asked after each epoch, with its number from 1, for the lr of this epoch and the next. All others are called with the
# optimizer after each of its updates; NoamScheduler, which counts from 1, also before the first.
AFTER_EPOCH = (speechbrain.LinearScheduler, speechbrain.StepScheduler)


def linear(spec, lr):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    ends = lr * given["start_factor"], lr * given["end_factor"]
    return speechbrain.LinearScheduler(*ends, given["total_iters"] + 1)


def step(spec, lr):
    given = arguments(spec, "step_size", "gamma")
    return speechbrain.StepScheduler(lr, given["gamma"], given["step_size"])


def multi_step(spec, lr):
    given = arguments(spec, "milestones", "gamma")
    lrs = {mark: lr * given["gamma"] ** (index + 1) for index, mark in enumerate(sorted(given["milestones"]))}
    return speechbrain.IntervalScheduler([{"steps": mark, "lr": value} for mark, value in lrs.items()])


def cyclic(spec, lr):
    named = ("base_lr", "max_lr", "mode", "gamma", "scale_fn", "scale_mode")
    given = arguments(spec, *named, "step_size_up", "step_size_down", "cycle_momentum", "base_momentum", "max_momentum")
    if given["step_size_down"] not in (None, given["step_size_up"]):
        raise Skip("both halves of a cycle have one length")
    options = {name: single(given[name]) for name in named}
    return speechbrain.CyclicLRScheduler(step_size=given["step_size_up"], **options)


def noam(given, lr):
    return speechbrain.NoamScheduler(lr, given["warmup"])


def warm_up_linear(given, lr):
    if given.get("floor", 0) != 0:
        raise Skip("the decay ends with 0")
    return speechbrain.LinearWarmupScheduler(lr, given["warmup"], given["total"])


class SpeechBrainStage(TorchStage):
    makers = {"LinearLR": linear, "StepLR": step, "MultiStepLR": multi_step, "CyclicLR": cyclic}
    families = {"noam": noam, "warmup-linear": warm_up_linear}

    def build_schedulers(self):
        self.counts = [0] * len(self.scenario["schedulers"])
        return [self._scheduler(spec) for spec in self.scenario["schedulers"]]

    def _scheduler(self, spec):
        lr = one_lr(self.base_lrs(), "the initial value is one number for all groups")
        own = own_family(self.scenario, self.families)
        without_momentum(self.scenario, spec)
        scheduler = own[0](own[1], lr) if own else self.makers[spec["type"]](spec, lr)
        if isinstance(scheduler, AFTER_EPOCH):
            speechbrain.update_learning_rate(self.optimizer, scheduler(1)[0])
        elif isinstance(scheduler, speechbrain.NoamScheduler):
            scheduler(self.optimizer)
        return scheduler

    def step(self, index):
        self.counts[index] += 1
        scheduler = self.schedulers[index]
        if isinstance(scheduler, AFTER_EPOCH):
            speechbrain.update_learning_rate(self.optimizer, scheduler(self.counts[index])[1])
        else:
            getattr(scheduler, "on_batch_end", scheduler)(self.optimizer)


HOME = "https://github.com/speechbrain/speechbrain"
FEATURES = ["set-lr", "add-group", "groups", "functions", "tables", "observe"]
# LinearScheduler takes its values from torch.linspace, in single precision.
PRECISION = {"*": "float64", "LinearLR": "float32"}
serve_stage(SpeechBrainStage, "speechbrain", HOME, HOME + "/issues", FEATURES, channels=["lr"], precision=PRECISION)
