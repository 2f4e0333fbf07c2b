import type { Reply } from '../../client.ts';

type Connection = Reply<'sources_user_connections_all_list'>['results'][number];

/** A service, connected or not. */
export interface Service {
  readonly slug: string;
  readonly name: string;
  readonly icon: string | null;
  /** Where it is connected; absent where it may not be (any more). */
  readonly connect?: string;
  readonly connection?: Connection;
}

/** What can be connected together with what is; a connection outlives the offer of its source. */
export function servicesOf(
  offered: Reply<'sources_all_user_settings_list'>,
  connections: readonly Connection[],
): readonly Service[] {
  const services = new Map<string, Service>(
    offered.map(({ object_uid, title, icon_url, configure_url }) => [
      object_uid,
      {
        slug: object_uid,
        name: title,
        icon: icon_url ?? null,
        ...(configure_url ? { connect: configure_url } : {}),
      },
    ]),
  );
  for (const connection of connections) {
    const { slug, name, icon_url } = connection.source_obj;
    services.set(slug, { ...(services.get(slug) ?? { slug, name, icon: icon_url }), connection });
  }
  return [...services.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}
