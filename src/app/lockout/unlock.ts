import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Tries } from '../../core/lockout/ports.ts';
import type { Objects } from '../../core/model/objects.ts';
import { Problem } from '../../core/problem/problem.ts';
import { refuseActing } from '../directory/impersonation.ts';

/** Ends the lock of a user. */
export type Unlock = (user: number, actor: Actor) => Promise<void>;

/** For administrators, and whoever else may set a user's password. */
export function createUnlock(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Pick<Objects, 'find'>;
  readonly tries: Pick<Tries, 'forgive'>;
  readonly events: EventPort;
}): Unlock {
  const { catalogue, objects, tries, events } = deps;
  const users = catalogue.model('authentik_core.user');
  return async (pk, actor) => {
    refuseActing(actor);
    const row = await objects.find(users, { pk });
    if (!row) throw new Problem('not_found');
    await tries.forgive(pk);
    events.emit({
      action: 'model_updated',
      app: 'postern.lockout',
      context: {
        model: { app: 'authentik_core', model_name: 'user', pk, name: row.username },
        message: `The wrong tries of ${row.username} were forgotten.`,
      },
      user: actor.user,
      http_request: actor.http,
    });
  };
}
