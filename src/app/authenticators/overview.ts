import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import { Problem } from '../../core/problem/problem.ts';
import { refuseActing } from '../directory/impersonation.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

type Wire = Readonly<Record<string, unknown>>;

const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Every device of a user, of whatever kind, in the shape of the list over all kinds. */
export function createDeviceOverview({
  catalogue,
  objects,
  cases,
}: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly cases: Pick<ObjectUseCases, 'update' | 'destroy'>;
}) {
  const device = catalogue.model('authentik_stages_authenticator.device');
  const present = (row: Row): Wire => {
    const model = catalogue.modelOf('devices', row.type);
    return {
      verbose_name: model.title,
      verbose_name_plural: model.plural,
      meta_model_name: model.name,
      pk: String(row.pk),
      name: row.name,
      type: model.name,
      confirmed: row.confirmed ?? true,
      created: row.created,
      last_updated: row.last_updated,
      last_used: row.last_used ?? null,
      extra_description: words(row.description) ?? words(row.phone_number) ?? words(row.email),
      external_id: words(row.aaguid),
    };
  };

  /** One's own device of that key; whoever acts as somebody leaves theirs alone. */
  async function own(pk: number, actor: Actor): Promise<Row> {
    refuseActing(actor);
    const [row] = await objects.all(device, { user: actor.user.pk ?? -1, pk });
    if (!row) throw new Problem('not_found');
    return row;
  }

  return {
    all: async (user: number): Promise<readonly Wire[]> => (await objects.all(device, { user })).map(present),

    async rename(pk: number, name: string, actor: Actor): Promise<Wire> {
      const row = await own(pk, actor);
      const where = { pk, user: actor.user.pk ?? -1 };
      const changed = await cases.update(catalogue.modelOf('devices', row.type), where, { name }, actor);
      return present({
        ...row,
        name: changed.name,
        last_updated: String(changed.last_updated ?? row.last_updated),
      });
    },

    async remove(pk: number, actor: Actor): Promise<void> {
      const row = await own(pk, actor);
      await cases.destroy(catalogue.modelOf('devices', row.type), { pk, user: actor.user.pk ?? -1 }, actor);
    },
  };
}
