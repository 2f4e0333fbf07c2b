import type { Lockdown, LockdownOrder, LockdownOutcome } from '../directory/lockdown.ts';
import type { Consents, UserField, Users } from '../directory/ports.ts';
import type { UserFacts } from '../policy/request.ts';

/** A stored person with sensible defaults: active, internal, in no group. */
export function person(facts: Partial<UserFacts> & { readonly username: string }): UserFacts {
  return {
    pk: 1,
    uuid: '00000000-0000-4000-8000-000000000001',
    name: facts.username,
    email: `${facts.username}@corp.test`,
    type: 'internal',
    path: 'users',
    is_active: true,
    is_authenticated: true,
    is_superuser: false,
    attributes: {},
    groups: [],
    group_pks: new Set(),
    date_joined: null,
    last_login: null,
    password_change_date: null,
    ...facts,
  };
}

export interface MemoryUser {
  readonly facts: UserFacts;
  /** In clear; the stored hash is `plain:<password>`. Absent: unusable. */
  readonly password?: string;
  /** App passwords: identifier by key. */
  readonly tokens?: Readonly<Record<string, string>>;
}

/** A directory in memory, with the same promises as the real one, and a record of who was asked for. */
export function memoryUsers(
  people: readonly MemoryUser[] = [],
  now: () => number = () => 0,
): Users & {
  readonly looked: readonly string[];
  readonly passwordOf: (pk: number) => string | undefined;
  readonly groupsOf: (pk: number) => readonly string[];
} {
  const users = new Map(people.map((user) => [user.facts.pk, user]));
  const groups = new Map<number, readonly string[]>();
  const looked: string[] = [];
  const fieldOf = (user: UserFacts, field: UserField) =>
    field === 'upn' ? user.attributes.upn : user[field];
  return {
    looked,
    passwordOf: (pk) => users.get(pk)?.password,
    groupsOf: (pk) => groups.get(pk) ?? [],
    find: async (fields, value, caseInsensitive) => {
      looked.push('find');
      const fold = (text: unknown) => (caseInsensitive ? String(text).toLowerCase() : String(text));
      const found = [...users.values()]
        .map(({ facts }) => facts)
        .filter((user) => fields.some((field) => fold(fieldOf(user, field)) === fold(value)))
        .slice(0, 2);
      for (const _ of found) looked.push('byPk');
      return found;
    },
    byPk: async (pk) => {
      looked.push('byPk');
      return users.get(pk)?.facts;
    },
    proofsSince: (pk) => Date.parse(users.get(pk)?.facts.password_change_date ?? '') || 0,
    expirePassword: async (pk) => {
      const user = users.get(pk);
      if (user) users.set(pk, { facts: user.facts, ...(user.tokens && { tokens: user.tokens }) });
    },
    passwordHash: async (pk) => {
      looked.push('passwordHash');
      const password = users.get(pk)?.password;
      return password === undefined ? '' : `plain:${password}`;
    },
    appPassword: async (pk, key) => {
      looked.push('appPassword');
      const tokens = users.get(pk)?.tokens ?? {};
      return Object.hasOwn(tokens, key) ? { identifier: tokens[key] ?? '' } : undefined;
    },
    remove: async (pk) => {
      const superusers = [...users.values()].filter(({ facts }) => facts.is_superuser);
      if (superusers.length === 1 && superusers[0]?.facts.pk === pk) return 'last_superuser';
      users.delete(pk);
      return 'gone';
    },
    write: async ({ pk, values, password, addGroups = [] }) => {
      const before = pk === null ? undefined : users.get(pk);
      if (pk !== null && !before)
        return { refused: 'invalid', field: 'pk', message: 'There is no such user.' };
      const key = pk ?? 1 + Math.max(0, ...[...users.keys()].map(Number));
      const username = values.username ?? before?.facts.username;
      const twin = [...users.values()].find(({ facts }) => facts.username === username && facts.pk !== key);
      if (twin) return { refused: 'duplicate', field: 'username', message: 'Username is already taken.' };
      const facts = person({
        ...(before?.facts ?? { pk: key, uuid: `00000000-0000-4000-8000-${String(key).padStart(12, '0')}` }),
        username: '',
        name: '',
        email: '',
        ...before?.facts,
        ...values,
        attributes: { ...before?.facts.attributes, ...(values.attributes as object | undefined) },
        ...(password === undefined ? {} : { password_change_date: new Date(now()).toISOString() }),
      });
      const kept = password ?? before?.password;
      users.set(key, { ...before, facts, ...(kept === undefined ? {} : { password: kept }) });
      groups.set(key, [...new Set([...(groups.get(key) ?? []), ...addGroups])]);
      return { user: facts, created: before === undefined };
    },
  };
}

/** Locks whoever is asked for, as `outcome` says, and remembers it. */
export function recordedLockdown(
  outcome: (user: number) => LockdownOutcome = () => 'locked',
): Lockdown & { readonly asked: readonly (readonly [number, LockdownOrder])[] } {
  const asked: (readonly [number, LockdownOrder])[] = [];
  return {
    asked,
    lock: async (user, order) => {
      asked.push([user, order]);
      return outcome(user);
    },
  };
}

type Consent = Parameters<Consents['save']>[0];

/** Consents in memory; expired ones are not found. */
export function memoryConsents(
  now: () => number = () => 0,
): Consents & { readonly saved: readonly Consent[] } {
  const saved: Consent[] = [];
  return {
    saved,
    find: async (user, application) => {
      const latest = saved.findLast((one) => one.user === user && one.application === application);
      const live = latest && (latest.expires === null || latest.expires > now());
      return live ? latest.permissions : undefined;
    },
    save: async (consent) => void saved.push(consent),
  };
}
