import { z } from 'zod';
import type { DecisionDraft, DecisionLog } from '../policy/record.ts';
import { definePolicyType, type PolicyType } from '../policy/type.ts';

/** A decision log that only remembers. */
export function recordedDecisions(): Pick<DecisionLog, 'record'> & {
  readonly drafts: readonly DecisionDraft[];
} {
  const drafts: DecisionDraft[] = [];
  return { drafts, record: (draft) => void drafts.push(draft) };
}

/** A policy type `fixed` that answers at once as its setting `result` says, with its setting `message`. */
export const fixedPolicy: PolicyType = definePolicyType({
  type: 'fixed',
  model: 'postern_test.fixedpolicy',
  component: 'fixed-form',
  title: 'Fixed',
  description: 'Answers as told.',
  config: z.strictObject({ result: z.boolean().default(true), message: z.string().default('') }),
  messages: {},
  uses: [],
  evaluate: ({ config }) => ({
    passing: config.result,
    messages: config.message ? [config.message] : [],
    reasons: [],
  }),
});
