import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BINDING } from '../bindings/check-address.ts';
import { useLoad } from '../use-load.ts';
import type { DecisionSummary, Page } from '../wire.ts';

interface Place {
  readonly path: string;
  readonly page: string;
}

/** Applications and the like have addresses by their slugs, and decisions know their keys. */
const places: Readonly<Record<string, Place>> = {
  'authentik_core.application': { path: '/core/applications/', page: 'applications' },
  'authentik_flows.flow': { path: '/flows/instances/', page: 'flows' },
};
const SOURCE: Place = { path: '/sources/all/', page: 'sources' };
const STAGE_BINDING = 'authentik_flows.flowstagebinding';
const RULE = 'authentik_events.notificationrule';

/** Where the bindings of a decision's target are; undefined where it is no more, or has no page. */
export function useTargetAddress(decision: DecisionSummary): string | undefined {
  const { client } = useAdmin();
  const { target_model, target_name, target_pk } = decision;
  const place = places[target_model] ?? (target_model.startsWith('authentik_sources_') ? SOURCE : undefined);
  const found = useLoad(target_pk, async () => {
    if (!place) return { value: undefined };
    const reply = await client.get<Page<{ pk: string; slug: string }>>(place.path, {
      search: target_name,
      page_size: 100,
      ...(place.page === 'applications' ? { superuser_full_list: true } : {}),
    });
    return 'value' in reply ? { value: reply.value.results.find(({ pk }) => pk === target_pk) } : reply;
  });
  // "flow: stage" is what a stage binding is called.
  const [flow = '', stage] = target_name.split(': ');
  if (target_model === STAGE_BINDING && stage !== undefined)
    return `${pathOf('flows', flow, 'stages')}?${new URLSearchParams({ [BINDING]: target_pk })}`;
  if (target_model === RULE) return pathOf('notification-rules', target_pk);
  return place && found.value ? pathOf(place.page, found.value.slug, 'bindings') : undefined;
}
