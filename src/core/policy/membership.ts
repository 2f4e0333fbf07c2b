import type { Change, Row } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';
import type { GroupFacts, UserFacts } from './request.ts';

export interface Membership {
  /** The group and everything above it, each once, nearest first. A cycle ends where it closes. */
  ancestors(group: string): readonly string[];
  /** The user as policies see it; undefined where there is no such user. */
  user(pk: number): UserFacts | undefined;
  /** The same for a row that need not be stored. */
  facts(row: Row): UserFacts;
  /** Keys of the users in the group or in any group below it, each once. */
  membersOf(group: string): readonly number[];
  apply(changes: readonly Change[]): void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const keys = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/**
 * Who belongs to what, closed over the ancestors of groups, in memory. Answers are made at the first question and kept
 * until a change touches them: a user's change drops that user, a group's change drops everybody.
 */
export function createMembership(rows: Pick<Replica, 'get' | 'all'>): Membership {
  const users = new Map<number, UserFacts>();
  const closures = new Map<string, readonly GroupFacts[]>();
  /** Direct members by group, made at the first question. */
  let members: Map<string, Set<number>> | undefined;
  let groupsOfMember = new Map<number, readonly string[]>();
  let children: Map<string, string[]> | undefined;

  function closure(group: string): readonly GroupFacts[] {
    const known = closures.get(group);
    if (known) return known;
    const seen = new Map<string, GroupFacts>();
    const queue = [group];
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      const row = seen.has(key) ? undefined : rows.get('groups', key);
      if (!row) continue;
      seen.set(key, {
        pk: key,
        name: text(row.name),
        is_superuser: row.is_superuser === true,
        attributes: record(row.attributes),
      });
      queue.push(...keys(row.parents));
    }
    const found = [...seen.values()];
    closures.set(group, found);
    return found;
  }

  function facts(row: Row): UserFacts {
    const groups = new Map<string, GroupFacts>();
    for (const key of keys(row.groups)) for (const group of closure(key)) groups.set(group.pk, group);
    const all = [...groups.values()];
    return {
      pk: typeof row.pk === 'number' ? row.pk : null,
      uuid: textOrNull(row.uuid),
      username: text(row.username),
      name: text(row.name),
      email: text(row.email),
      type: text(row.type),
      path: text(row.path),
      is_active: row.is_active === true,
      is_authenticated: true,
      is_superuser: all.some((group) => group.is_superuser),
      attributes: record(row.attributes),
      groups: all,
      group_pks: new Set(groups.keys()),
      date_joined: textOrNull(row.date_joined),
      last_login: textOrNull(row.last_login),
      password_change_date: textOrNull(row.password_change_date),
    };
  }

  function place(pk: number, row: Row | undefined): void {
    for (const group of groupsOfMember.get(pk) ?? []) members?.get(group)?.delete(pk);
    groupsOfMember.delete(pk);
    if (!row) return;
    const own = keys(row.groups);
    groupsOfMember.set(pk, own);
    for (const group of own) {
      const set = members?.get(group) ?? new Set();
      members?.set(group, set.add(pk));
    }
  }

  function directMembers(): Map<string, Set<number>> {
    if (members) return members;
    members = new Map();
    groupsOfMember = new Map();
    for (const row of rows.all('users')) if (typeof row.pk === 'number') place(row.pk, row);
    return members;
  }

  function childrenOf(group: string): readonly string[] {
    if (!children) {
      children = new Map();
      for (const row of rows.all('groups')) {
        for (const parent of keys(row.parents)) {
          const list = children.get(parent) ?? [];
          list.push(String(row.pk));
          children.set(parent, list);
        }
      }
    }
    return children.get(group) ?? [];
  }

  return {
    ancestors: (group) => closure(group).map(({ pk }) => pk),
    facts,
    user(pk) {
      const known = users.get(pk);
      if (known) return known;
      const row = rows.get('users', pk);
      if (!row) return undefined;
      const found = facts(row);
      users.set(pk, found);
      return found;
    },
    membersOf(group) {
      const direct = directMembers();
      const seen = new Set<string>();
      const found = new Set<number>();
      const queue = [group];
      for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
        if (seen.has(key)) continue;
        seen.add(key);
        for (const pk of direct.get(key) ?? []) found.add(pk);
        queue.push(...childrenOf(key));
      }
      return [...found];
    },
    apply(changes) {
      for (const { table, pk, row } of changes) {
        if (table === 'users' && typeof pk === 'number') {
          users.delete(pk);
          if (members) place(pk, row);
        } else if (table === 'groups') {
          users.clear();
          closures.clear();
          children = undefined;
        }
      }
    },
  };
}
