// A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol.
'use strict';

// What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
// `groups` stands for the optimizer: an array of objects, each with its `lr`.

class Scheduler {
  constructor(groups) {
    this.groups = groups;
    this.lastEpoch = 0; // PyTorch takes the step to epoch 0 in the constructor
    this.lastLR = groups.map((group) => group.lr);
  }

  step() {
    this.lastEpoch += 1;
    for (const group of this.groups) group.lr = this.nextLR(group.lr);
    this.lastLR = this.groups.map((group) => group.lr);
  }
}

class StepLR extends Scheduler {
  constructor(groups, { step_size, gamma = 0.1 }) {
    super(groups);
    if (step_size === undefined) throw new TypeError("missing argument: 'step_size'");
    this.stepSize = step_size;
    this.gamma = gamma;
  }

  nextLR(lr) {
    if (this.stepSize === 0) throw new RangeError('step_size is 0');
    return this.lastEpoch % this.stepSize === 0 ? lr * this.gamma : lr;
  }
}

class ExponentialLR extends Scheduler {
  constructor(groups, { gamma }) {
    super(groups);
    if (gamma === undefined) throw new TypeError("missing argument: 'gamma'");
    this.gamma = gamma;
  }

  nextLR(lr) {
    return lr * this.gamma;
  }
}

const IMPLEMENTATION = { name: 'template-javascript', version: '1.0', language: 'JavaScript' };
const PRECISION = 'float64'; // or 'float32', or 'exact' for PyTorch's very bits
// PyTorch's name and the names of its arguments, to what is built.
const SCHEDULERS = {
  StepLR: { type: StepLR, known: ['step_size', 'gamma'] },
  ExponentialLR: { type: ExponentialLR, known: ['gamma'] },
};
const GROUP_KEYS = ['lr']; // what a parameter group may have, perhaps also 'momentum'
const FEATURES = ['groups', 'set-lr'];

// ---- The protocol: below here only play() and observe() should need to grow. ----

// The implementation lacks what the scenario asks for.
class Skip extends Error {}

// The implementation threw; what it threw is the cause.
class Refused extends Error {}

// Calls the implementation. What it throws is an outcome; what any other code here throws ends the adapter.
function ask(call) {
  try {
    return call();
  } catch (error) {
    if (error instanceof Skip) throw error;
    console.error(error); // with its stack: lrconform shows stderr where a case fails
    throw new Refused('', { cause: error });
  }
}

// A number, word, flag, null, or an array of them. JSON has no NaN and no infinities: they are strings, both ways. C99
// hex floats are strings too, which JavaScript does not read.
function value(given, what) {
  if (Array.isArray(given)) return given.map((item) => value(item, what));
  if (given !== null && typeof given === 'object') {
    throw new Skip(`${what} that is a ${'tensor' in given ? 'tensor' : 'function'}`);
  }
  if (['NaN', 'Infinity', '-Infinity'].includes(given)) return Number(given);
  if (/^[+-]?0x/i.test(given)) throw new Skip(`${what} that is a hex float`);
  return given;
}

function groupFrom(spec) {
  const unknown = Object.keys(spec).find((key) => !GROUP_KEYS.includes(key));
  if (unknown !== undefined) throw new Skip(`${unknown} of a parameter group`);
  const named = ([key, given]) => [key, value(given, `${key} of a parameter group`)];
  return Object.fromEntries(Object.entries(spec).map(named));
}

// A negative zero, which JSON.stringify would write as 0, goes as a hex float.
function spelled(value) {
  if (Object.is(value, -0)) return '-0x0p+0';
  return Number.isFinite(value) ? value : String(value);
}

function build(spec, groups) {
  if (!Object.hasOwn(SCHEDULERS, spec.type)) throw new Skip(`no ${spec.type}`);
  const { type, known } = SCHEDULERS[spec.type];
  const options = {};
  for (const [name, given] of Object.entries(spec.args ?? {})) {
    const what = `argument ${name} of ${spec.type}`;
    if (!known.includes(name)) throw new Skip(what);
    options[name] = value(given, what);
  }
  return ask(() => new type(groups, options));
}

// One value for each parameter group, or for last_epoch for each scheduler.
function observe(channel, groups, schedulers) {
  if (channel === 'lr') return groups.map((group) => group.lr);
  if (channel === 'last_lr') return schedulers.at(-1).lastLR;
  if (channel === 'last_epoch') return schedulers.map((scheduler) => scheduler.lastEpoch);
  throw new Skip(`${channel} cannot be observed`);
}

function play(scenario) {
  const groups = scenario.optimizer.groups.map(groupFrom);
  const trace = {};
  for (const channel of scenario.observe ?? ['lr']) {
    trace[channel] = (channel === 'last_epoch' ? scenario.schedulers : groups).map(() => []);
  }
  let count = 0;
  try {
    const schedulers = scenario.schedulers.map((spec) => build(spec, groups));
    const record = () => {
      for (const [channel, columns] of Object.entries(trace)) {
        observe(channel, groups, schedulers).forEach((value, i) => columns[i].push(spelled(value)));
      }
      count += 1;
    };
    record(); // after construction, before any step
    for (const operation of scenario.program) {
      const which = operation.scheduler;
      const addressed = which === undefined ? schedulers : [schedulers[which]];
      if ('step' in operation) {
        for (let n = 0; n < operation.step; n += 1) {
          for (const scheduler of addressed) ask(() => scheduler.step());
          record(); // after each step, and only then
        }
      } else if ('step_metrics' in operation && addressed.every((scheduler) => 'stepMetrics' in scheduler)) {
        for (const metrics of operation.step_metrics) {
          for (const scheduler of addressed) ask(() => scheduler.stepMetrics(value(metrics, 'metrics')));
          record();
        }
      } else if ('set_lr' in operation) {
        operation.set_lr.forEach((lr, i) => { groups[i].lr = value(lr, 'a learning rate'); });
      } else {
        throw new Skip(`${Object.keys(operation).filter((key) => key !== 'scheduler')} in the program`);
      }
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // An outcome, with what was seen before it.
    const { name = 'Error', message = String(error.cause) } = error.cause ?? {};
    return { trace, error: { step: count, type: name, message } };
  }
  return { trace };
}

function run({ seq, scenario }) {
  try {
    return { seq, ...play(scenario) };
  } catch (error) {
    if (error instanceof Skip) return { seq, skipped: error.message };
    throw error;
  }
}

function start() {
  return {
    protocol: 1,
    implementation: IMPLEMENTATION,
    precision: PRECISION,
    schedulers: Object.keys(SCHEDULERS),
    features: FEATURES,
  };
}

async function main() {
  console.log = console.error; // on stdout it would be taken for a reply
  const lines = require('node:readline').createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of lines) {
    const request = JSON.parse(line);
    if (request.cmd === 'stop') break;
    const reply = request.cmd === 'start' ? start() : run(request);
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  process.stdin.destroy(); // an open stdin would keep the process alive
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
