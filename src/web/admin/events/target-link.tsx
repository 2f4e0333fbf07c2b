import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { useLoad } from '../use-load.ts';
import type { Decision, Page } from '../wire.ts';

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

/** The target of a decision, as a link to its bindings where it still is there. */
export function TargetLink({ decision }: { readonly decision: Decision }) {
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
  return place && found.value ? (
    <Link to={pathOf(place.page, found.value.slug, 'bindings')}>{target_name}</Link>
  ) : (
    target_name
  );
}
