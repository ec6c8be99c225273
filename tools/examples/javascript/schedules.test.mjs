// Are the schedules PyTorch's? Run with `node --test`.

import test from 'node:test';
import { Oracle, assertSame, scheduler } from './lrconform-oracle.mjs';
import { stepDecay, warmupCosine } from './schedules.mjs';

const oracle = new Oracle();

test('step decay is StepLR', async () => {
  const expected = await oracle.lr('StepLR', { step_size: 30, gamma: 0.1, lr: 0.05, steps: 100 });
  const actual = expected.map((_, epoch) => stepDecay(epoch, { lr: 0.05, every: 30, factor: 0.1 }));
  assertSame(actual, expected);
});

test('warm-up and cosine are a sequence', async () => {
  const expected = await oracle.lr('SequentialLR', {
    lr: 0.1,
    steps: 50,
    milestones: [5],
    schedulers: [
      scheduler('LinearLR', { start_factor: 0.1, total_iters: 5 }),
      scheduler('CosineAnnealingLR', { T_max: 45 }),
    ],
  });
  const actual = expected.map((_, epoch) => warmupCosine(epoch, { lr: 0.1, warmup: 5, total: 50 }));
  assertSame(actual, expected);
});
