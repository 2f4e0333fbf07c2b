import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { EventDraft, EventPort } from '../../core/event/port.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Clock, Digest, PasswordHashing } from '../../core/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import { permissionsOf } from '../rbac/permissions.ts';
import { EXTRA_FIELDS, type Writer, type Writing } from './writer.ts';

type Values = Readonly<Record<string, unknown>>;
type Cases = Pick<ObjectUseCases, 'create' | 'update' | 'destroy' | 'sees'>;

export interface ObjectWritingDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly events: EventPort;
  readonly hashing: PasswordHashing;
  readonly digest: Digest;
  readonly clock: Clock;
  /** The use cases of objects over that storage and with those events. */
  casesOver(objects: Objects, events: EventPort): Cases;
}

/** Writes through the use cases of objects, so that a blueprint can do nothing that the API would refuse. */
export function createObjectWriting(deps: ObjectWritingDeps): Writing {
  return {
    async transaction(actor, work) {
      const told: EventDraft[] = [];
      const result = await deps.objects.transaction((objects) => {
        told.length = 0;
        const cases = deps.casesOver(objects, { emit: (event) => void told.push(event) });
        return work(objectWriter(deps, objects, cases, actor));
      });
      for (const event of told) deps.events.emit(event);
      return result;
    },
  };
}

function objectWriter(
  { catalogue, hashing, digest, clock }: ObjectWritingDeps,
  objects: Objects,
  cases: Cases,
  actor: Actor | undefined,
): Writer {
  /** What only the server may store goes past the use cases; so only Postern and superusers may ask for it. */
  async function writeExtras(model: Model, row: Row, extras: Values): Promise<Row> {
    if (Object.keys(extras).length === 0) return row;
    if (actor && !actor.user.is_superuser) throw new Problem('permission_denied');
    const { password, key, users, permissions, ...internal } = extras;
    const stored: Record<string, unknown> = { ...internal };
    if (password !== undefined) {
      stored.password = await hashing.hash(secret('password', password));
      stored.password_change_date = new Date(clock.now()).toISOString();
    }
    if (key !== undefined) stored.key_hash = digest.sha256(secret('key', key));
    if (permissions !== undefined) stored.permissions = knownPermissions(permissions);
    if (users !== undefined) await setMembers(row, users);
    if (Object.keys(stored).length === 0) return row;
    return (await objects.update(model, row.pk, stored)) ?? row;
  }

  async function setMembers(group: Row, users: unknown): Promise<void> {
    const wanted = new Set(Array.isArray(users) ? users : [users]);
    const user = catalogue.model('authentik_core.user');
    for (const member of await objects.all(user, { groups: String(group.pk) })) {
      if (wanted.delete(member.pk)) continue;
      const groups = keys(member.groups).filter((pk) => pk !== group.pk);
      await cases.update(user, { pk: member.pk }, { groups }, actor);
    }
    for (const pk of wanted) {
      const member = typeof pk === 'number' ? await objects.find(user, { pk }) : undefined;
      if (!member) throw invalid({ users: [`There is no user with the key ${JSON.stringify(pk)}.`] });
      await cases.update(user, { pk: member.pk }, { groups: [...keys(member.groups), group.pk] }, actor);
    }
  }

  /** What a role may do with every object of a kind, by full names. */
  function knownPermissions(wanted: unknown): readonly string[] {
    const there = new Set(
      permissionsOf(catalogue).map(({ app_label, codename }) => `${app_label}.${codename}`),
    );
    const names = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
    const unknown = names.filter((name) => !there.has(name));
    if (unknown.length === 0) return [...new Set(names)].sort();
    throw invalid({
      permissions: unknown.map((name) => `There is no permission "${name}".${didYouMean(name, [...there])}`),
    });
  }

  const read = async (model: Model, pk: unknown): Promise<Row> => {
    const row = await objects.find(model, { pk: pk as string | number });
    if (!row) throw new Error(`${model.name} ${pk} vanished while it was written`);
    return row;
  };

  const fresh = new Set<string>();

  return {
    objects,
    sees: (model, row) => fresh.has(`${model.table} ${row.pk}`) || cases.sees(model, row, actor),
    async create(model, values, pk) {
      const { fields, extras } = split(model, values);
      const made = await cases.create(model, fields, actor, pk === undefined ? {} : { pk });
      fresh.add(`${model.table} ${made.pk}`);
      return writeExtras(model, await read(model, made.pk), extras);
    },
    async update(model, row, values) {
      const { fields, extras } = split(model, values);
      if (Object.keys(fields).length > 0) await cases.update(model, { pk: row.pk }, fields, actor);
      return writeExtras(model, await read(model, row.pk), extras);
    },
    delete: (model, row) => cases.destroy(model, { pk: row.pk }, actor),
    async differs(model, row, field, value) {
      if (!EXTRA_FIELDS[model.name]?.includes(field)) return true;
      if (field === 'password') return !(await hashing.verify(String(row.password ?? ''), String(value)));
      if (field === 'permissions')
        return JSON.stringify(keys(row.permissions).toSorted()) !== JSON.stringify(keys(value).toSorted());
      if (field === 'key') return row.key_hash !== digest.sha256(String(value));
      const members = await objects.all(catalogue.model('authentik_core.user'), { groups: String(row.pk) });
      const wanted = new Set(Array.isArray(value) ? value : [value]);
      return members.length !== wanted.size || members.some(({ pk }) => !wanted.has(pk));
    },
  };
}

function split(model: Model, values: Values): { fields: Values; extras: Values } {
  const isField = ([field]: [string, unknown]) => field in model.fields.shape;
  const entries = Object.entries(values);
  return {
    fields: Object.fromEntries(entries.filter(isField)),
    extras: Object.fromEntries(entries.filter((entry) => !isField(entry))),
  };
}

function secret(field: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid({ [field]: ['This has to be a text that is not blank.'] });
}

const keys = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
