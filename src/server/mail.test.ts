import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { type MailSink, mailSink, type ReceivedMail } from '../../test/smtp.ts';
import { type Jobs, startJobs } from '../adapters/jobs.ts';
import { silent } from '../core/log.ts';
import { jobsOf, tasksOf } from './jobs.ts';

let postern: TestPostern;
let jobs: Jobs;
let mails: MailSink;
let ada: number;
const keys: Record<string, string> = {};

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};

beforeAll(async () => {
  mails = await mailSink();
  postern = await testPostern({
    POSTERN_EGRESS_ALLOW: `127.0.0.1:${mails.port}`,
    POSTERN_EMAIL_HOST: '127.0.0.1',
    POSTERN_EMAIL_PORT: String(mails.port),
    POSTERN_EMAIL_FROM: 'Postern <postern@corp.test>',
    POSTERN_PUBLIC_URL: 'https://id.corp.test',
  });
  ada = (await postern.account('ada', { email: 'ada@corp.test' })).pk;
  keys.flow = await made('/flows/instances/', {
    name: 'back',
    slug: 'back',
    title: 'Back',
    designation: 'recovery',
    authentication: 'require_unauthenticated',
  });
  keys.who = await made('/stages/identification/', { name: 'who', user_fields: ['username'] });
  keys.mail = await made('/stages/email/', { name: 'mail' });
  keys.in = await made('/stages/user_login/', { name: 'in' });
  for (const [order, stage] of [keys.who, keys.mail, keys.in].entries())
    await made('/flows/bindings/', { target: keys.flow, stage, order });
});
afterAll(async () => {
  await jobs?.stop();
  await postern?.end();
  await mails?.close();
});

/** A browser that keeps its cookies. */
function browser() {
  const jar = new Map<string, string>();
  return async (query: string, body?: object, host = 'id.corp.test') => {
    const answer = await postern.server.inject({
      method: body ? 'POST' : 'GET',
      url: `/api/v3/flows/executor/back/?query=${encodeURIComponent(query)}`,
      headers: {
        host,
        'sec-fetch-site': 'same-origin',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body ? { payload: body } : {}),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer.json();
  };
}

async function asksFor(uid_field: string, host?: string) {
  const visit = browser();
  const first = await visit('next=%2Fx', undefined, host);
  return visit('next=%2Fx', { component: first.component, execution: first.execution, uid_field }, host);
}

/** What a reader sees of a mail: quoted-printable undone. */
const readable = ({ source }: ReceivedMail) =>
  source
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
const linkIn = (mail: ReceivedMail) =>
  new URL(/https:\/\/id\.corp\.test\/if\/flow\/\S+/.exec(readable(mail))?.[0] ?? '');
const mailTo = async (address: string, count = 1): Promise<ReceivedMail> => {
  const found = () => mails.mails.filter(({ to }) => to.includes(address));
  await expect.poll(() => found().length, { timeout: 10_000 }).toBe(count);
  return found().at(-1) as ReceivedMail;
};

describe('mails of flows, through the whole house', () => {
  test('what was asked for before any node does jobs is sent once one does', async () => {
    expect(await asksFor('ada')).toMatchObject({ component: 'ak-stage-email' });
    jobs = await startJobs(postern.database.database.pool, jobsOf(postern), silent, tasksOf(postern));
    await postern.outbox.adopt();
    const mail = await mailTo('ada@corp.test');
    expect(mail.source).toMatch(/^From: Postern <postern@corp.test>/m);
    expect(mail.source).toMatch(/^Subject: Set a new password/m);
    expect(mail.source).toMatch(/^Message-ID: <[0-9a-f-]{36}@corp.test>/m);
  });

  test('the link signs its person in, once', async () => {
    const link = linkIn(await mailTo('ada@corp.test'));
    const query = link.search.slice(1);
    const reader = browser();
    const asked = await reader(query);
    expect(asked).toMatchObject({ component: 'ak-stage-consent', confirms: 'link', pending_user: 'ada' });
    expect(await reader(query, { component: asked.component, token: asked.token })).toMatchObject({
      component: 'xak-flow-redirect',
      to: '/x',
    });
    expect(await browser()(query)).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('A3: a forged host changes nothing in the mail', async () => {
    await asksFor('ada', 'evil.test');
    const mail = await mailTo('ada@corp.test', 2);
    expect(linkIn(mail).origin).toBe('https://id.corp.test');
    expect(mail.source).not.toContain('evil.test');
  });

  test('A18: a password that was set since ends the link', async () => {
    const link = linkIn(await mailTo('ada@corp.test', 2));
    await postern.call('POST', `/core/users/${ada}/set_password/`, { body: { password: 'a new horse' } });
    expect(await browser()(link.search.slice(1))).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('a stage may have a server of its own, whose password nobody reads', async () => {
    const own = await mailSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('no')),
    });
    const settings = {
      use_global_settings: false,
      host: '127.0.0.1',
      port: own.port,
      username: 'stage',
      password: 'right',
      from_address: 'stage@corp.test',
    };
    const answer = await postern.call('PATCH', `/stages/email/${keys.mail}/`, { body: settings });
    expect(answer.status).toBe(200);
    expect(answer.body.password).toBeUndefined();
    // Not allowed yet: nobody chooses a private address for Postern to call.
    await asksFor('ada');
    await expect
      .poll(async () => {
        const { body } = await postern.call('GET', '/events/events/?action=system_task_exception');
        return JSON.stringify(body.results);
      })
      .toContain('POSTERN_EGRESS_ALLOW');
    expect(own.mails).toHaveLength(0);
    await own.close();
    await postern.call('PATCH', `/stages/email/${keys.mail}/`, { body: { port: mails.port, username: '' } });
    await postern.call('PATCH', `/stages/email/${keys.mail}/`, { body: { recovery_max_attempts: 50 } });
    await asksFor('ada');
    expect((await mailTo('ada@corp.test', 3)).from).toBe('stage@corp.test');
  });
});

describe('templates', () => {
  test('are listed as stages name them', async () => {
    const { status, body } = await postern.call('GET', '/stages/email/templates/');
    expect(status).toBe(200);
    expect(body.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['email/password_reset.html', 'email/account_confirmation.html']),
    );
  });

  test('are shown as their readers see them', async () => {
    const preview = '/stages/email/templates/preview/?template=email/password_reset.html&language=de';
    const { status, body } = await postern.call('GET', preview);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: 'Neues Passwort festlegen',
      text: expect.stringContaining('Ada Lovelace'),
    });
    expect(body.html).toContain('<html lang="de">');
    expect(await postern.call('GET', '/stages/email/templates/preview/?template=none')).toMatchObject({
      status: 400,
      body: { template: ['There is no mail template "none".'] },
    });
  });

  test('A57: neither preview nor test mail is for everybody', async () => {
    const { token } = await postern.account('eve', { email: 'eve@corp.test' });
    const preview = '/stages/email/templates/preview/?template=email/setup.html';
    expect((await postern.call('GET', preview, { token })).status).toBe(403);
    expect((await postern.call('POST', '/stages/email/templates/test/', { token, body: {} })).status).toBe(
      403,
    );
  });

  test('a test mail goes out at once, or says why not', async () => {
    const send = (body: object) => postern.call('POST', '/stages/email/templates/test/', { body });
    expect((await send({ address: 'test@corp.test' })).status).toBe(204);
    expect((await mailTo('test@corp.test')).source).toContain('Subject: Postern can send e-mails');
    expect(await send({})).toMatchObject({
      status: 400,
      body: { address: [expect.stringContaining('no e-mail')] },
    });
    await postern.call('PATCH', `/stages/email/${keys.mail}/`, { body: { port: 1 } });
    expect(await send({ address: 'test@corp.test', stage: keys.mail })).toMatchObject({
      status: 400,
      body: { non_field_errors: [expect.stringContaining('POSTERN_EGRESS_ALLOW')] },
    });
  });
});

describe('recovery by mail, for administrators', () => {
  const recover = (user: number, body: object) =>
    postern.call('POST', `/core/users/${user}/recovery_email/`, { body });

  test('sends the link to the address of the account', async () => {
    await made('/core/brands/', { domain: 'localhost', default: true, flow_recovery: keys.flow });
    const bea = (await postern.account('bea', { email: 'bea@corp.test' })).pk;
    const global = await made('/stages/email/', { name: 'global', template: 'email/password_reset.html' });
    expect((await recover(bea, { email_stage: global })).status).toBe(204);
    const link = linkIn(await mailTo('bea@corp.test'));
    expect(await browser()(link.search.slice(1))).toMatchObject({ confirms: 'link', pending_user: 'bea' });

    expect(await recover(bea, { email_stage: keys.who })).toMatchObject({
      status: 400,
      body: { email_stage: [expect.any(String)] },
    });
    const bare = (await postern.account('bare')).pk;
    expect(await recover(bare, { email_stage: global })).toMatchObject({
      status: 400,
      body: { non_field_errors: ['This account has no e-mail address.'] },
    });
  });
});

describe('invitations', () => {
  test('are made by whoever may, and go out by mail, to each address in its own', async () => {
    const body = { name: 'ada', flow: keys.flow, single_use: true, fixed_data: { email: 'cy@corp.test' } };
    const { status, body: invited } = await postern.call('POST', '/stages/invitation/invitations/', { body });
    expect(status).toBe(201);
    expect(invited).toMatchObject({
      ...body,
      created_by: { username: 'root-of-the-test' },
      flow_obj: { slug: 'back' },
    });
    expect(invited).not.toHaveProperty('claimed_by');
    const path = `/stages/invitation/invitations/${invited.pk}/send_email/`;
    const send = (more: object) =>
      postern.call('POST', path, { body: { email_addresses: ['cy@corp.test'], ...more } });
    expect(
      (await send({ email_addresses: ['cy@corp.test', 'dan@corp.test'], cc_addresses: ['hr@corp.test'] }))
        .status,
    ).toBe(204);
    const mail = await mailTo('cy@corp.test');
    expect(mail.to).toEqual(expect.arrayContaining(['cy@corp.test', 'hr@corp.test']));
    expect((await mailTo('dan@corp.test')).to).toEqual(['dan@corp.test']);
    expect(readable(mail)).toContain('root-of-the-test invites you');
    expect(linkIn(mail).search).toBe(`?itoken=${invited.pk}`);
    expect(await send({ template: 'none' })).toMatchObject({
      status: 400,
      body: { template: [expect.any(String)] },
    });

    await postern.call('PATCH', `/stages/invitation/invitations/${invited.pk}/`, {
      body: { expires: '2020-01-01T00:00:00Z' },
    });
    expect(await send({})).toMatchObject({
      status: 400,
      body: { non_field_errors: [expect.stringContaining('expired')] },
    });
  });

  test('A57: nobody sees, sends or makes those of others', async () => {
    const pk = await made('/stages/invitation/invitations/', { name: 'mine' });
    const { token } = await postern.account('mallory');
    const list = '/stages/invitation/invitations/';
    expect((await postern.call('POST', list, { token, body: { name: 'x' } })).status).toBe(403);
    expect((await postern.call('GET', `${list}${pk}/`, { token })).status).toBe(403);
    const email_addresses = ['mallory@corp.test'];
    expect(
      (await postern.call('POST', `${list}${pk}/send_email/`, { token, body: { email_addresses } })).status,
    ).toBe(403);
  });

  test('A19: what has expired is taken by nobody who has not written an account with it', async () => {
    const { invitations } = postern.ports;
    const now = Date.now();
    const pk = await made('/stages/invitation/invitations/', {
      ...{ name: 'short', single_use: true, expires: new Date(now + 60_000).toISOString() },
    });
    const claim = (at: number, late: boolean) =>
      invitations.claim(pk, 'one run', { now: at, until: at + 1_000, late });
    expect(await claim(now + 59_999, false)).toBe(true);
    expect(await claim(now + 60_000, false)).toBe(false);
    expect(await claim(now + 60_000, true)).toBe(true);
  });

  test('A49: of many at once one takes it, and only that one uses it up', async () => {
    const pk = await made('/stages/invitation/invitations/', { name: 'once', single_use: true });
    const { invitations } = postern.ports;
    const times = { now: Date.now(), until: Date.now() + 60_000, late: false };
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => invitations.claim(pk, `run ${index}`, times)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    const by = `run ${claims.indexOf(true)}`;
    await invitations.burn(pk, 'another run');
    expect(await invitations.find(pk, times.now)).toMatchObject({
      name: 'once',
      single_use: true,
      fixed_data: {},
    });
    expect(await invitations.claim(pk, by, times)).toBe(true);
    expect(await invitations.claim(pk, 'later', { ...times, now: times.until, until: times.until + 1 })).toBe(
      true,
    );
    await invitations.burn(pk, 'later');
    expect(await invitations.find(pk, times.now)).toBeUndefined();
  });

  test('one of a flow that is deleted is deleted, too, and opens no other', async () => {
    const flow = await made('/flows/instances/', {
      name: 'join',
      slug: 'join',
      title: 'Join',
      designation: 'enrollment',
    });
    const pk = await made('/stages/invitation/invitations/', { name: 'join', flow });
    await postern.call('DELETE', '/flows/instances/join/');
    expect((await postern.call('GET', `/stages/invitation/invitations/${pk}/`)).status).toBe(404);
  });
});
