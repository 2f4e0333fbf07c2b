import { createDeviceOverview } from '../app/authenticators/overview.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Objects } from '../core/model/objects.ts';
import type { Handler } from './bind.ts';

/** Devices of all kinds in one list. */
export function authenticatorHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly cases: ObjectUseCases;
}): Record<string, Handler> {
  const overview = createDeviceOverview(deps);
  return {
    authenticators_all_list: ({ actor }) => overview.all(actor.user.pk ?? -1),
    authenticators_all_partial_update: ({ params, body, actor }) =>
      overview.rename(Number(params.id), String(body.name), actor),
    authenticators_all_destroy: ({ params, actor }) => overview.remove(Number(params.id), actor),
    authenticators_admin_all_list: ({ query }) => overview.all(Number(query.user)),
  };
}
