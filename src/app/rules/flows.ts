import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule } from '../objects/rule.ts';

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
