import type { Strength } from '../../core/password/ports.ts';

/** What is sent to the thread. */
export interface Question {
  readonly id: number;
  readonly password: string;
  readonly known: readonly string[];
}

/** What it sends back; in the order of the questions. */
export interface Answer extends Strength {
  readonly id: number;
}
