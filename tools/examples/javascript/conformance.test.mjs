// One test of Node's for each case of the suite: `node --test`. LRCONFORM names the program.

import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { assertSame } from './lrconform-oracle.mjs';
import { StepLR } from './step-lr.mjs';

const program = process.env.LRCONFORM || 'lrconform';
const lines = execFileSync(program, ['scenarios', '--expected', '--scheduler', 'StepLR'], { maxBuffer: 2 ** 28 });

/** Numbers that JSON has no words for are texts. */
const number = (value) => (value === null ? null : Number(value));

/** Why a case cannot be played on this class; null if it can. */
function reasonToSkip({ optimizer, schedulers, program }, { trace, error }) {
  if (schedulers.length !== 1 || schedulers[0].type !== 'StepLR') return 'one StepLR only';
  const { step_size: stepSize, gamma, ...others } = schedulers[0].args;
  if (Object.keys(others).length > 0) return `no ${Object.keys(others)[0]}`;
  if (!(Number.isInteger(stepSize) && stepSize > 0) || typeof gamma === 'string') return 'plain numbers only';
  const options = optimizer.groups.flatMap(Object.entries);
  const strange = options.find(([name, value]) => !['lr', 'momentum'].includes(name) || typeof value !== 'number');
  if (strange) return `no such ${strange[0]} of a group`;
  const operation = program.flatMap(Object.keys).find((name) => !['step', 'set_lr'].includes(name));
  if (operation) return `no ${operation}`;
  if (error) return 'refuses nothing';
  return trace.lr ? null : 'the lr is not observed';
}

/** The lr of each group after 0, 1, 2, … steps. */
function play({ optimizer, schedulers, program }) {
  const groups = optimizer.groups.map(({ lr }) => ({ lr }));
  const { step_size: stepSize, gamma } = schedulers[0].args;
  const scheduler = new StepLR(groups, { stepSize, gamma });
  const columns = groups.map(({ lr }) => [lr]);
  for (const { step = 0, set_lr: rates } of program) {
    rates?.forEach((rate, index) => (groups[index].lr = number(rate)));
    for (let count = 0; count < step; count += 1) {
      scheduler.step();
      groups.forEach(({ lr }, index) => columns[index].push(lr));
    }
  }
  return columns;
}

for (const line of lines.toString().trim().split('\n')) {
  const { id, scenario, expected, tolerance } = JSON.parse(line);
  const skip = reasonToSkip(scenario, expected) ?? false;
  test(id, { skip }, () => {
    assertSame(play(scenario), expected.trace.lr.map((column) => column.map(number)), tolerance);
  });
}
