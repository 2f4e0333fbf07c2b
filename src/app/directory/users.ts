import type { Catalogue } from '../../core/catalogue.ts';
import { unfitNames } from '../../core/directory/names.ts';
import type { Consents, Users, UserWrite, UserWritten } from '../../core/directory/ports.ts';
import type { PeopleStore } from '../../core/directory/stores.ts';
import { NOBODY } from '../../core/flow/credentials.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Clock, Digest, PasswordHashing, Random } from '../../core/ports.ts';
import { Problem } from '../../core/problem/problem.ts';

export interface UsersDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly store: PeopleStore;
  readonly hashing: PasswordHashing;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  facts(row: Row): UserFacts;
  /** The user as this node has them in memory. */
  user(pk: number): UserFacts | undefined;
  /** The same as it is stored. */
  row(pk: number): Row | undefined;
  /** Every active superuser. */
  superusers(): readonly number[];
  /** Deletes a user as objects are deleted: with references, bindings and the event. */
  destroy(pk: number, by: Parameters<Users['remove']>[1]): Promise<void>;
}

/** The directory as stages, sources and providers ask it. */
export function createUsers(deps: UsersDeps): Users {
  const { objects, store, hashing, digest, clock, random } = deps;
  const model = deps.catalogue.model('authentik_core.user');

  const byPk = async (pk: number): Promise<UserFacts | undefined> => {
    // Memory, for whoever is there as for who is not: neither what it costs nor how long it takes tells them apart.
    const known = pk === NOBODY ? undefined : deps.user(pk);
    if (known !== undefined || pk === NOBODY) return known;
    // Made on another node a moment ago.
    const row = await objects.find(model, { pk });
    return row ? deps.facts(row) : undefined;
  };

  return {
    byPk,
    async find(fields, value, caseInsensitive) {
      const found = await Promise.all(
        (await store.find(fields, value, caseInsensitive)).slice(0, 2).map(byPk),
      );
      return found.filter((user) => user !== undefined);
    },
    proofsSince(pk) {
      const row = deps.row(pk);
      const moments = [row?.password_change_date, row?.proofs_since];
      return Math.max(0, ...moments.map((at) => Date.parse(String(at)) || 0));
    },
    passwordHash: (pk) => store.passwordHash(pk),
    async appPassword(pk, key) {
      const token = await store.tokenByHash(digest.sha256(key), clock.now());
      return token?.intent === 'app_password' && token.user === pk
        ? { identifier: token.identifier }
        : undefined;
    },
    async expirePassword(pk) {
      await objects.transaction(async (trx) => {
        // Asked for again at every try; written once.
        const user = await trx.find(model, { pk });
        if (user && user.password !== '') await trx.update(model, pk, { password: '' });
      });
    },
    async remove(pk, by) {
      const superusers = deps.superusers();
      if (superusers.includes(pk) && superusers.length === 1) return 'last_superuser';
      if (await objects.find(model, { pk })) await deps.destroy(pk, by);
      return 'gone';
    },
    async write(input) {
      try {
        return await objects.transaction((trx) => write(trx, input));
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
        const [field = 'non_field_errors', messages] = Object.entries(error.fields ?? {})[0] ?? [];
        const message = Array.isArray(messages) ? String(messages[0]) : error.message;
        return { refused: /already exists/.test(message) ? 'duplicate' : 'invalid', field, message };
      }
    },
  };

  async function write(trx: Objects, { pk, values, password, addGroups }: UserWrite): Promise<UserWritten> {
    const before = pk === null ? undefined : await trx.find(model, { pk });
    if (pk !== null && !before) return { refused: 'invalid', field: 'pk', message: 'There is no such user.' };
    const now = new Date(clock.now()).toISOString();
    const attributes = {
      ...(before?.attributes as object | undefined),
      ...(values.attributes as object | undefined),
    };
    const username = values.username;
    if (typeof username === 'string' && username !== before?.username) {
      const taken = await trx.find(model, { username: { iexact: username } });
      if (taken && taken.pk !== pk)
        return {
          refused: 'duplicate',
          field: 'username',
          message: 'User with this username already exists.',
        };
    }
    const groups = new Set([...((before?.groups as string[] | undefined) ?? []), ...(addGroups ?? [])]);
    const next: Record<string, unknown> = {
      ...values,
      attributes,
      groups: [...groups],
      ...(password === undefined
        ? {}
        : { password: await hashing.hash(password), password_change_date: now }),
    };
    const [unfit] = Object.entries(unfitNames(next, before));
    if (unfit) return { refused: 'invalid', field: unfit[0], message: String(unfit[1][0]) };
    const whole = model.fields.safeParse({ ...fieldsOf(before), ...pick(next) });
    if (!whole.success) {
      const issue = whole.error.issues[0];
      return {
        refused: 'invalid',
        field: String(issue?.path[0] ?? 'non_field_errors'),
        message: issue?.message ?? 'Invalid.',
      };
    }
    const row = before
      ? await trx.update(model, before.pk, next)
      : await trx.insert(model, { ...whole.data, ...next, uuid: random.uuid(), date_joined: now });
    if (!row) return { refused: 'invalid', field: 'pk', message: 'There is no such user.' };
    return { user: deps.facts(row), created: !before };
  }

  function fieldsOf(row: Row | undefined): Record<string, unknown> {
    return row ? Object.fromEntries(Object.keys(model.fields.shape).map((field) => [field, row[field]])) : {};
  }

  function pick(values: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).filter(([field]) => field in model.fields.shape));
  }
}

/** Remembered consents, one per user and application. */
export function createConsents({
  catalogue,
  objects,
  clock,
}: Pick<UsersDeps, 'catalogue' | 'objects' | 'clock'>): Consents {
  const model = catalogue.model('authentik_core.userconsent');
  return {
    async find(user, application) {
      const row = await objects.find(model, { user, application });
      if (!row) return undefined;
      if (row.expiring === true && Date.parse(String(row.expires)) <= clock.now()) return undefined;
      return String(row.permissions).split(' ').filter(Boolean);
    },
    async save({ user, application, permissions, expires }) {
      await objects.transaction(async (trx) => {
        const before = await trx.find(model, { user, application });
        const values = {
          permissions: permissions.join(' '),
          expires: expires === null ? null : new Date(expires).toISOString(),
          expiring: expires !== null,
        };
        if (before) await trx.update(model, before.pk, values);
        else await trx.insert(model, { user, application, ...values });
      });
    },
  };
}
