import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule } from '../objects/rule.ts';
import { gained } from './directory.ts';

/** The group that a stage puts people into is given to whoever walks the flow. */
export const userWriteRule: Rule = {
  check(after, before, context): FieldErrors {
    const group = after.create_users_group;
    if (typeof group !== 'string' || group === before?.create_users_group) return {};
    const gain = gained(context, [group], []);
    return gain ? { create_users_group: [gain] } : {};
  },
};

export const stageBindingRule: Rule = {
  check: (after): FieldErrors =>
    after.evaluate_on_plan === false && after.re_evaluate_policies === false
      ? {
          non_field_errors: [
            'Choose when the policies are evaluated: when the flow is planned, when the stage is reached, or both.',
          ],
        }
      : {},
};
