import { argon2id } from '../adapters/hashing.ts';
import { systemClock, systemDigest, systemRandom } from '../adapters/system.ts';
import { createAccounts } from '../app/directory/accounts.ts';
import { createImpersonation, createMayAct } from '../app/directory/impersonation.ts';
import { createRecovery } from '../app/directory/recovery.ts';
import { createSessions } from '../app/directory/sessions.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import { createRoles } from '../app/rbac/roles.ts';
import type { FlowTokens } from '../core/flow/ports.ts';
import type { KnownDevices } from '../core/lockout/ports.ts';
import type { Ports } from '../core/ports.ts';
import type { ComposeInput } from './compose.ts';
import type { layGround } from './ground.ts';

type Needed = Pick<
  Awaited<ReturnType<typeof layGround>>,
  'catalogue' | 'replica' | 'objects' | 'store' | 'authority' | 'events' | 'geoip' | 'user' | 'uid' | 'brand'
> & {
  readonly configuration: ComposeInput['configuration'];
  readonly cases: ObjectUseCases;
  readonly knownDevices: KnownDevices;
  readonly flowTokens: FlowTokens;
  readonly posting: Ports['posting'];
};

/** Accounts, sessions, and what administrators do with them. */
export function furnishDirectory(needed: Needed) {
  const { catalogue, replica, objects, store, authority, events, geoip, user, uid, brand } = needed;
  const { configuration, cases, knownDevices, flowTokens, posting } = needed;
  const mayAct = createMayAct({
    replica,
    authority,
    users: catalogue.model('authentik_core.user'),
    enabled: configuration.impersonation,
  });
  const sessions = createSessions({
    store,
    devices: knownDevices,
    digest: systemDigest,
    clock: systemClock,
    random: systemRandom,
    events,
    geoip,
    user,
    mayAct,
  });
  const impersonation = createImpersonation({
    sessions,
    events,
    enabled: configuration.impersonation,
    requireReason: configuration.impersonation_require_reason,
    user,
    mayAct,
  });
  const accounts = createAccounts({
    catalogue,
    objects,
    replica,
    cases,
    authority,
    store,
    hashing: argon2id,
    digest: systemDigest,
    clock: systemClock,
    events,
    user,
    uid,
  });
  const roles = createRoles({ catalogue, objects, replica, authority });
  const recovery = createRecovery({
    catalogue,
    objects,
    replica,
    authority,
    tokens: flowTokens,
    posting,
    clock: systemClock,
    random: systemRandom,
    events,
    brand,
  });
  return { sessions, impersonation, accounts, roles, recovery };
}
