import { Worker } from 'node:worker_threads';
import type { Engine } from './engine.ts';
import type { FromThread, Order, Outcome, Question, ThreadData, ToThread } from './protocol.ts';

/** A compiled script that answers a function: what it answers to the machine is handed to scripts that name it. */
export interface Library {
  readonly id: number;
  readonly bytecode: Uint8Array;
}

/** One script to run, and where its outcome goes. Settled exactly once. */
export interface Job {
  readonly program: number;
  readonly bytecode: Uint8Array;
  /** What the script is a function of; a machine makes it when the first such script comes. */
  readonly library?: Library | undefined;
  readonly input: string;
  readonly time: number;
  readonly budget: number;
  /** On the pool's own clock (`performance.now()`): later, the answer is a timeout. */
  readonly deadline: number;
  settle(outcome: Outcome | Refusal): void;
}

/** The pool itself has no answer: too much to do, or no thread that works. */
export interface Refusal {
  readonly refused: string;
}

export interface PoolOptions {
  readonly size: number;
  /** Bytes that a machine may allocate. */
  readonly memory: number;
  /** Batches that may wait for a thread. */
  readonly queue: number;
  /** Milliseconds after which the thread of a script is ended, whatever the script does. */
  readonly bound: number;
}

/** What may be on its way to one thread: enough that it never waits, few enough that little has to be sent again. */
const DEPTH = 32;
/** Bytecode that one thread may hold before it starts afresh. */
const MOST_BYTECODE = 1024 * 1024;
/** Milliseconds between two looks at the threads. */
const TICK = 25;
const MOST_ATTEMPTS = 3;

/** Milliseconds after which a thread that has said nothing gets no more work while another one has time. */
const SILENT = 2;
/** Milliseconds of processor time that a script of good will takes at most; a slower one is a suspect. */
const SLOW = 20;

/** A bad script must not fill the queue that all others share. */
const MOST_SUSPECTS = 32;

interface Batch {
  readonly id: number;
  readonly jobs: readonly Job[];
  readonly attempts: number;
  /** Holds a script that had to be stopped before. */
  readonly suspect: boolean;
}

/** One thread and what is on its way to it. */
interface Slot {
  readonly worker: Worker;
  readonly progress: Int32Array;
  readonly batches: Map<number, Batch>;
  readonly known: Set<number>;
  bytes: number;
  /** Batches with suspects that are on their way. */
  suspects: number;
  ready: boolean;
  /** When it last answered, or was given work while it had none. */
  heard: number;
  /** What `progress` said, and since when it has said the same. */
  seen: number;
  since: number;
}

/** Threads that run scripts. Ends what does not end itself, and sends what waited behind it to another thread. */
export class Pool {
  readonly #engine: Engine;
  readonly #prelude: Uint8Array;
  readonly #options: PoolOptions;
  #slots: Slot[] = [];
  #waiting: Batch[] = [];
  #lastBatch = 0;
  #failures = 0;
  #ticking: NodeJS.Timeout | undefined;
  #closed = false;
  /** Scripts that had to be stopped, or were slow: from then on they run in the first thread only, and leave the others free. */
  readonly #suspects = new Set<number>();

  constructor(engine: Engine, prelude: Uint8Array, options: PoolOptions) {
    this.#engine = engine;
    this.#prelude = prelude;
    this.#options = options;
  }

  /** Runs jobs of one request, in one message to one thread. */
  submit(jobs: readonly Job[]): void {
    this.#submit(jobs, 1);
  }

  #submit(jobs: readonly Job[], attempt: number): void {
    if (this.#suspects.size === 0) {
      this.#enqueue(jobs, attempt);
      return;
    }
    const calm = jobs.filter((job) => !this.#suspects.has(job.program));
    const suspect = jobs.filter((job) => this.#suspects.has(job.program));
    for (const group of [calm, suspect]) if (group.length > 0) this.#enqueue(group, attempt);
  }

  /** Starts so many threads, so that the first decision does not wait for one. The others start when they are needed. */
  async warm(threads = this.#options.size): Promise<void> {
    const wanted = Math.min(threads, this.#options.size);
    while (!this.#closed && this.#slots.length < wanted) this.#start();
    const started = ({ worker, ready }: Slot) =>
      ready ||
      new Promise((resolve) => {
        worker.once('message', resolve);
        worker.once('exit', resolve); // It will be tried again when there is work for it.
      });
    await Promise.all(this.#slots.map(started));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#ticking);
    const slots = this.#slots;
    this.#slots = [];
    for (const batch of [...this.#waiting, ...slots.flatMap((slot) => [...slot.batches.values()])])
      for (const job of batch.jobs) job.settle({ refused: 'The sandbox is closed' });
    this.#waiting = [];
    await Promise.all(slots.map(({ worker }) => worker.terminate()));
  }

  #enqueue(jobs: readonly Job[], attempts: number): void {
    const suspect = this.#suspects.size > 0 && jobs.some((job) => this.#suspects.has(job.program));
    const full = suspect
      ? this.#waiting.filter((batch) => batch.suspect).length >= MOST_SUSPECTS
      : this.#waiting.length >= this.#options.queue;
    if (this.#closed || full) {
      const refused = this.#closed ? 'The sandbox is closed' : 'The sandbox has too much to do';
      for (const job of jobs) job.settle({ refused });
      return;
    }
    this.#lastBatch = (this.#lastBatch % 0x3fffffff) + 1;
    this.#waiting.push({ id: this.#lastBatch, jobs, attempts, suspect });
    this.#dispatch();
    this.#ticking ??= setInterval(() => this.#tick(), TICK);
  }

  #dispatch(): void {
    if (
      this.#slots.length < this.#options.size &&
      this.#slots.every((slot) => slot.batches.size > 0 || !slot.ready)
    )
      if (this.#waiting.length > this.#slots.filter((slot) => !slot.ready).length) this.#start();
    const left: Batch[] = [];
    for (const batch of this.#waiting) {
      const slot = this.#choose(batch);
      if (slot === undefined) left.push(batch);
      else this.#send(slot, batch);
    }
    this.#waiting = left;
  }

  /** The thread with the least to do. Suspects go to the first one, where others go only if the rest is full. */
  #choose({ suspect }: Batch): Slot | undefined {
    let best: Slot | undefined;
    let least = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const slot of suspect ? this.#slots.slice(0, 1) : this.#slots) {
      if (!slot.ready || slot.batches.size >= DEPTH) continue;
      const silent = slot.batches.size > 0 && now - slot.heard > SILENT;
      // A thread that is silent may answer any moment; behind a suspect one waits for all of its budget.
      const load = slot.batches.size + (slot.suspects > 0 ? 2 * DEPTH : 0) + (silent ? DEPTH : 0);
      if (load < least) [best, least] = [slot, load];
    }
    return best;
  }

  #send(slot: Slot, batch: Batch): void {
    const reset = slot.bytes > MOST_BYTECODE;
    if (reset) {
      slot.known.clear();
      slot.bytes = 0;
    }
    const programs: [number, Uint8Array][] = [];
    const orders: Order[] = [];
    const add = (program: number, bytecode: Uint8Array): void => {
      if (slot.known.has(program)) return;
      slot.known.add(program);
      slot.bytes += bytecode.byteLength;
      programs.push([program, bytecode]);
    };
    for (const { program, bytecode, library, input, time, budget } of batch.jobs) {
      orders.push([program, input, time, budget, library?.id ?? 0]);
      if (library) add(library.id, library.bytecode);
      add(program, bytecode);
    }
    if (slot.batches.size === 0) slot.heard = performance.now();
    slot.batches.set(batch.id, batch);
    if (batch.suspect) slot.suspects++;
    slot.worker.postMessage({
      batch: batch.id,
      programs,
      orders,
      reset,
      suspect: batch.suspect,
    } satisfies ToThread);
    Atomics.add(slot.progress, 3, 1);
    Atomics.notify(slot.progress, 3);
  }

  #start(): void {
    const progress = new Int32Array(new SharedArrayBuffer(16));
    const workerData: ThreadData = {
      engine: this.#engine.url,
      wasm: this.#engine.wasm,
      prelude: this.#prelude,
      memory: this.#options.memory,
      progress,
    };
    const worker = new Worker(this.#engine.thread, {
      eval: true,
      workerData,
      env: {},
      execArgv: [],
      name: 'sandbox',
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
    });
    const slot: Slot = {
      worker,
      progress,
      batches: new Map(),
      known: new Set(),
      bytes: 0,
      suspects: 0,
      ready: false,
      heard: 0,
      seen: 0,
      since: 0,
    };
    this.#slots.push(slot);
    worker.on('message', (message: FromThread) => this.#hear(slot, message));
    worker.on('error', (error) => this.#lose(slot, error.message));
    worker.on('exit', () => this.#lose(slot, 'A thread of the sandbox has ended'));
  }

  #hear(slot: Slot, message: FromThread): void {
    if ('ready' in message) {
      slot.ready = true;
      slot.worker.unref();
      this.#failures = 0;
    } else {
      // Whoever came now would wait for the new machine, and another thread may have time.
      slot.ready = !message.renews;
      const batch = slot.batches.get(message.batch);
      slot.batches.delete(message.batch);
      // By its own time: a busy machine makes nobody a suspect.
      const slow = message.spent > SLOW && batch?.jobs.length === 1;
      slot.heard = performance.now();
      if (batch?.suspect) slot.suspects--;
      batch?.jobs.forEach((job, index) => {
        const outcome = readOutcome(message.outcomes[index]);
        if ('f' in outcome || slow) this.#suspects.add(job.program);
        else this.#suspects.delete(job.program);
        job.settle(outcome);
      });
    }
    if (this.#waiting.length > 0) this.#dispatch();
  }

  /** A thread is gone, by us or by itself: what it had not answered is sent again, or given up. */
  #lose(slot: Slot, reason: string): void {
    if (!this.#slots.includes(slot)) return;
    this.#slots = this.#slots.filter((other) => other !== slot);
    if (!slot.ready) this.#failures++;
    for (const { jobs, attempts } of slot.batches.values()) {
      const now = performance.now();
      const open = jobs.filter((job) => job.deadline > now);
      if (attempts < MOST_ATTEMPTS && open.length > 0) this.#submit(open, attempts + 1);
      else for (const job of jobs) job.settle({ refused: reason });
    }
    if (this.#failures >= MOST_ATTEMPTS) {
      for (const { jobs } of this.#waiting) for (const job of jobs) job.settle({ refused: reason });
      this.#waiting = [];
      this.#failures = 0;
    } else if (this.#waiting.length > 0) this.#dispatch();
  }

  /** Looks for threads that stand still, and for jobs whose time is over. */
  #tick(): void {
    const now = performance.now();
    for (const slot of this.#slots) this.#watch(slot, now);
    const late = (job: Job) => job.deadline <= now;
    for (const batches of [this.#waiting, ...this.#slots.map((slot) => slot.batches.values())])
      for (const { jobs } of batches)
        for (const job of jobs)
          if (late(job)) job.settle({ e: 'The time was over before the answer', f: 'timeout' });
    this.#waiting = this.#waiting.filter(({ jobs }) => !jobs.every(late));
    const idle = this.#waiting.length === 0 && this.#slots.every((slot) => slot.batches.size === 0);
    if (!idle) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  /** The hard bound: work inside of the engine's own functions does not ask whether it should stop. */
  #watch(slot: Slot, now: number): void {
    const progress = Atomics.load(slot.progress, 0);
    if (progress % 2 === 0 || progress !== slot.seen) {
      slot.seen = progress;
      slot.since = now;
      return;
    }
    if (now - slot.since < this.#options.bound - TICK) return;
    const batch = slot.batches.get(Atomics.load(slot.progress, 1));
    const guilty = batch?.jobs[Atomics.load(slot.progress, 2)];
    if (batch !== undefined && guilty !== undefined) {
      this.#suspects.add(guilty.program);
      guilty.settle({ e: 'The expression took too long', f: 'timeout' });
      const innocent = batch.jobs.filter((job) => job !== guilty);
      if (innocent.length > 0) slot.batches.set(batch.id, { ...batch, jobs: innocent });
      else slot.batches.delete(batch.id);
    }
    void slot.worker.terminate();
    this.#lose(slot, 'A script stood still in the same thread, again and again');
  }
}

const areQuestions = (said: unknown): said is Question[] =>
  Array.isArray(said) &&
  said.length <= 50 &&
  said.every(
    (question) =>
      Array.isArray(question) &&
      question.length === 2 &&
      typeof question[0] === 'string' &&
      Array.isArray(question[1]),
  );

/** Reads what a thread said as strictly as if the guest had written it itself. */
function readOutcome(text: string | undefined): Outcome {
  const broken: Outcome = { e: 'Error: the sandbox gave no answer that can be read' };
  try {
    const outcome: unknown = JSON.parse(text ?? '');
    if (typeof outcome !== 'object' || outcome === null) return broken;
    if ('e' in outcome) return typeof outcome.e === 'string' ? (outcome as Outcome) : broken;
    if ('q' in outcome) return areQuestions(outcome.q) ? { q: outcome.q } : broken;
    return 'm' in outcome &&
      'l' in outcome &&
      Array.isArray(outcome.m) &&
      Array.isArray(outcome.l) &&
      (!('x' in outcome) || Array.isArray(outcome.x))
      ? (outcome as Outcome)
      : broken;
  } catch {
    return broken;
  }
}
