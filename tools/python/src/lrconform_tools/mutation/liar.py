"""PyTorch with one fault, as an adapter: an implementation that the diagnosis can ask.

tools/lrconform check --ask -- tools/mutation/liar NUMBER, the number being the fault's place in `tools/mutation/run --list`.
"""

from __future__ import annotations

import sys
import warnings

from lrconform.adapter import reserve_stdout, serve
from lrconform.adapter.pytorch import FEATURES, prepare
from lrconform_tools.mutation import mutants, suite


def main() -> None:
    number = int(sys.argv[1])
    reserve_stdout()
    warnings.simplefilter("ignore")
    tree = mutants.parse(suite.source(), suite.SOURCE)
    with mutants.generate(tree)[number].planted():
        module = suite.module(compile(tree, suite.SOURCE, "exec", dont_inherit=True))
    prepare()
    handshake = {
        "implementation": {"name": "mutant", "version": str(number)},
        "precision": "float64",
        "features": FEATURES,
    }
    serve(handshake, lambda scenario: suite.play(scenario, module))


if __name__ == "__main__":
    main()
