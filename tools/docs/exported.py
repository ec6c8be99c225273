#!/usr/bin/env python3
"""exported.py EXPORTS GRAPHS OUTPUT: makes one symbol graph of the modules that LRConformance exports again, under its
name, as its users see them."""

import json
import re
import sys
from pathlib import Path

exports, graphs, output = map(Path, sys.argv[1:])
modules = re.findall(r"^@_exported import (\w+)$", exports.read_text(), re.M)
merged = json.loads((graphs / "LRConformance.symbols.json").read_text())
for module in modules:
    # Beside a module's own graph there is one for each module whose types it extends.
    for path in [graphs / f"{module}.symbols.json", *sorted(graphs.glob(f"{module}@*.symbols.json"))]:
        if "@" in path.name and path.name.split("@")[1].split(".")[0] not in modules:
            continue
        graph = json.loads(path.read_text())
        for symbol in graph["symbols"]:
            symbol.pop("swiftExtension", None)
        merged["symbols"] += graph["symbols"]
        merged["relationships"] += graph["relationships"]
output.write_text(json.dumps(merged))
