import type { z } from 'zod';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import { eventInWords } from './phrases.ts';
import { compileQuery, type Matcher } from './query-compile.ts';
import { parseQuery } from './query-parse.ts';
import { EventMatcherConfig } from './schema.ts';
import { german } from './words.de.ts';

type Config = z.output<typeof EventMatcherConfig>;
type Values = Readonly<Record<string, unknown>>;

const FIELDS = ['action', 'client_ip', 'app', 'model', 'query'] as const;

/** What is said where a field does not fit. */
const OTHERS = {
  action: 'other_action',
  client_ip: 'other_client_ip',
  app: 'other_app',
  model: 'other_model',
  query: 'other_query',
} as const;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A query is compiled once for each saved policy. */
const compiled = new WeakMap<Config, Matcher>();

function matcherOf(config: Config, text: string): Matcher {
  const known = compiled.get(config);
  if (known) return known;
  const query = parseQuery(text);
  if ('message' in query) throw new SyntaxError(`column ${query.column}: ${query.message}`);
  const matcher = compileQuery(query);
  compiled.set(config, matcher);
  return matcher;
}

function modelOf({ context }: Values): string | undefined {
  const model = isObject(context) ? context.model : undefined;
  return isObject(model) ? `${model.app}.${model.model_name}` : undefined;
}

/** Whether the event is as one configured field says. */
function matches(config: Config, field: (typeof FIELDS)[number], wanted: string, event: Values): boolean {
  switch (field) {
    case 'model':
      return modelOf(event) === wanted;
    case 'query':
      return matcherOf(config, wanted)(event);
    case 'action':
      return wanted === 'custom_' ? String(event.action).startsWith(wanted) : event.action === wanted;
    default:
      return event[field] === wanted;
  }
}

/** Several answers as one: all have to pass, and only those that agree with the verdict say why. */
function together(answers: readonly Verdict[]): Verdict {
  const passing = answers.every((answer) => answer.passing);
  const telling = answers.filter((answer) => answer.passing === passing);
  return {
    passing,
    messages: telling.flatMap(({ messages }) => messages),
    reasons: telling.flatMap(({ reasons }) => reasons),
  };
}

/** Passes if the event of a notification rule is as every configured field says; an empty field fits any event. */
export const eventMatcher = definePolicyType({
  type: 'event_matcher',
  model: 'authentik_policies_event_matcher.eventmatcherpolicy',
  component: 'ak-policy-event-matcher-form',
  title: 'Event Matcher',
  description:
    'Passes for events that fit: by action, address, app, model or a query. For notification rules.',
  example: 'At a notification rule: “tell the administrators when somebody signs in as akadmin”.',
  config: EventMatcherConfig,
  words: { de: german },
  messages: {
    action: 'The action is "{wanted}".',
    client_ip: 'The address of the client is {wanted}.',
    app: 'The app is "{wanted}".',
    model: 'The model is "{wanted}".',
    query: 'The query fits.',
    other_action: 'The action is not "{wanted}".',
    other_client_ip: 'The address of the client is not {wanted}.',
    other_app: 'The app is not "{wanted}".',
    other_model: 'The model is not "{wanted}".',
    other_query: 'The query does not fit.',
    nothing: 'The policy says nothing that an event could fit.',
  },
  uses: [],
  phrases: eventInWords,
  evaluate({ config, request, pass, fail }) {
    const { event } = request.context;
    if (!isObject(event)) return fail();
    const answers = FIELDS.flatMap((field) => {
      const wanted = config[field];
      if (wanted === null) return [];
      return matches(config, field, wanted, event)
        ? pass(field, { wanted })
        : fail(OTHERS[field], { wanted });
    });
    return answers.length > 0 ? together(answers) : fail('nothing');
  },
  check({ config }) {
    if (FIELDS.every((field) => config[field] === null))
      return { non_field_errors: ['Fill in at least one of action, client_ip, app, model and query.'] };
    const query = config.query === null ? undefined : parseQuery(config.query);
    return query && 'message' in query ? { query: [`Column ${query.column}: ${query.message}`] } : {};
  },
});
