import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType, type StageInput } from '../../core/flow/stage-type.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { type Drawn, drawFields, Field } from './draw.ts';
import { kindOf } from './kinds.ts';
import { type ReadError, read, readMessages } from './read.ts';
import { PromptStageConfig } from './schema.ts';
import { german } from './words.de.ts';

const messages = {
  ...readMessages,
  username_taken: 'Username is already taken.',
  passwords_differ: "Passwords don't match.",
  unexpected: 'The form holds a field that was not asked for. Reload the page and try again.',
  broken: 'This form cannot be shown at the moment. Tell your administrator.',
  refused: 'This cannot be accepted.',
};

type Config = z.output<typeof PromptStageConfig>;
type Input = StageInput<Config, 'configuration' | 'sandbox' | 'policies' | 'users' | 'events'>;

/** What was shown: what counts is the form that the person saw, not what the configuration says by now. */
const Memory = z
  .object({ drawn: z.array(z.object({ field: Field, value: z.unknown().optional() })) })
  .nullish();

/** Whom the form is about: the pending user, or whoever is signed in where none is pending. */
const about = ({ pending, user }: Input): UserFacts => pending ?? user;

/** The form; undefined where a value that the configuration has to say could not be worked out. */
async function form(input: Input): Promise<readonly Drawn[] | undefined> {
  const { config, context, request, ports } = input;
  const { drawn, faults } = await drawFields({
    prompts: config.fields.flatMap((pk) => ports.configuration.get('prompts', pk) ?? []),
    context,
    user: about(input),
    request,
    sandbox: ports.sandbox,
  });
  for (const { fatal: _, ...fault } of faults) {
    ports.events.emit({
      action: 'property_mapping_exception',
      app: 'postern.stages',
      context: { stage: { ...input.stage }, ...fault },
      user: about(input),
      http_request: request,
    });
  }
  return faults.some(({ fatal }) => fatal) ? undefined : drawn;
}

type Errors = Readonly<Record<string, ReadError | 'username_taken' | 'passwords_differ' | 'unexpected'>>;
type Values = Readonly<Record<string, unknown>>;

/** Reads the whole form: the values by field key, or what is wrong, by field. */
function values(drawn: readonly Drawn[], answer: Values): { values: Values } | { errors: Errors } {
  const keys = new Set(drawn.map(({ field }) => field.field_key));
  if (Object.keys(answer).some((key) => !keys.has(key)))
    return { errors: { non_field_errors: 'unexpected' } };

  const found: [string, unknown][] = [];
  const errors: [string, ReadError][] = [];
  for (const { field, value } of drawn) {
    const key = field.field_key;
    const kind = kindOf(field.type);
    if (kind === 'forced') found.push([key, value]);
    if (kind !== 'open') continue;
    const result = read(field, Object.hasOwn(answer, key) ? answer[key] : undefined);
    if ('error' in result) errors.push([key, result.error]);
    else if ('value' in result) found.push([key, result.value]);
  }
  // From entries, not by assignment: a key may have any name, `__proto__` too.
  if (errors.length > 0) return { errors: Object.fromEntries(errors) };

  const all = Object.fromEntries(found);
  const passwords = drawn
    .filter(({ field }) => field.type === 'password')
    .map(({ field }) => field.field_key);
  const [first = '', second = ''] = passwords;
  const differ = passwords.length === 2 && (all[first] ?? '') !== (all[second] ?? '');
  return differ ? { errors: { non_field_errors: 'passwords_differ' } } : { values: all };
}

/** The fields of type `username` whose value somebody else has, in whatever capitals. */
async function taken(input: Input, drawn: readonly Drawn[], all: Values): Promise<Errors> {
  const self = input.pending?.pk ?? (input.context.pending_user ? null : input.user.pk);
  const errors: [string, 'username_taken'][] = [];
  for (const { field } of drawn) {
    const name = all[field.field_key];
    if (field.type !== 'username' || typeof name !== 'string' || name === '') continue;
    const others = await input.ports.users.find(['username'], name, true);
    if (others.some(({ pk }) => pk !== self)) errors.push([field.field_key, 'username_taken']);
  }
  return Object.fromEntries(errors);
}

/** What was entered on top of what was known, and which keys hold passwords, for whoever keeps or shows it. */
function entered(context: FlowContext, drawn: readonly Drawn[], all: Values): Partial<FlowContext> {
  const before = Array.isArray(context.prompt_hidden) ? context.prompt_hidden : [];
  const hidden = drawn.filter(({ field }) => field.type === 'password').map(({ field }) => field.field_key);
  return {
    prompt_data: { ...context.prompt_data, ...all },
    ...(hidden.length > 0 ? { prompt_hidden: [...new Set([...before, ...hidden])] } : {}),
  };
}

/** Shows a form and collects what is entered. */
export const prompt = defineStageType({
  type: 'prompt',
  model: 'authentik_stages_prompt.promptstage',
  component: 'ak-stage-prompt-form',
  title: 'Prompt',
  description: 'Shows a form of prompts and collects what is entered as prompt data.',
  config: PromptStageConfig,
  words: { de: german },
  challenge: 'ak-stage-prompt',
  asks: z.strictObject({ fields: z.array(Field) }),
  answer: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  messages,
  uses: ['configuration', 'sandbox', 'policies', 'users', 'events'],
  proves: false,

  async begin(input) {
    const drawn = await form(input);
    if (!drawn) return input.deny('broken');
    return input.ask({ fields: drawn.map(({ field }) => field) }, { drawn });
  },

  async answered(input) {
    const { config, context, request, answer, ports } = input;
    const drawn = Memory.parse(input.memory)?.drawn ?? (await form(input));
    if (!drawn) return input.deny('broken');
    const again = { challenge: { fields: drawn.map(({ field }) => field) }, memory: { drawn } };

    const result = values(drawn, answer);
    if ('errors' in result) return input.retry(result.errors, again);
    const names = await taken(input, drawn, result.values);
    if (Object.keys(names).length > 0) return input.retry(names, again);

    const { validation_policies: policies } = config;
    const verdict =
      policies.length === 0
        ? { passing: true, messages: [] }
        : await ports.policies.check({
            policies,
            user: about(input),
            request,
            // Only what was entered just now: what other stages know is not this form's to be judged by.
            context: entered({}, drawn, result.values),
          });
    if (!verdict.passing) {
      const said = verdict.messages.map((text) => ({ text }));
      return input.retry({ non_field_errors: said.length > 0 ? said : ['refused'] }, again);
    }
    return input.done(
      entered(context, drawn, result.values),
      verdict.messages.map((text) => ({ effect: 'notice', level: 'info', text })),
    );
  },
});
