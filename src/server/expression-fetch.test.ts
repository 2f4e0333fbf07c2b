import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let listed: Server;
let other: Server;
const asked: IncomingMessage[] = [];
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server, host: string) =>
  new Promise<void>((resolve) => server.listen(0, host, () => resolve()));

beforeAll(async () => {
  other = createServer((request, response) => {
    asked.push(request);
    response.end('elsewhere');
  });
  await listen(other, '127.0.0.2');
  listed = createServer((request, response) => {
    asked.push(request);
    if (request.url === '/away')
      response.writeHead(302, { location: `http://127.0.0.2:${portOf(other)}/` }).end('moved');
    else response.setHeader('content-type', 'application/json').end('{"risk":3}');
  });
  await listen(listed, '127.0.0.1');
  postern = await testPostern({
    POSTERN_EXPRESSION_HOSTS: '127.0.0.1',
    POSTERN_EGRESS_ALLOW: '127.0.0.1, 127.0.0.2',
  });
});
afterAll(async () => {
  await postern.end();
  for (const server of [listed, other]) await new Promise((resolve) => server.close(resolve));
});

/** What a policy with this text answers in a trial. */
async function answer(expression: string): Promise<{ raw_result: unknown; messages: string[] }> {
  const made = await postern.call('POST', '/policies/expression/', {
    body: { name: `fetch ${Math.random()}`, expression },
  });
  expect(made.body).toHaveProperty('pk');
  const body = { user: postern.admin.pk };
  return (await postern.call('POST', `/policies/all/${made.body.pk}/test/`, { body })).body;
}

test('an expression asks a listed server, in TypeScript and in Python', async () => {
  const url = `http://127.0.0.1:${portOf(listed)}/risk`;
  const typescript = await answer(`const { json, ok } = await fetch('${url}'); return ok && json.risk`);
  expect(typescript).toMatchObject({ raw_result: 3, messages: [] });
  const python = await answer(`reply = requests.get("${url}")\nreturn reply.json()["risk"]`);
  expect(python).toMatchObject({ raw_result: 3, messages: [] });
});

test('A63: a redirect is an answer, and leads nowhere', async () => {
  asked.length = 0;
  const url = `http://127.0.0.1:${portOf(listed)}/away`;
  const text = `const { status, text } = await fetch('${url}', { headers: { 'x-api-key': 'k' } }); return [status, text]`;
  expect(await answer(text)).toMatchObject({ raw_result: [302, 'moved'] });
  expect(asked.map(({ url: path }) => path)).toEqual(['/away']);
});

test('A63: a server that is not listed is never asked, although the gate would let it', async () => {
  asked.length = 0;
  const { messages } = await answer(`await fetch('http://127.0.0.2:${portOf(other)}/'); return true`);
  expect(messages.join()).toContain('POSTERN_EXPRESSION_HOSTS');
  expect(asked).toEqual([]);
});
