"""lrconform's adapter protocol over accelerate: PyTorch's schedulers, prepared by an Accelerator."""

from lrconform.adapter import reserve_stdout
from lrconform.adapter.wrapped_stage import WrappedStage, serve_wrapped

reserve_stdout()

from accelerate import Accelerator


class AccelerateStage(WrappedStage):
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


serve_wrapped(
    AccelerateStage,
    name="accelerate",
    homepage="https://huggingface.co/docs/accelerate",
    issues="https://github.com/huggingface/accelerate/issues",
)
