import { getPriority, setPriority } from 'node:os';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { JSValueHandle, QuickJS } from 'quickjs-wasi';
import type { FromThread, Order, ThreadData, ToThread } from './protocol.ts';

// One thread of the pool. It is started from its text with the types stripped (see pool.ts), so that a thread does
// not load a TypeScript parser of its own, which costs 12 MB: therefore it imports nothing of ours but types.

const data: ThreadData = workerData;
const engine: typeof import('quickjs-wasi') = await import(data.engine);
const port = parentPort;

/** A machine whose memory has grown by this much is thrown away: it has been at its limit, or near it. */
const GROWTH = data.memory * 0.6;
/** Bytes of native stack for the guest; twice of it does not fit beside the frames of the host. */
const STACK = 256 * 1024;

const { DATE, REGEXP, JSON: WITH_JSON, MAP_SET, PROMISE, BIG_INT } = engine.Intrinsics;

/** Compiled scripts by number; they outlive the machines that run them. */
const bytecodes = new Map<number, Uint8Array>();

/** The budget of the running script. It counts from the first time that the engine asks, some 10,000 steps in. */
let budget = 0;
let asked: NodeJS.CpuUsage | undefined;
/** Whether the running script was told to stop. The engine may end but one of its jobs and go on as if nothing was. */
let stopped = false;
/** The time that the guest is told, in milliseconds since the epoch. */
let now = 0;

function mustStop(): boolean {
  if (asked === undefined) {
    asked = process.threadCpuUsage();
    return false;
  }
  const { user, system } = process.threadCpuUsage(asked);
  stopped ||= (user + system) / 1_000 > budget;
  return stopped;
}

/** One virtual machine with the scripts that it has run, and the two functions of the prelude. */
interface Machine {
  readonly vm: QuickJS;
  readonly start: JSValueHandle;
  readonly collect: JSValueHandle;
  /** Makes a library of what its script answered. */
  readonly install: JSValueHandle;
  readonly scripts: Map<number, JSValueHandle>;
  readonly size: () => number;
  runs: number;
}

let machine: Machine | undefined;

async function createMachine(): Promise<Machine> {
  let size = () => 0;
  const vm = await engine.QuickJS.create({
    wasm: data.wasm,
    memoryLimit: data.memory,
    maxStackSize: STACK,
    // INVARIANT: no EVAL, so that text never becomes code here; no PROXY, no typed arrays, no weak references.
    intrinsics: DATE | REGEXP | WITH_JSON | MAP_SET | PROMISE | BIG_INT,
    interruptHandler: mustStop,
    timezoneOffset: 0,
    wasi: (memory: WebAssembly.Memory) => {
      size = () => memory.buffer.byteLength;
      return {
        clock_time_get: (_clock: number, _precision: bigint, at: number) => {
          new DataView(memory.buffer).setBigUint64(at, BigInt(Math.trunc(now)) * 1_000_000n, true);
          return 0;
        },
        random_get: (at: number, length: number) => {
          new Uint8Array(memory.buffer, at, length).fill(0);
          return 0;
        },
        fd_write: () => 8, // EBADF: the guest has no output.
      };
    },
  });
  [budget, stopped] = [Number.POSITIVE_INFINITY, false];
  const api = vm.evalBytecode(data.prelude);
  const initial = size();
  return {
    vm,
    start: api.getProp('start'),
    collect: api.getProp('collect'),
    install: api.getProp('install'),
    scripts: new Map(),
    size: () => size() - initial,
    runs: 0,
  };
}

/** The script with this number: made once for each machine. */
function scriptOf(current: Machine, program: number, library: number): JSValueHandle {
  const { vm, install, scripts } = current;
  let script = scripts.get(program);
  if (script !== undefined) return script;
  const bytecode = bytecodes.get(program);
  if (bytecode === undefined) throw new Error('the script was not sent');
  // A library is ours, and no script pays for it.
  const limit = budget;
  if (program === library) budget = Number.POSITIVE_INFINITY;
  script = vm.evalBytecode(bytecode);
  if (program === library) {
    using made = script;
    script = vm.callFunction(install, vm.undefined, made);
    [budget, asked] = [limit, undefined];
  } else if (library !== 0) {
    using made = script;
    script = vm.callFunction(made, vm.undefined, scriptOf(current, library, library));
  }
  scripts.set(program, script);
  return script;
}

/** Runs one script to its end. What it throws concerns the machine, not the script: the guest catches its own. */
function runOn(current: Machine, [program, input, time, limit, library]: Order): string {
  const { vm, start, collect } = current;
  [budget, asked, stopped, now] = [limit, undefined, false, time];
  current.runs++;
  const script = scriptOf(current, program, library);
  using text = vm.newString(input);
  using started = vm.callFunction(start, vm.undefined, script, text);
  const outcome = started.toString();
  // Always, for a script may leave work behind without waiting for it; it must not run on the next one's budget.
  const before = current.size();
  vm.executePendingJobs();
  if (stopped) throw new Error('interrupted');
  // Work that was left behind and filled the memory: what it was refused ended one of its jobs and nothing else.
  if (outcome !== '' && before <= GROWTH && current.size() > GROWTH) throw new Error('out of memory');
  if (outcome !== '') return outcome;
  using collected = vm.callFunction(collect, vm.undefined);
  const later = collected.toString();
  return later === ''
    ? JSON.stringify({ e: 'Error: the expression waits for something that never comes' })
    : later;
}

const OUT_OF_MEMORY = '{"e":"InternalError: out of memory';

async function run(order: Order): Promise<string> {
  machine ??= await createMachine();
  const current = machine;
  let outcome: string;
  try {
    outcome = runOn(current, order);
    if (!outcome.startsWith(OUT_OF_MEMORY)) {
      if (current.size() > GROWTH) machine = undefined;
      return outcome;
    }
    outcome = JSON.stringify({ f: 'memory', e: 'The expression needs too much memory' });
  } catch (error) {
    outcome = JSON.stringify(faultOf(error));
  }
  // Interrupted, out of memory or broken: nothing that this machine holds is trusted any more. A script that ran
  // out of memory in a machine that others had used before is judged in a new one.
  machine = undefined;
  return current.runs > 1 && outcome.startsWith('{"f":"memory"') ? run(order) : outcome;
}

function faultOf(error: unknown): { f?: 'timeout' | 'memory'; e: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (/interrupted/.test(message)) return { f: 'timeout', e: 'The expression took too long' };
  if (/out of memory|stack|unreachable|memory access/i.test(message))
    return { f: 'memory', e: 'The expression needs too much memory' };
  return { e: `Error: ${message}` };
}

let steppedBack = false;

/** Lets everybody else go first who wants a processor: on Linux a priority is the thread's, and there is no way back up. */
function stepBack(): void {
  if (steppedBack) return;
  steppedBack = true;
  setPriority(Math.min(19, getPriority() + 10));
}

async function work({ batch, programs, orders, reset, suspect }: ToThread): Promise<void> {
  if (suspect) stepBack();
  const began = process.threadCpuUsage();
  if (reset) {
    bytecodes.clear();
    machine = undefined;
  }
  for (const [program, bytecode] of programs) bytecodes.set(program, bytecode);
  const outcomes: string[] = [];
  for (const [index, order] of orders.entries()) {
    Atomics.store(data.progress, 1, batch);
    Atomics.store(data.progress, 2, index);
    Atomics.add(data.progress, 0, 1);
    outcomes.push(await run(order));
    Atomics.add(data.progress, 0, 1);
  }
  const { user, system } = process.threadCpuUsage(began);
  say({ batch, outcomes, spent: (user + system) / 1_000, renews: machine === undefined });
  if (machine) return;
  machine = await createMachine();
  say({ ready: true });
}

const say = (message: FromThread): void => port?.postMessage(message);

machine = await createMachine();
say({ ready: true });
// One batch after the other. Between two of them the thread sleeps on a number instead of in an event loop, from which
// it would wake up half as fast. A message that comes after the look changes the number, and nobody falls asleep.
while (port) {
  const letters = Atomics.load(data.progress, 3);
  const letter = receiveMessageOnPort(port);
  if (letter) await work(letter.message);
  else Atomics.wait(data.progress, 3, letters);
}
