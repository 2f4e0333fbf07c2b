import type { Severity } from '../../core/event/notification-models.ts';
import type { Announcement, NotificationStore, Recipient } from '../../core/event/notifications.ts';
import type { EventRecord } from '../../core/event/store.ts';
import type { Log } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import type { Asked } from '../decisions/asked.ts';
import type { Decisions } from '../decisions/decisions.ts';
import type { Perform } from '../decisions/effects.ts';
import { bodyOf, linkOf } from './message.ts';

/** Events of this app tell how notifications fare. */
export const NOTIFICATIONS_APP = 'postern.notifications';

const RULES = 'notification_rules';
const RULE_MODEL = 'authentik_events.notificationrule';

export interface JudgingDeps {
  readonly replica: Pick<Replica, 'all' | 'get'>;
  readonly graph: Pick<Graph, 'target' | 'user' | 'membersOf'>;
  readonly decisions: Pick<Decisions, 'decide' | 'decideNow'>;
  readonly store: Pick<NotificationStore, 'judgeNext'>;
  /** Carries out what policies of rules want to happen; the events that it writes have to be quiet. */
  readonly perform: Perform;
  readonly log: Log;
}

/** Asks notification rules about events. */
export interface Judging {
  /** Whether some rule could fire at the event: said at once, in memory, before the event is stored. */
  concerns(event: EventRecord): boolean;
  /** Says that events wait. They are judged now, if this node does jobs, else by the next that looks. */
  wake(): void;
  /** From now on this node judges events when they come; before, only when `run` is called. */
  begin(): void;
  /** Judges every event that waits. */
  run(): Promise<void>;
  /** Takes up nothing more, and waits for what is under way. */
  end(): Promise<void>;
}

type Values = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

export function createJudging(deps: JudgingDeps): Judging {
  const { replica, graph, decisions, store, log } = deps;
  let state: 'waiting' | 'working' | 'ended' = 'waiting';
  let running: Promise<void> | undefined;
  let again = false;

  /** INVARIANT: what judging a rule causes is never judged. An event begets notifications, and those beget no event. */
  function isOwnDoing({ action, app, context }: EventRecord): boolean {
    if (app === NOTIFICATIONS_APP) return true;
    const { policy_uuid, target } = context;
    const judged = action === 'policy_execution' || action === 'policy_exception';
    if (judged && isObject(target) && target.model === RULE_MODEL) return true;
    if (typeof policy_uuid !== 'string') return false;
    return [...replica.all(RULES)].some(({ pk }) =>
      graph
        .target(String(pk))
        ?.bindings.some(({ subject }) => subject.kind === 'policy' && subject.pk === policy_uuid),
    );
  }

  const askedAbout = (event: EventRecord): Asked => {
    const { pk } = event.user;
    return {
      user: (typeof pk === 'number' ? graph.user(pk) : undefined) ?? ANONYMOUS,
      http_request: null,
      obj: { ...event },
      context: { event },
    };
  };

  /** Whether asking a rule could change anything: it fires, tells of itself, or only the world knows. */
  function isWorthAsking(rule: Row, asked: Asked): boolean {
    const target = graph.target(String(rule.pk));
    if (target === undefined || target.bindings.length === 0) return false;
    const tells =
      target.policies.some(({ policy }) => policy.execution_logging) ||
      target.bindings.some(({ enabled, dry_run }) => enabled && dry_run);
    if (tells) return true;
    const decision = decisions.decideNow(target, { ...asked, debug: true });
    return decision === undefined || decision.passing || decision.faulted;
  }

  async function fires(rule: string, asked: Asked, event: EventRecord): Promise<boolean> {
    const decision = await decisions.decide(rule, asked, { perform: false });
    if (decision.effects.length > 0)
      await deps.perform(decision.effects, {
        user: asked.user,
        http_request: null,
        obj: asked.obj ?? null,
        context: asked.context ?? {},
        debug: false,
        time: Date.parse(event.created),
      });
    return decision.passing;
  }

  function announcementOf(rule: Row, event: EventRecord): Announcement {
    return {
      event: event.pk,
      rule: String(rule.pk),
      created: event.created,
      severity: rule.severity as Severity,
      body: bodyOf(event),
      ...linkOf(event),
      recipients: recipientsOf(rule, event),
    };
  }

  /** Whoever caused the event first, if the rule says so, then the group and those below it. */
  function recipientsOf(rule: Row, event: EventRecord): Recipient[] {
    const own = rule.destination_event_user === true ? event.user.pk : undefined;
    const members = typeof rule.destination_group === 'string' ? graph.membersOf(rule.destination_group) : [];
    const people = [
      ...new Set([...(typeof own === 'number' ? [own] : []), ...members.toSorted((a, b) => a - b)]),
    ].filter((pk) => graph.user(pk)?.is_active);
    const transports = (Array.isArray(rule.transports) ? rule.transports : [])
      .map((pk) => replica.get('notification_transports', String(pk)))
      .filter((row) => row !== undefined);
    return people.flatMap((user, index) => {
      const reached = transports.filter(({ send_once }) => index === 0 || send_once !== true);
      const local = transports.length === 0 || reached.some(({ mode }) => mode === 'local');
      const called = reached.filter(({ mode }) => mode !== 'local').map(({ pk }) => String(pk));
      return local || called.length > 0 ? [{ user, local, transports: called }] : [];
    });
  }

  async function judge(events: readonly EventRecord[]): Promise<Announcement[]> {
    const found: Announcement[] = [];
    for (const event of events) {
      if (isOwnDoing(event)) continue;
      const asked = askedAbout(event);
      for (const rule of replica.all(RULES)) {
        if (!isWorthAsking(rule, asked) || !(await fires(String(rule.pk), asked, event))) continue;
        const announcement = announcementOf(rule, event);
        if (announcement.recipients.length > 0) found.push(announcement);
      }
    }
    return found;
  }

  async function drain(): Promise<void> {
    try {
      do {
        again = false;
        while (state !== 'ended' && (await store.judgeNext(judge)) > 0);
      } while (again && state !== 'ended');
    } finally {
      running = undefined; // at once, so that nobody who comes now joins what is over
    }
  }

  const run = (): Promise<void> => {
    if (state === 'ended') return Promise.resolve();
    again = true;
    running ??= drain();
    return running;
  };

  const start = () =>
    void run().catch((error: unknown) =>
      log.error({ err: error }, 'notification rules could not be asked; the next minute tries again'),
    );

  return {
    concerns(event) {
      if (isOwnDoing(event)) return false;
      const asked = askedAbout(event);
      for (const rule of replica.all(RULES)) if (isWorthAsking(rule, asked)) return true;
      return false;
    },
    wake() {
      if (state === 'working') start();
    },
    begin() {
      state = 'working';
      start();
    },
    run,
    async end() {
      state = 'ended';
      await running?.catch(() => undefined);
    },
  };
}
