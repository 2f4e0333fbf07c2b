import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import { type GroupMatchingMode, matchGroup, membership } from '../../core/source/matching.ts';
import { CONNECTION, GROUP_CONNECTION, type SourcesDeps } from './deps.ts';
import type { GroupProperties } from './properties.ts';

type Deps = Pick<SourcesDeps, 'catalogue'> & { readonly objects: Objects };

const keys = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The first group that the source may not use, because one of that name exists; undefined where all is well. */
export async function refusedGroup(
  source: Row,
  groups: readonly GroupProperties[],
  deps: Deps,
): Promise<string | undefined> {
  for (const group of groups) if ((await matched(source, group, deps)).action === 'deny') return group.name;
  return undefined;
}

async function matched(source: Row, { identifier, name }: GroupProperties, { catalogue, objects }: Deps) {
  const connection = await objects.find(catalogue.model(GROUP_CONNECTION), {
    source: String(source.pk),
    identifier,
  });
  if (connection) {
    return matchGroup({ mode: 'identifier', connected: String(connection.group), found: null });
  }
  const found = await objects.find(catalogue.model('authentik_core.group'), { name });
  return matchGroup({
    mode: source.group_matching_mode as GroupMatchingMode,
    connected: null,
    found: found ? String(found.pk) : null,
  });
}

/** The keys of the groups that the source means; makes and connects those that are new. Undefined: one is refused. */
async function settled(
  source: Row,
  groups: readonly GroupProperties[],
  deps: Deps,
): Promise<readonly string[] | undefined> {
  const { catalogue, objects } = deps;
  const pks: string[] = [];
  for (const group of groups) {
    const match = await matched(source, group, deps);
    if (match.action === 'deny') return undefined;
    const { name, attributes, identifier } = group;
    const pk =
      match.action === 'create'
        ? String((await objects.insert(catalogue.model('authentik_core.group'), { name, attributes })).pk)
        : match.group;
    if (match.action !== 'use')
      await objects.insert(catalogue.model(GROUP_CONNECTION), { group: pk, source: source.pk, identifier });
    pks.push(pk);
  }
  return pks;
}

/** Puts a connected user into the groups that the source names and takes them out of those that it gave before. */
export async function updateGroups(
  source: Row,
  user: number,
  groups: readonly GroupProperties[],
  { catalogue, objects }: Deps,
): Promise<boolean> {
  return objects.transaction(async (trx) => {
    const people = catalogue.model('authentik_core.user');
    const connections = catalogue.model(CONNECTION);
    const [row, connection] = [
      await trx.find(people, { pk: user }),
      await trx.find(connections, { user, source: String(source.pk) }),
    ];
    if (!row || !connection) return false;
    const wanted = await settled(source, groups, { catalogue, objects: trx });
    if (!wanted) return false;
    const current = keys(row.groups);
    const result = membership({ current, given: keys(connection.given_groups), wanted });
    if (!sameSet(current, result.groups)) await trx.update(people, user, { groups: result.groups });
    if (!sameSet(keys(connection.given_groups), result.given))
      await trx.update(connections, connection.pk, { given_groups: result.given });
    return true;
  });
}

/** A connection that ends takes along what came by it: nothing else would ever take it away again. */
export async function withdrawGroups(connection: Row, { catalogue, objects }: Deps): Promise<void> {
  const given = keys(connection.given_groups);
  if (given.length === 0) return;
  const people = catalogue.model('authentik_core.user');
  const user = await objects.find(people, { pk: Number(connection.user) });
  if (!user) return;
  const { groups } = membership({ current: keys(user.groups), given, wanted: [] });
  await objects.update(people, user.pk, { groups });
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));
