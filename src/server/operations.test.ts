import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let watcher = '';
beforeAll(async () => {
  postern = await testPostern();
  const { catalogue, objects } = postern;
  const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
    name: 'watchers',
    permissions: ['postern.view_metrics'],
  });
  watcher = (await postern.account('watcher', { roles: [role.pk] })).token;
});
afterAll(() => postern?.end());

const ask = (url: string, remoteAddress: string, headers: Readonly<Record<string, string>> = {}) =>
  postern.server.inject({
    method: 'GET',
    url,
    remoteAddress,
    headers: { host: 'localhost:9000', ...headers },
  });

describe('A54: what operators watch', () => {
  test.each([
    { from: 'this machine', address: '127.0.0.1', headers: {}, status: 200 },
    { from: 'this machine, by IPv6', address: '::1', headers: { host: '[::1]:9000' }, status: 200 },
    { from: 'elsewhere', address: '198.51.100.7', headers: {}, status: 403 },
    {
      from: 'elsewhere, claiming to be here',
      address: '198.51.100.7',
      headers: { 'x-forwarded-for': '127.0.0.1' },
      status: 403,
    },
    ...['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via'].map((header) => ({
      from: `a local proxy that sends ${header}`,
      address: '127.0.0.1',
      headers: { [header]: '198.51.100.7' },
      status: 403,
    })),
    {
      from: 'a local proxy that sends nothing of its own',
      address: '127.0.0.1',
      headers: { host: 'id.corp.test' },
      status: 403,
    },
  ])('metrics, from $from: $status', async ({ address, headers, status }) => {
    const answer = await ask('/-/metrics/', address, headers);
    expect(answer.statusCode).toBe(status);
    expect(answer.body.includes('postern_decisions_total')).toBe(status === 200);
  });

  test('metrics, with a token: only with the permission, and all bad tokens are told the same', async () => {
    const by = (token: string) => ask('/-/metrics/', '198.51.100.7', { authorization: `Bearer ${token}` });
    expect((await by(watcher)).statusCode).toBe(200);
    expect((await by((await postern.account('somebody')).token)).statusCode).toBe(403);
    const [unknown, nearly] = [await by('x'.repeat(watcher.length)), await by(`${watcher.slice(0, -1)}~`)];
    expect(unknown.statusCode).toBeGreaterThanOrEqual(401);
    expect([nearly.statusCode, nearly.json().detail]).toEqual([unknown.statusCode, unknown.json().detail]);
  });

  test('health says yes or no, and nothing else', async () => {
    for (const url of ['/-/health/live/', '/-/health/ready/']) {
      const { statusCode, body } = await ask(url, '198.51.100.7');
      expect([statusCode, body]).toEqual([204, '']);
    }
  });
});
