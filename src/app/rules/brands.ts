import type { FieldErrors } from '../../core/problem/problem.ts';
import { permissionName } from '../objects/authority.ts';
import type { Rule } from '../objects/rule.ts';

/** There is one default brand at a time: whichever becomes it takes it from the other. */
export const brandRule: Rule = {
  check(after, before, { actor, authority, model }): FieldErrors {
    const takes = after.default === true && before?.default !== true;
    return takes && actor && !authority.has(actor, permissionName(model, 'change'))
      ? { default: ['Only who may change every brand may make one the default: it takes it from another.'] }
      : {};
  },
  async before(values, before, { model, objects }) {
    if (values.default !== true || before?.default === true) return;
    for (const other of await objects.all(model, { default: true }))
      await objects.update(model, other.pk, { default: false });
  },
};
