"""lrconform's adapter protocol over the schedulers of pytorch_optimizer that are its own, not PyTorch's."""

from lrconform.adapter import Skip, arguments, one_lr, player, reserve_stdout, serve
from lrconform.adapter.handshake import handshake
from lrconform.adapter.made import MadeStage
from lrconform.adapter.packages import load_without_init

reserve_stdout()

# Importing the package itself loads all its optimizers.
own = load_without_init("pytorch_optimizer.lr_scheduler")


def base_lr(stage):
    return one_lr(stage.initial_lrs(), "max_lr and min_lr are one number for all groups")


def linear(spec, stage):
    given = arguments(spec, "start_factor", "end_factor", "total_iters")
    if given["start_factor"] != 1:
        raise Skip("a schedule starts with max_lr, or with a warm-up")
    lr = base_lr(stage)
    return own.LinearScheduler, {"t_max": given["total_iters"], "max_lr": lr, "min_lr": lr * given["end_factor"]}


def polynomial(spec, stage):
    given = arguments(spec, "total_iters", "power")
    options = {"t_max": given["total_iters"], "poly_order": given["power"], "max_lr": base_lr(stage)}
    return own.PolyScheduler, options


def cosine(spec, stage):
    given = arguments(spec, "T_max", "eta_min")
    return own.CosineScheduler, {"t_max": given["T_max"], "max_lr": base_lr(stage), "min_lr": given["eta_min"]}


def warm_restarts(spec, stage):
    given = arguments(spec, "T_0", "T_mult", "eta_min")
    return own.CosineAnnealingWarmupRestarts, {
        "first_cycle_steps": given["T_0"],
        "cycle_mult": given["T_mult"],
        "max_lr": base_lr(stage),
        "min_lr": given["eta_min"],
        "gamma": 1.0,
    }


def warm_up(kind):
    def make(given, stage):
        lr = base_lr(stage)
        return kind, {
            "t_max": given["total"],
            "max_lr": lr,
            "min_lr": given.get("floor", 0) * lr,
            "init_lr": given.get("start", 0) * lr,
            "warmup_steps": given["warmup"],
            **({"poly_order": given["power"]} if "power" in given else {}),
        }

    return make


def stable_decay(cooldown_type):
    def make(given, stage):
        steps = {f"num_{part}_steps": given[part] for part in ("warmup", "stable", "decay")}
        return own.get_wsd_schedule, dict(steps, min_lr_ratio=given.get("floor", 0), cooldown_type=cooldown_type)

    return make


class OwnStage(MadeStage):
    makers = {
        "LinearLR": linear,
        "PolynomialLR": polynomial,
        "CosineAnnealingLR": cosine,
        "CosineAnnealingWarmRestarts": warm_restarts,
    }
    families = {
        "warmup-linear": warm_up(own.LinearScheduler),
        "warmup-cosine": warm_up(own.CosineScheduler),
        "warmup-polynomial": warm_up(own.PolyScheduler),
        "warmup-stable-decay": stable_decay("linear"),
        "warmup-stable-decay/cosine": stable_decay("cosine"),
        "warmup-stable-decay/square-root": stable_decay("1-sqrt"),
    }


HOME = "https://github.com/kozistr/pytorch_optimizer"
FEATURES = [
    "momentum",
    "closed-form",
    "fractional-epoch",
    "resume",
    "reload",
    "set-lr",
    "add-group",
    "groups",
]
reply = handshake("pytorch_optimizer", OwnStage, FEATURES, HOME, HOME + "/issues", channels=["lr", "momentum"])
serve(reply, player(OwnStage))
