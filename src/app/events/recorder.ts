import type { EventDraft, EventPort } from '../../core/event/port.ts';
import type { EventRecord, EventStore } from '../../core/event/store.ts';
import type { GeoIP } from '../../core/geo/port.ts';
import type { Log } from '../../core/log.ts';
import { createRedactor } from '../../core/policy/redaction.ts';
import { ANONYMOUS, type HttpFacts, type UserFacts } from '../../core/policy/request.ts';
import type { Clock, Random } from '../../core/ports.ts';

export interface RecorderDeps {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly geoip: Pick<GeoIP, 'lookup'>;
  readonly log: Log;
  /** Starts `work` later, without waiting for it; milliseconds. Answers how to call it off. */
  readonly later: (work: () => void, milliseconds: number) => () => void;
  /** The brand of a host, as events name objects; empty where there is none. */
  readonly brand: (host: string) => Readonly<Record<string, unknown>>;
  /** Days that events are kept. */
  readonly retention: () => number;
  /** Notification rules: whether an event concerns one, and who is told that such events are stored. */
  readonly rules?: {
    concerns(event: EventRecord): boolean;
    wake(): void;
  };
}

/** An event port that can be emptied before the process ends. */
export interface Recorder extends EventPort {
  /** Writes what is waiting. */
  flush(): Promise<void>;
}

interface Waiting {
  readonly event: EventRecord;
  readonly quiet: boolean;
}

/** Events wait at most this long before they are written. Milliseconds. */
const PATIENCE = 50;
/** So many are written in one statement. */
const BATCH = 200;
/** What waits for a database that does not answer is bounded; beyond it the oldest go, and the log says so. */
const WAITING = 20_000;

const DAY = 86_400_000;

/** Redacts events at once and writes them in batches, so that nobody waits for the log. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const { store, clock, random, geoip, log, later, retention, rules } = deps;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let calledOff: (() => void) | undefined;

  const record = (draft: EventDraft): EventRecord => {
    const now = clock.now();
    const { data } = createRedactor(draft.context);
    const http = draft.http_request ?? null;
    return {
      pk: random.uuid(),
      action: draft.action,
      app: draft.app,
      user: actingFor(userOf(draft.user ?? ANONYMOUS), http?.impersonator),
      context: {
        ...(data(draft.context) as Record<string, unknown>),
        ...(http
          ? {
              ...placeOf(http.client_ip, geoip),
              http_request: {
                path: http.path.split('?')[0] ?? '',
                method: http.method,
                user_agent: http.user_agent,
                request_id: http.request_id,
              },
            }
          : {}),
      },
      client_ip: http?.client_ip ?? null,
      brand: http ? deps.brand(http.host) : {},
      created: new Date(now).toISOString(),
      expires: new Date(now + retention() * DAY).toISOString(),
    };
  };

  const concerning = ({ event, quiet }: Waiting): boolean => {
    try {
      return !quiet && rules?.concerns(event) === true;
    } catch (error) {
      log.error({ err: error, event: event.pk }, 'notification rules could not be asked about an event');
      return false;
    }
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        const unjudged = batch.filter(concerning).map(({ event }) => event.pk);
        await store.add(
          batch.map(({ event }) => event),
          unjudged,
        );
        if (unjudged.length > 0) rules?.wake();
      } catch (error) {
        waiting = [...batch, ...waiting];
        log.error(
          { err: error, waiting: waiting.length },
          'events could not be written; they are kept for the next try',
        );
        schedule(1_000);
        return;
      }
    }
  };

  const flush = async (): Promise<void> => {
    calledOff?.();
    calledOff = undefined;
    await writing;
    writing = write().finally(() => {
      writing = undefined;
    });
    await writing;
  };

  const schedule = (milliseconds: number): void => {
    calledOff ??= later(() => {
      calledOff = undefined;
      void flush();
    }, milliseconds);
  };

  return {
    emit(draft) {
      try {
        waiting.push({ event: record(draft), quiet: draft.quiet === true });
      } catch (error) {
        log.error({ err: error, action: draft.action }, 'an event could not be recorded');
        return;
      }
      log.info({ action: draft.action, app: draft.app, user: draft.user?.username ?? null }, 'event');
      if (waiting.length > WAITING) {
        const dropped = waiting.splice(0, waiting.length - WAITING);
        log.error({ dropped: dropped.length }, 'events were dropped: the database does not answer');
      }
      schedule(PATIENCE);
    },
    flush,
  };
}

const userOf = (user: UserFacts) => ({
  pk: user.pk,
  username: user.username,
  email: user.email,
  is_anonymous: user.pk === null,
});

/** Who really did it, with whom they acted as: as the wire has it, so that nobody is blamed for what others did. */
function actingFor(user: ReturnType<typeof userOf>, impersonator: HttpFacts['impersonator']) {
  if (!impersonator || impersonator.as !== user.pk) return user;
  const { pk, username, email } = impersonator;
  const { is_anonymous: _, ...on_behalf_of } = user;
  return { pk, username, email, is_anonymous: false, on_behalf_of };
}

/** Where the request came from, under the names of the wire; what is unknown is left out. */
function placeOf(client_ip: string | null, geoip: Pick<GeoIP, 'lookup'>): Record<string, unknown> {
  if (client_ip === null) return {};
  const { geoip: geo, asn } = geoip.lookup(client_ip);
  return { ...(geo && { geo }), ...(asn && { asn }) };
}
