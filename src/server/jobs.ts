import type { Job, Task } from '../adapters/jobs.ts';
import { DELIVER, type Delivery } from '../core/event/notifications.ts';
import type { Postern } from './compose.ts';

/** How long decisions stay in the log. */
const DECISIONS_DAYS = 90;
/** How long notifications are kept: as long as the events that they tell of. */
const NOTIFICATIONS_DAYS = 365;

/** What is done now and then. */
export const jobsOf = (
  postern: Pick<
    Postern,
    | 'people'
    | 'closing'
    | 'flows'
    | 'flowTokens'
    | 'decisionLog'
    | 'firstStart'
    | 'ports'
    | 'oauth'
    | 'pendingAuthorizations'
    | 'notifying'
    | 'passwordHistory'
    | 'reputation'
  >,
): Job[] => {
  const { clock } = postern.ports;
  return [
    { name: 'close_expired_targets', cron: '* * * * *', run: () => postern.closing.sweep() },
    { name: 'settle_reputation', cron: '* * * * *', run: () => postern.reputation.settle() },
    // Most events are judged when they are stored; this takes what a killed node has left.
    { name: 'judge_events', cron: '* * * * *', run: () => postern.notifying.judging.run() },
    {
      name: 'purge_expired',
      cron: '*/10 * * * *',
      run: async () => {
        await postern.people.purge(clock.now());
        await postern.flows.purge();
        await postern.flowTokens.purge(clock.now());
        await postern.oauth.purge();
        await postern.pendingAuthorizations.purge(clock.now());
        await postern.notifying.store.purge(new Date(clock.now() - NOTIFICATIONS_DAYS * 86_400_000));
      },
    },
    {
      name: 'trim_password_history',
      cron: '37 * * * *',
      run: async () => {
        await postern.passwordHistory.trim();
      },
    },
    {
      name: 'purge_decisions',
      cron: '17 * * * *',
      run: async () => {
        await postern.decisionLog.prune(new Date(clock.now() - DECISIONS_DAYS * 86_400_000));
      },
    },
    {
      name: 'apply_blueprints',
      cron: '7 * * * *',
      run: async () => {
        await postern.firstStart.instances.sync();
      },
    },
  ];
};

/** What is done when the database holds the wish for it. */
export const tasksOf = ({ notifying }: Pick<Postern, 'notifying'>): Task[] => [
  {
    name: DELIVER,
    run: (payload, attempt) => notifying.delivering.deliver(payload as Delivery, attempt),
  },
];
