import { createDeviceOverview } from '../app/authenticators/overview.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Objects } from '../core/model/objects.ts';
import type { Handler } from './bind.ts';

/** Devices of all kinds in one list. */
export function authenticatorHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
}): Record<string, Handler> {
  const overview = createDeviceOverview(deps);
  return {
    authenticators_all_list: ({ actor }) => overview(actor.user.pk ?? -1),
    authenticators_admin_all_list: ({ query }) => overview(Number(query.user)),
  };
}
