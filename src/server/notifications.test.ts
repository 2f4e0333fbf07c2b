import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { type MailSink, mailSink } from '../../test/smtp.ts';
import { type Jobs, startJobs } from '../adapters/jobs.ts';
import { silent } from '../core/log.ts';
import { jobsOf, tasksOf } from './jobs.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A web server that keeps what it is sent; `answers` says per path how it behaves. */
async function webSink(answers: Readonly<Record<string, (response: ServerResponse, count: number) => void>>) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body });
      const count = received.filter((one) => one.path === path).length;
      const answer = answers[path];
      if (answer) answer(response, count);
      else response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    at: (path: string) => received.filter((one) => one.path === path),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

let postern: TestPostern;
let jobs: Jobs;
let mails: MailSink;
let web: Awaited<ReturnType<typeof webSink>>;
let ada: Account;
let bob: Account;
let group: string;

beforeAll(async () => {
  mails = await mailSink();
  web = await webSink({
    '/wrong': (response) => response.writeHead(500).end('secret of the server'),
    '/second': (response, count) => response.writeHead(count === 1 ? 503 : 200).end(),
    '/inside': (response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
    '/metadata': (response) => response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end(),
    '/never': () => {},
  });
  postern = await testPostern({
    POSTERN_EGRESS_ALLOW: '127.0.0.1',
    POSTERN_EMAIL_HOST: '127.0.0.1',
    POSTERN_EMAIL_PORT: String(mails.port),
    POSTERN_EMAIL_FROM: 'postern@corp.test',
    POSTERN_PUBLIC_URL: 'https://id.corp.test',
  });
  ada = await postern.account('ada', { email: 'ada@corp.test' });
  bob = await postern.account('bob', { email: 'bob@corp.test' });
  group = (await made('/core/groups/', { name: 'told', users: [ada.pk] })).pk;
  await made('/core/groups/', { name: 'below', parents: [group], users: [bob.pk] });
  jobs = await startJobs(postern.database.database.pool, jobsOf(postern), silent, tasksOf(postern));
  postern.notifying.judging.begin();
});
afterAll(async () => {
  await jobs?.stop();
  await postern?.end();
  await mails?.close();
  web?.close();
});

async function made(path: string, body: object): Promise<{ pk: string }> {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

let counter = 0;
/** A rule that fires at one custom action, and how to let that happen. */
async function ruleWith(transports: readonly object[], more: object = {}) {
  counter += 1;
  const action = `custom_test_${counter}`;
  const keys: string[] = [];
  for (const [index, transport] of transports.entries())
    keys.push(
      (await made('/events/transports/', { name: `transport ${counter}.${index}`, ...transport })).pk,
    );
  const rule = await made('/events/rules/', {
    name: `rule ${counter}`,
    transports: keys,
    destination_group: group,
    severity: 'alert',
    ...more,
  });
  const policy = await made('/policies/event_matcher/', { name: `matcher ${counter}`, action });
  await made('/policies/bindings/', { target: rule.pk, policy: policy.pk, order: 0 });
  return {
    rule: rule.pk,
    transports: keys,
    happens: (context: object = { message: `Something happened: ${action}` }) =>
      postern.ports.events.emit({
        action: action as 'custom_x',
        app: 'postern.test',
        context: { ...context },
      }),
  };
}

const listOf = async (account: Account, query = '') =>
  (await postern.call('GET', `/events/notifications/?ordering=created${query}`, { token: account.token }))
    .body.results as {
    pk: string;
    body: string;
    seen: boolean;
    severity: string;
    event: { context: object } | null;
  }[];

const patience = { timeout: 15_000, interval: 50 };

describe('from an event to the people', () => {
  test('by all ways, to the group and those below it, and once', async () => {
    const { happens } = await ruleWith([
      { mode: 'local' },
      { mode: 'email' },
      { mode: 'webhook', webhook_url: `${web.url}/each` },
      { mode: 'webhook_slack', webhook_url: `${web.url}/once`, send_once: true },
    ]);
    happens({
      message: 'Fire <b>& water</b>',
      hyperlink: 'https://wiki.corp.test/fire',
      hyperlink_label: 'Plan',
    });

    await expect.poll(() => web.at('/each').length, patience).toBe(2);
    await expect.poll(() => mails.mails.length, patience).toBe(2);
    await expect.poll(() => web.at('/once').length, patience).toBe(1);

    const [shown] = (await listOf(ada)).slice(-1);
    expect(shown).toMatchObject({ body: 'Fire <b>& water</b>', severity: 'alert', seen: false });
    expect(await listOf(bob)).toHaveLength(1);
    expect(await listOf(postern.admin)).toEqual([]);

    const bodies = web.at('/each').map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ user_username }) => user_username).sort()).toEqual(['ada', 'bob']);
    expect(bodies[0]).toMatchObject({
      body: 'Fire <b>& water</b>',
      severity: 'alert',
      event_user_username: null,
    });
    expect(JSON.parse(web.at('/once')[0]?.body ?? '')).toMatchObject({
      attachments: [{ title: 'Fire &lt;b&gt;&amp; water&lt;/b&gt;' }],
    });

    expect(mails.mails.map(({ to }) => to[0]).sort()).toEqual(['ada@corp.test', 'bob@corp.test']);
    const source = mails.mails[0]?.source.replaceAll('=\r\n', '') ?? '';
    expect(source).toContain('Subject: Postern notification: Fire <b>& water</b>');
    expect(source).toContain('Fire &lt;b&gt;&amp; water&lt;/b&gt;');
    expect(source).toContain('https://wiki.corp.test/fire');
    expect(source).toContain('https://id.corp.test/if/user/');
  });

  test('a server that is busy at first is asked again', async () => {
    const { happens } = await ruleWith([
      { mode: 'webhook', webhook_url: `${web.url}/second`, send_once: true },
    ]);
    happens();
    await expect.poll(() => web.at('/second').length, patience).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(web.at('/second')).toHaveLength(2);
  });

  test('mappings make body and headers', async () => {
    const mapping = (name: string, expression: string) =>
      made('/propertymappings/notification/', { name, expression });
    const body = await mapping(
      'body',
      'return { text: context.notification.body, to: request.user.username };',
    );
    const headers = await mapping('headers', 'return { "X-Channel": "ops", Authorization: "Bearer abc" };');
    const { happens } = await ruleWith([
      {
        mode: 'webhook',
        webhook_url: `${web.url}/mapped`,
        send_once: true,
        webhook_mapping_body: body.pk,
        webhook_mapping_headers: headers.pk,
      },
    ]);
    happens({ message: 'mapped' });
    await expect.poll(() => web.at('/mapped').length, patience).toBe(1);
    const [received] = web.at('/mapped');
    expect(JSON.parse(received?.body ?? '')).toEqual({ text: 'mapped', to: 'ada' });
    expect(received?.headers).toMatchObject({ 'x-channel': 'ops', authorization: 'Bearer abc' });
  });

  test('an event that nobody was asked about, because its node was killed, is judged by the next', async () => {
    const { happens } = await ruleWith([]);
    await postern.notifying.judging.end();
    happens({ message: 'left behind' });
    const waiting = async () =>
      Number(
        (await postern.database.database.pool.query('select count(*) from unjudged_events')).rows[0].count,
      );
    await expect.poll(waiting, patience).toBe(1);
    postern.notifying.judging.begin();
    await expect.poll(async () => (await listOf(ada)).at(-1)?.body, patience).toBe('left behind');
    expect(await waiting()).toBe(0);
  });

  test('judging that fails halfway leaves the event for another try, and tells nobody', async () => {
    const { happens } = await ruleWith([]);
    await postern.notifying.judging.end();
    happens({ message: 'halfway' });
    const { store } = postern.notifying;
    const count = async () =>
      Number(
        (await postern.database.database.pool.query('select count(*) from unjudged_events')).rows[0].count,
      );
    await expect.poll(count, patience).toBe(1);
    await expect(store.judgeNext(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(await count()).toBe(1);
    postern.notifying.judging.begin();
    await expect.poll(async () => (await listOf(ada)).at(-1)?.body, patience).toBe('halfway');
  });

  test('two nodes take each event once', async () => {
    const { happens } = await ruleWith([]);
    await postern.notifying.judging.end();
    for (let index = 0; index < 50; index++) happens({ message: `burst ${index}` });
    const pool = postern.database.database.pool;
    await expect
      .poll(
        async () => Number((await pool.query('select count(*) from unjudged_events')).rows[0].count),
        patience,
      )
      .toBe(50);
    const taken: string[] = [];
    const take = async () => {
      while (
        (await postern.notifying.store.judgeNext(async (events) => {
          taken.push(...events.map(({ pk }) => pk));
          return [];
        })) > 0
      );
    };
    await Promise.all([take(), take(), take()]);
    expect(taken).toHaveLength(50);
    expect(new Set(taken).size).toBe(50);
    postern.notifying.judging.begin();
  });
});

describe('webhooks that do not do as they should', () => {
  const tried = async (path: string, more: object = {}) => {
    counter += 1;
    const { pk } = await made('/events/transports/', {
      name: `tried ${counter}`,
      mode: 'webhook',
      webhook_url: path.startsWith('http') ? path : `${web.url}${path}`,
      ...more,
    });
    return postern.call('POST', `/events/transports/${pk}/test/`);
  };

  test('the control: one that answers well', async () => {
    expect(await tried('/well')).toMatchObject({
      status: 200,
      body: { messages: ['The test message was sent.'] },
    });
    expect(web.at('/well')).toHaveLength(1);
  });

  test.each([
    ['a wrong answer', '/wrong', /status 500/],
    ['A63: a redirect to a private range', '/inside', /private or special network/],
    [
      'A63: a redirect to the metadata of a cloud',
      '/metadata',
      /private or special|redirects a request with a body/,
    ],
    ['A63: a private address', 'http://10.0.0.1/hook', /private or special network/],
    ['A63: this machine by another name', 'http://[::1]:9/hook', /private or special network/],
    ['A63: an address in decimal', 'http://167772161/hook', /private or special network/],
    ['nobody there', 'http://127.0.0.1:1/hook', /could not be reached/],
    ['no answer at all', '/never', /did not answer in time/],
  ])('%s', async (_title, path, sentence) => {
    const answer = await tried(path);
    expect(answer).toMatchObject({
      status: 400,
      body: { non_field_errors: [expect.stringMatching(sentence)] },
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret of the server');
  });

  test.each([
    ['no address', { mode: 'webhook' }, 'webhook_url'],
    ['another scheme', { mode: 'webhook', webhook_url: 'file:///etc/passwd' }, 'webhook_url'],
    ['a password in the address', { mode: 'webhook', webhook_url: 'https://a:b@corp.test/' }, 'webhook_url'],
    ['a mapping of something else', { webhook_mapping_body: 'scope' }, 'webhook_mapping_body'],
    ['a template that is not there', { mode: 'email', email_template: 'email/other.html' }, 'email_template'],
    ['a subject of two lines', { mode: 'email', email_subject_prefix: 'a\nBcc: b' }, 'email_subject_prefix'],
  ])('a transport with %s is refused', async (title, fields, field) => {
    const scope = await postern.call('POST', '/propertymappings/provider/scope/', {
      body: { name: `scope ${title}`, scope_name: 'x', expression: 'return {};' },
    });
    const body = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, value === 'scope' ? scope.body.pk : value]),
    );
    const answer = await postern.call('POST', '/events/transports/', { body: { name: title, ...body } });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toContain(field);
  });

  test('a mapping that fails says so, and a header that would begin another is refused', async () => {
    const mapping = (expression: string) =>
      made('/propertymappings/notification/', { name: expression, expression });
    const failing = await mapping('throw new Error("no such field");');
    const evil = await mapping('return { "X-A": "b\\r\\nX-Evil: 1" };');
    expect((await tried('/m1', { webhook_mapping_body: failing.pk })).body.non_field_errors[0]).toContain(
      'failed',
    );
    expect((await tried('/m2', { webhook_mapping_headers: evil.pk })).body.non_field_errors[0]).toContain(
      'names and texts',
    );
    expect([...web.at('/m1'), ...web.at('/m2')]).toEqual([]);
  });
});

describe('the API of notifications', () => {
  test('one sees, marks and deletes only one’s own, superusers too', async () => {
    const { happens } = await ruleWith([]);
    happens({ message: 'private' });
    await expect.poll(async () => (await listOf(bob)).at(-1)?.body, patience).toBe('private');
    const own = (await listOf(ada)).at(-1)?.pk ?? '';
    const path = `/events/notifications/${own}/`;
    for (const account of [bob, postern.admin]) {
      const { token } = account;
      expect((await postern.call('GET', path, { token })).status).toBe(404);
      expect((await postern.call('PATCH', path, { token, body: { seen: true } })).status).toBe(404);
      expect((await postern.call('DELETE', path, { token })).status).toBe(404);
    }
    const { token } = ada;
    expect((await postern.call('PATCH', path, { token, body: { body: 'x' } })).status).toBe(400);
    const seen = await postern.call('PATCH', path, { token, body: { seen: true } });
    expect(seen).toMatchObject({ status: 200, body: { seen: true, body: 'private' } });
    expect((await listOf(ada, '&seen=false')).map(({ pk }) => pk)).not.toContain(own);
    expect(await listOf(ada, `&user=${bob.pk}`)).toEqual([]);
    expect((await postern.call('DELETE', path, { token })).status).toBe(204);
    expect((await postern.call('GET', path, { token })).status).toBe(404);
  });

  test('everything is marked as seen at once, and only one’s own', async () => {
    const { happens } = await ruleWith([]);
    happens();
    await expect.poll(async () => (await listOf(bob, '&seen=false')).length, patience).toBeGreaterThan(0);
    await expect.poll(async () => (await listOf(ada, '&seen=false')).length, patience).toBeGreaterThan(0);
    const { token } = ada;
    expect((await postern.call('POST', '/events/notifications/mark_all_seen/', { token })).status).toBe(204);
    expect(await listOf(ada, '&seen=false')).toEqual([]);
    expect((await listOf(bob, '&seen=false')).length).toBeGreaterThan(0);
  });

  test('who may not read events is not told what stands in one', async () => {
    const { happens } = await ruleWith([]);
    happens({ message: 'told', detail: 'for administrators' });
    await expect.poll(async () => (await listOf(ada)).at(-1)?.body, patience).toBe('told');
    expect((await listOf(ada)).at(-1)?.event).toMatchObject({ context: {}, client_ip: null });
    await postern.call('PATCH', `/core/groups/${group}/`, { body: { is_superuser: true } });
    expect((await listOf(ada)).at(-1)?.event).toMatchObject({ context: { detail: 'for administrators' } });
    await postern.call('PATCH', `/core/groups/${group}/`, { body: { is_superuser: false } });
  });

  test('who may make rules and transports but not read events gets none sent either', async () => {
    const { catalogue, objects } = postern;
    const role = async (name: string, codes: readonly string[]) => {
      const row = await objects.insert(catalogue.model('authentik_rbac.role'), {
        name,
        permissions: codes.map((code) => `authentik_events.${code}`),
      });
      return postern.account(name, { roles: [row.pk] });
    };
    const codes = ['add_notificationrule', 'add_notificationtransport'];
    const blind = await role('blind', codes);
    const seeing = await role('seeing', [...codes, 'view_event']);
    for (const [account, status] of [
      [blind, 400],
      [seeing, 201],
    ] as const)
      for (const path of ['/events/rules/', '/events/transports/']) {
        const answer = await postern.call('POST', path, {
          token: account.token,
          body: { name: `${status}` },
        });
        expect(answer.status).toBe(status);
      }
  });

  test('a rule shows its group and its use, and its bindings go with it', async () => {
    const { rule, transports } = await ruleWith([{ mode: 'local' }]);
    const read = await postern.call('GET', `/events/rules/${rule}/`);
    expect(read.body).toMatchObject({ destination_group_obj: { name: 'told' }, transports });
    const named = await postern.call('GET', '/events/rules/?destination_group__name=told&page_size=100');
    expect(named.body.results.map(({ pk }: { pk: string }) => pk)).toContain(rule);
    const used = await postern.call('GET', `/events/rules/${rule}/used_by/`);
    expect(used.body).toMatchObject([{ model_name: 'policybinding', action: 'cascade' }]);
    expect((await postern.call('DELETE', `/events/transports/${transports[0]}/`)).status).toBe(204);
    expect((await postern.call('GET', `/events/rules/${rule}/`)).body.transports).toEqual([]);
    expect((await postern.call('DELETE', `/events/rules/${rule}/`)).status).toBe(204);
    expect((await postern.call('GET', `/policies/bindings/?target=${rule}`)).body.results).toEqual([]);
  });

  test('a rule whose policy is deleted is silent, and an event warns of it', async () => {
    const { rule } = await ruleWith([{ mode: 'local' }]);
    const bindings = await postern.call('GET', `/policies/bindings/?target=${rule}`);
    await postern.call('DELETE', `/policies/all/${bindings.body.results[0].policy}/`);
    const warning = async () =>
      (await postern.call('GET', '/events/events/?action=configuration_warning&ordering=-created')).body
        .results[0]?.context.message;
    await expect.poll(warning, patience).toContain('does not fire any more');
  });

  test('an event matcher without any field is refused', async () => {
    const answer = await postern.call('POST', '/policies/event_matcher/', { body: { name: 'empty' } });
    expect(answer).toMatchObject({
      status: 400,
      body: { non_field_errors: [expect.stringContaining('at least one')] },
    });
  });
});
