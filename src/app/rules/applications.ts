import type { Row } from '../../core/model/model.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import { settingsOf } from '../../core/system/settings.ts';
import type { Rule, Values } from '../objects/rule.ts';

export const applicationRule: Rule = {
  prepare(values, before, { replica }) {
    // What a new one answers while nothing is bound is the system's say, unless its maker has one.
    if (before || values.when_unbound !== undefined || settingsOf(replica).core_default_app_access)
      return values;
    return { ...values, when_unbound: 'fail' };
  },
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

/** What somebody may change about a source without gaining the accounts that come through it. */
const HARMLESS_IN_SOURCES: ReadonlySet<string> = new Set([
  'name',
  'slug',
  'enabled',
  'promoted',
  'icon',
  'policy_engine_mode',
  'user_path_template',
]);

/**
 * Whoever decides where a source's answers come from decides who people are: a source that takes over existing
 * accounts, or the addresses of one that people already use, are for superusers.
 */
function takesAccounts(after: Values, before: Row | undefined): FieldErrors {
  const errors: Record<string, string[]> = {};
  for (const field of ['user_matching_mode', 'group_matching_mode'])
    if (String(after[field]).endsWith('_link') && after[field] !== before?.[field])
      errors[field] = ['Only a superuser may let a source take over accounts or groups that exist here.'];
  if (before)
    for (const [field, value] of Object.entries(after))
      if (!HARMLESS_IN_SOURCES.has(field) && JSON.stringify(value) !== JSON.stringify(before[field]))
        errors[field] ??= ['Only a superuser may change this: it decides who people are.'];
  return errors;
}

export const sourceRule: Rule = {
  check(after, before, { catalogue, model, actor }): FieldErrors {
    if (actor && !actor.user.is_superuser) {
      const errors = takesAccounts(after, before);
      if (Object.keys(errors).length > 0) return errors;
    }
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
