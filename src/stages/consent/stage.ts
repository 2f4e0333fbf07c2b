import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType, type StageInput } from '../../core/flow/stage-type.ts';
import { seconds } from '../../core/model/fields.ts';
import { said } from '../../core/words/said.ts';
import { ConsentConfig } from './schema.ts';
import { german } from './words.de.ts';

const Permission = z.object({ id: z.string(), name: said() });
type Permission = z.output<typeof Permission>;

/** What was shown, and the token that stands for exactly that. */
const Memory = z
  .object({ token: z.string(), ids: z.array(z.string()) })
  .nullable()
  .catch(null);

const Asks = z.strictObject({
  header_text: said().optional(),
  permissions: z.array(Permission),
  additional_permissions: z.array(Permission),
  token: z.string(),
});

type Input = StageInput<z.output<typeof ConsentConfig>, 'consents' | 'random' | 'clock' | 'digest'>;

/** What is asked for. It throws where the list is not one: consent to something unreadable is none. */
function requested(context: FlowContext): readonly Permission[] {
  const list = (key: string) => z.array(Permission).parse(context[key] ?? []);
  const all = [...list('consent_permissions'), ...list('consent_additional_permissions')];
  return [...new Map(all.map((permission) => [permission.id, permission])).values()];
}

/** Whose consent can be remembered for which application; null where it is asked for each time. */
function memorable({ config, context, pending, user }: Input): { user: number; application: string } | null {
  const person = pending ?? user;
  if (config.mode === 'always_require' || !context.application || person.pk === null) return null;
  // A run that pretends to know somebody is not the run of whoever is signed in.
  if (context.pending_user && !pending) return null;
  return { user: person.pk, application: context.application.pk };
}

async function remembered(input: Input): Promise<readonly string[] | undefined> {
  const whose = memorable(input);
  return whose ? await input.ports.consents.find(whose.user, whose.application) : undefined;
}

function challenge(
  input: Input,
  before: readonly string[] | undefined,
  token: string,
): z.output<typeof Asks> {
  const all = requested(input.context);
  const isOld = ({ id }: Permission) => before === undefined || before.includes(id);
  const header = input.context.consent_header ?? input.context.consent_title;
  const application = input.context.application;
  const header_text =
    typeof header === 'string' && header !== ''
      ? header
      : application && `You are about to sign in to ${application.name}.`;
  return {
    ...(header_text ? { header_text } : {}),
    permissions: all.filter(isOld),
    additional_permissions: all.filter((permission) => !isOld(permission)),
    token,
  };
}

/** The token of this visit; a new one as soon as something else is asked for than it stands for. */
function ticket({ context, memory, ports }: Input): z.output<typeof Memory> & object {
  const kept = Memory.parse(memory);
  const ids = requested(context).map(({ id }) => id);
  if (kept && kept.ids.length === ids.length && kept.ids.every((id, index) => id === ids[index])) return kept;
  return { token: ports.random.token(), ids };
}

/** Asks whether an application may have what it wants, and remembers the answer. */
export const consent = defineStageType({
  type: 'consent',
  model: 'authentik_stages_consent.consentstage',
  component: 'ak-stage-consent-form',
  title: 'Consent',
  description: 'Asks whether an application may have what it asks for.',
  config: ConsentConfig,
  words: { de: german },
  challenge: 'ak-stage-consent',
  asks: Asks,
  answer: z.strictObject({ token: z.string().min(1) }),
  messages: { stale: 'This page is out of date. Read it again before you agree.' },
  uses: ['consents', 'random', 'clock', 'digest'],
  proves: true,

  async begin(input) {
    const before = await remembered(input);
    const asked = requested(input.context);
    if (before && asked.every(({ id }) => before.includes(id))) return input.done();
    const memory = ticket(input);
    return input.ask(challenge(input, before, memory.token), memory);
  },

  async answered(input) {
    const { config, memory, answer, ports } = input;
    const before = await remembered(input);
    const kept = Memory.parse(memory);
    const now = ticket(input);
    if (!kept || kept.token !== now.token || !ports.digest.equal(answer.token, kept.token)) {
      return input.retry({ token: 'stale' }, { challenge: challenge(input, before, now.token), memory: now });
    }
    const whose = memorable(input);
    if (whose) {
      await ports.consents.save({
        ...whose,
        // What was agreed to before still holds: else two requests in turn would ask each time.
        permissions: [...new Set([...(before ?? []), ...now.ids])],
        expires:
          config.mode === 'expiring'
            ? ports.clock.now() + Math.ceil(seconds(config.consent_expire_in) * 1000)
            : null,
      });
    }
    return input.done();
  },
});
