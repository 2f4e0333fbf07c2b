import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { type OwnSettings, settingsOf, withSettings } from '../../core/directory/settings.ts';
import type { PeopleStore } from '../../core/directory/stores.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Clock, Digest, PasswordHashing } from '../../core/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import type { Authority } from '../objects/authority.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import { holdsMore } from '../rules/directory.ts';
import { refuseActing } from './impersonation.ts';

export interface AccountsDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly replica: Replica;
  readonly cases: ObjectUseCases;
  readonly authority: Authority;
  readonly store: PeopleStore;
  readonly hashing: PasswordHashing;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly events: EventPort;
  user(pk: number): UserFacts | undefined;
  uid(user: { readonly uuid: unknown }): string;
}

type Wire = Readonly<Record<string, unknown>>;

/** What is done to accounts beside reading and writing their fields. */
export interface Accounts {
  me(actor: Actor): Wire;
  /** Keeps what somebody chooses for themselves. It is nobody else's business, so no event tells of it. */
  choose(settings: OwnSettings, actor: Actor): Promise<Wire>;
  /** Who holds that token; undefined where nobody does (any more). Only tokens of the intent `api` open the API. */
  byToken(key: string): Promise<UserFacts | undefined>;
  setPassword(user: number, password: string, actor: Actor | undefined): Promise<void>;
  serviceAccount(
    input: { name: string; create_group: boolean; expiring: boolean; expires?: string },
    actor: Actor,
  ): Promise<Wire>;
  /** Puts a user into a group, or takes them out. */
  member(group: string, user: number, inside: boolean, actor: Actor): Promise<void>;
  /** Gives a user a role, or takes it. */
  holder(role: string, user: number, holds: boolean, actor: Actor): Promise<void>;
  setTokenKey(identifier: string, key: string, actor: Actor): Promise<void>;
  paths(search: string | undefined): string[];
}

const YEAR = 360 * 86_400_000;

export function createAccounts(deps: AccountsDeps): Accounts {
  const { catalogue, objects, replica, cases, authority, store, digest, clock, events } = deps;
  const users = catalogue.model('authentik_core.user');
  const groups = catalogue.model('authentik_core.group');
  const tokens = catalogue.model('authentik_core.token');

  const self = (actor: Actor): Wire => {
    const { user } = actor;
    const held = authority.held(actor);
    return {
      pk: user.pk,
      username: user.username,
      name: user.name,
      is_active: user.is_active,
      is_superuser: user.is_superuser,
      is_current: true,
      groups: user.groups.map(({ pk, name }) => ({ pk, name })),
      roles: [...authority.rolesOf(actor)].map((pk) => ({
        pk,
        name: String(replica.get('roles', pk)?.name ?? ''),
      })),
      email: user.email,
      avatar: '',
      uid: deps.uid(user),
      settings: settingsOf(user.attributes),
      type: user.type,
      system_permissions: held === undefined ? ['superuser'] : [...held],
      administers: authority.administers(actor),
    };
  };

  /** Adds to or takes from a link field of a user, through the usual rules. */
  const link = async (
    user: number,
    field: 'groups' | 'roles',
    key: string,
    inside: boolean,
    actor: Actor,
  ) => {
    const row = await objects.find(users, { pk: user });
    if (!row) throw new Problem('not_found');
    const before = ((row[field] as string[] | undefined) ?? []).filter((other) => other !== key);
    if (holdsMore({ replica, authority, actor }, user)) throw new Problem('permission_denied');
    // Membership has permissions of its own: the caller has judged them, the rules still say what the actor may give.
    await cases.update(users, { pk: user }, { [field]: inside ? [...before, key] : before }, actor, {
      admitted: true,
    });
  };

  const me = (actor: Actor): Wire => ({
    user: self(actor),
    ...(actor.original ? { original: self({ ...actor, user: actor.original }) } : {}),
    users: [self(actor)],
  });

  return {
    me,

    async choose(settings, actor) {
      const { pk } = actor.user;
      if (pk === null) throw new Problem('not_authenticated');
      if (actor.original) throw new Problem('permission_denied');
      await objects.transaction(async (trx) => {
        const row = await trx.lock(users, { pk });
        if (!row) throw new Problem('not_found');
        await trx.update(users, pk, { attributes: withSettings(row.attributes as Wire, settings) });
      });
      return me({ ...actor, user: deps.user(pk) ?? actor.user });
    },

    async byToken(key) {
      const token = await store.tokenByHash(digest.sha256(key), clock.now());
      if (token?.intent !== 'api') return undefined;
      const user = deps.user(token.user);
      return user?.is_active ? user : undefined;
    },

    async setPassword(pk, password, actor) {
      if (actor) refuseActing(actor);
      const row = await objects.find(users, { pk });
      if (!row) throw new Problem('not_found');
      if (holdsMore({ replica, authority, actor }, pk)) throw new Problem('permission_denied');
      if (row.type === 'service_account' || row.type === 'internal_service_account')
        throw invalid({ password: ['A service account has no password. Give it an app password.'] });
      await objects.update(users, pk, {
        password: await deps.hashing.hash(password),
        password_change_date: new Date(clock.now()).toISOString(),
      });
      // Whoever knew the old password is out; the session that changes its own stays.
      await store.endSessions(pk, actor?.user.pk === pk ? (actor.session?.uuid ?? null) : null);
      events.emit({
        action: 'password_set',
        app: 'postern.directory',
        context: { subject: { pk, username: row.username } },
        ...(actor ? { user: actor.user, http_request: actor.http } : {}),
      });
    },

    async serviceAccount({ name, create_group, expiring, expires }, actor) {
      refuseActing(actor);
      return cases.within(async (within) => {
        const group = create_group ? await within.create(groups, { name }, actor) : undefined;
        const account = await within.create(
          users,
          {
            username: name,
            name,
            type: 'service_account',
            path: 'goauthentik.io/service-accounts',
            groups: group ? [group.pk] : [],
          },
          actor,
        );
        const token = await within.create(
          tokens,
          {
            identifier: `service-account-${slugOf(name)}-password`,
            intent: 'app_password',
            user: account.pk,
            expiring,
            expires: expiring ? (expires ?? new Date(clock.now() + YEAR).toISOString()) : null,
          },
          undefined,
        );
        return {
          username: account.username,
          token: token.key,
          user_uid: account.uid,
          user_pk: account.pk,
          ...(group ? { group_pk: group.pk } : {}),
        };
      });
    },

    async member(group, user, inside, actor) {
      if (!replica.get('groups', group)) throw new Problem('not_found');
      await link(user, 'groups', group, inside, actor);
    },

    async holder(role, user, holds, actor) {
      if (!replica.get('roles', role)) throw new Problem('not_found');
      await link(user, 'roles', role, holds, actor);
    },

    async setTokenKey(identifier, key, actor) {
      refuseActing(actor);
      const row = await objects.find(tokens, { identifier });
      if (!row) throw new Problem('not_found');
      if (holdsMore({ replica, authority, actor }, Number(row.user))) throw new Problem('permission_denied');
      await objects.update(tokens, row.pk, { key_hash: digest.sha256(key) });
      events.emit({
        action: 'secret_rotate',
        app: 'postern.directory',
        context: { subject: { model: tokens.name, identifier } },
        user: actor.user,
        http_request: actor.http,
      });
    },

    paths(search) {
      const found = new Set<string>();
      for (const { path } of replica.all('users'))
        if (!search || String(path).toLowerCase().includes(search.toLowerCase())) found.add(String(path));
      return [...found].sort();
    },
  };
}

const slugOf = (name: string): string => name.replace(/[^-a-zA-Z0-9_]+/g, '-').slice(0, 200);
