import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule, Values } from '../objects/rule.ts';

export const applicationRule: Rule = {
  check(after, before, { replica }): FieldErrors {
    const errors: Record<string, string[]> = {};
    const taken =
      typeof after.provider === 'number' ? replica.by('applications', 'provider', after.provider) : [];
    if (taken.some(({ pk }) => pk !== before?.pk))
      errors.provider = ['This provider already belongs to an application.'];
    return errors;
  },
};

/** Makes what the type declares as generated, and asks the type for what one field's schema cannot say. */
export const providerRule: Rule = {
  prepare(values, before, { catalogue, model, ports }) {
    const type = catalogue.providers.find(({ model: name }) => name === model.name);
    const made: Record<string, unknown> = {};
    for (const [field, kind] of Object.entries(type?.generated ?? {}))
      if (values[field] === undefined || values[field] === '')
        made[field] = before?.[field] ?? ports.random.token(kind === 'token40' ? 240 : 768);
    return { ...values, ...made };
  },
  once(values, { catalogue, model }) {
    const type = catalogue.providers.find(({ model: name }) => name === model.name);
    return Object.fromEntries(Object.keys(type?.generated ?? {}).map((field) => [field, values[field]]));
  },
  check(after, _before, { catalogue, model }): FieldErrors {
    return catalogue.providers.find(({ model: name }) => name === model.name)?.check?.(after) ?? {};
  },
};

export const sourceRule: Rule = {
  check(after, _before, { catalogue, model }): FieldErrors {
    return catalogue.sources.find(({ model: name }) => name === model.name)?.check?.(after) ?? {};
  },
  beforeDelete: (row): FieldErrors =>
    typeof row.managed === 'string'
      ? { non_field_errors: ['This source belongs to Postern and cannot be deleted.'] }
      : {},
};

export const mappingRule: Rule = {
  async check(after: Values, before, { ports, model }): Promise<FieldErrors> {
    if (after.expression === before?.expression) return {};
    const found = await ports.sandbox.check(
      String(after.expression),
      model.type?.startsWith('source/') ? 'source_mapping' : 'property_mapping',
    );
    return found.length > 0
      ? { expression: found.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`) }
      : {};
  },
};
