import { z } from 'zod';
import { captchaBroken, checkCaptcha } from '../../core/captcha/check.ts';
import {
  type FlowContext,
  nowPending,
  nowProven,
  type PendingUser,
  pendingUser,
} from '../../core/flow/context.ts';
import {
  canCheckPassword,
  checkPassword,
  loginFailed,
  passwordUncheckable,
} from '../../core/flow/credentials.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { challengeOf, embeddedCaptcha, embeddedPassword, IdentificationAsks } from './challenge.ts';
import { lookUp, stranger } from './look-up.ts';
import { judgePasskey, Offered, offerPasskeys } from './passkey.ts';
import { IdentificationConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Wrong tries of this visit, under whatever names, and the passkeys that it offers. */
const Memory = z.object({ tries: z.int(), passkeys: Offered.optional() }).catch({ tries: 0 });

/** What a captcha that was not solved is answered with. */
const CAPTCHA_ERRORS = { again: 'captcha_again', failed: 'invalid', unknown: 'captcha_unknown' } as const;

/** The context after somebody was named, found or not. */
function named(
  config: z.output<typeof IdentificationConfig>,
  context: FlowContext,
  who: PendingUser,
  identifier: string,
): Partial<FlowContext> {
  // What the next page shows must not tell an account that exists from one that does not.
  const hidden = !config.show_matched_user || (config.pretend_user_exists && config.password_stage === null);
  return {
    ...nowPending(context, who),
    ...(hidden
      ? { pending_user_identifier: identifier }
      : ({ pending_user_identifier: undefined } as unknown as Partial<FlowContext>)),
  };
}

/** Finds out who somebody says they are; with an embedded password stage, also proves it. */
export const identification = defineStageType({
  type: 'identification',
  model: 'authentik_stages_identification.identificationstage',
  component: 'ak-stage-identification-form',
  title: 'Identification',
  description: 'Asks people who they are, and offers the sources through which they may sign in.',
  config: IdentificationConfig,
  words: { de: german },
  challenge: 'ak-stage-identification',
  asks: IdentificationAsks,
  answer: z.strictObject({
    uid_field: z.string().max(1024).nullish(),
    password: z.string().nullish(),
    captcha_token: z.string().max(16_384).nullish(),
    passkey: z.record(z.string(), z.json()).nullish(),
  }),
  messages: {
    no_data: 'No identification data provided.',
    no_password: 'Enter your password.',
    no_captcha: 'Solve the captcha first.',
    captcha_again: 'Invalid captcha response. Retrying may solve this issue.',
    captcha_unknown: 'Failed to validate token.',
    no_passkey: 'Passkeys cannot be used here.',
    unknown_passkey: 'This passkey is not known here.',
    invalid: 'Failed to authenticate.',
    inactive: 'This account is not active.',
    uncheckable: 'Passwords cannot be checked here. Tell whoever runs this server.',
  },
  uses: [
    'users',
    'hashing',
    'configuration',
    'sources',
    'events',
    'clock',
    'random',
    'delay',
    'egress',
    'tries',
    'factors',
  ],
  proves: true,
  traits: ({ user_fields, password_stage }) => ({
    names: user_fields.length > 0,
    ...(password_stage === null ? {} : { proves_by: 'password' }),
  }),

  async begin(input) {
    // Drawing the page again must not make void what the browser offers at this moment.
    const { tries, passkeys = await offerPasskeys(input) } = Memory.parse(input.memory);
    return input.ask(await challengeOf(input, passkeys?.challenge), { tries, passkeys });
  },

  async answered(input) {
    const { config, stage, context, request, memory, execution, answer, ports, ...say } = input;
    if (answer.passkey) {
      const kept = Memory.parse(memory);
      const judged = await judgePasskey(input, answer.passkey, kept.passkeys);
      if (judged.how === 'proven') return say.done(judged.patch);
      if (judged.how === 'inactive') return say.deny('inactive');
      if (judged.how === 'not_here') return say.retry({ non_field_errors: 'no_passkey' });
      // Each challenge is good for one answer.
      const passkeys = await offerPasskeys(input);
      return say.retry(
        { non_field_errors: judged.how === 'wrong' ? { text: judged.message } : 'unknown_passkey' },
        {
          challenge: await challengeOf(input, passkeys?.challenge),
          memory: { tries: kept.tries, passkeys },
        },
      );
    }
    const identifier = (answer.uid_field ?? '').trim();
    // PostgreSQL has no text with a zero byte: no account can have such a name.
    if (identifier === '' || identifier.includes('\0') || config.user_fields.length === 0) {
      return say.retry({ non_field_errors: 'no_data' });
    }
    // Whoever has to begin again does not have to type their name again.
    const learnt = { pending_user_identifier: identifier };
    const embedded = embeddedPassword(input);
    const password = answer.password ?? '';
    if (embedded && password === '') return say.retry({ password: 'no_password' });
    const captcha = embeddedCaptcha(input);
    const token = answer.captcha_token ?? '';
    if (captcha && token === '') return say.retry({ non_field_errors: 'no_captcha' }, { learnt });
    if (embedded && !canCheckPassword(embedded.backends)) {
      ports.events.emit(passwordUncheckable({ stage, backends: embedded.backends, request }));
      return say.deny('uncheckable');
    }

    const user = await lookUp(ports.users, config.user_fields, identifier, config.case_insensitive_matching);
    // Judged whoever is named: whether it was solved says nothing about the account.
    const solved =
      captcha && (await checkCaptcha({ settings: captcha, token, request, egress: ports.egress }));
    if (solved && solved.verdict !== 'passed') {
      if (solved.verdict === 'unknown')
        ports.events.emit(captchaBroken({ stage: captcha, detail: solved.detail, request }));
      return say.retry({ non_field_errors: CAPTCHA_ERRORS[solved.verdict] }, { learnt });
    }
    const seen = solved && { response: solved.response, stage: { pk: captcha.pk, name: captcha.name } };
    const learn = (patch: Partial<FlowContext>): Partial<FlowContext> =>
      seen ? { ...patch, captcha: seen } : patch;
    // Hides what the look-up itself took, wherever the answer is to be the same for a name that exists and one that
    // does not.
    const hesitate = () => ports.delay.sleep(ports.random.integer(90, 211));

    if (!embedded) {
      if (!user && !config.pretend_user_exists) {
        ports.events.emit(loginFailed({ stage, identifier, user, request }));
        await hesitate();
        return say.retry({ non_field_errors: 'invalid' }, { learnt });
      }
      if (config.pretend_user_exists) await hesitate();
      const who = user ? pendingUser(user) : stranger(identifier);
      return say.done(learn(named(config, context, who, identifier)));
    }

    const match = await checkPassword({
      user,
      identifier,
      tries: ports.tries,
      password,
      backends: embedded.backends,
      users: ports.users,
      hashing: ports.hashing,
    });
    if (!match || !user) {
      ports.events.emit(loginFailed({ stage, identifier, user, request }));
      await hesitate();
      const kept = Memory.parse(memory);
      const tries = kept.tries + 1;
      if (tries >= embedded.failed_attempts_before_cancel) return say.deny('invalid');
      return say.retry({ non_field_errors: 'invalid' }, { memory: { ...kept, tries }, learnt });
    }
    if (!user.is_active) {
      ports.events.emit(loginFailed({ stage, identifier, user, request }));
      return say.deny('inactive');
    }
    const patch = named(config, context, pendingUser(user), identifier);
    const proof = { type: 'password', execution, time: ports.clock.now() };
    return say.done(learn({ ...patch, ...nowProven(patch.proofs ?? context.proofs, proof, match) }));
  },
});
