import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

interface Named {
  readonly pk: string;
  readonly name: string;
}

/** A group or role that somebody has, and by which ways. */
export interface Held extends Named {
  readonly direct: boolean;
  /** Each way as the groups that lead to it, the person's own group first; none for what is direct. */
  readonly through: readonly (readonly Named[])[];
}

export interface Standing {
  readonly groups: readonly (Held & { readonly is_superuser: boolean })[];
  readonly roles: readonly Held[];
}

/** Ways to one group beyond these say nothing new. */
const MOST_WAYS = 5;

const keys = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const named = (row: Row): Named => ({ pk: String(row.pk), name: String(row.name) });

/** Every group and role that counts for somebody, and why, as far as whoever asks may view them. */
export function createStanding({
  catalogue,
  replica,
  cases,
}: {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly cases: Pick<ObjectUseCases, 'find' | 'sees'>;
}): (user: number, actor: Actor) => Promise<Standing> {
  const users = catalogue.model('authentik_core.user');
  const groups = catalogue.model('authentik_core.group');
  const roles = catalogue.model('authentik_rbac.role');

  /** The groups that count, each with the ways to it; the shortest first. */
  function waysOf(user: Row): ReadonlyMap<string, readonly (readonly Row[])[]> {
    const found = new Map<string, (readonly Row[])[]>();
    const open: (readonly Row[])[] = keys(user.groups).flatMap((pk) => {
      const group = replica.get('groups', pk);
      return group ? [[group]] : [];
    });
    for (let way = open.shift(); way !== undefined; way = open.shift()) {
      const last = way.at(-1) as Row;
      const before = found.get(String(last.pk)) ?? [];
      if (before.length >= MOST_WAYS) continue;
      found.set(String(last.pk), [...before, way]);
      for (const pk of keys(last.parents)) {
        const parent = replica.get('groups', pk);
        if (parent) open.push([...way, parent]);
      }
    }
    return found;
  }

  return async (pk, actor) => {
    const user = await cases.find(users, { pk }, 'view', actor);
    const row = replica.get('users', Number(user.pk));
    if (!row) throw new Problem('not_found');
    const seen = (group: Row) => cases.sees(groups, group, actor);
    const ways = [...waysOf(row).values()];
    const byRole = new Map<string, { direct: boolean; through: (readonly Named[])[] }>();
    const of = (role: string) => {
      const known = byRole.get(role) ?? { direct: false, through: [] };
      byRole.set(role, known);
      return known;
    };
    for (const role of keys(row.roles)) of(role).direct = true;
    for (const way of ways.map(([shortest = []]) => shortest))
      for (const role of keys(way.at(-1)?.roles)) of(role).through.push(way.filter(seen).map(named));

    return {
      groups: ways
        .flatMap(([shortest = [], ...others]) => {
          const group = shortest.at(-1);
          if (!group || !seen(group)) return [];
          const all = [shortest, ...others];
          return [
            {
              ...named(group),
              is_superuser: group.is_superuser === true,
              direct: shortest.length === 1,
              through: all
                .filter(({ length }) => length > 1)
                .map((way) => way.slice(0, -1).filter(seen).map(named)),
            },
          ];
        })
        .sort(byName),
      roles: [...byRole]
        .flatMap(([role, held]) => {
          const found = replica.get('roles', role);
          return found && cases.sees(roles, found, actor) ? [{ ...named(found), ...held }] : [];
        })
        .sort(byName),
    };
  };
}

const byName = (one: Named, other: Named): number => (one.name < other.name ? -1 : 1);
