"""lrconform's adapter protocol over accelerate: PyTorch's schedulers, prepared by an Accelerator."""

from importlib.metadata import version

import torch

from lrconform.adapter import player, reserve_stdout, serve
from lrconform.adapter.pytorch import FEATURES, PyTorchStage, classes_of

reserve_stdout()

from accelerate import Accelerator

CLASSES = classes_of(torch.optim.lr_scheduler)


class AccelerateStage(PyTorchStage):
    def __init__(self, scenario):
        super().__init__(scenario, CLASSES)

    def build_schedulers(self):
        schedulers = super().build_schedulers()
        self.accelerator = Accelerator(cpu=True)
        self.optimizer, *prepared = self.accelerator.prepare(self.optimizer, *schedulers)
        return prepared

    def add_scheduler(self, spec):
        self.optimizer, prepared = self.optimizer.optimizer, self.optimizer
        super().add_scheduler(spec)
        self.optimizer = prepared
        self.schedulers[-1] = self.accelerator.prepare(self.schedulers[-1])

    def last_epoch(self):
        return [getattr(prepared.scheduler, "last_epoch", None) for prepared in self.schedulers]


HANDSHAKE = {
    "implementation": {
        "name": "accelerate",
        "version": version("accelerate"),
        "language": "Python",
        "homepage": "https://huggingface.co/docs/accelerate",
        "issues": "https://github.com/huggingface/accelerate/issues",
    },
    "precision": "float64",
    "schedulers": list(CLASSES),
    "features": FEATURES,
}

serve(HANDSHAKE, player(AccelerateStage))
