import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anHttpRequest, aUser } from '../testing/policy.ts';
import { changeOf, identifierOf, UNKNOWN_ADDRESS } from './change.ts';

const http_request = anHttpRequest();
const failed = (username: unknown) => ({
  action: 'login_failed' as const,
  app: 'any.protocol',
  context: { username },
  http_request,
});

describe('what an event does to a score', () => {
  test.each([
    {
      title: 'a failed login counts against the name',
      event: failed('ada'),
      want: { kind: 'failure', identifier: 'ada', ip: '192.0.2.1' },
    },
    {
      title: 'so does a name that nobody has',
      event: failed('nobody@corp.test'),
      want: { kind: 'failure', identifier: 'nobody@corp.test', ip: '192.0.2.1' },
    },
    {
      title: 'a login counts for the name',
      event: { action: 'login' as const, app: 'x', context: {}, user: aUser(), http_request },
      want: { kind: 'success', identifier: 'ada', ip: '192.0.2.1' },
    },
    {
      title: 'A1: an address that could not be read is the unknown one',
      event: { ...failed('ada'), http_request: anHttpRequest({ client_ip: null }) },
      want: { kind: 'failure', identifier: 'ada', ip: UNKNOWN_ADDRESS },
    },
    { title: 'a failure without a name is nobody’s', event: failed(undefined), want: undefined },
    { title: 'nor is one of blanks', event: failed(' \0 '), want: undefined },
    {
      title: 'other events count for nothing',
      event: { ...failed('ada'), action: 'password_set' as const },
      want: undefined,
    },
  ])('$title', ({ event, want }) => {
    expect(changeOf(event)).toEqual(want);
  });

  test.each([
    ['ADA', 'ada'],
    [' ada ', 'ada'],
    ['ａｄａ', 'ada'],
    ['e\u0301va', 'éva'],
    ['ada\0', 'ada'],
    ['x'.repeat(300), 'x'.repeat(255)],
    ['\uD800ada', '\uFFFDada'],
  ])('A50: %j counts as %j', (name, identifier) => {
    expect(identifierOf(name)).toBe(identifier);
  });

  test('a name is always kept under a text that PostgreSQL takes, and under the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const identifier = identifierOf(name);
        return (
          identifier.isWellFormed() &&
          !identifier.includes('\0') &&
          identifier.length <= 255 &&
          identifierOf(identifier) === identifier
        );
      }),
    );
  });
});
