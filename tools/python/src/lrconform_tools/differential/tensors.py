"""The cases of the fixtures with Tensor learning rates, played on PyTorch and by an oracle, compared bit for bit."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings

from lrconform.adapter.pytorch import play, prepare, with_tensor_rates
from lrconform_tools import ROOT
from lrconform_tools.differential.__main__ import difference
from lrconform_tools.differential.oracle import Oracle, OracleError
from lrconform_tools.mutation.suite import all_cases


def main() -> int:
    parser = argparse.ArgumentParser(prog="tensors", description=__doc__)
    parser.add_argument("dtype", nargs="?", choices=("float32", "float64"), default="float32")
    parser.add_argument(
        "--program", default=os.environ.get("PROGRAM", os.path.join(ROOT, ".build", "release", "lrconform"))
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    prepare()
    cases = [(case["id"], with_tensor_rates(case["scenario"], options.dtype)) for case in all_cases()]
    differing = 0
    try:
        oracle = Oracle([options.program, "oracle"], timeout=60)
        oracle.send(['{"cmd":"start","protocol":1}'])
        oracle.receive()
        for seq, (name, scenario) in enumerate(cases, 1):
            oracle.send([json.dumps({"cmd": "run", "seq": seq, "id": name, "scenario": scenario})])
            found = difference(play(scenario), oracle.receive())
            if found:
                differing += 1
                print(f"DIFFERS {name}: {found}")
        oracle.stop()
    except OracleError as error:
        print(f"tensors: the oracle {error}", file=sys.stderr)
        return 3
    print(f"{len(cases)} cases with {options.dtype} Tensor rates, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
