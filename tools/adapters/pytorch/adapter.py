"""lrconform's adapter protocol (JSON Lines on stdin and stdout) over torch.optim.lr_scheduler."""

import argparse
import gc
import json
import platform
import sys
import warnings

import torch

from player import SCHEDULERS, ScenarioError, find_class, play, unavailable
from versions.loader import INSTALLED, NoSuchVersion, load

PROTOCOL = 1
FEATURES = [
    "momentum",
    "closed-form",
    "fractional-epoch",
    "resume",
    "reload",
    "set-lr",
    "add-group",
    "get-lr",
    "errors",
    "groups",
    "functions",
    "tensor-lr",
    "observe",
    "save",
    "reload-options",
    "add-scheduler",
    "tables",
    "beta2",
    "initial-lr",
    "state",
]


class RequestError(ValueError):
    """A request that has no reply."""


def start(request, version, lr_scheduler):
    if request.get("protocol") != PROTOCOL:
        raise RequestError("this adapter speaks protocol %d, not %r" % (PROTOCOL, request.get("protocol")))
    # PyTorch loads more of itself with the first optimizer (over a second): better now than within a case.
    torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))])
    gc.freeze()  # none of that will ever be garbage, so collections need not walk it
    return {
        "protocol": PROTOCOL,
        "implementation": {
            "name": "pytorch",
            "version": version,
            "language": "Python",
            "homepage": "https://pytorch.org",
            "issues": "https://github.com/pytorch/pytorch/issues",
        },
        "precision": "float64",
        "schedulers": [name for name in SCHEDULERS if find_class(lr_scheduler, name)],
        "features": FEATURES,
        "environment": {
            "python": platform.python_version(),
            "platform": "%s %s" % (platform.system(), platform.machine()),
            "libm": " ".join(platform.libc_ver()).strip() or "%s libm" % platform.system(),
        },
    }


def run(request, lr_scheduler):
    scenario = request.get("scenario")
    if not isinstance(scenario, dict) or type(request.get("seq")) is not int:
        raise RequestError("run takes a seq and a scenario")
    reply = {"seq": request["seq"]}
    missing = unavailable(scenario, lr_scheduler)
    if missing is None:
        reply.update(play(scenario, lr_scheduler))
    else:
        reply["skipped"] = "no %s" % missing
    return reply


def refuse_constant(text):
    raise ValueError("%s is not JSON" % text)


def serve(requests, replies, version=INSTALLED):
    lr_scheduler = load(version)
    for line in requests:
        request = json.loads(line, parse_constant=refuse_constant)
        command = request.get("cmd") if isinstance(request, dict) else None
        if command == "stop":
            return
        if command not in ("start", "run"):
            raise RequestError("unknown command: %r" % (command,))
        reply = start(request, version, lr_scheduler) if command == "start" else run(request, lr_scheduler)
        replies.write(json.dumps(reply, allow_nan=False, separators=(",", ":")) + "\n")
        replies.flush()


def main():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--torch", metavar="VERSION", default=INSTALLED, help="another version's schedulers, fetched before")
    options = parser.parse_args()
    # PyTorch warns at each step(epoch), and of steps without an optimizer's.
    warnings.simplefilter("ignore")
    replies, sys.stdout = sys.stdout, sys.stderr  # a stray print must not look like a reply
    sys.stdin.reconfigure(encoding="utf-8")
    try:
        serve(sys.stdin, replies, options.torch)
    except NoSuchVersion as error:
        print("adapter: %s" % error, file=sys.stderr)
        return 2
    except (RequestError, ScenarioError, ValueError, RecursionError) as error:
        text = " ".join(str(error).split()) or type(error).__name__
        print("adapter: bad request: %s" % text[:500], file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Nobody listens any more; what is still buffered would only raise again at exit.
        sys.stderr.close()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
