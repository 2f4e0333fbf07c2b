import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule } from '../objects/rule.ts';
import { gained } from './directory.ts';

/** Asks the type for what one field's schema cannot say. */
export const stageRule: Rule = {
  check: (after, _before, { catalogue, model }): FieldErrors =>
    catalogue.stages.find(({ model: name }) => name === model.name)?.check(after) ?? {},
};

/** The group that a stage puts people into is given to whoever walks the flow. */
export const userWriteRule: Rule = {
  check(after, before, context): FieldErrors {
    const group = after.create_users_group;
    if (typeof group !== 'string' || group === before?.create_users_group) return {};
    const gain = gained(context, [group], []);
    return gain ? { create_users_group: [gain] } : {};
  },
};

/** Who made an invitation is said, and gives no right to it: whoever may invite no more has none of theirs left either. */
export const invitationRule: Rule = {
  prepare: (values, before, { actor }) =>
    before ? values : { ...values, created_by: actor?.user.pk ?? null },
};

const EXPRESSIONS = [
  ['placeholder', 'placeholder_expression'],
  ['initial_value', 'initial_value_expression'],
] as const;

/** What a prompt shows may be worked out by expressions; a mistake in one is found when it is written. */
export const promptRule: Rule = {
  async check(after, before, { ports }): Promise<FieldErrors> {
    const errors: Record<string, string[]> = {};
    for (const [field, flag] of EXPRESSIONS) {
      const known = after[field] === before?.[field] && after[flag] === before?.[flag];
      if (known || after[flag] !== true || !after[field]) continue;
      const found = await ports.sandbox.check(String(after[field]), 'prompt_field');
      if (found.length > 0)
        errors[field] = found.map(
          ({ line, column, message }) => `Line ${line}, column ${column}: ${message}`,
        );
    }
    return errors;
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
