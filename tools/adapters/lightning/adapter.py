"""lrconform's adapter protocol over PyTorch Lightning: PyTorch's schedulers, stepped by a Trainer after each batch."""

import logging
import tempfile

from lrconform.adapter import LoopStage, Skip, reserve_stdout
from lrconform.adapter.wrapper import WrapperStage, serve_wrapper

reserve_stdout()

from pytorch_lightning import LightningModule, Trainer

logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
QUIET = dict.fromkeys(("logger", "enable_checkpointing", "enable_progress_bar", "enable_model_summary"), False)


class Training(LightningModule):
    def configure_optimizers(self):
        return self.made

    def training_step(self, batch):
        if self.metric is not None:
            self.log("metric", self.metric)


class LightningStage(LoopStage, WrapperStage):
    def build(self, checkpoint=None):
        WrapperStage.build(self)
        if len(self.schedulers) > 1 and any("scheduler" in operation for operation in self.scenario["program"]):
            raise Skip("a batch steps all schedulers")
        self.training, self.checkpoint = Training(), checkpoint
        configs = [{"scheduler": each, "interval": "step", "monitor": "metric"} for each in self.schedulers]
        self.training.made = ([self.optimizer], configs)
        self.trainer = Trainer(accelerator="cpu", max_epochs=1, **QUIET)
        LoopStage.build(self)

    def train(self, pause):
        self.training.on_train_batch_start = lambda batch, batch_idx: pause()
        self.trainer.fit(self.training, range(10**9), ckpt_path=self.checkpoint, weights_only=False)

    def step(self, index, metric=None):
        self.training.metric = metric
        if index == 0:
            super().step(index)

    step_metrics = step

    def reload(self, extent):
        if extent != "all":
            raise Skip("a checkpoint has the optimizer and the schedulers")
        with tempfile.NamedTemporaryFile() as checkpoint:
            self.trainer.save_checkpoint(checkpoint.name)
            self.build(checkpoint.name)


URL = "https://lightning.ai/docs/pytorch/stable"
ISSUES = "https://github.com/Lightning-AI/pytorch-lightning/issues"
WITHOUT = ["closed-form", "fractional-epoch", "save", "reload-options", "add-scheduler"]
serve_wrapper(LightningStage, "pytorch-lightning", URL, ISSUES, WITHOUT)
