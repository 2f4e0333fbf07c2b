import type { PolicyType } from '../core/policy/type.ts';
import { withExpression } from '../core/policy/with-expression.ts';
import { conditional } from './conditional/policy.ts';
import { dummy } from './dummy/policy.ts';
import { eventMatcher } from './event_matcher/policy.ts';
import { expression } from './expression/policy.ts';
import { geoip } from './geoip/policy.ts';
import { lockout } from './lockout/policy.ts';
import { password } from './password/policy.ts';
import { passwordExpiry } from './password_expiry/policy.ts';
import { reputation } from './reputation/policy.ts';
import { uniquePassword } from './unique_password/policy.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
const types: readonly PolicyType[] = [
  conditional,
  dummy,
  eventMatcher,
  expression,
  geoip,
  lockout,
  password,
  passwordExpiry,
  reputation,
  uniquePassword,
];

/** What the other types say may be refined by an expression of the policy itself. */
export const policyTypes: readonly PolicyType[] = types.map((type) =>
  type === expression ? type : withExpression(type),
);
