import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { EventPort } from '../../core/event/port.ts';
import { queryOf } from '../../core/flow/address.ts';
import type { FlowTokens } from '../../core/flow/ports.ts';
import { seconds } from '../../core/model/fields.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import { FLOW_TOKEN } from '../flows/restoring.ts';
import type { Authority } from '../objects/authority.ts';
import { holdsMore } from '../rules/directory.ts';
import { refuseActing } from './impersonation.ts';

export interface RecoveryDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly tokens: Pick<FlowTokens, 'put'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventPort;
  brand(host: string): Row | undefined;
}

/** Ways back into an account. */
export interface Recovery {
  /** The path of a one-time link that runs the brand's recovery flow for that person. Older links stop working. */
  link(user: number, token_duration: string, actor: Actor): Promise<string>;
}

/** Makes links for people who cannot sign in. Whoever may make one could take the account over, so it is judged like that. */
export function createRecovery(deps: RecoveryDeps): Recovery {
  const { catalogue, objects, replica, authority, tokens, clock, random, events } = deps;
  const users = catalogue.model('authentik_core.user');

  function flowFor({ http }: Actor): Row {
    const pk = deps.brand(http.host)?.flow_recovery;
    const flow = typeof pk === 'string' ? replica.get('flows', pk) : undefined;
    if (!flow)
      throw invalid({
        non_field_errors: ['This brand has no recovery flow. Choose one in the settings of the brand.'],
      });
    return flow;
  }

  return {
    async link(pk, token_duration, actor) {
      refuseActing(actor);
      const row = await objects.find(users, { pk });
      if (!row) throw new Problem('not_found');
      if (holdsMore({ replica, authority, actor }, pk)) throw new Problem('permission_denied');
      if (row.type === 'service_account' || row.type === 'internal_service_account')
        throw invalid({ non_field_errors: ['A service account has no password to recover.'] });
      if (row.is_active !== true)
        throw invalid({ non_field_errors: ['This account is not active. Activate it first.'] });
      const flow = flowFor(actor);
      const now = clock.now();
      const token = random.token();
      await tokens.put(token, {
        flow: String(flow.pk),
        user: pk,
        created: now,
        expires: now + seconds(token_duration) * 1000,
      });
      events.emit({
        action: 'secret_view',
        app: 'postern.directory',
        context: {
          purpose: 'recovery link',
          subject: { pk, username: row.username },
          flow: { pk: flow.pk, slug: flow.slug },
        },
        user: actor.user,
        http_request: actor.http,
      });
      return `/if/flow/${encodeURIComponent(String(flow.slug))}/?${queryOf({ [FLOW_TOKEN]: token })}`;
    },
  };
}
