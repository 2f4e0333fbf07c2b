import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET, startUpstream, type Upstream } from '../sources/upstream.ts';
import { startDemoClient } from './demo-client.ts';
import { type Block, blocksOf, contradictions, runBlock, statusesOf } from './doc-page.ts';
import { type RunningServer, startServer } from './server.ts';
import { Visitor } from './visitor.ts';

/**
 * What the pages tell readers to type is typed here, in the order of the pages, against a real server: each request is
 * answered with the status that the page says, and each example of an answer looks like the real one.
 */

const TOKEN = 'a-token-of-the-documentation-test-0123456789';
const PASSWORD = 'correct horse battery staple';
const DOCS = join(import.meta.dirname, '../../docs');
const DEMO_PORT = '43118';

let server: RunningServer;
let upstream: Upstream;
const folder = mkdtempSync(join(tmpdir(), 'postern-docs-'));

beforeAll(async () => {
  server = await startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN, POSTERN_EGRESS_ALLOW: '127.0.0.1' });
  upstream = await startUpstream([`${server.origin}/source/oauth/callback/corp/`]);
}, 120_000);
afterAll(async () => {
  await upstream?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the reader's world is another one than the page's. */
const here = (text: string): string =>
  text
    .replaceAll('http://localhost:9000', server.origin)
    .replaceAll('localhost:4000', `localhost:${DEMO_PORT}`)
    .replaceAll('https://login.corp.example', upstream.origin)
    .replaceAll('<client ID>', CLIENT_ID)
    .replaceAll('<client secret>', CLIENT_SECRET);

const run = (text: string) => runBlock(here(text), folder, { TOKEN });

/** The demo client with the arguments of the page; the browser that it sends off arrives at a login page. */
async function tryDemoClient({ text }: Block): Promise<void> {
  const args = [...here(text).matchAll(/--([a-z-]+) (\S+)/g)].map(([, name, value]) => [name, value]);
  const demo = await startDemoClient({ ...Object.fromEntries(args), port: DEMO_PORT });
  try {
    const person = new Visitor(server.origin);
    const login = await fetch(`${demo.origin}/login`, { redirect: 'manual' });
    const page = await person.follow(String(login.headers.get('location')));
    expect(page.pathname).toBe('/if/flow/default-authentication-flow/');
    expect(await person.signIn(page, 'ada', PASSWORD)).toContain('/application/o/authorize/');
  } finally {
    await demo.stop();
  }
}

async function walk(page: string): Promise<void> {
  let answer = '';
  for (const block of blocksOf(join(DOCS, page))) {
    // An example right behind a request is its answer.
    if (block.language === 'json' && block.follows) {
      expect(contradictions(JSON.parse(block.text), JSON.parse(answer)), answer).toEqual([]);
    }
    if (block.language !== 'sh') continue;
    if (/^npm run demo-client/m.test(block.text)) {
      await tryDemoClient(block);
      continue;
    }
    const ran = await run(block.text);
    expect(ran.code, `${block.text}\n${ran.output}`).toBe(0);
    expect(
      ran.asked.map(({ status }) => status),
      `${block.text}\n${JSON.stringify(ran.asked)}`,
    ).toEqual(statusesOf(block));
    answer = ran.body;
  }
}

/** Pages in the order in which they build on each other, with what the reader has to bring along. */
const ROAD: readonly { readonly page: string; readonly bring?: () => Promise<string> }[] = [
  { page: 'how-to/connect-an-application.md' },
  { page: 'how-to/set-a-password.md' },
  { page: 'how-to/restrict-an-application.md' },
  { page: 'how-to/delegate-one-application.md' },
  { page: 'how-to/act-as-another-user.md' },
  { page: 'how-to/service-accounts.md' },
  { page: 'how-to/geoip-policy.md' },
  { page: 'how-to/conditional-policy.md' },
  { page: 'how-to/explain-a-refusal.md', bring: async () => `REQUEST=${await refusedRequest()}` },
  { page: 'how-to/who-can-open-this.md' },
  { page: 'how-to/password-policy.md' },
  { page: 'how-to/reputation-policy.md', bring: async () => stageForSome },
  { page: 'how-to/lockout.md' },
  { page: 'how-to/mail.md' },
  { page: 'how-to/sign-up-and-recovery.md' },
  { page: 'how-to/build-a-login-flow.md' },
  { page: 'how-to/import-and-export-a-flow.md' },
  { page: 'how-to/blueprints.md' },
  { page: 'how-to/notification-rules.md' },
  { page: 'how-to/sign-in-with-another-provider.md' },
  { page: 'how-to/second-factor.md' },
  { page: 'how-to/passkeys.md' },
];

/** A stage that only some shall see, bound to the login flow, and a score of somebody who failed. */
const stageForSome = `
FLOW=$(call $API/flows/instances/default-authentication-flow/ | field .pk)
STAGE=$(call $API/stages/deny/ -d '{"name": "for-some"}' | field .pk)
call $API/flows/bindings/ -d "{\\"target\\": \\"$FLOW\\", \\"stage\\": \\"$STAGE\\", \\"order\\": 15}"
`;

/** Somebody outside of the group tries to open the application: the request that refused. */
async function refusedRequest(): Promise<string> {
  const made = await run(`
BOB=$(call $API/core/users/ -d '{"username": "bob", "name": "Bob"}' | field .pk)
call $API/core/users/$BOB/set_password/ -d '{"password": "${PASSWORD}"}'`);
  expect(made.code, made.output).toBe(0);
  const query = new URLSearchParams({
    client_id: 'demo',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `http://localhost:${DEMO_PORT}/callback`,
  });
  const bob = new Visitor(server.origin);
  const login = await bob.follow(`${server.origin}/application/o/authorize/?${query}`);
  const refused = await bob.look(await bob.follow(await bob.signIn(login, 'bob', PASSWORD)));
  expect(refused.component).toBe('ak-stage-access-denied');
  return String(refused.request_id);
}

describe('what the pages tell readers to type', () => {
  test('a fresh start says what the quick start shows', () => {
    const shown = blocksOf(join(DOCS, 'quick-start.md')).find(({ text }) => text.includes('is ready at'));
    const lines = (shown?.text ?? '').split('\n').filter((line) => line.trim() !== '');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const pattern = RegExp.escape(here(line.trim())).replaceAll(RegExp.escape('…'), '\\S+');
      expect(server.output()).toMatch(new RegExp(pattern));
    }
  });

  test.each(ROAD)('$page', async ({ page, bring }) => {
    if (bring) {
      const brought = await run(await bring());
      expect(brought.code, brought.output).toBe(0);
    }
    await walk(page);
  });

  test('no page is forgotten', () => {
    const walked = new Set(ROAD.map(({ page }) => page));
    const pages = readdirSync(join(DOCS, 'how-to')).map((name) => `how-to/${name}`);
    const asking = pages.filter((page) =>
      blocksOf(join(DOCS, page)).some(({ language }) => language === 'sh'),
    );
    expect(asking.filter((page) => !walked.has(page))).toEqual([]);
    const unnamed = pages.filter((page) =>
      blocksOf(join(DOCS, page)).some(({ text }) => /^(GET|POST|PUT|PATCH|DELETE) \//m.test(text)),
    );
    expect(unnamed, 'requests are written as commands, in blocks of the language sh').toEqual([]);
  });

  test('a page that is wrong would be found out', async () => {
    const right = { language: 'sh', text: 'call $API/core/groups/ # 200\n' };
    const ran = await run(right.text);
    expect([ran.code, ran.asked]).toMatchObject([0, [{ status: 200, method: 'GET' }]]);
    expect(statusesOf(right)).toEqual([200]);
    expect((await run('call $API/core/gruops/')).code).not.toBe(0);
    expect((await run('call "$UNKNOWN"')).code).not.toBe(0);
    expect((await run('NOTHING=$(call $API/core/groups/nothing/ | field .pk)')).code).not.toBe(0);
    const real = { passing: false, trace: [{ why: 'not_member', number: 1 }] };
    expect(contradictions({ passing: false, trace: [{ why: 'other' }] }, real)).toEqual([]);
    expect(contradictions({ passing: true, trace: [{ wy: 'x', number: '1' }, {}] }, real)).toHaveLength(4);
  });
});
