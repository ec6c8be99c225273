/**
 * What PyTorch's learning-rate schedulers do, asked of lrconform's reference: no PyTorch and no Python is needed.
 *
 *     import { Oracle } from './lrconform-oracle.mjs';
 *
 *     const oracle = new Oracle();
 *     const expected = await oracle.lr('StepLR', { step_size: 30, lr: 0.05, steps: 100 }); // 101 values
 *
 * One file without dependencies, for Node.js 18 or newer: copy it beside your tests. The reference is a program,
 * `lrconform oracle`, that one Oracle starts once, asks as often as you like, and that ends with Node. It is looked for in
 * the environment variable LRCONFORM, on the PATH, and in the checkout that this file lies in.
 */

import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

class NamedError extends Error {
  get name() {
    return this.constructor.name;
  }
}

/** The oracle cannot be started, has ended, or said what is no answer. */
export class OracleError extends NamedError {}

/** The oracle does not understand what it was asked: an unknown class, a value of the wrong kind. */
export class ScenarioError extends NamedError {}

/**
 * PyTorch raises an exception here. `type` is its class, as 'ZeroDivisionError', `step` how many observations were made
 * before it, 0 in a constructor, `trace` these observations.
 */
export class ScheduleError extends NamedError {
  constructor({ type, message = '', step }, trace) {
    super(`${type} at step ${step}: ${message}`);
    Object.assign(this, { type, step, trace });
  }
}

/** A number that Python writes as a float, `1.0`, where JavaScript has only `1`: PyTorch tells some of them apart. */
export class Float {
  constructor(value) {
    this.value = value;
  }
}

/** `float(1)` is Python's `1.0`. */
export const float = (value) => new Float(value);

/**
 * A scheduler to be built, for `schedulers: […]` of SequentialLR and ChainedScheduler, and for scenarios. Arguments have
 * PyTorch's names. A function is a string, a Python expression of `epoch` or `x`: '0.95 ** epoch'.
 */
export function scheduler(type, args = {}) {
  return { type, args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argument(name, value)])) };
}

/**
 * The first value that is out of tolerance, in words; null where there is none. A value may be off by `rel` of the
 * expected one, or by `abs` of the largest expected one.
 */
export function difference(actual, expected, { rel = 1e-9, abs = 1e-12 } = {}) {
  if (actual.length !== expected.length) return `expected ${expected.length} values, found ${actual.length}`;
  const scale = expected.filter(Number.isFinite).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (const [step, wanted] of expected.entries()) {
    const found = actual[step];
    const isClose =
      Number.isFinite(found) && Number.isFinite(wanted)
        ? Math.abs(found - wanted) <= Math.max(rel * Math.abs(wanted), abs * scale)
        : Object.is(wanted, found);
    if (!isClose) return `step ${step}: expected ${wanted}, found ${found}`;
  }
  return null;
}

/**
 * Throws an Error where a value is out of tolerance, with a table of the values around the first such one. Both are arrays
 * of values, arrays of them for each parameter group, or traces by channel, as the Oracle gives them.
 */
export function assertSame(actual, expected, tolerance = {}) {
  const [found, wanted] = [new Map(columns(actual)), new Map(columns(expected))];
  const [has, wants] = [found, wanted].map((names) => [...names.keys()].map((name) => name || 'one list of values').join(', '));
  if (has !== wants) throw new Error(`expected ${wants || 'nothing'}, found ${has || 'nothing'}`);
  for (const [name, column] of wanted) {
    const told = difference(found.get(name), column, tolerance);
    if (told !== null) throw new Error([name ? `${name}: ${told}` : told, ...table(found.get(name), column, told)].join('\n'));
  }
}

// Each column of values with what it is called: '', 'group 1', 'last_epoch, scheduler 0'.
function* columns(values, name = '') {
  if (!Array.isArray(values)) {
    for (const [channel, inner] of Object.entries(values)) yield* columns(inner, channel);
  } else if (values.some(Array.isArray)) {
    const what = `${name ? `${name}, ` : ''}${name === 'last_epoch' ? 'scheduler' : 'group'}`;
    for (const [index, column] of values.entries()) yield* columns(column, `${what} ${index}`);
  } else {
    yield [name, values];
  }
}

function table(actual, expected, told) {
  const first = Number(/^step (\d+)/.exec(told)?.[1] ?? Math.min(actual.length, expected.length));
  const rows = [['step', 'expected', 'actual']];
  const end = Math.min(Math.max(actual.length, expected.length), first + 3);
  for (let step = Math.max(0, first - 2); step < end; step += 1) {
    rows.push([step, expected[step] ?? '', actual[step] ?? ''].map(String));
  }
  const widths = [0, 1, 2].map((place) => Math.max(...rows.map((row) => row[place].length)));
  return rows.map((row) => {
    const cells = row.map((cell, place) => cell.padStart(widths[place]));
    return `${row[0] === String(first) ? '>' : ' '} ${cells.join('  ')}`;
  });
}

/** The reference as a process, which answers one question after the other. */
export class Oracle {
  #command;
  #process;
  #waiting = []; // the questions without an answer, in order
  #sequence = 0;
  #trouble = null; // why there will be no more answers
  #stderr = '';
  #ended;

  /** @param {string[]} [command] the program and its arguments, as ['path/to/lrconform', 'oracle'] */
  constructor(command = find()) {
    this.#command = command;
    this.#process = spawn(command[0], command.slice(1), { stdio: 'pipe' });
    this.#ended = new Promise((resolve) => {
      this.#process.once('error', (error) => {
        this.#fail(`cannot start the oracle ${command[0]}: ${error.message}; ${HELP}`);
        resolve();
      });
      this.#process.once('close', (status, signal) => {
        const said = this.#stderr.trim() ? `: ${this.#stderr.trim()}` : '';
        this.#fail(`the oracle ${command[0]} ended with ${signal ?? `status ${status}`}${said}; ${HELP}`);
        resolve();
      });
    });
    this.#process.stdin.on('error', () => {}); // its end is told by 'close'
    this.#process.stderr.on('data', (text) => {
      this.#stderr = (this.#stderr + text).slice(-2000);
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#take(line));
    this.#hold(false);
    this.started = this.#ask({ cmd: 'start', protocol: 1 }).then((reply) => {
      if (!reply.implementation) {
        throw new OracleError(`${command[0]} is no oracle: its first line does not say who it is; ${HELP}`);
      }
      return reply.implementation;
    });
    this.started.catch(() => {}); // whoever asks gets it
  }

  /**
   * The learning rates after 0, 1, 2, … steps of a scheduler: an array, or one for each parameter group where `lr` is an
   * array. Options as those of `trace`.
   */
  async lr(type, { lr = 0.1, ...rest } = {}) {
    const columns = (await this.trace(type, { ...rest, lr, observe: ['lr'] })).lr;
    return Array.isArray(lr) ? columns : columns[0];
  }

  /**
   * What can be observed of a scheduler after 0, 1, 2, … steps, by channel: { lr: [[…]], momentum: [[…]] }.
   *
   * @param {string} type PyTorch's class
   * @param {object} options `lr`: the base learning rate, or an array with one for each parameter group. `steps`: how many
   *   calls of step(), 100 by default; or in its place `metrics` (the arguments of step(metrics), for ReduceLROnPlateau) or
   *   `step_epochs` (those of step(epoch)). `momentum`: SGD's. `optimizer`: SGD, Adam or Adagrad. `observe`: of 'lr', 'momentum', 'last_epoch',
   *   'last_lr', 'get_lr'. All others are the scheduler's arguments, as in `scheduler`.
   */
  async trace(
    type,
    { lr = 0.1, steps, metrics, step_epochs, momentum, optimizer = 'SGD', observe = ['lr'], ...args } = {},
  ) {
    const program = Object.entries({ step: steps, step_metrics: metrics, step_epochs })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ [name]: value }));
    if (program.length === 0) program.push({ step: STEPS });
    if (program.length !== 1) throw new TypeError('only one of steps, metrics and step_epochs can be given');
    if (type === 'ReduceLROnPlateau' && metrics === undefined) {
      throw new TypeError('ReduceLROnPlateau steps with metrics: give metrics, one for each step');
    }
    const groups = (Array.isArray(lr) ? lr : [lr]).map((rate) => ({ lr: rate, momentum }));
    return this.run({ optimizer: { type: optimizer, groups }, schedulers: [scheduler(type, args)], program, observe });
  }

  /**
   * The trace of a whole scenario, in the format of the fixtures (fixtures/README.md): an array for each channel with one
   * for each group. Throws ScheduleError where PyTorch raises.
   */
  async run(scenario) {
    await this.started;
    const reply = await this.#ask({ cmd: 'run', seq: (this.#sequence += 1), id: 'oracle', scenario });
    if (reply.skipped !== undefined) throw new ScenarioError(reply.skipped);
    const trace = {};
    for (const [channel, columns] of Object.entries(reply.trace)) {
      trace[channel] = columns.map((column) => column.map((value) => (typeof value === 'string' ? Number(value) : value)));
    }
    if (reply.error) throw new ScheduleError(reply.error, trace);
    return trace;
  }

  /** The id of the process. */
  get pid() {
    return this.#process.pid;
  }

  /** Ends the process; it ends with Node in any case. */
  async close() {
    this.#trouble ??= new OracleError('the oracle is closed');
    this.#hold(true);
    this.#process.stdin.end();
    const impatience = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    await this.#ended;
    clearTimeout(impatience);
  }

  #ask(request) {
    return new Promise((resolve, reject) => {
      const text = encode(request); // before anything waits: it may throw
      if (this.#trouble) {
        reject(this.#trouble);
        return;
      }
      this.#waiting.push({ seq: request.seq, resolve, reject });
      this.#hold(true);
      this.#process.stdin.write(`${text}\n`);
    });
  }

  #take(line) {
    let reply = null;
    try {
      reply = JSON.parse(line);
    } catch {
      // told below
    }
    const question = this.#waiting.shift();
    if (reply === null || typeof reply !== 'object' || reply.seq !== question?.seq) {
      if (question) this.#waiting.unshift(question);
      this.#fail(`${this.#command[0]} is no oracle: it said '${line.slice(0, 200)}'; ${HELP}`);
      return;
    }
    if (this.#waiting.length === 0) this.#hold(false);
    question.resolve(reply);
  }

  #fail(message) {
    this.#trouble ??= new OracleError(message);
    for (const question of this.#waiting.splice(0)) question.reject(this.#trouble);
    this.#hold(false);
  }

  // Node runs on only while an answer is waited for.
  #hold(isHeld) {
    for (const handle of [this.#process, this.#process.stdin, this.#process.stdout, this.#process.stderr]) {
      handle[isHeld ? 'ref' : 'unref']?.();
    }
  }
}

// As `lrconform trace` does where nothing else is said.
const STEPS = 100;
const HELP = "name the program lrconform with LRCONFORM or new Oracle([path, 'oracle'])";

function find() {
  const checkout = fileURLToPath(new URL('../../lrconform', import.meta.url));
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'lrconform'));
  const program = process.env.LRCONFORM || [...onPath, checkout].find(isProgram);
  if (!program) throw new OracleError(`there is no lrconform on the PATH; ${HELP}`);
  return [program, 'oracle'];
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function argument(name, value) {
  if (typeof value === 'function') {
    throw new TypeError(`${name}: write the function as a string that is a Python expression: '0.95 ** epoch'`);
  }
  if (name === 'lr_lambda' || name === 'scale_fn') {
    if (typeof value === 'string') return { expr: value };
    if (Array.isArray(value)) return value.map((element) => argument(name, element));
  }
  return value;
}

// JSON in which NaN and the infinities are strings, and a Float keeps its point.
function encode(value) {
  if (value instanceof Float) {
    return Number.isInteger(value.value) && Math.abs(value.value) < 1e21 ? `${fixed(value.value)}.0` : encode(value.value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return `"${value}"`;
    return Object.is(value, -0) ? '-0.0' : String(value);
  }
  if (Array.isArray(value)) return `[${value.map((element) => encode(element ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${encode(member)}`).join(',')}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} cannot be sent to the oracle`);
  return text;
}

function fixed(value) {
  return Object.is(value, -0) ? '-0' : String(value);
}
