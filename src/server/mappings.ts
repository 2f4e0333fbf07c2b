import type { Authority } from '../app/objects/authority.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import { isKnownName } from '../core/expression/rules.ts';
import type { Sandbox } from '../core/expression/sandbox.ts';
import type { Row } from '../core/model/model.ts';
import type { Replica } from '../core/model/objects.ts';
import type { UserFacts } from '../core/policy/request.ts';
import type { Clock } from '../core/ports.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** Milliseconds until an expression has answered. */
const PATIENCE = 10_000;

export interface MappingHandlerDeps {
  readonly catalogue: Catalogue;
  readonly cases: Pick<ObjectUseCases, 'find'>;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  user(pk: number): UserFacts | undefined;
}

/** For whom a mapping runs; what only stands in for a provider or a source may be given. */
const HANDED: ReadonlySet<string> = new Set(['user', 'group']);

/** Property mappings, tried before anybody depends on them. */
export function mappingHandlers(deps: MappingHandlerDeps): Record<string, Handler> {
  const { catalogue, replica, authority } = deps;
  const model = catalogue.model('authentik_core.propertymapping');
  const users = catalogue.model('authentik_core.user');
  const groups = catalogue.model('authentik_core.group');

  function personFor(pk: unknown, actor: Actor): UserFacts {
    if (typeof pk !== 'number') return actor.user;
    const found = deps.user(pk);
    // Whoever may not see people learns not which there are.
    if (!authority.may(actor, 'authentik_core.view_user', users, pk)) throw new Problem('permission_denied');
    if (!found) throw invalid({ user: [`Invalid pk "${pk}" - object does not exist.`] });
    return found;
  }

  function groupFor(pk: unknown, actor: Actor): Row | null {
    if (typeof pk !== 'string') return null;
    if (!authority.may(actor, 'authentik_core.view_group', groups, pk))
      throw new Problem('permission_denied');
    const found = replica.get('groups', pk);
    if (!found) throw invalid({ group: [`Invalid pk "${pk}" - object does not exist.`] });
    return found;
  }

  return {
    async propertymappings_all_test_create({ params, query, body, actor }) {
      const mapping = await deps.cases.find(model, { pk: String(params.pm_uuid) }, 'change', actor);
      const user = personFor(body.user, actor);
      const group = groupFor(body.group, actor);
      const { group_pks: _, ...person } = user;
      const time = deps.clock.now();
      const context = body.context as Readonly<Record<string, unknown>>;
      const handed = Object.keys(context).filter((name) => HANDED.has(name) || isKnownName(name));
      if (handed.length > 0)
        throw invalid({
          context: [
            `${handed.join(', ')}: the mapping is handed this; leave it out, or choose another name.`,
          ],
        });
      const result = await deps.sandbox.run(
        String(mapping.expression),
        {
          request: { user: person, http_request: actor.http, obj: null, context: {}, time },
          // What the different kinds of mapping are handed, where the caller says nothing else.
          extra: {
            ...{ user: person, group, provider: null, token: { scopes: [] }, entitlements: [] },
            ...{ info: {}, properties: {}, group_id: null },
            ...context,
          },
          caller: {
            ...{ user, http_request: actor.http, obj: null, context: {}, debug: true, time },
            visibleUsers: (pk) =>
              pk === actor.user.pk || authority.may(actor, 'authentik_core.view_user', users, pk),
          },
        },
        PATIENCE,
      );
      if (!result.ok) {
        const place = result.line === undefined ? '' : `Line ${result.line}, column ${result.column ?? 1}: `;
        return { successful: false, result: `${place}${result.detail}` };
      }
      const indent = query.format_result === true ? 4 : undefined;
      return { successful: true, result: JSON.stringify(result.value ?? null, null, indent) };
    },
  };
}
