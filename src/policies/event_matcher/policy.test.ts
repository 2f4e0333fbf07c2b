import { describe, expect, test } from 'vitest';
import type { CheckInput } from '../../core/policy/type.ts';
import { isFault } from '../../core/policy/verdict.ts';
import { aRequest } from '../../core/testing/policy.ts';
import { eventMatcher } from './policy.ts';
import { EventMatcherConfig } from './schema.ts';

const login = {
  action: 'login',
  app: 'postern.flows',
  client_ip: '10.1.2.3',
  user: { pk: 1, username: 'ada' },
  context: { model: { app: 'authentik_core', model_name: 'user', pk: 1 } },
};

function judge(fields: object, event?: unknown) {
  const verdict = eventMatcher.evaluate({
    config: EventMatcherConfig.parse(fields),
    request: aRequest({ context: event === undefined ? {} : { event } }),
    facts: undefined,
  });
  if (isFault(verdict)) throw new Error(verdict.detail);
  return verdict;
}

const lookup: CheckInput<unknown>['lookup'] = { policy: async () => undefined, fits: async () => [] };
const check = (fields: object) =>
  eventMatcher.check({ config: EventMatcherConfig.parse(fields), pk: undefined, lookup });

describe('the event matcher', () => {
  test.each([
    { title: '121 no event in the context', fields: { action: 'login' }, event: undefined, passing: false },
    {
      title: '121 what stands there is no event',
      fields: { action: 'login' },
      event: 'login',
      passing: false,
    },
    { title: '122 the action', fields: { action: 'login' }, event: login, passing: true },
    {
      title: '123 the action, and another app',
      fields: { action: 'login', app: 'x' },
      event: { ...login, app: 'y' },
      passing: false,
    },
    {
      title: '124 a network is compared as a text',
      fields: { client_ip: '10.0.0.0/8' },
      event: login,
      passing: false,
    },
    { title: 'the very address', fields: { client_ip: '10.1.2.3' }, event: login, passing: true },
    {
      title: '81 address and action, only the action fits',
      fields: { client_ip: '10.9.9.9', action: 'login' },
      event: login,
      passing: false,
    },
    { title: 'the model', fields: { model: 'authentik_core.user' }, event: login, passing: true },
    { title: 'another model', fields: { model: 'authentik_core.group' }, event: login, passing: false },
    {
      title: 'an event of no model',
      fields: { model: 'authentik_core.user' },
      event: { ...login, context: {} },
      passing: false,
    },
    {
      title: 'a custom action',
      fields: { action: 'custom_a' },
      event: { ...login, action: 'custom_a' },
      passing: true,
    },
    {
      title: 'any custom action',
      fields: { action: 'custom_' },
      event: { ...login, action: 'custom_b' },
      passing: true,
    },
    { title: 'no custom action', fields: { action: 'custom_' }, event: login, passing: false },
    { title: 'a query', fields: { query: 'user.username = "ada"' }, event: login, passing: true },
    {
      title: 'a query and a field',
      fields: { query: 'user.username = "ada"', action: 'logout' },
      event: login,
      passing: false,
    },
  ])('$title: $passing', ({ fields, event, passing }) => {
    expect(judge(fields, event).passing).toBe(passing);
  });

  test('messages tell only what decided', () => {
    expect(judge({ action: 'login', app: 'postern.flows' }, login)).toEqual({
      passing: true,
      messages: ['The action is "login".', 'The app is "postern.flows".'],
      reasons: ['event_matcher.action', 'event_matcher.app'],
    });
    expect(judge({ action: 'login', app: 'x' }, login)).toEqual({
      passing: false,
      messages: ['The app is not "x".'],
      reasons: ['event_matcher.other_app'],
    });
    expect(judge({ action: 'login' }).messages).toEqual([]);
  });

  test('a stored policy that says nothing does not pass', () => {
    expect(judge({}, login).passing).toBe(false);
  });

  test.each([
    [{}, { non_field_errors: ['Fill in at least one of action, client_ip, app, model and query.'] }],
    [{ action: 'login' }, {}],
    [{ query: 'action = "login"' }, {}],
    [{ query: 'action = login' }, { query: [expect.stringMatching(/^Column 10: /)] }],
  ])('saving %o: %o', async (fields, errors) => {
    expect(await check(fields)).toEqual(errors);
  });

  test('what is no action or model is refused', () => {
    expect(EventMatcherConfig.safeParse({ action: 'signed in' }).success).toBe(false);
    expect(EventMatcherConfig.safeParse({ model: 'user' }).success).toBe(false);
    expect(EventMatcherConfig.safeParse({ query: 'x'.repeat(4_097) }).success).toBe(false);
  });

  test('it is judged in memory', () => expect(eventMatcher.immediate({})).toBe(true));
});
