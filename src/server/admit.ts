import { type Authority, permissionName } from '../app/objects/authority.ts';
import { rules } from '../app/rules/index.ts';
import type { Resource } from '../contract/resource.ts';
import type { Route } from '../contract/route.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import type { Model } from '../core/model/model.ts';
import { Problem } from '../core/problem/problem.ts';
import type { Admit } from './bind.ts';

type Verb = 'view' | 'add' | 'change' | 'delete';

/**
 * Judges the word that a route says about access, before anything that was sent is read. On the routes of resources
 * whoever has the permission over any object comes in; the use case then judges the very object.
 */
export function createAdmit(
  authority: Authority,
  resources: readonly Resource[],
  catalogue: Catalogue,
): Admit {
  const modelOf = new Map(
    resources.flatMap(({ model, routes }) => Object.values(routes).map(({ id }) => [id, model] as const)),
  );

  /** The permission over the model or its whole kind: over everything, or over some object. */
  const holds = (actor: Actor, model: Model, verb: Verb): boolean =>
    [
      model,
      ...(model.base === undefined ? [] : [catalogue.model(model.base)]),
      ...(model.abstract ? catalogue.models.filter(({ base }) => base === model.name) : []),
    ].some((candidate) => {
      const permission = permissionName(candidate, verb);
      return authority.has(actor, permission) || authority.objectsOf(actor, permission, candidate).length > 0;
    });

  return (route: Route, actor, params) => {
    const { access } = route;
    if (access === 'public') return;
    if (actor.user.pk === null) throw new Problem('not_authenticated');
    if (access === 'authenticated') return;
    if (access === 'superuser') {
      if (!actor.user.is_superuser) throw new Problem('permission_denied');
      return;
    }
    if (authority.has(actor, access.permission)) return;
    if (access.on !== undefined) {
      const [key] = Object.values(params as Readonly<Record<string, string>>);
      if (key !== undefined && authority.may(actor, access.permission, catalogue.model(access.on), key))
        return;
    }
    const model = modelOf.get(route.id);
    const verb = /\.(view|add|change|delete)_/.exec(access.permission)?.[1] as Verb | undefined;
    if (model && verb) {
      const rule = rules[model.name];
      if (verb === 'add' ? rule?.selfService : rule?.owner !== undefined) return;
      if (holds(actor, model, verb)) return;
    }
    throw new Problem('permission_denied');
  };
}
