import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from './server.ts';

/**
 * A71: sockets that say nothing or say it slowly cost the server almost nothing, keep nobody else waiting, and end. No
 * assertion is about how fast a machine is: only about who is answered at all, and that the server's own deadlines act.
 */

const TOKEN = 'a-token-of-the-slow-sockets-test-0123456789';
/** The server allows 15 seconds for headers and 30 for a request, and looks every 5. */
const LATEST = { headers: 20_000, request: 35_000 };
/** For a machine that has other things to do. */
const GRACE = 15_000;

let server: RunningServer;
let port = 0;
beforeAll(async () => {
  server = await startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN });
  port = Number(new URL(server.origin).port);
}, 120_000);
afterAll(() => server?.stop());

interface Held {
  readonly socket: Socket;
  /** Milliseconds that the socket lived; undefined while it does. */
  lived: number | undefined;
  said: string;
  /** We wrote when the server had closed already: what it said last may be lost to us. */
  cut: boolean;
}

const open: Held[] = [];
afterAll(() => {
  for (const { socket } of open) socket.destroy();
});

/** A connection that sends `first`, and after that a byte each second. */
async function hold(first: string, drip: string): Promise<Held> {
  const socket = connect(port, '127.0.0.1');
  const began = Date.now();
  const held: Held = { socket, lived: undefined, said: '', cut: false };
  let dripping: NodeJS.Timeout | undefined;
  socket.on('error', () => {
    held.cut = true;
  });
  socket.on('data', (chunk: Buffer) => {
    held.said += chunk.toString();
  });
  socket.on('close', () => {
    held.lived = Date.now() - began;
    clearInterval(dripping);
  });
  await once(socket, 'connect');
  if (first) socket.write(first);
  if (drip) dripping = setInterval(() => socket.write(drip), 1_000);
  open.push(held);
  return held;
}

async function many(count: number, first = '', drip = ''): Promise<readonly Held[]> {
  const all: Held[] = [];
  for (let made = 0; made < count; made += 200)
    all.push(
      ...(await Promise.all(Array.from({ length: Math.min(200, count - made) }, () => hold(first, drip)))),
    );
  return all;
}

async function ended(sockets: readonly Held[], within: number): Promise<void> {
  const deadline = Date.now() + within;
  while (sockets.some(({ lived }) => lived === undefined) && Date.now() < deadline) await sleep(200);
  expect(sockets.filter(({ lived }) => lived === undefined)).toHaveLength(0);
}

/** Somebody who uses the API: a decision about permissions and a read of the database. */
const ask = () =>
  fetch(`${server.origin}/api/v3/core/users/?username=akadmin`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    signal: AbortSignal.timeout(10_000),
  }).then(({ status }) => status);

const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || 1_000_000;
/** 10,000, or as many as this account may have in each of the two processes. */
const COUNT = Math.min(10_000, limit - 500);

const HEAD = 'POST /api/v3/core/users/ HTTP/1.1\r\nHost: localhost\r\n';
const BODY = `${HEAD}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;

describe('A71: slow and silent sockets', () => {
  test(`${COUNT} of them keep nobody waiting, and none of them stays`, async () => {
    expect(COUNT).toBeGreaterThan(1_000);
    // Somebody honest who came before them and is slow, too: within the deadlines, and between two requests.
    const agent = await hold(`GET /-/health/live/ HTTP/1.1\r\nHost: localhost\r\n\r\n`, '');
    const slow = await hold(
      `${HEAD}Authorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\n`,
      '',
    );
    const body = JSON.stringify({ username: 'slow-but-honest', name: 'Slow' });
    slow.socket.write(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`);

    const silent = await many(COUNT - 400);
    const headers = await many(200, HEAD, 'X');
    const bodies = await many(200, BODY, ' ');
    for (let round = 0; round < 50; round++) expect(await ask()).toBe(200);
    slow.socket.write(body.slice(10));

    await ended([...silent, ...headers], LATEST.headers + GRACE);
    await ended(bodies, LATEST.request + GRACE);
    for (const { lived } of [...silent, ...headers]) expect(lived).toBeGreaterThan(14_000);
    for (const { lived } of bodies) expect(lived).toBeGreaterThan(29_000);
    for (const kind of [headers, bodies]) {
      const heard = kind.filter(({ said, cut }) => said !== '' || !cut);
      expect(heard.length).toBeGreaterThan(0);
      for (const { said } of heard) expect(said).toMatch(/^HTTP\/1\.1 408 /);
    }

    expect(slow.said).toMatch(/^HTTP\/1\.1 201 /);
    expect(agent.lived).toBeUndefined();
    agent.socket.write('GET /-/health/live/ HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => agent.said.match(/HTTP\/1\.1 204 /g)?.length, { timeout: 10_000 }).toBe(2);
    expect(await ask()).toBe(200);
  });
});
