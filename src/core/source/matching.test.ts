import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  GROUP_MATCHING_MODES,
  matchGroup,
  matchUser,
  membership,
  USER_MATCHING_MODES,
  type UserQuestion,
} from './matching.ts';

const nobody: UserQuestion = {
  mode: 'identifier',
  connected: null,
  caller: null,
  value: 'ada',
  email_verified: null,
  found: [],
  occupied: [],
};
const ask = (more: Partial<UserQuestion>) => matchUser({ ...nobody, ...more });

describe('whose identity it is', () => {
  test.each<[string, Partial<UserQuestion>, ReturnType<typeof matchUser>]>([
    ['identifier, nobody known', {}, { action: 'enroll' }],
    ['identifier, even if somebody has the name', { found: [1] }, { action: 'enroll' }],
    ['email_link, nobody has it', { mode: 'email_link' }, { action: 'enroll' }],
    ['email_link, somebody has it', { mode: 'email_link', found: [1] }, { action: 'link', user: 1 }],
    ['username_link, somebody has it', { mode: 'username_link', found: [1] }, { action: 'link', user: 1 }],
    [
      'email_link, no e-mail address',
      { mode: 'email_link', value: null },
      { action: 'deny', reason: 'missing_property' },
    ],
    [
      'email_link, a blank one',
      { mode: 'email_link', value: '' },
      { action: 'deny', reason: 'missing_property' },
    ],
    [
      'username_deny, no username',
      { mode: 'username_deny', value: null },
      { action: 'deny', reason: 'missing_property' },
    ],
    ['email_deny, nobody has it', { mode: 'email_deny' }, { action: 'enroll' }],
    ['email_deny, somebody has it', { mode: 'email_deny', found: [1] }, { action: 'deny', reason: 'exists' }],
    [
      'username_deny, somebody has it',
      { mode: 'username_deny', found: [1] },
      { action: 'deny', reason: 'exists' },
    ],
    [
      'email_link, two have it',
      { mode: 'email_link', found: [1, 2] },
      { action: 'deny', reason: 'ambiguous' },
    ],
    [
      'email_link, an address that the source did not verify',
      { mode: 'email_link', found: [1], email_verified: false },
      { action: 'deny', reason: 'unverified' },
    ],
    [
      'email_link, an address that it verified',
      { mode: 'email_link', found: [1], email_verified: true },
      { action: 'link', user: 1 },
    ],
    [
      'email_link, somebody with another identity of the source',
      { mode: 'email_link', found: [1], occupied: [1] },
      { action: 'deny', reason: 'has_another' },
    ],
    ['signed in, a new identity', { caller: 7, mode: 'email_deny', found: [1] }, { action: 'link', user: 7 }],
    ['signed in, the own identity', { caller: 7, connected: 7 }, { action: 'authenticate', user: 7 }],
    [
      "signed in, somebody else's identity",
      { caller: 7, connected: 8 },
      { action: 'deny', reason: 'linked_elsewhere' },
    ],
    [
      'signed in, connected to another identity already',
      { caller: 7, occupied: [7] },
      { action: 'deny', reason: 'has_another' },
    ],
  ])('%s', (_, question, wanted) => expect(ask(question)).toEqual(wanted));
});

const person = fc.integer({ min: 1, max: 5 });
const questions = fc.record({
  mode: fc.constantFrom(...USER_MATCHING_MODES),
  connected: fc.option(person),
  caller: fc.option(person),
  value: fc.option(fc.constantFrom('', 'ada', 'grace')),
  email_verified: fc.option(fc.boolean()),
  found: fc.uniqueArray(person, { maxLength: 2 }),
  occupied: fc.uniqueArray(person),
});
const law = <T>(name: string, given: fc.Arbitrary<T>, holds: (value: T) => boolean) =>
  test(name, () => fc.assert(fc.property(given, holds), { numRuns: 5_000 }));

describe('laws of matching', () => {
  law(
    'a connection always decides, whatever the mode, for whoever is not signed in',
    questions,
    (question) => {
      const match = matchUser({ ...question, caller: null });
      return (
        question.connected === null || (match.action === 'authenticate' && match.user === question.connected)
      );
    },
  );
  law(
    'a signed-in caller never becomes somebody else, and nobody else gets an identity',
    questions,
    (question) => {
      const match = matchUser(question);
      return question.caller === null || !('user' in match) || match.user === question.caller;
    },
  );
  law('nobody ever gets a second identity of a source', questions, (question) => {
    const match = matchUser(question);
    return match.action !== 'link' || !question.occupied.includes(match.user);
  });
  law('only modes that link do so without being signed in', questions, (question) => {
    const match = matchUser({ ...question, caller: null });
    return match.action !== 'link' || question.mode.endsWith('_link');
  });
  law('an address that is not verified never opens an account', questions, (question) => {
    const match = matchUser({ ...question, caller: null, mode: 'email_link', email_verified: false });
    return match.action !== 'link';
  });
});

describe('which group is meant', () => {
  test.each(
    GROUP_MATCHING_MODES.flatMap((mode) => [
      { mode, connected: 'a', found: 'b', wanted: { action: 'use', group: 'a' } },
      { mode, connected: null, found: null, wanted: { action: 'create' } },
      {
        mode,
        connected: null,
        found: 'b',
        wanted: mode === 'name_link' ? { action: 'link', group: 'b' } : { action: 'deny' },
      },
    ]),
  )('$mode, connected $connected, of that name $found', ({ wanted, ...question }) =>
    expect(matchGroup(question)).toEqual(wanted),
  );
});

describe('memberships', () => {
  const groups = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
  const lists = fc.record({ current: groups, given: groups, wanted: groups });

  test('row 66: [a, b], later [b]: out of a, manual groups stay', () => {
    const first = membership({ current: ['manual'], given: [], wanted: ['a', 'b'] });
    expect(first).toEqual({ groups: ['manual', 'a', 'b'], given: ['a', 'b'] });
    expect(membership({ current: first.groups, given: first.given, wanted: ['b'] })).toEqual({
      groups: ['manual', 'b'],
      given: ['b'],
    });
  });
  law('what somebody else gave stays', lists, ({ current, given, wanted }) =>
    current
      .filter((group) => !given.includes(group))
      .every((group) => membership({ current, given, wanted }).groups.includes(group)),
  );
  law('what the source gave and does not name any more is gone', lists, ({ current, given, wanted }) =>
    given
      .filter((group) => !wanted.includes(group))
      .every((group) => !membership({ current, given, wanted }).groups.includes(group)),
  );
  law('what the source names is there', lists, (input) =>
    input.wanted.every((group) => membership(input).groups.includes(group)),
  );
  law('the same said twice changes nothing', lists, (input) => {
    const once = membership(input);
    const twice = membership({ current: once.groups, given: once.given, wanted: input.wanted });
    return (
      JSON.stringify(twice) === JSON.stringify({ groups: twice.groups, given: once.given }) &&
      twice.groups.length === once.groups.length
    );
  });
});
