import type { PolicyType } from '../core/policy/type.ts';
import { dummy } from './dummy/policy.ts';
import { expression } from './expression/policy.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
export const policyTypes: readonly PolicyType[] = [dummy, expression];
