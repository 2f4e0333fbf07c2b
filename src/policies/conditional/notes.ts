import type { Mention } from '../../core/policy/type.ts';
import { LIMITS, type Mistake } from './document.ts';
import type { Fact } from './facts.ts';

/** A variable or setter that a document uses. */
export interface Use {
  readonly path: string;
  readonly key: string;
  readonly requires: readonly Fact[];
}

/** A policy that a document refers to. */
export interface PolicyReference {
  readonly path: string;
  readonly pk: string;
  /** False within an action that is switched off. */
  readonly live: boolean;
}

/** What is written down while a document is compiled. */
export interface Notes {
  readonly mistakes: Mistake[];
  readonly uses: Use[];
  readonly policies: PolicyReference[];
  readonly mentions: Mention[];
  readonly missing: 'fail' | 'false';
  readonly failure_message: string;
  nodes: number;
  /** Whether the world has to be asked. */
  asks: boolean;
  /** False within an action that is switched off: it is checked, and neither needs nor asks anything. */
  live: boolean;
}

export const mistake = ({ mistakes }: Notes, path: string, message: string): void => {
  mistakes.push({ path, message });
};

/** Counts a condition or an action; false where there are too many, and nothing more is read. */
export function counted(notes: Notes, path: string, depth: number): boolean {
  notes.nodes += 1;
  if (notes.nodes === LIMITS.nodes + 1)
    mistake(notes, path, `A policy has at most ${LIMITS.nodes} conditions and actions.`);
  if (notes.nodes > LIMITS.nodes) return false;
  if (depth <= LIMITS.depth) return true;
  mistake(notes, path, `Conditions and actions stand in each other at most ${LIMITS.depth} deep.`);
  return false;
}
