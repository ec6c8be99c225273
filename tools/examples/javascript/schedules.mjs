// Two schedules, as a training script has them: a function of the epoch.

/** The learning rate of an epoch: `lr`, times `factor` every `every` epochs. */
export function stepDecay(epoch, { lr, every, factor }) {
  return lr * factor ** Math.floor(epoch / every);
}

/** A linear rise from a tenth over `warmup` epochs, then half a cosine down to 0 at `total`. */
export function warmupCosine(epoch, { lr, warmup, total }) {
  if (epoch < warmup) return lr * (0.1 + (0.9 * epoch) / warmup);
  return (lr * (1 + Math.cos((Math.PI * (epoch - warmup)) / (total - warmup)))) / 2;
}
