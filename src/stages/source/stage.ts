import { z } from 'zod';
import { type FlowContext, nowPending, nowProven, pendingUser } from '../../core/flow/context.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import { seconds } from '../../core/model/fields.ts';
import { SOURCE_RESULT, SourceResult } from '../../core/source/suspended.ts';
import { SourceStageConfig } from './schema.ts';
import { german } from './words.de.ts';

const INBUILT = 'authentik.core.auth.InbuiltBackend';

/** Under both names policies learn why the source led to nobody. */
const FAILURES = ['postern/sources/matching_failure', 'goauthentik.io/core/sources/matching_failure'];

/** When the person left for the source. Milliseconds since the epoch. */
const Memory = z.object({ until: z.number() }).optional().catch(undefined);

const messages = {
  no_source:
    'The way to sign in that belongs here does not exist or is switched off. Tell your administrator.',
  other_user: 'This identity belongs to another account than the one that you began with.',
  inactive: 'This account is not active.',
};

type Input = StageInput<z.output<typeof SourceStageConfig>, 'configuration' | 'users' | 'clock'> &
  StageWords<typeof messages>;

/** The result is used once: a source stage further on asks for itself. */
const spent = { [SOURCE_RESULT]: undefined };

/** `undefined` removes a key from the context; its type has no room for saying so. */
const nobody = { pending_user: undefined } as unknown as Partial<FlowContext>;

/** Sends the person to the source. */
function leave({ config, memory, run, ports, ask, deny }: Input): Step {
  const source = ports.configuration.get('sources', config.source);
  if (source?.enabled !== true) return deny('no_source');
  const path = `/source/${encodeURIComponent(String(source.type))}/login/${encodeURIComponent(String(source.slug))}/`;
  const before = Memory.parse(memory);
  const until = ports.clock.now() + seconds(config.resume_timeout) * 1_000;
  return ask(
    { to: `${path}?resume=${encodeURIComponent(run)}`, final_redirect: false },
    { until: before?.until ?? until },
  );
}

/** Goes on with what the source said. */
async function resume(input: Input, result: SourceResult): Promise<Step> {
  const { config, context, execution, ports, done, deny } = input;
  const { source } = result;
  if (result.user === null) {
    const reason = result.failure;
    const wanted: readonly string[] = config.resume_on_match_failures;
    if (reason === null || !wanted.includes(reason)) return deny('no_source');
    return done({
      ...spent,
      // Nobody was proven here: whoever was only named must not be taken for who came back.
      ...(context.proofs?.length ? {} : nobody),
      source,
      ...Object.fromEntries(FAILURES.map((key) => [key, reason])),
    });
  }
  const user = await ports.users.byPk(result.user);
  if (!user?.is_active) return deny('inactive');
  // What was proven of one person must not be joined with what somebody else proves.
  const before = context.pending_user;
  if (before && before.pk !== user.pk) return deny('other_user');
  const patch = nowPending(context, pendingUser(user));
  const proof = { type: 'source', execution, time: ports.clock.now() };
  const how = {
    method: context.auth_method ?? 'source',
    args: { ...context.auth_method_args, source },
    backend: typeof context.user_backend === 'string' ? context.user_backend : INBUILT,
  };
  return done({
    ...spent,
    ...patch,
    ...nowProven(patch.proofs ?? context.proofs, proof, how),
    source,
    is_sso: true,
    is_restored: true,
  });
}

const begin = (input: Input): Promise<Step> | Step => {
  const result = SourceResult.safeParse(input.context[SOURCE_RESULT]);
  return result.success && result.data.stage === input.stage.pk ? resume(input, result.data) : leave(input);
};

/** Lets somebody prove who they are at a source, in the middle of a flow. */
export const sourceStage = defineStageType({
  type: 'source',
  model: 'authentik_stages_source.sourcestage',
  component: 'ak-stage-source-form',
  words: { de: german },
  title: 'Source',
  description: 'Sends people to a source, and goes on with whom it says they are.',
  config: SourceStageConfig,
  challenge: 'xak-flow-redirect',
  asks: z.strictObject({ to: z.string(), final_redirect: z.boolean() }),
  answer: z.strictObject({}),
  messages,
  uses: ['configuration', 'users', 'clock'],
  proves: true,
  traits: ({ resume_on_match_failures }) =>
    resume_on_match_failures.length > 0 ? {} : { proves_by: 'other' },
  begin,
  // Only the source has something to say here, whatever a browser sends.
  answered: begin,
});
