"""Two schedules, as a training script has them: a function of the epoch."""

import math


def step_decay(epoch, lr, every, factor):
    """The learning rate of an epoch: `lr`, times `factor` every `every` epochs."""
    return lr * factor ** (epoch // every)


def warmup_cosine(epoch, lr, warmup, total):
    """A linear rise from a tenth over `warmup` epochs, then half a cosine down to 0 at `total`."""
    if epoch < warmup:
        return lr * (0.1 + 0.9 * epoch / warmup)
    return lr * (1 + math.cos(math.pi * (epoch - warmup) / (total - warmup))) / 2
