"""lrconform's adapter protocol over accelerate: PyTorch's schedulers, prepared by an Accelerator."""

from lrconform.adapter import reserve_stdout
from lrconform.adapter.wrapper import WrapperStage, serve_wrapper

reserve_stdout()

from accelerate import Accelerator


class AccelerateStage(WrapperStage):
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


serve_wrapper(
    AccelerateStage,
    name="accelerate",
    homepage="https://huggingface.co/docs/accelerate",
    issues="https://github.com/huggingface/accelerate/issues",
)
