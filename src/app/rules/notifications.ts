import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule, RuleContext, Values } from '../objects/rule.ts';

/** Whoever decides where events go could read all of them: that is for those who may read them anyway. */
function readsEvents({ actor, authority }: RuleContext): FieldErrors {
  return !actor || authority.has(actor, 'authentik_events.view_event')
    ? {}
    : { non_field_errors: ['You may not see events, so you may not have them sent to anybody either.'] };
}

async function mappingErrors(
  after: Values,
  { replica, objects, catalogue }: RuleContext,
): Promise<FieldErrors> {
  const mapping = catalogue.model('authentik_events.notificationwebhookmapping');
  const errors: Record<string, string[]> = {};
  for (const field of ['webhook_mapping_body', 'webhook_mapping_headers']) {
    const pk = after[field];
    if (typeof pk !== 'string') continue;
    const found = replica.get(mapping.table, pk) ?? (await objects.find(mapping, { pk }));
    if (found?.type !== mapping.type)
      errors[field] = ['This is no webhook mapping. Create one under /propertymappings/notification/.'];
  }
  return errors;
}

export const transportRule: Rule = {
  async check(after, _before, context): Promise<FieldErrors> {
    const calls = after.mode === 'webhook' || after.mode === 'webhook_slack';
    return {
      ...readsEvents(context),
      ...(calls && after.webhook_url === '' ? { webhook_url: ['A webhook needs an address to call.'] } : {}),
      ...(await mappingErrors(after, context)),
    };
  },
};

export const notificationRuleRule: Rule = { check: (_after, _before, context) => readsEvents(context) };

export const notificationRule: Rule = { owner: 'user' };
