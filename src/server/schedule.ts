import type { Scheduled } from '../core/system/tasks.ts';

/** How long decisions stay in the log. */
export const DECISIONS_DAYS = 90;

/** What is done now and then, by name. */
export const SCHEDULE = {
  close_expired_targets: {
    cron: '* * * * *',
    description: 'Closes what has lost its last binding to its expiry',
  },
  settle_reputation: { cron: '* * * * *', description: 'Lets bad scores recover, and forgets old ones' },
  judge_events: {
    cron: '* * * * *',
    description: 'Asks the notification rules about events that a killed node has left',
  },
  purge_expired: {
    cron: '*/10 * * * *',
    description: 'Deletes sessions, tokens, events and the like that have expired',
  },
  trim_password_history: {
    cron: '37 * * * *',
    description: 'Forgets passwords that nothing asks for any more',
  },
  purge_decisions: {
    cron: '17 * * * *',
    description: `Deletes decisions older than ${DECISIONS_DAYS} days`,
  },
  apply_blueprints: { cron: '7 * * * *', description: 'Applies blueprints that have changed' },
} as const satisfies Readonly<Record<string, Omit<Scheduled, 'name'>>>;

export const scheduled: readonly Scheduled[] = Object.entries(SCHEDULE).map(([name, rest]) => ({
  name,
  ...rest,
}));
