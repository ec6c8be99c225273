"""lrconform's adapter protocol (JSON Lines on stdin and stdout) over torch.optim.lr_scheduler."""

from __future__ import annotations

import argparse
import sys
import warnings

from lrconform.adapter import Skip, reserve_stdout, serve
from lrconform.adapter.protocol import Json
from lrconform.adapter.pytorch import FEATURES, Classes, classes_of, environment, play, prepare, with_tensor_rates
from lrconform_tools.versions.loader import INSTALLED, NoSuchVersion, load


def play_with_tensors(scenario: Json, classes: Classes, dtype: str) -> dict[str, Json]:
    reloads = [entry["reload"] for entry in scenario["program"] if "reload" in entry]
    if any(isinstance(reload, dict) and reload.get("through") == "json" for reload in reloads):
        raise Skip("JSON cannot say a Tensor")
    return play(with_tensor_rates(scenario, dtype), classes)


def main() -> None:
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument(
        "--torch", metavar="VERSION", default=INSTALLED, help="another version's schedulers, fetched before"
    )
    parser.add_argument(
        "--rates",
        choices=("float32", "float64"),
        help="learning rates are Tensors of this type where a case has numbers",
    )
    options = parser.parse_args()
    version, rates = options.torch, options.rates
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
            "name": f"pytorch, {rates} Tensor rates" if rates else "pytorch",
            "version": version,
            "language": "Python",
            "homepage": "https://pytorch.org",
            "issues": "https://github.com/pytorch/pytorch/issues",
        },
        "precision": rates or "float64",
        "schedulers": list(classes),
        "features": FEATURES,
        "environment": environment(),
    }
    if rates:
        serve(handshake, lambda scenario: play_with_tensors(scenario, classes, rates))
    else:
        serve(handshake, lambda scenario: play(scenario, classes))


if __name__ == "__main__":
    main()
