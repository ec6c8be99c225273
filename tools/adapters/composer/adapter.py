"""lrconform's adapter protocol over composer.optim.scheduler, whose schedulers are functions of a trainer's state."""

import types

from lrconform.adapter import Skip, arguments, last_step, load_without_init, one_lr, reserve_stdout
from lrconform.adapter.mapped_stage import MappedStage
from lrconform.adapter.serving import serve_stage

reserve_stdout()

# Its schedulers need nothing of composer but its times, and of the trainer's state no more than `made` gives.
enumeration = load_without_init("composer.utils.string_enum")
vars(load_without_init("composer.utils")).update(StringEnum=enumeration.StringEnum)
time = load_without_init("composer.core.time")
vars(load_without_init("composer.core")).update(State=object, Time=time.Time, TimeUnit=time.TimeUnit)
composer = load_without_init("composer.optim.scheduler")
TIMES = {"step_size", "milestones", "decay_period", "t_max", "t_0", "t_warmup"}
RESTARTS = {"T_0": "t_0", "T_mult": "t_mult", "eta_min": "alpha_f"}
WARM_UP = {"warmup": "t_warmup", "total": "t_max", "floor": "alpha_f", "power": "power"}


def batches(count):
    if isinstance(count, list):
        return [batches(member) for member in count]
    if type(count) is not int:
        raise Skip("a time is a whole number of batches")
    return time.Time(count, time.TimeUnit.BATCH)


def made(stage, name, options):
    """The call that makes a scheduler with a state of its own, of a training that is as long as the program."""
    options = {key: batches(value) if key in TIMES else value for key, value in options.items()}

    def make(optimizer):
        end = batches(max(last_step(stage.scenario), 1))
        state = types.SimpleNamespace(optimizers=[optimizer], timestamp=time.Timestamp(), max_duration=end)
        stage.states.append(state)
        return composer.compile_composer_scheduler(getattr(composer, name)(**options), state)

    return make, {}


def maker(scheduler, fixed=(), **names):
    """A maker for a class or a family, with composer's names for the arguments."""

    def make(spec, stage):
        given = arguments(spec, *names) if "type" in spec else spec
        if given.keys() - names.keys() or ("eta_min" in given and 0 in stage.base_lrs()):
            raise Skip("a warm-up begins at 0, and a floor is a share of the lr")
        options = {names[name]: value for name, value in given.items()}
        if given.get("eta_min", 0) != 0:
            options["alpha_f"] /= one_lr(stage.base_lrs(), "alpha_f is a share of one lr of all groups")
        return made(stage, scheduler, {**options, **dict(fixed)})

    return make


class ComposerStage(MappedStage):
    makers = {
        "StepLR": maker("StepScheduler", step_size="step_size", gamma="gamma"),
        "MultiStepLR": maker("MultiStepScheduler", milestones="milestones", gamma="gamma"),
        "ConstantLR": maker("ConstantScheduler", factor="alpha", total_iters="t_max"),
        "LinearLR": maker("LinearScheduler", start_factor="alpha_i", end_factor="alpha_f", total_iters="t_max"),
        "ExponentialLR": maker("ExponentialScheduler", {"decay_period": 1}, gamma="gamma"),
        "PolynomialLR": maker("PolynomialScheduler", total_iters="t_max", power="power"),
        "CosineAnnealingLR": maker("CosineAnnealingScheduler", T_max="t_max", eta_min="alpha_f"),
        "CosineAnnealingWarmRestarts": maker("CosineAnnealingWarmRestartsScheduler", **RESTARTS),
    }
    families = {
        "warmup-constant": maker("ConstantWithWarmupScheduler", warmup="t_warmup"),
        "warmup-linear": maker("LinearWithWarmupScheduler", **WARM_UP),
        "warmup-cosine": maker("CosineAnnealingWithWarmupScheduler", **WARM_UP),
        "warmup-polynomial": maker("PolynomialWithWarmupScheduler", **WARM_UP),
    }

    def build(self):
        self.states = []
        super().build()

    def step(self, index):
        self.states[index].timestamp = self.states[index].timestamp.to_next_batch()  # as the trainer does
        super().step(index)

    def scheduler_state(self, index):
        return {"timestamp": self.states[index].timestamp, "scheduler": super().scheduler_state(index)}

    def load_scheduler_state(self, index, state):
        self.states[index].timestamp = state["timestamp"]
        super().load_scheduler_state(index, state["scheduler"])


serve_stage(
    ComposerStage,
    name="mosaicml",
    homepage="https://docs.mosaicml.com/projects/composer",
    issues="https://github.com/mosaicml/composer/issues",
    features=["momentum", "reload", "set-lr", "add-group", "groups", "beta2", "observe", "save", "initial-lr"],
)
