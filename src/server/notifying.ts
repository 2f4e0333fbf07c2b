import type { Decisions } from '../app/decisions/decisions.ts';
import { createPerform } from '../app/decisions/effects.ts';
import { tellingMail } from '../app/mail/telling.ts';
import { createDelivering, type Delivering } from '../app/notifications/delivering.ts';
import { createJudging, type Judging, NOTIFICATIONS_APP } from '../app/notifications/judging.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { NotificationStore } from '../core/event/notifications.ts';
import type { EventPort } from '../core/event/port.ts';
import type { Log } from '../core/log.ts';
import type { Mail } from '../core/mail/port.ts';
import type { Objects, Replica } from '../core/model/objects.ts';
import type { Graph } from '../core/policy/graph.ts';
import type { Ports } from '../core/ports.ts';
import type { Database } from '../store/database.ts';
import { createNotificationStore } from '../store/notifications.ts';

/** Notification rules, deliveries, and where both are kept. */
export interface Notifying {
  readonly store: NotificationStore;
  readonly judging: Judging;
  readonly delivering: Delivering;
}

/** Puts the parts of notifications together. */
export function createNotifying(deps: {
  readonly catalogue: Catalogue;
  readonly database: Database;
  readonly replica: Replica;
  readonly objects: Objects;
  readonly graph: Graph;
  readonly decisions: Decisions;
  readonly events: EventPort;
  /** The bare port: what it tells of itself would be asked about. */
  readonly mail: Mail;
  readonly ports: Ports;
  readonly log: Log;
  readonly origin: string | null;
}): Notifying {
  const { catalogue, database, replica, objects, graph, decisions, ports, log, origin } = deps;
  const quiet: EventPort = { emit: (draft) => deps.events.emit({ ...draft, quiet: true }) };
  const mail = tellingMail({ mail: deps.mail, events: quiet, clock: ports.clock, app: NOTIFICATIONS_APP });
  const store = createNotificationStore(database);
  return {
    store,
    judging: createJudging({
      replica,
      graph,
      decisions,
      store,
      perform: createPerform({ events: quiet, users: ports.users, mail, log }),
      log,
    }),
    delivering: createDelivering({
      catalogue,
      replica,
      objects,
      user: graph.user,
      mail,
      egress: ports.egress,
      sandbox: ports.sandbox,
      events: quiet,
      clock: ports.clock,
      origin,
    }),
  };
}
