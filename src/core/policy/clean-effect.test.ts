import { expect, test } from 'vitest';
import { aRequest } from '../testing/policy.ts';
import type { Effect } from './effect.ts';
import { cleanEffect, redactorOf } from './record.ts';

const request = aRequest({ context: { prompt_data: { password: 'hunter2-secret' } } });

test.each<[Effect, object]>([
  [
    { kind: 'set_context', key: 'color', value: 'red' },
    { kind: 'set_context', key: 'color', value: 'red' },
  ],
  [
    { kind: 'set_context', key: 'api_token', value: 'abc' },
    { key: 'api_token', value: '••••••' },
  ],
  [
    { kind: 'event', action: 'seen', context: { password: 'x', place: 'door' } },
    { context: { password: '••••••', place: 'door' } },
  ],
  [
    { kind: 'email', to: ['a@b.test'], cc: [], bcc: [], subject: 'Hi', body: 'it is hunter2-secret' },
    { to: ['a@b.test'], body: 'it is ••••••' },
  ],
  [{ kind: 'redirect', url: '/a?b=hunter2-secret' }, { url: '/a?b=••••••' }],
  [{ kind: 'expire_password', user: 7 }, { user: 7 }],
])('%j is shown without its secrets, and with its key', (effect, shown) => {
  expect(cleanEffect(effect, redactorOf(request))).toMatchObject(shown);
});
