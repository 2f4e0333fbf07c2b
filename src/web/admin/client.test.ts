import { describe, expect, test } from 'vitest';
import { fieldErrors, openClient } from './client.ts';

const headers = { 'X-Postern-Request-Id': 'r1' };

/** A client whose server gives these answers, one after the other, and what it was asked. */
function answering(...answers: (() => Response)[]) {
  const asked: { address: string; init: RequestInit | undefined }[] = [];
  let signIns = 0;
  const client = openClient(
    (async (address: unknown, init?: RequestInit) => {
      asked.push({ address: String(address), init });
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (!answer) throw new Error('no network');
      return answer();
    }) as typeof fetch,
    async () => {
      signIns += 1;
    },
  );
  return { client, asked, signIns: () => signIns };
}

describe('an answer', () => {
  test.each<[string, Response, object]>([
    ['a value', Response.json({ pk: 1 }), { value: { pk: 1 } }],
    ['nothing', new Response(null, { status: 204 }), { value: undefined }],
    [
      'a refusal',
      Response.json({ detail: 'No.', code: 'permission_denied' }, { status: 403, headers }),
      { trouble: { status: 403, detail: 'No.', fields: {}, request_id: 'r1' } },
    ],
    [
      'faults of fields',
      Response.json({ name: ['Taken.'], code: 'invalid' }, { status: 400, headers }),
      { trouble: { status: 400, detail: '', fields: { name: ['Taken.'] }, request_id: 'r1' } },
    ],
    [
      'no JSON',
      new Response('<html>', { status: 502 }),
      { trouble: { status: 502, detail: '', fields: {}, request_id: undefined } },
    ],
  ])('that is %s', async (_, response, wanted) => {
    expect(await answering(() => response).client.get('/x/')).toEqual(wanted);
  });

  test('that never comes is trouble without a status', async () => {
    expect(await answering().client.get('/x/')).toMatchObject({ trouble: { status: 0 } });
  });
});

test('what is empty is not asked for', async () => {
  const { client, asked } = answering(() => Response.json([]));
  await client.get('/x/', { page: 2, search: '', name: undefined, enabled: false });
  expect(asked[0]?.address).toBe('/api/v3/x/?page=2&enabled=false');
});

test('where the session has ended, the same request is sent again after signing in, and only then', async () => {
  const ended = () => Response.json({ code: 'not_authenticated' }, { status: 403 });
  const { client, asked, signIns } = answering(ended, ended, () => Response.json({ pk: 7 }));
  expect(await client.send('POST', '/x/', { name: 'typed' })).toEqual({ value: { pk: 7 } });
  expect(signIns()).toBe(2);
  expect(asked.map(({ init }) => init?.body)).toEqual(Array(3).fill('{"name":"typed"}'));

  const refused = answering(() => Response.json({ code: 'permission_denied' }, { status: 403 }));
  await refused.client.send('POST', '/x/', {});
  expect([refused.signIns(), refused.asked.length]).toEqual([0, 1]);
});

test('faults lie at their fields, however deep', () => {
  expect(
    fieldErrors({
      code: 'invalid',
      detail: 'no',
      'app.slug': ['taken'],
      provider: { redirect_uris: [{}, { url: ['odd'] }], name: 'missing' },
    }),
  ).toEqual({ 'app.slug': ['taken'], 'provider.redirect_uris.1.url': ['odd'], 'provider.name': ['missing'] });
});
