"""Times scheduler.step() of real PyTorch, each class set up as in Sources/Schedules: pytorch.py time STEPS ROUNDS,
seconds a step, the least of the rounds; pytorch.py final STEPS, the bits of the final learning rate. JSON."""

from __future__ import annotations

import json
import struct
import sys
import time
import warnings
from typing import Any

import torch
from torch.optim import lr_scheduler as s
from torch.optim.swa_utils import SWALR

warnings.simplefilter("ignore")

LONGEST = 100_000


def multiplied(optimizer: Any) -> Any:
    return s.MultiplicativeLR(optimizer, lambda epoch: 0.9999)


def sequential(optimizer: Any) -> Any:
    children = [s.ConstantLR(optimizer, 0.5, 50), s.ExponentialLR(optimizer, 0.9999)]
    return s.SequentialLR(optimizer, children, [100])


def chained(optimizer: Any) -> Any:
    return s.ChainedScheduler([s.ConstantLR(optimizer, 0.5, 50), s.ExponentialLR(optimizer, 0.9999)])


CLASSES = {
    "StepLR": lambda o: s.StepLR(o, 30, 0.999),
    "MultiStepLR": lambda o: s.MultiStepLR(o, list(range(1500, LONGEST, 1500)), 0.9),
    "ExponentialLR": lambda o: s.ExponentialLR(o, 0.9999),
    "ConstantLR": lambda o: s.ConstantLR(o, 0.5, 50),
    "LinearLR": lambda o: s.LinearLR(o, 0.25, 1.0, 200_000),
    "PolynomialLR": lambda o: s.PolynomialLR(o, 200_000, 0.9),
    "CosineAnnealingLR": lambda o: s.CosineAnnealingLR(o, 1000, 0.001),
    "CosineAnnealingWarmRestarts": lambda o: s.CosineAnnealingWarmRestarts(o, 1000, 2, 0.001),
    "CyclicLR": lambda o: s.CyclicLR(o, 0.001, 0.1, 2000),
    "OneCycleLR": lambda o: s.OneCycleLR(o, 0.1, 200_000),
    "LambdaLR": lambda o: s.LambdaLR(o, lambda epoch: 0.9999**epoch),
    "MultiplicativeLR": multiplied,
    "SequentialLR": sequential,
    "ChainedScheduler": chained,
    "SWALR": lambda o: SWALR(o, 0.01, 200_000),
    "ReduceLROnPlateau": lambda o: s.ReduceLROnPlateau(o, factor=0.999),
}


def metrics(steps: int) -> list[float]:
    return [1.0 / (1 + i // 40) + float(i % 7) for i in range(steps)]


def play(name: str, steps: int) -> Any:
    """Seconds for that many steps, and the final learning rate."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)
    scheduler = CLASSES[name](optimizer)
    # Nothing warns that the optimizer has not stepped.
    optimizer._opt_called = True
    if name == "ReduceLROnPlateau":
        values = metrics(steps)
        start = time.thread_time()
        for value in values:
            scheduler.step(value)
    else:
        start = time.thread_time()
        for _ in range(steps):
            scheduler.step()
    return time.thread_time() - start, optimizer.param_groups[0]["lr"]


def main() -> None:
    command, steps = sys.argv[1], int(sys.argv[2])
    if command == "final":
        answer = {name: f"{struct.unpack('<Q', struct.pack('<d', play(name, steps)[1]))[0]:x}" for name in CLASSES}
    else:
        rounds = int(sys.argv[3])
        answer = {name: min(play(name, steps)[0] for _ in range(rounds)) / steps for name in CLASSES}
    json.dump(answer, sys.stdout)


main()
