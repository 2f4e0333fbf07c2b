import type { Job, Task } from '../adapters/jobs.ts';
import { DELIVER, type Delivery } from '../core/event/notifications.ts';
import { SEND_MAIL } from '../core/mail/posting.ts';
import type { Postern } from './compose.ts';
import { DECISIONS_DAYS, SCHEDULE } from './schedule.ts';

/** How long notifications are kept: as long as the events that they tell of. */
const NOTIFICATIONS_DAYS = 365;

const job = <N extends keyof typeof SCHEDULE>(name: N) => ({ name, cron: SCHEDULE[name].cron });

/** What is done now and then. */
export const jobsOf = (
  postern: Pick<
    Postern,
    | 'people'
    | 'closing'
    | 'flows'
    | 'flowTokens'
    | 'tries'
    | 'knownDevices'
    | 'decisionLog'
    | 'firstStart'
    | 'ports'
    | 'oauth'
    | 'pendingAuthorizations'
    | 'notifying'
    | 'passwordHistory'
    | 'reputation'
    | 'outbox'
  >,
): Job[] => {
  const { clock } = postern.ports;
  return [
    { ...job('close_expired_targets'), run: () => postern.closing.sweep() },
    { ...job('settle_reputation'), run: () => postern.reputation.settle() },
    // Most events are judged when they are stored; this takes what a killed node has left.
    { ...job('judge_events'), run: () => postern.notifying.judging.run() },
    {
      ...job('purge_expired'),
      run: async () => {
        await postern.people.purge(clock.now());
        await postern.flows.purge();
        await postern.flowTokens.purge(clock.now());
        await postern.ports.trustedBrowsers.purge(clock.now());
        await postern.tries.purge(clock.now());
        await postern.knownDevices.purge(clock.now());
        await postern.outbox.purge(clock.now());
        await postern.oauth.purge();
        await postern.pendingAuthorizations.purge(clock.now());
        await postern.notifying.store.purge(new Date(clock.now() - NOTIFICATIONS_DAYS * 86_400_000));
      },
    },
    {
      ...job('trim_password_history'),
      run: async () => {
        await postern.passwordHistory.trim();
      },
    },
    {
      ...job('purge_decisions'),
      run: async () => {
        await postern.decisionLog.prune(new Date(clock.now() - DECISIONS_DAYS * 86_400_000));
      },
    },
    {
      ...job('apply_blueprints'),
      run: async () => {
        await postern.firstStart.instances.sync();
      },
    },
  ];
};

/** What is done when the database holds the wish for it. */
export const tasksOf = ({ notifying, sending }: Pick<Postern, 'notifying' | 'sending'>): Task[] => [
  {
    name: DELIVER,
    run: (payload, attempt) => notifying.delivering.deliver(payload as Delivery, attempt),
  },
  {
    name: SEND_MAIL,
    run: (payload, attempt) => sending.send((payload as { readonly mail: string }).mail, attempt),
  },
];
