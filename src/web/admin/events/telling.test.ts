import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../ui/texts.ts';
import { english } from '../texts/english.ts';
import type { AuditEvent } from '../wire.ts';
import { sentenceOfEvent, subjectOf } from './telling.ts';

const text = textsOf(english);

const event = (action: string, context: AuditEvent['context'], username = 'mara'): AuditEvent => ({
  pk: 'e',
  action,
  app: '',
  user: { pk: 7, username },
  client_ip: username === '' ? null : '192.0.2.1',
  created: '2026-11-24T12:00:00Z',
  context,
});
const model = (app: string, model_name: string, pk: string | number, name: string) => ({
  model: { app, model_name, pk, name },
});

describe('an event in words', () => {
  test.each([
    ['model_created', model('authentik_core', 'user', 3, 'tom'), 'mara created user “tom”', '/users/3/'],
    ['model_deleted', model('authentik_core', 'user', 3, 'tom'), 'mara deleted user “tom”', undefined],
    [
      'model_updated',
      model('authentik_policies_geoip', 'geoippolicy', 'p', 'Europe'),
      'mara changed policy “Europe”',
      '/policies/p/',
    ],
    ['model_updated', model('authentik_new', 'thing', 'p', 'One'), 'mara changed thing “One”', undefined],
    [
      'model_created',
      model('authentik_policies', 'policybinding', 'b', 'b'),
      'mara created binding',
      undefined,
    ],
    ['login_failed', { username: 'tom', user_pk: 3 }, 'A sign-in as user “tom” failed', '/users/3/'],
    ['login_failed', { username: 'x', user_pk: null }, 'A sign-in as user “x” failed', undefined],
    ['login', {}, 'mara signed in', undefined],
    ['custom_alarm', { message: 'It rang.' }, 'It rang.', undefined],
    ['model_updated', { model: 'broken' }, 'mara changed something', undefined],
  ])('%s %j', (action, context, sentence, to) => {
    const told = event(action, context);
    expect(sentenceOfEvent(told, text)).toBe(sentence);
    expect(subjectOf(told, text)?.to).toBe(to);
  });

  test('what the server did of its own accord is its own', () =>
    expect(sentenceOfEvent(event('model_created', {}, ''), text)).toBe('Postern created something'));
});
