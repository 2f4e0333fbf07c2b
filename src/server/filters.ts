import type { Row } from '../core/model/model.ts';
import type { Replica, Where } from '../core/model/objects.ts';
import type { UserFacts } from '../core/policy/request.ts';
import { invalid } from '../core/problem/problem.ts';
import { unstorable } from './bind.ts';
import type { Special } from './resources.ts';

export interface FilterDeps {
  readonly replica: Replica;
  user(pk: number): UserFacts | undefined;
}

type Query = Readonly<Record<string, unknown>>;

/** Filters that one field cannot answer: of membership, of use, of names of other objects. By schema name. */
export function filters({ replica, user }: FilterDeps): Record<string, Special> {
  /** The rows of a table whose field is one of the values. */
  const named = (table: string, field: string, values: unknown): readonly Row[] =>
    (Array.isArray(values) ? values : [values]).flatMap((value) => replica.by(table, field, value));
  const keysOf = (rows: Iterable<Row>) => new Set([...rows].map(({ pk }) => pk));

  /** Rows whose field lists one of the values. */
  const listing = (table: string, field: string, values: unknown) =>
    values === undefined ? undefined : keysOf(named(table, field, values));

  const ofUser = ({ user__username }: Query): Where =>
    user__username === undefined
      ? {}
      : { user: { in: [...keysOf(named('users', 'username', user__username))] } };

  return {
    User: {
      where: ({ query }) => ({
        ...withAttributes(query.attributes),
        ...among(
          query.is_superuser === undefined
            ? undefined
            : keysOf(
                [...replica.all('users')].filter(
                  ({ pk }) => (user(Number(pk))?.is_superuser ?? false) === query.is_superuser,
                ),
              ),
          linked(replica, 'groups', query.groups_by_name),
          linked(replica, 'roles', query.roles_by_name),
          query.member_of === undefined ? undefined : membersOf(replica, String(query.member_of)),
        ),
      }),
    },
    Group: {
      where: ({ query }) => ({
        ...withAttributes(query.attributes),
        ...among(
          query.members_by_username === undefined
            ? undefined
            : new Set(
                named('users', 'username', query.members_by_username).flatMap(({ groups }) =>
                  Array.isArray(groups) ? groups.map(String) : [],
                ),
              ),
          query.parents__isnull === undefined
            ? undefined
            : keysOf([...replica.all('groups')].filter((group) => isRoot(group) === query.parents__isnull)),
        ),
      }),
    },
    Token: { where: ({ query }) => ofUser(query) },
    AuthenticatedSession: { where: ({ query }) => ofUser(query) },
    Policy: {
      where: ({ query }) =>
        among(
          used(replica, 'policies', 'policy_bindings', 'policy', query.bindings__isnull),
          used(replica, 'policies', 'stages', 'validation_policies', query.promptstage__isnull),
          assigned(replica, query.assigned),
        ),
    },
    Provider: {
      where: ({ query }) =>
        among(
          used(replica, 'providers', 'applications', 'provider', query.application__isnull),
          // A backchannel provider is one that serves an application beside its main one.
          used(replica, 'providers', 'applications', 'backchannel_providers', negated(query.backchannel)),
        ),
    },
    OAuth2Provider: {
      where: ({ query: { application, property_mappings } }) =>
        among(
          listing('providers', 'property_mappings', property_mappings),
          application === undefined
            ? undefined
            : new Set([Number(replica.get('applications', String(application))?.provider ?? 0)]),
        ),
    },
    PromptStage: {
      where: ({ query }) =>
        among(
          listing('stages', 'fields', query.fields),
          listing('stages', 'validation_policies', query.validation_policies),
        ),
    },
    FlowStageBinding: {
      where: ({ query: { policies } }) =>
        among(
          policies === undefined
            ? undefined
            : new Set(named('policy_bindings', 'policy', policies).map(({ target }) => String(target))),
        ),
    },
    OAuthSource: {
      where: ({ query: { has_jwks } }) =>
        among(
          has_jwks === undefined
            ? undefined
            : keysOf([...replica.all('sources')].filter((source) => hasKeys(source) === has_jwks)),
        ),
    },
    Role: { where: ({ query }) => among(rolesOf(replica, query), ...managedRoles(query)) },
    Event: { where: ({ query }) => eventWhere(query) },
    Invitation: {
      where: ({ query: { created_by__username: creator, flow__slug: slug } }) => ({
        ...(creator === undefined
          ? {}
          : { created_by: { in: named('users', 'username', creator).map(({ pk }) => pk) } }),
        ...(slug === undefined ? {} : { flow: { in: named('flows', 'slug', slug).map(({ pk }) => pk) } }),
      }),
    },
    NotificationRule: {
      where: ({ query: { destination_group__name: name } }) =>
        name === undefined
          ? {}
          : { destination_group: { in: named('groups', 'name', name).map(({ pk }) => pk) } },
    },
  };
}

const isRoot = ({ parents }: Row): boolean => !Array.isArray(parents) || parents.length === 0;

/** Everybody who counts as a member: directly, or through a group below. */
function membersOf(replica: Replica, group: string): ReadonlySet<number> {
  const members = new Set<number>();
  const seen = new Set<string>();
  const open = [group];
  for (let pk = open.pop(); pk !== undefined; pk = open.pop()) {
    if (seen.has(pk)) continue;
    seen.add(pk);
    for (const user of replica.by('users', 'groups', pk)) members.add(Number(user.pk));
    open.push(...replica.by('groups', 'parents', pk).map((child) => String(child.pk)));
  }
  return members;
}

/** An OpenID Connect source whose keys are known here, or are known to be found at an address. */
const hasKeys = ({ oidc_jwks, oidc_jwks_url }: Row): boolean =>
  (typeof oidc_jwks_url === 'string' && oidc_jwks_url !== '') ||
  (typeof oidc_jwks === 'object' && oidc_jwks !== null && Object.keys(oidc_jwks).length > 0);

/** The roles of a person or of a group; with `inherited`, those that come from groups above too. */
function rolesOf(replica: Replica, { users, groups, inherited }: Query): ReadonlySet<string> | undefined {
  if (users === undefined && groups === undefined) return undefined;
  const listed = (row: Row | undefined, field: string): readonly string[] =>
    Array.isArray(row?.[field]) ? (row[field] as unknown[]).map(String) : [];
  const user = typeof users === 'number' ? replica.get('users', users) : undefined;
  const group = typeof groups === 'string' ? replica.get('groups', groups) : undefined;
  const rolesFrom = (row: Row | undefined, field: string): Set<string> => {
    const roles = new Set(listed(row, 'roles'));
    const seen = new Set<string>();
    const open = inherited === true ? [...listed(row, field)] : [];
    for (let pk = open.pop(); pk !== undefined; pk = open.pop()) {
      if (seen.has(pk)) continue;
      seen.add(pk);
      const above = replica.get('groups', pk);
      for (const role of listed(above, 'roles')) roles.add(role);
      open.push(...listed(above, 'parents'));
    }
    return roles;
  };
  const sets = [
    ...(users === undefined ? [] : [rolesFrom(user, 'groups')]),
    ...(groups === undefined ? [] : [rolesFrom(group, 'parents')]),
  ];
  return sets.reduce((left, right) => left.intersection(right));
}

/** No role is kept by a blueprint alone: none is managed. */
const managedRoles = ({ managed, managed__isnull }: Query): readonly ReadonlySet<string>[] =>
  managed !== undefined || managed__isnull === false ? [new Set()] : [];

const negated = (value: unknown): unknown => (typeof value === 'boolean' ? !value : undefined);

/** The condition that an object's key is in every set that is there. */
function among(...sets: readonly (ReadonlySet<string | number> | undefined)[]): Where {
  const given = sets.filter((set) => set !== undefined);
  const [first, ...others] = given;
  if (first === undefined) return {};
  return { pk: { in: [...first].filter((pk) => others.every((set) => set.has(pk))) } };
}

/** Users that have a group or role of one of the names. */
function linked(replica: Replica, table: 'groups' | 'roles', names: unknown) {
  if (!Array.isArray(names)) return undefined;
  const found = names.flatMap((name) => replica.by(table, 'name', name));
  return new Set(found.flatMap(({ pk }) => replica.by('users', table, pk)).map(({ pk }) => pk));
}

/** Rows that some row of another table names in a field, or those that none does. */
function used(replica: Replica, table: string, by: string, field: string, unused: unknown) {
  if (typeof unused !== 'boolean') return undefined;
  const rows = [...replica.all(table)].filter(
    ({ pk }) => (replica.by(by, field, pk).length === 0) === unused,
  );
  return new Set(rows.map(({ pk }) => pk));
}

/** Policies that something asks, by a binding or a form; or those that nothing asks. */
function assigned(replica: Replica, wanted: unknown) {
  if (typeof wanted !== 'boolean') return undefined;
  const bound = used(replica, 'policies', 'policy_bindings', 'policy', false);
  const asked = used(replica, 'policies', 'stages', 'validation_policies', false);
  const isAssigned = (pk: string | number) => (bound?.has(pk) ?? false) || (asked?.has(pk) ?? false);
  return new Set([...replica.all('policies')].map(({ pk }) => pk).filter((pk) => isAssigned(pk) === wanted));
}

/** `attributes={"department": "sales"}`: the object's attributes have all of that in them. */
function withAttributes(text: unknown): Where {
  if (typeof text !== 'string' || text === '') return {};
  const refusal = invalid({ attributes: ['Write a JSON object, such as {"department": "sales"}.'] });
  let value: unknown;
  try {
    value = JSON.parse(text);
    if (unstorable(value, [])) throw refusal;
  } catch {
    throw refusal;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal;
  return { attributes: { contains: value as Readonly<Record<string, unknown>> } };
}

/** Events are looked for by what stands in their documents. */
function eventWhere(query: Query): Where {
  const text = (name: string) => (typeof query[name] === 'string' ? String(query[name]) : undefined);
  const model = defined({
    app: text('context_model_app'),
    model_name: text('context_model_name'),
    pk: key(text('context_model_pk')),
  });
  const context = defined({
    model: Object.keys(model).length > 0 ? model : undefined,
    authorized_application: text('context_authorized_app') && { pk: key(text('context_authorized_app')) },
    device: text('context_device') && { pk: key(text('context_device')) },
    geo: text('country') && { country: text('country')?.toUpperCase() },
  });
  const username = text('username');
  const brand = text('brand_name');
  return {
    ...(username === undefined ? {} : { user: { contains: { username } } }),
    ...(brand === undefined ? {} : { brand: { contains: { name: brand } } }),
    ...(Object.keys(context).length === 0 ? {} : { context: { contains: context } }),
  };
}

const defined = (values: Query): Query =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));

/** Keys of users and providers are numbers, the others are texts. */
const key = (text: string | undefined): string | number | undefined =>
  text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : text;
