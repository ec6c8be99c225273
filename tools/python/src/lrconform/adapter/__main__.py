"""lrconform's adapter protocol over classes with PyTorch's interface: PyTorch's own where none are named.

python -m lrconform.adapter my:StepLR my:Cosine CyclicLR=my.cyclic:Triangle
lrconform check --python my:StepLR            starts this
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings

from .protocol import reserve_stdout, serve


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m lrconform.adapter", description="Plays classes with PyTorch's interface."
    )
    parser.add_argument(
        "classes", nargs="*", metavar="[NAME=]MODULE:CLASS", help="a file's path may stand for its module"
    )
    parser.add_argument("--precision", default="float64", choices=("exact", "float64", "float32"))
    options = parser.parse_args()
    reserve_stdout()
    warnings.simplefilter("ignore")  # PyTorch warns of steps without an optimizer's
    sys.path.insert(0, os.getcwd())
    try:
        import torch
    except ImportError:
        sys.exit(f"lrconform.adapter: {sys.executable} has no torch, which plays the scenarios")
    from .classes import available, named, play_given
    from .play import show_traceback
    from .pytorch import FEATURES, classes_of, environment, prepare

    try:
        given = dict(named(specification) for specification in options.classes)
        given = given or classes_of(torch.optim.lr_scheduler)
        classes = available(given)
    except (ImportError, TypeError, ValueError) as error:
        sys.exit(f"lrconform.adapter: {error}")
    prepare()
    handshake = {
        "implementation": {
            "name": ", ".join(options.classes) or "pytorch",
            "version": f"on PyTorch {torch.__version__}",
            "language": "Python",
        },
        "precision": options.precision,
        "schedulers": list(classes),
        "features": FEATURES,
        "environment": environment(),
    }
    serve(handshake, lambda scenario: play_given(scenario, given, classes, show_traceback))


if __name__ == "__main__":
    main()
