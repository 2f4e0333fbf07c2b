import type { Catalogue } from '../../core/catalogue.ts';
import type { Lockdown } from '../../core/directory/lockdown.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Flows, Started, Visitor } from '../../core/flow/flows.ts';
import type { FlowTokens } from '../../core/flow/ports.ts';
import type { KnownDevices } from '../../core/lockout/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { OAuthStore } from '../../core/oauth/store.ts';
import type { Clock } from '../../core/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import { type Authority, permissionName } from '../objects/authority.ts';
import { holdsMore } from '../rules/directory.ts';
import { refuseActing } from './impersonation.ts';
import type { Sessions } from './sessions.ts';

export interface LockdownDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly sessions: Pick<Sessions, 'endAll'>;
  readonly flowTokens: Pick<FlowTokens, 'revoke'>;
  readonly oauth: Pick<OAuthStore, 'revokeUser'>;
  readonly knownDevices: Pick<KnownDevices, 'forget'>;
  readonly clock: Clock;
  /** Every active superuser. */
  superusers(): readonly number[];
}

/** The lock itself. */
export function createLockdown(deps: LockdownDeps): Lockdown {
  const { catalogue, objects } = deps;
  const users = catalogue.model('authentik_core.user');
  const tokens = catalogue.model('authentik_core.token');
  const devices = catalogue.model('authentik_stages_authenticator.device');
  return {
    async lock(pk, order) {
      const superusers = deps.superusers();
      const barred = order.deactivate_user || order.set_unusable_password;
      if (barred && superusers.includes(pk) && superusers.length === 1) return 'last_superuser';
      const found = await objects.transaction(async (trx) => {
        const row = await trx.lock(users, { pk });
        if (!row) return false;
        await trx.update(users, pk, {
          ...(order.deactivate_user ? { is_active: false } : {}),
          ...(order.set_unusable_password ? { password: '' } : {}),
          // Whoever stands between a proof and a session does not come to it any more.
          proofs_since: new Date(deps.clock.now()).toISOString(),
        });
        if (order.delete_devices)
          for (const device of await trx.all(devices, { user: pk })) await trx.delete(devices, device.pk);
        if (order.revoke_tokens)
          for (const token of await trx.all(tokens, { user: pk })) await trx.delete(tokens, token.pk);
        return true;
      });
      if (!found) return 'gone';
      if (order.revoke_tokens) {
        await deps.flowTokens.revoke(pk);
        await deps.oauth.revokeUser(pk);
      }
      if (order.delete_devices) await deps.knownDevices.forget(pk);
      // Last: whoever came in meanwhile by what is gone now goes too.
      if (order.delete_sessions) await deps.sessions.endAll(pk);
      return 'locked';
    },
  };
}

export interface LockingDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly flows: Pick<Flows, 'start'>;
  brand(host: string): Row | undefined;
}

/** Begins the brand's lockdown flow about an account, one's own or another's. */
export type Locking = (user: number | null, visitor: Visitor) => Promise<Started>;

export function createLocking({ catalogue, replica, authority, flows, brand }: LockingDeps): Locking {
  const users = catalogue.model('authentik_core.user');

  /** Whoever may take an account's rights away may lock it; nobody locks somebody who holds more. */
  function judge(actor: Actor, pk: number): void {
    const may = (action: 'view' | 'change') => authority.may(actor, permissionName(users, action), users, pk);
    if (!replica.get('users', pk) || !may('view')) throw new Problem('not_found');
    if (!may('change') || holdsMore({ replica, authority, actor }, pk))
      throw new Problem('permission_denied');
  }

  return async (user, visitor) => {
    const { actor } = visitor;
    if (actor.user.pk === null) throw new Problem('not_authenticated');
    refuseActing(actor);
    const pk = user ?? actor.user.pk;
    const own = pk === actor.user.pk;
    if (!own) judge(actor, pk);
    const flow = brand(actor.http.host)?.flow_lockdown;
    if (typeof flow !== 'string')
      throw invalid({
        non_field_errors: ['This brand has no lockdown flow. Choose one in the settings of the brand.'],
      });
    const context = { lockdown_target_users: [pk], lockdown_self_service: own };
    const started = await flows.start({ flow: { pk: flow }, visitor, context });
    if (started.outcome === 'denied')
      throw invalid({ non_field_errors: ['The lockdown flow does not apply to you.'] });
    return started;
  };
}
