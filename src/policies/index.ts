import type { PolicyType } from '../core/policy/type.ts';
import { withExpression } from '../core/policy/with-expression.ts';
import { dummy } from './dummy/policy.ts';
import { eventMatcher } from './event_matcher/policy.ts';
import { expression } from './expression/policy.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
const types: readonly PolicyType[] = [dummy, eventMatcher, expression];

/** What the other types say may be refined by an expression of the policy itself. */
export const policyTypes: readonly PolicyType[] = types.map((type) =>
  type === expression ? type : withExpression(type),
);
