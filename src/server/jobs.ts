import type { Job } from '../adapters/jobs.ts';
import type { Postern } from './compose.ts';

/** How long decisions stay in the log. */
const DECISIONS_DAYS = 90;

/** What is done now and then. */
export const jobsOf = (
  postern: Pick<
    Postern,
    | 'people'
    | 'closing'
    | 'flows'
    | 'decisionLog'
    | 'firstStart'
    | 'ports'
    | 'oauth'
    | 'pendingAuthorizations'
    | 'passwordHistory'
    | 'reputation'
  >,
): Job[] => {
  const { clock } = postern.ports;
  return [
    { name: 'close_expired_targets', cron: '* * * * *', run: () => postern.closing.sweep() },
    { name: 'settle_reputation', cron: '* * * * *', run: () => postern.reputation.settle() },
    {
      name: 'purge_expired',
      cron: '*/10 * * * *',
      run: async () => {
        await postern.people.purge(clock.now());
        await postern.flows.purge();
        await postern.oauth.purge();
        await postern.pendingAuthorizations.purge(clock.now());
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
