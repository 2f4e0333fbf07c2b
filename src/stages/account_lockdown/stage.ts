import { z } from 'zod';
import type { LockdownOutcome } from '../../core/directory/lockdown.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { FlowEffect, Step } from '../../core/flow/step.ts';
import { AccountLockdownConfig } from './schema.ts';
import { namedTargets, ownTarget, reasonOf } from './targets.ts';
import { german } from './words.de.ts';

/** What is said of an account that was not locked. */
const REFUSALS = { last_superuser: 'last_superuser', gone: 'gone' } as const;

/** What the page was drawn for; only an answer to exactly that locks. */
const Memory = z.object({ user: z.int(), token: z.string() }).optional().catch(undefined);

const messages = {
  no_target: 'Nobody was named whose account is to be locked.',
  stale: 'This page is out of date. Look at it again, then decide.',
  last_superuser: 'This is the last administrator. Make somebody else a superuser first.',
  gone: 'This account does not exist any more.',
};

type Uses = 'lockdown' | 'users' | 'events' | 'random' | 'digest' | 'configuration';
type Input = StageInput<z.output<typeof AccountLockdownConfig>, Uses> & StageWords<typeof messages>;

/** Locks each of them, with an event of its own. */
async function lock(input: Input, targets: readonly number[]): Promise<Step> {
  const { config, stage, context, user, request, ports, done, deny } = input;
  const { self_service_completion_flow: after, ...order } = config;
  const results: { user_pk: number; username: string; outcome: LockdownOutcome }[] = [];
  for (const pk of targets) {
    const person = await ports.users.byPk(pk);
    const outcome = await ports.lockdown.lock(pk, order);
    const username = person?.username ?? '';
    results.push({ user_pk: pk, username, outcome });
    const said = outcome === 'locked' ? 'was locked' : `was not locked: ${messages[outcome]}`;
    ports.events.emit({
      action: 'user_write',
      app: 'postern.stages',
      user,
      http_request: request,
      context: {
        message: `The account ${username} ${said}`,
        lockdown: { ...order, outcome },
        reason: reasonOf(context),
        self_service: pk === user.pk,
        subject: { pk, username },
        stage: { pk: stage.pk, name: stage.name },
      },
    });
  }
  const [failed] = results.filter(({ outcome }) => outcome !== 'locked');
  if (failed && failed.outcome !== 'locked' && results.length === 1) return deny(REFUSALS[failed.outcome]);
  const own = results.some(({ user_pk, outcome }) => outcome === 'locked' && user_pk === user.pk);
  return done({ lockdown_results: results }, [
    ...results.map(noticeOf),
    ...(own ? farewell(input, after) : []),
  ]);
}

const noticeOf = (result: { readonly username: string; readonly outcome: LockdownOutcome }): FlowEffect =>
  result.outcome === 'locked'
    ? { effect: 'notice', level: 'success', text: `The account ${result.username} is locked.` }
    : { effect: 'notice', level: 'error', text: messages[result.outcome] };

/** Whoever locked themselves is signed out here, too, and goes on where no sign-in is asked for. */
function farewell({ config, ports }: Input, flow: string | null): readonly FlowEffect[] {
  const row = flow === null ? undefined : ports.configuration.get('flows', flow);
  return [
    ...(config.delete_sessions || config.deactivate_user ? [{ effect: 'logout' } as const] : []),
    ...(row ? [{ effect: 'switch_flow', slug: String(row.slug), keep_context: false } as const] : []),
  ];
}

/** Takes all ways into an account that may be in the wrong hands. */
export const accountLockdown = defineStageType({
  type: 'account_lockdown',
  model: 'authentik_stages_account_lockdown.accountlockdownstage',
  component: 'ak-stage-account-lockdown-form',
  words: { de: german },
  title: 'Account Lockdown',
  description: 'Takes sessions, tokens and the password of an account, and deactivates it.',
  config: AccountLockdownConfig,
  challenge: 'ak-stage-account-lockdown',
  asks: z.strictObject({ username: z.string(), token: z.string() }),
  answer: z.strictObject({ token: z.string().min(1) }),
  messages,
  uses: ['lockdown', 'users', 'events', 'random', 'digest', 'configuration'],
  // It guards: an error of a policy on its binding must not tell anybody that the account is locked.
  proves: true,

  begin(input) {
    const targets = namedTargets(input.context);
    // Whoever began the run has named them by a request of their own; a link that was followed has not.
    if (targets.length > 0) return lock(input, targets);
    const own = ownTarget(input);
    if (own?.pk == null) return input.deny('no_target');
    const before = Memory.parse(input.memory);
    const token = before?.user === own.pk ? before.token : input.ports.random.token();
    return input.ask({ username: own.username, token }, { user: own.pk, token });
  },

  answered(input) {
    const { memory, answer, ports, deny, retry } = input;
    const own = ownTarget(input);
    if (own?.pk == null) return deny('no_target');
    const shown = Memory.parse(memory);
    if (shown?.user === own.pk && ports.digest.equal(answer.token, shown.token)) return lock(input, [own.pk]);
    const token = ports.random.token();
    return retry(
      { token: 'stale' },
      { challenge: { username: own.username, token }, memory: { user: own.pk, token } },
    );
  },
});
