import { z } from 'zod';
import { defineStageType, type StageInput } from '../../core/flow/stage-type.ts';
import { UserDeleteConfig } from './schema.ts';
import { german } from './words.de.ts';

/** What the page was drawn for; only an answer to exactly that deletes. */
const Memory = z.object({ user: z.int(), token: z.string() }).optional().catch(undefined);

type Input = StageInput<z.output<typeof UserDeleteConfig>, 'users' | 'random' | 'digest'>;

/** Whom the stage is about. Only an unenrolment flow is meant for whoever happens to be signed in. */
function doomedOf({ context, flow, pending, user }: Input) {
  const own = !context.pending_user && flow.designation === 'unenrollment' && user.pk !== null;
  return own ? user : pending;
}

/**
 * Deletes the account that the flow is about, for good. It asks first: a link into the flow, followed by mistake or set
 * by somebody else, must not be enough.
 */
export const userDelete = defineStageType({
  type: 'user_delete',
  model: 'authentik_stages_user_delete.userdeletestage',
  component: 'ak-stage-user-delete-form',
  title: 'User delete',
  description: 'Asks, then deletes the pending user; in an unenrolment flow, whoever is signed in.',
  config: UserDeleteConfig,
  words: { de: german },
  challenge: 'ak-stage-user-delete',
  asks: z.strictObject({ username: z.string(), token: z.string() }),
  answer: z.strictObject({ token: z.string().min(1) }),
  messages: {
    no_pending_user: 'No Pending User.',
    stale: 'This page is out of date. Look at it again, then decide.',
    last_superuser: 'This is the last administrator. Make somebody else a superuser first.',
  },
  uses: ['users', 'random', 'digest'],
  // It guards: an error of a policy on its binding must not tell anybody that the account is gone.
  proves: true,

  begin(input) {
    const doomed = doomedOf(input);
    if (doomed?.pk == null) return input.deny('no_pending_user');
    const before = Memory.parse(input.memory);
    const token = before?.user === doomed.pk ? before.token : input.ports.random.token();
    return input.ask({ username: doomed.username, token }, { user: doomed.pk, token });
  },

  async answered(input) {
    const { user, request, memory, answer, ports, done, deny, retry } = input;
    const doomed = doomedOf(input);
    if (doomed?.pk == null) return deny('no_pending_user');
    const shown = Memory.parse(memory);
    if (shown?.user !== doomed.pk || !ports.digest.equal(answer.token, shown.token)) {
      const token = ports.random.token();
      return retry(
        { token: 'stale' },
        { challenge: { username: doomed.username, token }, memory: { user: doomed.pk, token } },
      );
    }
    const by = { user: user.pk === null ? doomed : user, http: request };
    if ((await ports.users.remove(doomed.pk, by)) === 'last_superuser') return deny('last_superuser');
    // `undefined` removes the key; what remains of a session after its user must not look signed in.
    return done({ pending_user: undefined } as never, doomed.pk === user.pk ? [{ effect: 'logout' }] : []);
  },
});
