import { type Delivering, DeliveryFailure } from '../app/notifications/delivering.ts';
import type { Authority } from '../app/objects/authority.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Resource } from '../contract/resource.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import type { NotificationStore } from '../core/event/notifications.ts';
import { MailFailure } from '../core/mail/port.ts';
import type { Objects, Where } from '../core/model/objects.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import { type Call, type Handler, requireMatch } from './bind.ts';
import { envelope, type ListParameters, type Special } from './resources.ts';

type Wire = Readonly<Record<string, unknown>>;

interface Deps {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly objects: Objects;
  readonly authority: Authority;
  readonly store: Pick<NotificationStore, 'seeAll'>;
  readonly delivering: Pick<Delivering, 'test'>;
}

/** One's own notifications only, whoever one is: those of others are their business. */
const shownTo = ({ user }: Actor): Where => ({ user: user.pk ?? -1, local: true });

/** Notifications with their events: a list of one's own, from the database. */
export function notificationSpecial(deps: Deps, resource: Resource): Special {
  const { catalogue, cases, objects, authority } = deps;
  const { model } = resource;
  const eventModel = catalogue.model('authentik_events.event');
  const which = ({ params, actor }: Call): Where => ({
    ...shownTo(actor),
    pk: String(params[resource.param]),
  });

  /** Whoever may not read events is told which event it was, and not what stands in it. */
  async function withEvents(wires: readonly Wire[], actor: Actor): Promise<Wire[]> {
    const keys = wires.flatMap(({ event }) => (typeof event === 'string' ? [event] : []));
    const rows = keys.length > 0 ? await objects.all(eventModel, { pk: { in: keys } }) : [];
    const whole = authority.has(actor, 'authentik_events.view_event');
    const events = new Map(
      rows.map((row) => [
        row.pk,
        {
          ...cases.show(row, eventModel, actor),
          ...(whole ? {} : { context: {}, client_ip: null, user: {} }),
        },
      ]),
    );
    return wires.map((wire) => ({ ...wire, event: events.get(String(wire.event)) ?? null }));
  }

  async function one(call: Call): Promise<Wire> {
    const row = await cases.find(model, which(call), 'view', call.actor);
    const [wire] = await withEvents([cases.show(row, model, call.actor)], call.actor);
    if (!wire) throw new Problem('not_found');
    return wire;
  }

  async function change(call: Call): Promise<Wire> {
    requireMatch(call.request, await one(call));
    await cases.update(model, which(call), call.body, call.actor);
    return one(call);
  }

  return {
    handlers: {
      async list(call) {
        const { actor, query } = call;
        const { page, page_size, ordering, search } = query as unknown as ListParameters;
        const own = query.user === undefined || query.user === actor.user.pk;
        const { rows, count } = await cases.list(
          model,
          {
            where: { ...resource.where(query), ...shownTo(actor), ...(own ? {} : { pk: { in: [] } }) },
            page,
            page_size,
            ...(search ? { search } : {}),
            ...(ordering ? { ordering: ordering.split(',') } : {}),
          },
          actor,
        );
        return envelope(await withEvents(rows, actor), count, page, page_size);
      },
      retrieve: one,
      update: change,
      partial_update: change,
      async destroy(call) {
        requireMatch(call.request, await one(call));
        await cases.destroy(model, which(call), call.actor);
      },
      used_by: (call) => cases.usedBy(model, which(call), call.actor),
    },
  };
}

/** What is done with notifications and transports beside reading and writing them. */
export function notificationHandlers(deps: Deps): Record<string, Handler> {
  const transports = deps.catalogue.model('authentik_events.notificationtransport');
  return {
    async events_notifications_mark_all_seen_create({ actor }) {
      // Whoever acts as somebody has not read their notifications for them.
      if (actor.original) throw new Problem('permission_denied');
      if (actor.user.pk !== null) await deps.store.seeAll(actor.user.pk);
    },

    async events_transports_test_create({ params, actor }) {
      const transport = await deps.cases.find(transports, { pk: String(params.uuid) }, 'change', actor);
      try {
        await deps.delivering.test(transport, actor.user);
      } catch (error) {
        if (!(error instanceof DeliveryFailure || error instanceof MailFailure)) throw error;
        throw invalid({ non_field_errors: [error.message] });
      }
      return { messages: ['The test message was sent.'] };
    },
  };
}
