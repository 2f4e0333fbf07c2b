/** What the pool and its threads say to each other. Types only: a thread is started from its text alone. */

/**
 * One script to run: its number, its input as JSON, the time that it is told, its budget of processor time, and the
 * number of the library that it is a function of (0: none).
 */
export type Order = readonly [program: number, input: string, time: number, budget: number, library: number];

export interface ToThread {
  readonly batch: number;
  /** Scripts that this thread has not seen yet. */
  readonly programs: readonly (readonly [program: number, bytecode: Uint8Array])[];
  readonly orders: readonly Order[];
  /** Forget all scripts that were sent before these. */
  readonly reset: boolean;
  /** Scripts of these orders had to be stopped before, or were slow. */
  readonly suspect: boolean;
}

/** One text per order, see `Outcome`. `ready` is said when the thread can take work: at first, and after a new machine. */
export type FromThread =
  | { readonly ready: true }
  | {
      readonly batch: number;
      readonly outcomes: readonly string[];
      /** Milliseconds of processor time that they took. */
      readonly spent: number;
      /** The machine was thrown away, and another one is being made. */
      readonly renews: boolean;
    };

export interface ThreadData {
  /** File URL of the engine's JavaScript, and its compiled WebAssembly. */
  readonly engine: string;
  readonly wasm: WebAssembly.Module;
  /** Bytecode of the words that expressions know; it makes `start` and `collect`. */
  readonly prelude: Uint8Array;
  /** Bytes that a machine may allocate. */
  readonly memory: number;
  /**
   * Shared with the pool: how often a script began or ended (odd: one runs), its batch, its place in the batch, and how
   * many messages were sent.
   */
  readonly progress: Int32Array;
}

/** What the guest answers, as JSON. Short names, since one is written and read for each decision. */
export type Outcome =
  | {
      readonly v?: unknown;
      readonly m: readonly string[];
      readonly l: readonly GuestLine[];
      /** Effects. */
      readonly x?: readonly unknown[];
    }
  /** Questions to the host: the script is run again from its beginning with the answers to all questions so far. */
  | { readonly q: readonly Question[] }
  | { readonly e: string; readonly s?: string; readonly f?: 'timeout' | 'memory' };

export type Question = readonly [word: string, args: readonly unknown[]];

/** What the host said: an answer, or the text of an error. */
export type HostAnswer =
  | readonly [answered: true, value: unknown]
  | readonly [answered: false, error: string];

export type GuestLine = readonly [
  level: string,
  event: string,
  attributes: Readonly<Record<string, unknown>>,
];
