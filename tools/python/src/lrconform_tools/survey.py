"""The contract of schedulers that other packages offer: a table of what each breaks, as Markdown.

survey [--long]: --long adds the words of each finding. The packages have to be installed (tools/python/survey does it).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
from typing import Any, Callable

import torch

from lrconform.adapter import load_without_init
from lrconform.promises import Finding, check_contract

Make = Callable[[Any], Any]


def schedulers() -> list[tuple[str, str, Make]]:
    """The name of each scheduler, its distribution, and a function that makes one for a training of 20 steps."""
    fairseq2 = {
        name: load_without_init(f"fairseq2.optim.lr_schedulers.{name}")
        for name in ("noam", "myle", "tri_stage", "cosine_annealing")
    }
    untouched = {"pl_bolts.utils.stability": {"under_review": lambda: lambda kind: kind}}
    bolts = load_without_init("pl_bolts.optimizers.lr_scheduler", untouched)
    torchtune = load_without_init(
        "torchtune.training.lr_schedulers", {"torchtune.training.memory": {"OptimizerInBackwardWrapper": object}}
    )
    optimizers = importlib.import_module("pytorch_optimizer.lr_scheduler")
    warmup = importlib.import_module("warmup_scheduler")
    transformers = importlib.import_module("transformers.optimization")

    def gradual(optimizer: Any) -> Any:
        after = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 15)
        return warmup.GradualWarmupScheduler(optimizer, multiplier=1, total_epoch=5, after_scheduler=after)

    return [
        (
            "get_cosine_schedule_with_warmup",
            "transformers",
            lambda o: transformers.get_cosine_schedule_with_warmup(o, 5, 20),
        ),
        (
            "get_cosine_schedule_with_warmup",
            "torchtune",
            lambda o: torchtune.get_cosine_schedule_with_warmup(o, 5, 20),
        ),
        (
            "LinearWarmupCosineAnnealingLR",
            "lightning-bolts",
            lambda o: bolts.LinearWarmupCosineAnnealingLR(o, warmup_epochs=5, max_epochs=20),
        ),
        (
            "CosineAnnealingWarmupRestarts",
            "pytorch_optimizer",
            lambda o: optimizers.CosineAnnealingWarmupRestarts(o, 10, max_lr=0.1, warmup_steps=3),
        ),
        ("REXScheduler", "pytorch_optimizer", lambda o: optimizers.REXScheduler(o, total_steps=20, max_lr=0.1)),
        (
            "CosineScheduler",
            "pytorch_optimizer",
            lambda o: optimizers.CosineScheduler(o, t_max=20, max_lr=0.1, warmup_steps=5),
        ),
        ("GradualWarmupScheduler", "warmup-scheduler", gradual),
        ("NoamLR", "fairseq2", lambda o: fairseq2["noam"].NoamLR(o, 5)),
        ("MyleLR", "fairseq2", lambda o: fairseq2["myle"].MyleLR(o, 5)),
        ("TriStageLR", "fairseq2", lambda o: fairseq2["tri_stage"].TriStageLR(o, 20, (0.25, 0.25, 0.5))),
        ("CosineAnnealingLR", "fairseq2", lambda o: fairseq2["cosine_annealing"].CosineAnnealingLR(o, 10, 3)),
    ]


def row(name: str, distribution: str, findings: list[Finding]) -> str:
    """One line of the table."""
    version = importlib.metadata.version(distribution)
    broken = [finding.promise.id for finding in findings if finding.outcome == "broken"]
    kept = sum(finding.outcome == "kept" for finding in findings)
    listed = ", ".join(f"`{promise}`" for promise in broken) or "nothing"
    return f"| {distribution} {version} | `{name}` | {kept} | {listed} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="the words of each finding too")
    long = parser.parse_args().long
    details = []
    print("| package | scheduler | promises kept | breaks |\n|---|---|--:|---|")
    for name, distribution, make in schedulers():
        findings = check_contract(name, make)
        print(row(name, distribution, findings))
        details += [
            f"\n{distribution} {name}, {finding.promise.id}: {finding.promise.sentence}\n{finding.text}"
            for finding in findings
            if finding.outcome == "broken"
        ]
    if long:
        print("\n".join(details))


if __name__ == "__main__":
    main()
