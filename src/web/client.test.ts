import { describe, expect, test } from 'vitest';
import { api } from '../contract/api.ts';
import { catalogue } from '../core/catalogue.ts';
import { policyTypes } from '../policies/index.ts';
import { providerTypes } from '../providers/index.ts';
import { sourceTypes } from '../sources/index.ts';
import { stageTypes } from '../stages/index.ts';
import { addressOf, OPERATIONS, openClient } from './client.ts';

const { routes } = api(
  catalogue({ policies: policyTypes, stages: stageTypes, sources: sourceTypes, providers: providerTypes }),
);

/** A fetch that answers everything alike and keeps what it was asked. */
function answering(answer: () => Response) {
  const asked: { address: string; init: RequestInit | undefined }[] = [];
  const fetch = (async (address: unknown, init?: RequestInit) => {
    asked.push({ address: String(address), init });
    return answer();
  }) as typeof globalThis.fetch;
  return { asked, client: openClient(fetch) };
}

describe('the client', () => {
  test.each(Object.entries(OPERATIONS))('%s is an operation of the contract', (id, [method, path]) => {
    expect(routes.find((route) => route.id === id)).toMatchObject({ method, path });
  });

  test.each([
    ['core_applications_list', ['only_with_launch_url', 'page', 'page_size', 'ordering', 'search']],
    ['events_notifications_list', ['seen', 'page', 'page_size', 'ordering', 'search']],
    ['core_authenticated_sessions_list', ['user__username', 'page', 'ordering']],
    ['core_user_consent_list', ['user', 'page']],
    ['core_tokens_list', ['user__username', 'page', 'ordering']],
    ['sources_user_connections_all_list', ['user', 'page']],
    ['oauth2_access_tokens_list', ['user', 'provider']],
    ['oauth2_refresh_tokens_list', ['user', 'provider']],
    ['flows_executor_get', ['query', 'run']],
    ['flows_executor_solve', ['query', 'run']],
  ])('%s takes what the types say', (id, names) => {
    const { query } = routes.find((route) => route.id === id) ?? {};
    expect(Object.keys(query?.shape ?? {})).toEqual(expect.arrayContaining(names));
  });

  test('parameters of the path and of the query cannot become anything else', () => {
    const at = { path: { flow_slug: 'a/../b?c#d' }, query: { query: 'next=/x&y', run: 'r' } };
    expect(addressOf('flows_executor_get', at)).toBe(
      '/api/v3/flows/executor/a%2F..%2Fb%3Fc%23d/?query=next%3D%2Fx%26y&run=r',
    );
  });

  test('what is undefined is left out', () => {
    expect(addressOf('core_applications_list', { query: { page: 2 } })).toBe(
      '/api/v3/core/applications/?page=2',
    );
    expect(addressOf('core_applications_list', { query: {} })).toBe('/api/v3/core/applications/');
  });

  test('a body goes as JSON, by the method of the operation', async () => {
    const { asked, client } = answering(() => Response.json({ seen: true }));
    await client.call('events_notifications_partial_update', { path: { uuid: 'n1' }, body: { seen: true } });
    expect(asked).toMatchObject([
      {
        address: '/api/v3/events/notifications/n1/',
        init: {
          method: 'PATCH',
          body: '{"seen":true}',
          headers: { 'Content-Type': 'application/json' },
          credentials: 'same-origin',
        },
      },
    ]);
  });

  test.each([
    [204, '', { value: undefined }],
    [200, '{"user":{}}', { value: { user: {} } }],
    [200, 'no JSON', { failure: 'server', request_id: 'r1' }],
    [401, '{}', { signIn: true }],
    [403, '{}', { signIn: true }],
    [500, '{}', { failure: 'server', request_id: 'r1' }],
  ])('status %i with %j is %o', async (status, body, want) => {
    const headers = { 'X-Postern-Request-Id': 'r1' };
    const { client } = answering(() => new Response(status === 204 ? null : body, { status, headers }));
    expect(await client.call('core_users_me_retrieve', {})).toEqual(want);
  });

  test('the compiler refuses what the contract does not know', async () => {
    const { asked, client } = answering(() => Response.json({}));
    // @ts-expect-error: there is no such operation
    await expect(client.call('core_users_nothing', {})).rejects.toThrow();
    // @ts-expect-error: there is no such parameter
    await client.call('core_applications_list', { query: { colour: 'red' } });
    // @ts-expect-error: the path needs its parameter
    await client.call('events_notifications_partial_update', { body: { seen: true } });
    // @ts-expect-error: the field is true or false
    await client.call('events_notifications_partial_update', { path: { uuid: 'n1' }, body: { seen: 'yes' } });
    const me = await client.call('core_users_me_retrieve', {});
    // @ts-expect-error: there is no such field
    expect('value' in me && me.value.nothing).toBeUndefined();
    expect(asked).toHaveLength(4);
  });

  test('a server that cannot be reached is a failure', async () => {
    const { client } = answering(() => {
      throw new Error('no network');
    });
    expect(await client.call('core_users_me_retrieve', {})).toEqual({ failure: 'offline' });
  });
});
