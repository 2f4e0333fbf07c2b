import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { type Model, type Row, secretFields } from '../../core/model/model.ts';
import type { ListQuery, Objects, Replica, Where } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';
import { type FieldErrors, invalid, Problem } from '../../core/problem/problem.ts';
import { type Action, type Authority, permissionName } from './authority.ts';
import { consequenceOf } from './consequences.ts';
import { nameOf } from './name-of.ts';
import { type PresentContext, type Presenter, show } from './present.ts';
import { danglingReferences, detach, type Use, usesOf } from './references.ts';
import { type Rule, type RuleContext, together, type Values } from './rule.ts';

/** What the graph knows of people. */
export interface People {
  user(pk: number): UserFacts | undefined;
  /** Direct members. */
  membersOf(group: string): readonly number[];
  uid(user: { readonly uuid: unknown }): string;
}

export interface ObjectsDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly people: People;
  readonly ports: Ports;
  readonly rules: Readonly<Record<string, Rule>>;
  readonly presenters: Readonly<Record<string, Presenter>>;
  /** Told of every deletion inside its transaction: what loses its last binding must not open. */
  beforeDelete?(uses: readonly Use[], model: Model, row: Row, objects: Objects): Promise<void>;
  /** Told of every object that somebody makes, inside its transaction. */
  afterCreate?(model: Model, row: Row, actor: Actor, objects: Objects): Promise<void>;
}

type Wire = Readonly<Record<string, unknown>>;

/** Changes that are no news: what was written about, and what people do all the time. */
const UNTOLD: ReadonlySet<string> = new Set(['events', 'notifications', 'sessions']);

/** Reading and writing of every kind of object, with permissions, rules, events and answers in the shapes of the API. */
export interface ObjectUseCases {
  list(
    model: Model,
    query: ListQuery & { readonly raw?: Values },
    actor: Actor,
  ): Promise<{ rows: Wire[]; count: number }>;
  retrieve(model: Model, where: Where, actor: Actor, query?: Values): Promise<Wire>;
  /** `pk`: a key that the caller chooses, for blueprints that name their objects. */
  create(
    model: Model,
    body: Values,
    actor: Actor | undefined,
    options?: { readonly pk?: string | number },
  ): Promise<Wire>;
  /** `admitted`: the caller has judged by a permission of its own that the actor may; the rules still apply. */
  update(
    model: Model,
    where: Where,
    body: Values,
    actor: Actor | undefined,
    options?: { readonly admitted?: boolean },
  ): Promise<Wire>;
  /** `by`: who is named in the log where Postern itself deletes on somebody's behalf. */
  destroy(
    model: Model,
    where: Where,
    actor: Actor | undefined,
    options?: { readonly by?: Pick<Actor, 'user' | 'http'> },
  ): Promise<void>;
  usedBy(model: Model, where: Where, actor: Actor): Promise<Wire[]>;
  /** The row, if the actor may do that to it; else the problem that a stranger gets: 404 where it may not even be seen. */
  find(model: Model, where: Where, action: Action, actor: Actor | undefined): Promise<Row>;
  /** Whether the actor may see the object; owners see what is theirs. */
  sees(model: Model, row: Row, actor: Actor | undefined): boolean;
  /** What `create` would store, judged as it judges; nothing is written. */
  supposeCreate(model: Model, body: Values, actor: Actor): Promise<Values>;
  /** What `update` would make of the object, judged as it judges; nothing is written. */
  supposeUpdate(model: Model, where: Where, body: Values, actor: Actor): Promise<Values>;
  show(row: Row, model: Model, actor: Actor | undefined, query?: Values): Wire;
  /** The same use cases within one transaction. */
  within<T>(work: (cases: ObjectUseCases) => Promise<T>): Promise<T>;
}

export function createObjectUseCases(deps: ObjectsDeps): ObjectUseCases {
  const { catalogue, objects, replica, authority, people, ports, rules, presenters } = deps;
  const ruleOf = (model: Model): Rule => together(rules[model.base ?? ''], rules[model.name]);

  const showAs = (row: Row, model: Model, actor: Actor | undefined, query: Values = {}): Wire => {
    const context: PresentContext = {
      catalogue,
      replica,
      objects,
      actor,
      query,
      user: people.user,
      membersOf: people.membersOf,
      uid: people.uid,
      sees: (other, otherModel) => may(otherModel, other, 'view', actor),
      show: (other, otherModel) => show(other, otherModel, context, presenters),
    };
    return show(row, model, context, presenters);
  };

  const contextOf = (model: Model, actor: Actor | undefined, within: Objects): RuleContext => ({
    catalogue,
    replica,
    objects: within,
    authority,
    ports,
    model,
    actor,
    user: people.user,
  });

  /** Whoever acts as somebody sees what is theirs; only they themselves change it. */
  const owns = (model: Model, row: Row, action: Action, actor: Actor): boolean => {
    const { owner } = ruleOf(model);
    if (owner === undefined || actor.user.pk === null || row[owner] !== actor.user.pk) return false;
    return action === 'view' || actor.original === undefined;
  };

  const may = (model: Model, row: Row, action: Action, actor: Actor | undefined): boolean =>
    actor === undefined ||
    owns(model, row, action, actor) ||
    authority.may(actor, permissionName(model, action), model, row.pk) ||
    // A typed object may also be reached by the permission over its whole kind.
    (model.base !== undefined &&
      authority.may(
        actor,
        permissionName(catalogue.model(model.base), action),
        catalogue.model(model.base),
        row.pk,
      ));

  const admit = (row: Row | undefined, model: Model, action: Action, actor: Actor | undefined): Row => {
    if (!row || !may(model, row, 'view', actor)) throw new Problem('not_found');
    if (!may(model, row, action, actor)) throw new Problem('permission_denied');
    return row;
  };

  const find: ObjectUseCases['find'] = async (model, where, action, actor) =>
    admit(await objects.find(model, where), model, action, actor);

  const tell = (
    action: 'model_created' | 'model_updated' | 'model_deleted',
    model: Model,
    row: Row,
    actor?: Pick<Actor, 'user' | 'http'>,
    more: Values = {},
  ) => {
    if (UNTOLD.has(model.table)) return;
    const [app = '', model_name = ''] = model.name.split('.');
    ports.events.emit({
      action,
      app: 'postern.objects',
      context: { model: { app, model_name, pk: row.pk, name: nameOf(row) }, ...more },
      ...(actor ? { user: actor.user, http_request: actor.http } : {}),
    });
  };

  /** The whole object as it would be, parsed by the model's schema: what a PATCH leaves out counts as it is stored. */
  const merged = (model: Model, body: Values, before: Row | undefined): Values => {
    const known = Object.fromEntries(
      Object.keys(model.fields.shape)
        .filter((field) => before?.[field] !== undefined)
        .map((field) => [field, before?.[field]]),
    );
    const parsed = model.fields.safeParse({ ...known, ...body });
    if (parsed.success) return parsed.data;
    const errors: Record<string, string[]> = Object.create(null); // a field may be called `constructor`
    for (const issue of parsed.error.issues) {
      const field = issue.path.length > 0 ? String(issue.path[0]) : 'non_field_errors';
      errors[field] = [...(errors[field] ?? []), issue.message];
    }
    throw invalid(errors);
  };

  const refuse = (errors: FieldErrors): void => {
    if (Object.keys(errors).length > 0) throw invalid(errors);
  };

  /** What would be stored, where nothing speaks against it. */
  const judged = async (model: Model, body: Values, before: Row | undefined, context: RuleContext) => {
    const rule = ruleOf(model);
    const whole = merged(model, body, before);
    const prepared = (await rule.prepare?.(whole, before, context)) ?? whole;
    refuse(await danglingReferences(catalogue, replica, context.objects, model, prepared));
    refuse((await rule.check?.(prepared, before, context)) ?? {});
    return prepared;
  };

  const write = async (
    model: Model,
    body: Values,
    before: Row | undefined,
    actor: Actor | undefined,
    trx: Objects,
    pk?: string | number,
  ) => {
    const rule = ruleOf(model);
    const context = contextOf(model, actor, trx);
    const prepared = await judged(model, body, before, context);
    const storable = {
      ...Object.fromEntries(Object.entries(prepared).filter(([field]) => stored(model, field))),
      ...(pk === undefined ? {} : { pk }),
    };
    const changed = before ? changesOf(storable, before, body) : storable;
    await rule.before?.(storable, before, context);
    const row = before
      ? await trx.update(model, before.pk, changed)
      : await trx.insert(model, pk === undefined ? storable : { ...storable, pk });
    if (!row) throw new Problem('not_found');
    await rule.after?.(row, before, context);
    if (!before && actor) await deps.afterCreate?.(model, row, actor, trx);
    return { row, prepared, changed };
  };

  const cases: ObjectUseCases = {
    find,
    sees: (model, row, actor) => may(catalogue.modelOf(model.table, row.type), row, 'view', actor),
    async supposeCreate(model, body, actor) {
      if (!mayAdd(model, actor)) throw new Problem('permission_denied');
      return judged(model, body, undefined, contextOf(model, actor, objects));
    },
    async supposeUpdate(model, where, body, actor) {
      const before = await find(model, where, 'change', actor);
      return judged(model, body, before, contextOf(model, actor, objects));
    },
    show: (row, model, actor, query) => showAs(row, model, actor, query),

    async list(model, query, actor) {
      const permission = permissionName(model, 'view');
      const rule = ruleOf(model);
      const limits = limitsOf(model, rule, permission, actor);
      if (!limits) throw new Problem('permission_denied');
      const { rows, count } = await objects.list(model, { ...query, where: { ...query.where, ...limits } });
      return { rows: rows.map((row) => showAs(row, model, actor, query.raw)), count };
    },

    async retrieve(model, where, actor, query = {}) {
      return showAs(await find(model, where, 'view', actor), model, actor, query);
    },

    async create(model, body, actor, options = {}) {
      const rule = ruleOf(model);
      if (actor && !rule.selfService && !mayAdd(model, actor)) throw new Problem('permission_denied');
      const { row, prepared } = await objects.transaction((trx) =>
        write(model, body, undefined, actor, trx, options.pk),
      );
      tell('model_created', model, row, actor);
      return { ...showAs(row, model, actor), ...rule.once?.(prepared, { catalogue, model }) };
    },

    async update(model, where, body, actor, options = {}) {
      const { row, changed } = await objects.transaction(async (trx) => {
        // Who saves at the same time waits, so that each save knows what it replaces.
        const found = await trx.lock(model, where);
        const before = admit(found, model, 'change', options.admitted ? undefined : actor);
        return write(model, body, before, actor, trx);
      });
      const secret = new Set(secretFields(model));
      const fields = Object.keys(changed).filter((field) => !secret.has(field));
      tell('model_updated', model, row, actor, { fields });
      return showAs(row, model, actor);
    },

    async destroy(model, where, actor, { by } = {}) {
      const row = await find(model, where, 'delete', actor);
      const own = model.abstract ? catalogue.modelOf(model.table, row.type) : model;
      await objects.transaction(async (trx) => {
        refuse((await ruleOf(own).beforeDelete?.(row, contextOf(own, actor, trx))) ?? {});
        const uses = await usesOf(catalogue, replica, trx, own, row.pk);
        const kept = uses.filter(({ action }) => action === 'protect');
        if (kept.length > 0) {
          const names = kept.map((use) => `${use.model.title} "${nameOf(use.row)}"`).slice(0, 5);
          throw invalid({ non_field_errors: [`Still in use by ${names.join(', ')}. Change that first.`] });
        }
        await deps.beforeDelete?.(uses, own, row, trx);
        await detach(trx, uses, row.pk);
        await trx.delete(own, row.pk);
      });
      tell('model_deleted', own, row, actor ?? by);
    },

    async usedBy(model, where, actor) {
      const row = await find(model, where, 'view', actor);
      const own = model.abstract ? catalogue.modelOf(model.table, row.type) : model;
      const uses = await usesOf(catalogue, replica, objects, own, row.pk);
      return uses.map((use) => {
        const [app = '', model_name = ''] = use.model.name.split('.');
        const consequence = consequenceOf(use, uses, replica);
        return {
          app,
          model_name,
          pk: String(use.row.pk),
          name: nameOf(use.row),
          verbose_name: use.model.title,
          action: use.action === 'protect' ? 'left_dangling' : use.action,
          ...(consequence === undefined ? {} : { consequence }),
        };
      });
    },

    within: (work) => objects.transaction((trx) => work(createObjectUseCases({ ...deps, objects: trx }))),
  };

  /** Which objects the actor may see: all, their own, those given one by one; undefined where there is none. */
  function limitsOf(model: Model, rule: Rule, permission: string, actor: Actor): Where | undefined {
    const base = model.base === undefined ? undefined : catalogue.model(model.base);
    if (authority.has(actor, permission) || (base && authority.has(actor, permissionName(base, 'view'))))
      return {};
    if (rule.owner !== undefined) return { [rule.owner]: actor.user.pk ?? -1 };
    const given = [
      ...authority.objectsOf(actor, permission, model),
      ...(base ? authority.objectsOf(actor, permissionName(base, 'view'), base) : []),
      ...(model.abstract ? ofTypes(model, actor) : []),
    ];
    return given.length > 0 ? { pk: { in: given } } : undefined;
  }

  /** Among all objects of a kind, those of a type that the actor may see, or that were given under their type. */
  function ofTypes(kind: Model, actor: Actor): readonly string[] {
    return catalogue.models
      .filter(({ base }) => base === kind.name)
      .flatMap((model) => {
        const permission = permissionName(model, 'view');
        return authority.has(actor, permission)
          ? replica.by(model.table, 'type', model.type).map(({ pk }) => String(pk))
          : authority.objectsOf(actor, permission, model);
      });
  }

  function mayAdd(model: Model, actor: Actor): boolean {
    return (
      authority.has(actor, permissionName(model, 'add')) ||
      (model.base !== undefined && authority.has(actor, permissionName(catalogue.model(model.base), 'add')))
    );
  }

  return cases;
}

/** Values that only travel beside the others (a fresh token's key) are no fields of the model. */
const stored = (model: Model, field: string): boolean =>
  field === 'pk' || field in model.fields.shape || field in model.internal.shape;

/** Only what differs is written, so that two people who change different fields do not undo each other. */
function changesOf(after: Values, before: Row, body: Values): Values {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => field in body || JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );
}
