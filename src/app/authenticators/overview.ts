import type { Catalogue } from '../../core/catalogue.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';

type Wire = Readonly<Record<string, unknown>>;

const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Every device of a user, of whatever kind, in the shape of the list over all kinds. */
export function createDeviceOverview({ catalogue, objects }: { catalogue: Catalogue; objects: Objects }) {
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
  return async (user: number): Promise<readonly Wire[]> =>
    (await objects.all(catalogue.model('authentik_stages_authenticator.device'), { user })).map(present);
}
