import type { Sessions } from '../app/directory/sessions.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Objects } from '../core/model/objects.ts';
import type { Handler } from './bind.ts';

/** Ending many sessions at once. */
export function sessionHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly sessions: Pick<Sessions, 'endAll'>;
}): Record<string, Handler> {
  const model = deps.catalogue.model('authentik_core.authenticatedsession');
  return {
    async core_authenticated_sessions_bulk_delete_destroy({ query }) {
      const users = [...new Set(query.user_pks as readonly number[])];
      const open = await deps.objects.all(model, { user: { in: users } });
      for (const user of users) await deps.sessions.endAll(user);
      return { deleted: open.length };
    },
  };
}
