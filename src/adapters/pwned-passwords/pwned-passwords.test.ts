import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { destination } from '../configuration/destinations.ts';
import { createEgress, type EgressGate } from '../egress/egress.ts';
import { createPwnedPasswords } from './pwned-passwords.ts';

const PASSWORD = 'planted-secret-of-the-test';
const HASH = createHash('sha1').update(PASSWORD).digest('hex').toUpperCase();

/** A range API on this machine that answers as the test says. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let hits: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    hits.push({ url: request.url ?? '', headers: request.headers, body });
    answer(request, response);
  });
});
const gates: EgressGate[] = [];
let url = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  hits = [];
});
afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.close()));
  server.closeAllConnections();
  server.close();
});

function pwned({ allowed = ['127.0.0.1/32'], at = url } = {}) {
  const allow = allowed.map((text) => {
    const result = destination(text);
    if ('reason' in result) throw new Error(result.reason);
    return result.value;
  });
  const egress = createEgress({ allow });
  gates.push(egress);
  return createPwnedPasswords({ egress, url: at, now: () => performance.now() });
}

const others = Array.from(
  { length: 30 },
  (_, index) => `${index.toString(16).toUpperCase().padStart(35, 'A')}:${index % 2 ? index : 0}`,
);
const page = (...lines: string[]) => [...others, ...lines].join('\r\n');
const say = (text: string, status = 200) => {
  answer = (_, response) => response.writeHead(status).end(text);
};
const unavailable = expect.objectContaining({ fault: 'unavailable' });

describe('the list of stolen passwords', () => {
  test.each([
    { title: 'stolen', text: page(`${HASH.slice(5)}:4`), want: 4 },
    { title: 'in small letters', text: page(`${HASH.slice(5).toLowerCase()}:4`), want: 4 },
    { title: 'lines that end with a line feed only', text: page(`${HASH.slice(5)}:4\n`), want: 4 },
    { title: 'not among them', text: page(), want: 0 },
    { title: 'only padding bears its name', text: page(`${HASH.slice(5)}:0`), want: 0 },
    { title: 'an empty page', text: '', want: unavailable },
    { title: 'a page of something else', text: '<html>Sign in to the network</html>', want: unavailable },
    { title: 'one line that is none', text: page(`${HASH.slice(5)}:four`), want: unavailable },
    {
      title: 'a count that nobody can hold',
      text: page(`${HASH.slice(5)}:${'9'.repeat(40)}`),
      want: unavailable,
    },
  ])('$title', async ({ text, want }) => {
    say(text);
    expect(await pwned().count(PASSWORD, 5_000)).toEqual(want);
  });

  test('only the first five characters of the hash leave, and the answer is asked to be padded', async () => {
    say(page());
    await pwned({ at: `${url}/copy/` }).count(PASSWORD, 5_000);
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ url: `/copy/range/${HASH.slice(0, 5)}`, body: '' });
    expect(hits[0]?.headers['add-padding']).toBe('true');
    const sent = JSON.stringify(hits).toUpperCase();
    for (const secret of [PASSWORD.toUpperCase(), HASH.slice(0, 6), HASH.slice(5)])
      expect(sent).not.toContain(secret);
  });

  test.each([500, 429, 404, 204])('status %i is tried once more, and then nobody can say', async (status) => {
    say(page(), status);
    expect(await pwned().count(PASSWORD, 5_000)).toEqual(unavailable);
    expect(hits).toHaveLength(2);
  });

  test('W23: the second try counts', async () => {
    answer = (_, response) => {
      if (hits.length === 1) response.destroy();
      else response.end(page(`${HASH.slice(5)}:4`));
    };
    expect(await pwned().count(PASSWORD, 5_000)).toBe(4);
  });

  test('a first answer that is late leaves time for a second', async () => {
    answer = (_, response) => {
      if (hits.length === 2) response.end(page(`${HASH.slice(5)}:4`));
    };
    expect(await pwned().count(PASSWORD, 1_000)).toBe(4);
    expect(hits).toHaveLength(2);
  });

  test.each([
    { title: 'says nothing', open: (): void => {} },
    { title: 'sends a little and stops', open: (response: ServerResponse) => void response.write('AAAA') },
  ])('W23: whoever $title is waited for no longer than the deadline', async ({ open }) => {
    answer = (_, response) => open(response);
    const began = performance.now();
    expect(await pwned().count(PASSWORD, 600)).toEqual(unavailable);
    expect(performance.now() - began).toBeLessThan(600);
  });

  test('nobody is there', async () => {
    expect(await pwned({ at: 'http://127.0.0.1:1' }).count(PASSWORD, 2_000)).toEqual(unavailable);
  });

  test('no time is left', async () => {
    expect(await pwned().count(PASSWORD, 0)).toEqual(unavailable);
    expect(hits).toEqual([]);
  });

  test('A63: a list in a private network is asked only where that is allowed', async () => {
    say(page(`${HASH.slice(5)}:4`));
    expect(await pwned({ allowed: [] }).count(PASSWORD, 5_000)).toEqual(unavailable);
    expect(hits).toEqual([]);
    expect(await pwned().count(PASSWORD, 5_000)).toBe(4);
  });

  test('what went wrong is told without the password and its hash', async () => {
    say('broken', 500);
    const told = JSON.stringify(await pwned().count(PASSWORD, 5_000)).toUpperCase();
    for (const secret of [PASSWORD.toUpperCase(), HASH.slice(0, 5), HASH.slice(5)])
      expect(told).not.toContain(secret);
  });
});
