import { Worker } from 'node:worker_threads';
import type { PasswordStrength, Strength } from '../../core/password/ports.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import type { Answer, Question } from './protocol.ts';

export interface StrengthOptions {
  /** Milliseconds without a question after which the thread is let go. */
  readonly idle?: number;
}

/** The estimator with its thread; `close` ends it. */
export interface StrengthEstimator extends PasswordStrength {
  close(): Promise<void>;
}

/** Questions that may wait: an estimate takes a hundredth of a second, a hostile one a fifth. */
const MOST_WAITING = 100;
/** What of the person's data is looked at, at most. */
const MOST_KNOWN = 50;
const LONGEST_KNOWN = 100;

type Settle = (answer: Strength | Fault) => void;

const unavailable = (detail: string): Fault => ({ fault: 'unavailable', detail });
const late: Fault = {
  fault: 'timeout',
  detail: 'the strength of the password could not be estimated in time',
};

/**
 * Estimates with zxcvbn in a thread of its own, which starts with the first question: a long estimate keeps nobody
 * else waiting, and the word lists take memory only while somebody chooses passwords.
 */
export function createPasswordStrength({ idle = 60_000 }: StrengthOptions = {}): StrengthEstimator {
  let worker: Worker | undefined;
  let idling: NodeJS.Timeout | undefined;
  let last = 0;
  let closed = false;
  const waiting = new Map<number, Settle>();

  /** Whoever still waits is told, and the next question starts another thread. */
  function drop(gone: Worker, fault: Fault): void {
    if (worker !== gone) return;
    worker = undefined;
    clearTimeout(idling);
    const lost = [...waiting.values()];
    waiting.clear();
    for (const settle of lost) settle(fault);
  }

  function start(): Worker {
    const made = new Worker(new URL('./thread.ts', import.meta.url), { env: {}, execArgv: [] });
    made.unref();
    made.on('message', ({ id, score, advice }: Answer) => {
      waiting.get(id)?.({ score, advice });
      waiting.delete(id);
      if (waiting.size === 0) rest(made);
    });
    made.on('error', ({ message }) => drop(made, unavailable(`the estimator failed: ${message}`)));
    made.on('exit', () => drop(made, unavailable('the estimator ended')));
    return made;
  }

  function rest(resting: Worker): void {
    clearTimeout(idling);
    idling = setTimeout(() => {
      if (waiting.size > 0) return;
      drop(resting, unavailable('the estimator rests'));
      void resting.terminate();
    }, idle);
    idling.unref();
  }

  return {
    estimate(password, known, timeout) {
      if (closed) return Promise.resolve(unavailable('the estimator is closed'));
      if (waiting.size >= MOST_WAITING)
        return Promise.resolve(unavailable('the estimator has too much to do'));
      clearTimeout(idling);
      worker ??= start();
      const asked = worker;
      last += 1;
      const question: Question = {
        id: last,
        password,
        known: known.slice(0, MOST_KNOWN).map((word) => word.slice(0, LONGEST_KNOWN)),
      };
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(question.id);
          resolve(late);
          if (waiting.size === 0) rest(asked);
        }, timeout);
        waiting.set(question.id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        asked.postMessage(question);
      });
    },
    async close() {
      closed = true;
      const open = worker;
      if (!open) return;
      drop(open, unavailable('the estimator is closed'));
      await open.terminate();
    },
  };
}
