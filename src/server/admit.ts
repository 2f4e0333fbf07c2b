import type { Authority } from '../app/objects/authority.ts';
import type { Resource } from '../contract/resource.ts';
import type { Route } from '../contract/route.ts';
import { Problem } from '../core/problem/problem.ts';
import type { Admit } from './bind.ts';

/**
 * Judges the word that a route says about access. The routes of resources are judged object by object in the use case,
 * where a permission may have been given for one object only.
 */
export function createAdmit(authority: Authority, resources: readonly Resource[]): Admit {
  const ofResources = new Set(resources.flatMap(({ routes }) => Object.values(routes).map(({ id }) => id)));
  return (route: Route, actor) => {
    const { access } = route;
    if (access === 'public') return;
    if (actor.user.pk === null) throw new Problem('not_authenticated');
    if (access === 'authenticated' || ofResources.has(route.id)) return;
    if (access === 'superuser' ? actor.user.is_superuser : authority.has(actor, access.permission)) return;
    throw new Problem('permission_denied');
  };
}
