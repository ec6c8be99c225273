// The client itself: what it gives, what it throws, and that it leaves no process behind.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Oracle, OracleError, ScenarioError, ScheduleError, assertSame, difference, float, scheduler } from './lrconform-oracle.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const oracle = new Oracle();

test('one rate gives an array, several give an array each', async () => {
  assert.deepEqual(await oracle.lr('StepLR', { step_size: 2, gamma: 0.5, lr: 1, steps: 4 }), [1, 1, 0.5, 0.5, 0.25]);
  const both = await oracle.lr('StepLR', { step_size: 1, gamma: 0.5, lr: [1, 4], steps: 2 });
  assert.deepEqual(both, [[1, 0.5, 0.25], [4, 2, 1]]);
});

test('functions are expressions', async () => {
  assert.deepEqual(await oracle.lr('LambdaLR', { lr_lambda: '0.5 ** epoch', lr: 1, steps: 2 }), [1, 0.5, 0.25]);
  const each = await oracle.lr('LambdaLR', { lr_lambda: ['1', 'epoch'], lr: [1, 2], steps: 2 });
  assert.deepEqual(each, [[1, 1, 1], [0, 2, 4]]);
  await assert.rejects(oracle.lr('LambdaLR', { lr_lambda: () => 1, lr: 1, steps: 2 }), /lr_lambda: write the function/);
});

test('metrics and epochs', async () => {
  const plateau = await oracle.lr('ReduceLROnPlateau', { patience: 0, lr: 1, metrics: [1, 2, NaN] });
  assert.equal(difference(plateau, [1, 1, 0.1, 0.01]), null);
  const restarts = await oracle.lr('CosineAnnealingWarmRestarts', { T_0: 2, lr: 1, step_epochs: [0, 1, 2] });
  assert.equal(difference(restarts, [1, 1, 0.5, 1]), null);
});

test('channels', async () => {
  const trace = await oracle.trace('OneCycleLR', {
    max_lr: 1, total_steps: 10, lr: 0.1, momentum: 0.9, steps: 2, observe: ['lr', 'momentum', 'last_epoch'],
  });
  assert.deepEqual(Object.keys(trace), ['lr', 'momentum', 'last_epoch']);
  assert.deepEqual(trace.last_epoch, [[0, 1, 2]]);
  assert.equal(trace.momentum[0][0], 0.95);
});

test('a whole scenario', async () => {
  const trace = await oracle.run({
    optimizer: { type: 'Adagrad', groups: [{ lr: 1 }] },
    schedulers: [scheduler('ExponentialLR', { gamma: 0.5 }), scheduler('ConstantLR', { factor: 1, total_iters: 1 })],
    program: [{ step: 1 }, { set_lr: [Infinity] }, { step: 1 }],
    observe: ['lr', 'momentum'],
  });
  assert.deepEqual(trace, { lr: [[1, 0.5, Infinity]], momentum: [[null, null, null]] });
});

test('what PyTorch raises is thrown', async () => {
  const zero = await oracle.lr('StepLR', { step_size: 0, lr: 0.1, steps: 3 }).catch((error) => error);
  assert.ok(zero instanceof ScheduleError);
  assert.equal(`${zero}`, 'ScheduleError: ZeroDivisionError at step 1: division by zero');
  assert.deepEqual([zero.type, zero.step, zero.trace], ['ZeroDivisionError', 1, { lr: [[0.1]] }]);
});

test('an integer is not a float', async () => {
  const options = { max_lr: 1, total_steps: 4, lr: 0.1, steps: 1 };
  await assert.rejects(oracle.lr('OneCycleLR', { ...options, pct_start: 1 }), { type: 'ValueError', step: 0 });
  assert.equal((await oracle.lr('OneCycleLR', { ...options, pct_start: float(1) })).length, 2);
});

test('what is not understood names the place', async () => {
  const wrong = oracle.lr('Step', { lr: 0.1, steps: 1 });
  await assert.rejects(wrong, (error) => error instanceof ScenarioError && /schedulers\[0\].type: .*"Step"/.test(error.message));
  await assert.rejects(oracle.lr('StepLR', { step_size: 1n, lr: 0.1, steps: 1 }), TypeError);
});

test('one process answers all, also at once', async () => {
  const { pid } = oracle;
  const lengths = await Promise.all(
    Array.from({ length: 100 }, async (_, steps) => (await oracle.lr('ExponentialLR', { gamma: 0.9, lr: 1, steps })).length),
  );
  assert.deepEqual(lengths, Array.from({ length: 100 }, (_, steps) => steps + 1));
  assert.equal(oracle.pid, pid);
});

test('the first value out of tolerance', () => {
  assert.equal(difference([1, 1e-13], [1, 0]), null);
  assert.equal(difference([NaN, null], [NaN, null]), null);
  assert.equal(difference([1, 2], [1, 2.1]), 'step 1: expected 2.1, found 2');
  assert.equal(difference([1], [1, 2]), 'expected 2 values, found 1');
  assert.equal(difference([null], [1]), 'step 0: expected 1, found null');
  assert.equal(difference([NaN], [1]), 'step 0: expected 1, found NaN');
  assert.equal(difference([Infinity, -Infinity], [Infinity, -Infinity]), null);
  assert.equal(difference([1], [Infinity]), 'step 0: expected Infinity, found 1');
  assert.equal(difference([Infinity, 2], [Infinity, 1]), 'step 1: expected 1, found 2');
});

test('a table shows the first difference', () => {
  assertSame([1, NaN], [1, NaN]);
  assertSame({ lr: [[1]], momentum: [[null]] }, { lr: [[1]], momentum: [[null]] });
  assert.throws(() => assertSame([0.1, 0.1, 0.1, 0.1, 0.01], [0.1, 0.1, 0.1, 0.01, 0.01]), {
    message: [
      'step 3: expected 0.01, found 0.1',
      '  step  expected  actual',
      '     1       0.1     0.1',
      '     2       0.1     0.1',
      '>    3      0.01     0.1',
      '     4      0.01    0.01',
    ].join('\n'),
  });
  assert.throws(() => assertSame({ last_epoch: [[1]] }, { last_epoch: [[0]] }), /last_epoch, scheduler 0: step 0/);
  assert.throws(() => assertSame([1], [[1]]), /expected group 0, found one list of values/);
});

test('defaults are those of the command', async () => {
  const given = await oracle.lr('StepLR', { step_size: 30, lr: 0.1, steps: 100 });
  assertSame(await oracle.lr('StepLR', { step_size: 30 }), given);
  await assert.rejects(oracle.lr('ReduceLROnPlateau'), /give metrics/);
  await assert.rejects(oracle.lr('StepLR', { step_size: 1, steps: 1, metrics: [1] }), /only one of steps/);
});

test('troubles are told in one message', async () => {
  for (const [command, message] of [
    [['/nowhere/lrconform', 'oracle'], /cannot start the oracle \/nowhere\/lrconform: .*ENOENT; name the program/],
    [[process.execPath, '-e', 'console.log("hello")'], /is no oracle: it said 'hello'/],
    [[process.execPath, '-e', 'console.log("{}")'], /is no oracle: its first line does not say who it is/],
    [[process.execPath, '-e', 'console.error("no such option"); process.exit(2)'], /ended with status 2: no such option/],
  ]) {
    const broken = new Oracle(command);
    const asked = broken.lr('StepLR', { step_size: 1, lr: 1, steps: 1 });
    await assert.rejects(asked, (error) => error instanceof OracleError && message.test(error.message));
    await broken.close();
  }
});

test('an oracle that ends between two questions', async () => {
  const ending = new Oracle();
  await ending.started;
  process.kill(ending.pid, 'SIGKILL');
  await assert.rejects(ending.lr('StepLR', { step_size: 1, lr: 1, steps: 1 }), /ended with SIGKILL/);
});

test('a closed oracle', async () => {
  const closed = new Oracle();
  await closed.started;
  await closed.close();
  await assert.rejects(closed.lr('StepLR', { step_size: 1, lr: 1, steps: 1 }), /the oracle is closed/);
});

test('the process ends with Node, which does not wait for it', () => {
  const script = `import { Oracle } from './lrconform-oracle.mjs'; const kept = new Oracle(); await kept.started; console.log(kept.pid)`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: here, timeout: 60_000 });
  const pid = Number(output);
  // It reads the end of its input after Node has gone.
  for (let tries = 0; isAlive(pid); tries += 1) {
    assert.ok(tries < 100, 'the oracle lives on');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
});

test('nothing to be found', () => {
  // A copy outside a checkout, without PATH.
  const folder = mkdtempSync(join(tmpdir(), 'lrconform-'));
  try {
    copyFileSync(join(here, 'lrconform-oracle.mjs'), join(folder, 'lrconform-oracle.mjs'));
    const script = `import { Oracle } from './lrconform-oracle.mjs'; try { new Oracle() } catch (error) { console.log(error.message) }`;
    const options = { cwd: folder, env: { PATH: folder }, encoding: 'utf8' };
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], options);
    assert.match(output, /there is no lrconform on the PATH; name the program/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // Where nothing waits for orphans, one that has ended keeps its number.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
