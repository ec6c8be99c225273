"""lrconform's adapter protocol over PyTorch Lightning: PyTorch's schedulers, stepped by a Trainer after each batch."""

import logging
import tempfile

from lrconform.adapter import Skip, reserve_stdout
from lrconform.adapter.turns import Turns
from lrconform.adapter.wrapped_stage import WrappedStage, serve_wrapped

reserve_stdout()

from pytorch_lightning import LightningModule, Trainer

logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
QUIET = dict.fromkeys(("logger", "enable_checkpointing", "enable_progress_bar", "enable_model_summary"), False)


class Training(LightningModule):
    def configure_optimizers(self):
        return self.made

    def on_train_batch_start(self, batch, batch_idx):
        return None if self.turns.wait() else -1

    def training_step(self, batch):
        if self.metric is not None:
            self.log("metric", self.metric)


class LightningStage(WrappedStage):
    def build(self, checkpoint=None):
        super().build()
        if len(self.schedulers) > 1 and any("scheduler" in operation for operation in self.scenario["program"]):
            raise Skip("a batch steps all schedulers")
        training = self.training = Training()
        configs = [{"scheduler": each, "interval": "step", "monitor": "metric"} for each in self.schedulers]
        training.turns, training.made = Turns(), ([self.optimizer], configs)
        # One epoch without an end: the next training ends it.
        trainer = self.trainer = Trainer(accelerator="cpu", max_epochs=1, **QUIET)
        training.turns.start(lambda: trainer.fit(training, range(10**9), ckpt_path=checkpoint, weights_only=False))

    def step(self, index, metric=None):
        self.training.metric = metric
        if index == 0:
            self.training.turns.next()

    step_metrics = step

    def reload(self, extent):
        if extent != "all":
            raise Skip("a checkpoint has the optimizer and the schedulers")
        with tempfile.NamedTemporaryFile() as checkpoint:
            self.trainer.save_checkpoint(checkpoint.name)
            self.build(checkpoint.name)


URL = "https://lightning.ai/docs/pytorch/stable"
ISSUES = "https://github.com/Lightning-AI/pytorch-lightning/issues"
WITHOUT = "closed-form fractional-epoch save reload-options add-scheduler"
serve_wrapped(LightningStage, "pytorch-lightning", URL, ISSUES, WITHOUT)
