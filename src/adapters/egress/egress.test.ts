import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EgressRequest } from '../../core/ports.ts';
import { certificates } from '../certificates.ts';
import { type AllowedDestination, destination } from '../configuration/destinations.ts';
import { createEgress, type EgressGate } from './egress.ts';
import type { Resolver } from './lookup.ts';
import { mayReach, REFUSALS } from './rules.ts';

/** Every request that reached the machine, whatever it was meant for. */
let hits: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    hits.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
    answer(request, response);
  });
});
let port = 0;
const gates: EgressGate[] = [];

const local: Resolver = async () => [{ address: '127.0.0.1', family: 4 }];

function gate(allowed: string[] = [], resolver: Resolver = local): EgressGate {
  const allow = allowed.map((text): AllowedDestination => {
    const result = destination(text);
    if ('reason' in result) throw new Error(result.reason);
    return result.value;
  });
  const made = createEgress({ allow, resolver });
  gates.push(made);
  return made;
}

const redirect = (location: string, status = 302) => {
  answer = (request, response) => {
    if (request.url === '/from') response.writeHead(status, { location }).end();
    else response.end('arrived');
  };
};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  hits = [];
  answer = (_, response) => response.end('hello');
});
afterAll(async () => {
  await Promise.all(gates.map((one) => one.close()));
  server.close();
});

describe('A63: the gate', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://127.9.9.9:PORT/',
    'http://0:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[2001:0:7f00:1::]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fec0::1]:PORT/',
    'http://[fc00::1]:PORT/',
    'http://[ff02::1]:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://192.168.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1:PORT/',
    'http://198.18.0.1:PORT/',
    'http://192.0.2.1:PORT/',
    'http://224.0.0.1:PORT/',
    'http://240.0.0.1:PORT/',
    'http://255.255.255.255:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://LOCALHOST.:PORT/',
    'http://internal.example:PORT/',
    'https://internal.example:PORT/',
  ])('refuses %s and sends nothing; the same host passes once it is allowed', async (template) => {
    const url = template.replace('PORT', String(port));
    expect(await gate().request({ url })).toEqual({ refused: REFUSALS.private_address });
    expect(hits).toEqual([]);
  });

  test.each([
    ['http://127.0.0.1:PORT/', '127.0.0.0/8'],
    ['http://2130706433:PORT/', '127.0.0.1'],
    ['http://[::ffff:127.0.0.1]:PORT/', '127.0.0.1'],
    ['http://internal.example:PORT/', 'internal.example'],
    ['http://Internal.Example.:PORT/', 'internal.example'],
    ['http://internal.example:PORT/', '127.0.0.1'],
    ['http://internal.example:PORT/', 'internal.example:PORT'],
    ['http://localhost:PORT/', 'localhost'],
  ])('lets %s through where %s is allowed', async (template, allowed) => {
    const put = (text: string) => text.replace('PORT', String(port));
    expect(await gate([put(allowed)]).request({ url: put(template) })).toMatchObject({
      status: 200,
      body: 'hello',
    });
    expect(hits).toHaveLength(1);
  });

  test.each([
    ['another host', 'other.example'],
    ['a parent of the host', 'example'],
    ['another port', 'internal.example:1'],
    ['another port of the address', '127.0.0.1:1'],
    ['another network', '10.0.0.0/8'],
  ])('what is allowed for %s is not allowed here', async (_, allowed) => {
    const url = `http://internal.example:${port}/`;
    expect(await gate([allowed]).request({ url })).toEqual({ refused: REFUSALS.private_address });
    expect(hits).toEqual([]);
  });

  test.each([
    ['file:///etc/passwd', 'scheme'],
    ['ftp://127.0.0.1/', 'scheme'],
    ['gopher://127.0.0.1:PORT/', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['unix:/var/run/docker.sock', 'scheme'],
    ['//127.0.0.1:PORT/', 'invalid_url'],
    ['127.0.0.1:PORT', 'invalid_url'],
    ['', 'invalid_url'],
    ['http://', 'invalid_url'],
    ['http://user@127.0.0.1:PORT/', 'credentials'],
    ['http://user:pw@127.0.0.1:PORT/', 'credentials'],
    ['http://:pw@127.0.0.1:PORT/', 'credentials'],
  ] as const)('refuses %j (%s) even where everything is allowed', async (template, rule) => {
    const url = template.replace('PORT', String(port));
    expect(await gate(['127.0.0.0/8']).request({ url })).toEqual({ refused: REFUSALS[rule] });
    expect(hits).toEqual([]);
  });

  test('a name with one private address among public ones is refused', async () => {
    const mixed: Resolver = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const url = `http://mixed.example:${port}/`;
    expect(await gate([], mixed).request({ url })).toEqual({ refused: REFUSALS.private_address });
    expect(hits).toEqual([]);
  });

  test('DNS rebinding: the address that was checked is the one that is called', async () => {
    // Public when asked first, this machine when asked again: whoever checks and then connects by name gets here.
    const addresses = ['93.184.216.34', '127.0.0.1'];
    let asked = 0;
    const rebinding: Resolver = async () => [{ address: addresses[asked++] ?? '127.0.0.1', family: 4 }];
    const url = `http://rebind.example:${port}/`;
    const first = await gate([], rebinding).request({ url, timeout: 300 });
    expect(first).toHaveProperty('failed');
    expect(asked).toBe(1);
    expect(hits).toEqual([]);
    expect(await gate([], rebinding).request({ url })).toEqual({ refused: REFUSALS.private_address });
    expect(hits).toEqual([]);
  });

  test.each([
    ['http://10.0.0.1/', 'private_address'],
    ['http://169.254.169.254/', 'private_address'],
    ['http://[::1]:PORT/to', 'private_address'],
    ['http://other.example:PORT/to', 'private_address'],
    ['file:///etc/passwd', 'scheme'],
    ['http://me:pw@internal.example:PORT/to', 'credentials'],
    ['http://[', 'invalid_url'],
  ] as const)('a redirect to %s is refused', async (template, rule) => {
    redirect(template.replace('PORT', String(port)));
    const url = `http://internal.example:${port}/from`;
    expect(await gate(['internal.example']).request({ url })).toEqual({ refused: REFUSALS[rule] });
    expect(hits.map((hit) => hit.url)).toEqual(['/from']);
  });

  test.each([`/to`, `http://other.example:PORT/to`])(
    'a redirect to an allowed %s is followed',
    async (template) => {
      redirect(template.replace('PORT', String(port)));
      const url = `http://internal.example:${port}/from`;
      const response = await gate(['internal.example', 'other.example']).request({ url });
      expect(response).toMatchObject({ status: 200, body: 'arrived' });
    },
  );

  test('three redirects are followed, a fourth is not', async () => {
    answer = (request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) response.end('arrived');
      else response.writeHead(302, { location: `/${step - 1}` }).end();
    };
    const one = gate(['127.0.0.1']);
    expect(await one.request({ url: `http://127.0.0.1:${port}/3` })).toMatchObject({ body: 'arrived' });
    hits = [];
    expect(await one.request({ url: `http://127.0.0.1:${port}/4` })).toEqual({
      refused: REFUSALS.too_many_redirects,
    });
    expect(hits).toHaveLength(4);
  });
});

describe('a redirect hands on', () => {
  const post: Omit<EgressRequest, 'url'> = {
    method: 'POST',
    body: 'secret=1',
    headers: { Authorization: 'Basic x', Cookie: 'a=b', 'Content-Type': 'text/plain', 'X-Own': '1' },
  };
  const send = (location: string, status: number) => {
    redirect(location.replace('PORT', String(port)), status);
    const url = `http://internal.example:${port}/from`;
    return gate(['internal.example', 'other.example']).request({ url, ...post });
  };

  test.each([301, 302, 303])(
    '%i: neither body nor, to another host, headers of one’s own',
    async (status) => {
      await send('http://other.example:PORT/to', status);
      expect(hits[1]).toMatchObject({ method: 'GET', body: '' });
      for (const name of ['authorization', 'cookie', 'content-type', 'x-own'])
        expect(hits[1]?.headers).not.toHaveProperty(name);
    },
  );

  test.each([307, 308])('%i: everything to the same host', async (status) => {
    await send('/to', status);
    expect(hits[1]).toMatchObject({
      method: 'POST',
      body: 'secret=1',
      headers: { authorization: 'Basic x' },
    });
  });

  test.each([307, 308])('%i: a body never goes to another host', async (status) => {
    expect(await send('http://other.example:PORT/to', status)).toEqual({ refused: REFUSALS.redirected_body });
    expect(hits).toHaveLength(1);
  });
});

test('where no redirect is wanted, it is the answer', async () => {
  const url = `http://internal.example:${port}/from`;
  const answer = await gate(['internal.example']).request({ url, redirects: 0, timeout: 999.5 });
  expect('status' in answer && answer.status).toBeGreaterThanOrEqual(200);
});

describe('limits', () => {
  const ask = (request: Partial<EgressRequest> = {}, resolver = local) =>
    gate(['internal.example'], resolver).request({ url: `http://internal.example:${port}/`, ...request });

  test('a body as long as the limit passes, a longer one does not', async () => {
    answer = (_, response) => response.end('x'.repeat(1_000));
    expect(await ask({ limit: 1_000 })).toMatchObject({ status: 200 });
    expect(await ask({ limit: 999 })).toEqual({ failed: expect.stringContaining('more than 999 bytes') });
  });

  test('a body without an end is cut off', async () => {
    answer = (_, response) => {
      const more = () => !response.destroyed && response.write('x'.repeat(65_536), more);
      more();
    };
    expect(await ask({ limit: 100_000 })).toEqual({
      failed: expect.stringContaining('more than 100000 bytes'),
    });
  });

  test.each<[string, () => void]>([
    ['no answer', () => {}],
    ['a body that stops', () => {}],
  ])('time: %s', async (kind) => {
    answer = (_, response) => {
      if (kind === 'a body that stops') response.write('x');
    };
    expect(await ask({ timeout: 200 })).toEqual({ failed: 'The address did not answer in time.' });
  });

  test('time: a name server that never answers', async () => {
    expect(await ask({ timeout: 200 }, () => new Promise(() => {}))).toEqual({
      failed: 'The address did not answer in time.',
    });
  });

  test('time: over all hops together', async () => {
    answer = (request, response) => {
      void sleep(150).then(() => response.writeHead(302, { location: `${request.url}x` }).end());
    };
    expect(await ask({ timeout: 250 })).toEqual({ failed: 'The address did not answer in time.' });
  });

  test('an unknown host, a closed port, a compressed body, a header with a line break: failures, not exceptions', async () => {
    const nowhere: Resolver = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await ask({}, nowhere)).toEqual({ failed: 'The host of the address is not known.' });
    expect(await ask({ url: 'http://internal.example:1/' })).toEqual({
      failed: 'The address could not be reached (ECONNREFUSED).',
    });
    expect(await ask({ headers: { 'x-own': 'a\r\nHost: evil' } })).toHaveProperty('failed');
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    expect(await ask()).toEqual({ failed: expect.stringContaining('compressed') });
  });
});

test('the caller cannot change the host or the connection; proxy settings of the environment are not read', async () => {
  const before = process.env.HTTP_PROXY;
  process.env.HTTP_PROXY = 'http://127.0.0.1:1';
  try {
    const response = await gate(['internal.example']).request({
      url: `http://internal.example:${port}/path?q=1`,
      headers: { Host: 'evil', Connection: 'upgrade', 'Content-Length': '9', Accept: 'application/json' },
    });
    expect(response).toMatchObject({ status: 200 });
    expect(hits[0]).toMatchObject({
      url: '/path?q=1',
      headers: { host: `internal.example:${port}`, accept: 'application/json', 'user-agent': 'Postern' },
    });
  } finally {
    if (before === undefined) delete process.env.HTTP_PROXY;
    else process.env.HTTP_PROXY = before;
  }
});

test.each([
  ['1.1.1.1', true],
  ['93.184.216.34', true],
  ['2606:4700:4700::1111', true],
  ['2a00:1450:4001::200e', true],
  ['::ffff:1.1.1.1', false],
  ['::1.1.1.1', false],
  ['64:ff9b::101:101', false],
  ['2002:101:101::', false],
  ['2001:db8::1', false],
  ['4000::1', false],
  ['nonsense', false],
])('A63: without any allowance %s is reachable: %s', (ip, want) => expect(mayReach([], ip, 443)).toBe(want));

test('a certificate vouches for a server where it is named, and nowhere else', async () => {
  const made = () =>
    certificates.selfSigned({
      name: 'hooks.test',
      algorithm: 'ec',
      days: 1,
      now: Date.now(),
      hosts: ['hooks.test'],
    });
  const [right, wrong] = await Promise.all([made(), made()]);
  const secure = createTlsServer({ cert: right.certificate_data, key: right.key_data }, (_, response) =>
    response.end('secure'),
  );
  secure.listen(0, '127.0.0.1');
  await once(secure, 'listening');
  const url = `https://hooks.test:${(secure.address() as AddressInfo).port}/`;
  const one = gate(['hooks.test']);
  const ask = (ca?: string) => one.request({ url, ca });
  expect(await ask(right.certificate_data)).toMatchObject({ status: 200, body: 'secure' });
  expect(await ask(wrong.certificate_data)).toHaveProperty('failed');
  expect(await ask()).toHaveProperty('failed');
  expect(await ask('no certificate')).toHaveProperty('failed');
  expect(await one.request({ url: `https://10.0.0.1/`, ca: right.certificate_data })).toHaveProperty(
    'refused',
  );
  secure.close();
});
