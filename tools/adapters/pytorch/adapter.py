"""lrconform's adapter protocol (JSON Lines on stdin and stdout) over torch.optim.lr_scheduler."""

from __future__ import annotations

import argparse
import sys
import warnings

from lrconform.adapter import reserve_stdout, serve
from lrconform.adapter.pytorch import FEATURES, classes_of, environment, play, prepare
from lrconform_tools.versions.loader import INSTALLED, NoSuchVersion, load


def main() -> None:
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument(
        "--torch", metavar="VERSION", default=INSTALLED, help="another version's schedulers, fetched before"
    )
    version = parser.parse_args().torch
    reserve_stdout()
    # PyTorch warns at each step(epoch), and of steps without an optimizer's.
    warnings.simplefilter("ignore")
    try:
        classes = classes_of(load(version))
    except NoSuchVersion as error:
        print(f"adapter: {error}", file=sys.stderr)
        sys.exit(2)
    prepare()
    handshake = {
        "implementation": {
            "name": "pytorch",
            "version": version,
            "language": "Python",
            "homepage": "https://pytorch.org",
            "issues": "https://github.com/pytorch/pytorch/issues",
        },
        "precision": "float64",
        "schedulers": list(classes),
        "features": FEATURES,
        "environment": environment(),
    }
    serve(handshake, lambda scenario: play(scenario, classes))


if __name__ == "__main__":
    main()
