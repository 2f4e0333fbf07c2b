import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

const ORIGIN = 'http://localhost:9000';
const OLD = 'correct horse';

/** A list of stolen passwords on this machine: those that the test names, and whatever else it says. */
let stolen: Readonly<Record<string, number>> = {};
let broken = false;
const list = createServer((request, response) => {
  if (broken) return void response.destroy();
  const prefix = request.url?.split('/').at(-1) ?? '';
  const lines = Object.entries(stolen).flatMap(([password, count]) => {
    const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
    return hash.startsWith(prefix) ? [`${hash.slice(5)}:${count}`] : [];
  });
  return void response.end([`${'0'.repeat(35)}:0`, ...lines].join('\r\n'));
});

let postern: TestPostern;
let ada: Account;
const keys: Record<string, string> = {};
let logged = '';

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};

/** Whoever changes their password by the flow `change`, with their API token as proof. */
beforeAll(async () => {
  list.listen(0, '127.0.0.1');
  await once(list, 'listening');
  const { port } = list.address() as AddressInfo;
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  postern = await testPostern(
    { POSTERN_HIBP_URL: `http://127.0.0.1:${port}`, POSTERN_EGRESS_ALLOW: `127.0.0.1:${port}` },
    pino({ level: 'trace' }, sink),
  );
  ada = await postern.account('ada', { email: 'ada@corp.test' });
  const flow = (slug: string, designation: string, authentication: string) =>
    made('/flows/instances/', { name: slug, slug, title: slug, designation, authentication });
  const bind = (target: string, stage: string, order: number) =>
    made('/flows/bindings/', { target, stage, order });
  keys.login = await flow('login', 'authentication', 'none');
  keys.change = await flow('change', 'stage_configuration', 'require_authenticated');
  await bind(
    keys.login,
    await made('/stages/identification/', { name: 'who', user_fields: ['username', 'email'] }),
    0,
  );
  keys.secret = await made('/stages/password/', {
    name: 'secret',
    backends: ['authentik.core.auth.InbuiltBackend'],
    failed_attempts_before_cancel: 100,
  });
  keys.secretBinding = await bind(keys.login, keys.secret, 1);
  keys.loginBinding = await bind(keys.login, await made('/stages/user_login/', { name: 'in' }), 2);
  const field = await made('/stages/prompt/prompts/', {
    name: 'password',
    field_key: 'password',
    label: 'Password',
    type: 'password',
    required: true,
    order: 0,
  });
  keys.prompt = await made('/stages/prompt/stages/', { name: 'prompt', fields: [field] });
  await bind(keys.change, keys.prompt, 0);
  await bind(
    keys.change,
    await made('/stages/user_write/', { name: 'write', user_creation_mode: 'never_create' }),
    1,
  );
});
afterAll(async () => {
  await postern?.end();
  list.closeAllConnections();
  list.close();
});
beforeEach(async () => {
  stolen = {};
  broken = false;
  await postern.database.database.pool.query('delete from reputation_scores');
  await validate();
  await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: OLD } });
  await postern.database.database.pool.query('delete from password_history');
});

/** Only these policies judge the new password. */
const validate = async (...validation_policies: string[]) => {
  const { status } = await postern.call('PATCH', `/stages/prompt/stages/${keys.prompt}/`, {
    body: { validation_policies },
  });
  expect(status).toBe(200);
};
let count = 0;
const policy = (type: string, config: object) =>
  made(`/policies/${type}/`, { name: `policy ${++count}`, ...config });

/** A browser with its cookies. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly #address: string;
  constructor(address = '192.0.2.7') {
    this.#address = address;
  }
  async ask(method: 'GET' | 'POST', slug: string, body?: object) {
    const answer = await postern.server.inject({
      method,
      url: `/api/v3/flows/executor/${slug}/?query=`,
      remoteAddress: this.#address,
      headers: {
        host: 'localhost:9000',
        'sec-fetch-site': 'same-origin',
        ...(method === 'POST' ? { origin: ORIGIN } : {}),
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body ? { payload: body } : {}),
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return { status: answer.statusCode, text: answer.body, body: JSON.parse(answer.body) };
  }
  async signIn(password: string, name = 'ada') {
    await this.ask('GET', 'login');
    await this.ask('POST', 'login', { component: 'ak-stage-identification', uid_field: name });
    return this.ask('POST', 'login', { component: 'ak-stage-password', password });
  }
  /** Messages, or nothing where the password was taken. */
  async change(password: string): Promise<readonly string[]> {
    const { body } = await this.ask('POST', 'change', { component: 'ak-stage-prompt', password });
    if (body.component === 'xak-flow-redirect') return [];
    if (!body.response_errors) throw new Error(`nobody can change a password here: ${JSON.stringify(body)}`);
    return body.response_errors.non_field_errors.map(({ string }: { string: string }) => string);
  }
  static async signedIn(password = OLD) {
    const browser = new Browser();
    expect((await browser.signIn(password)).body).toMatchObject({ component: 'xak-flow-redirect' });
    await browser.ask('GET', 'change');
    return browser;
  }
}
const worked = { component: 'xak-flow-redirect' };

describe('the password policy, where somebody changes their password', () => {
  test('98 too short, then right', async () => {
    await validate(await policy('password', { length_min: 8 }));
    const browser = await Browser.signedIn();
    expect(await browser.change('short')).toEqual(['Use at least 8 characters.']);
    expect(await browser.change('long enough now')).toEqual([]);
    expect((await new Browser().signIn('long enough now')).body).toMatchObject(worked);
    expect((await new Browser().signIn(OLD)).body).toMatchObject({ component: 'ak-stage-password' });
  });

  test('103 stolen; 102 not more often than allowed', async () => {
    stolen = { 'stolen goods': 4, 'hardly stolen': 3 };
    await validate(await policy('password', { check_have_i_been_pwned: true, hibp_allowed_count: 3 }));
    const browser = await Browser.signedIn();
    expect(await browser.change('stolen goods')).toEqual([
      'This password was stolen 4 time(s) from other places. Choose another one.',
    ]);
    expect(await browser.change('hardly stolen')).toEqual([]);
  });

  test('W23: while the list is out of order nobody changes a password, and hears why without details', async () => {
    broken = true;
    await validate(await policy('password', { check_have_i_been_pwned: true }));
    const browser = await Browser.signedIn();
    const [said = ''] = await browser.change('long enough now');
    expect(said).not.toBe('');
    expect(said).not.toMatch(/127\.0\.0\.1|list|socket|ECONN/i);
    broken = false;
    expect(await browser.change('long enough now')).toEqual([]);
  });

  test('104 as easy as the person is known, with advice', async () => {
    await validate(await policy('password', { check_zxcvbn: true }));
    const browser = await Browser.signedIn();
    const [said, ...advice] = await browser.change('ada@corp.test');
    expect(said).toBe('This password is too easy to guess.');
    expect(advice.length).toBeGreaterThan(0);
    expect(await browser.change('quartz trombone ledger 42')).toEqual([]);
  });
});

describe('A69: a planted password', () => {
  test('stands nowhere afterwards: not in events, decisions, runs, logs, answers, versions', async () => {
    const planted = ['planted-refused', 'planted-stolen-word', 'ada', 'planted-accepted-quartz-42'];
    stolen = { 'planted-stolen-word': 9 };
    const password = {
      execution_logging: true,
      check_have_i_been_pwned: true,
      check_zxcvbn: true,
    };
    const strict = await policy('password', { ...password, length_min: 20, error_message: 'Too short.' });
    const unique = await policy('unique_password', { execution_logging: true, num_historical_passwords: 2 });
    await validate(strict, unique);
    const browser = await Browser.signedIn();
    let answers = '';
    for (const text of planted) {
      answers += (await browser.ask('POST', 'change', { component: 'ak-stage-prompt', password: text })).text;
    }
    const tested = await postern.call('POST', `/policies/all/${strict}/test/`, {
      body: { user: ada.pk, context: { prompt_data: { password: 'planted-refused' } } },
    });
    answers += JSON.stringify(tested.body);
    // Under another name, where no form says that it is a password.
    const words = await policy('password', { password_field: 'words', execution_logging: true });
    const bound = await made('/policies/bindings/', { target: keys.change, policy: words, order: 0 });
    const user = postern.graph.user(ada.pk);
    if (!user) throw new Error('Ada is not there');
    await postern.decisions.decide(keys.change ?? '', {
      user,
      http_request: null,
      context: { prompt_data: { words: 'planted-accepted-quartz-42' } },
    });
    await postern.call('DELETE', `/policies/bindings/${bound}/`);

    await postern.decisionLog.flush();
    await expect.poll(async () => (await events('policy_execution')).length, { timeout: 5_000 }).toBe(9);
    const { rows: tables } = await postern.database.database.pool.query(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    let stored = '';
    for (const { table_name } of tables) {
      const { rows } = await postern.database.database.pool.query(
        `select t::text as text from "${table_name}" t`,
      );
      stored += rows.map(({ text }) => text).join('\n');
    }
    expect(stored.length).toBeGreaterThan(10_000);
    expect(logged.length).toBeGreaterThan(1_000);
    for (const text of planted.filter((one) => one !== 'ada')) {
      expect(stored, text).not.toContain(text);
      expect(logged, text).not.toContain(text);
      expect(answers, text).not.toContain(text);
    }
    // The control: it would have been found.
    expect(stored).toContain('Too short.');
    expect((await new Browser().signIn('planted-accepted-quartz-42')).body).toMatchObject(worked);
  });
});

const events = async (action: string) =>
  (await postern.call('GET', `/events/events/?action=${action}&page_size=100`)).body.results;

describe('the uniqueness policy, where somebody changes their password', () => {
  test('110 to 112 the present password and the last n are refused, the one before is not', async () => {
    await validate(await policy('unique_password', { num_historical_passwords: 1 }));
    const browser = await Browser.signedIn();
    const refused = ['You have used this password before. Choose another one.'];
    expect(await browser.change(OLD), 'the present one').toEqual(refused);
    expect(await browser.change('second one')).toEqual([]);
    await browser.ask('GET', 'change');
    expect(await browser.change(OLD), 'the last one').toEqual(refused);
    expect(await browser.change('third one')).toEqual([]);
    await browser.ask('GET', 'change');
    expect(await browser.change('second one'), 'the last one').toEqual(refused);
    expect(await browser.change(OLD), 'the second-last').toEqual([]);
  });

  test('a password that an administrator set, or that expired, is a former one, too', async () => {
    await validate(await policy('unique_password', { num_historical_passwords: 2 }));
    await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: 'by hand' } });
    await postern.ports.users.expirePassword(ada.pk);
    await postern.ports.users.expirePassword(ada.pk);
    expect(await postern.ports.passwordHistory.recent(ada.pk, 9)).toHaveLength(2);
    await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: 'again' } });
    const browser = await Browser.signedIn('again');
    const refused = ['You have used this password before. Choose another one.'];
    expect(await browser.change('by hand')).toEqual(refused);
    expect(await browser.change(OLD)).toEqual(refused);
  });

  test('without such a policy in use nothing is kept', async () => {
    await postern.call('POST', `/core/users/${ada.pk}/set_password/`, { body: { password: 'unkept' } });
    expect(await postern.ports.passwordHistory.recent(ada.pk, 9)).toEqual([]);
  });
});

describe('the expiry policy, where somebody signs in', () => {
  const since = (days: number) =>
    postern.objects.update(postern.catalogue.model('authentik_core.user'), ada.pk, {
      password_change_date: new Date(Date.now() - days * 86_400_000).toISOString(),
    });
  /** Bound to the stage that signs in; taken off again afterwards. */
  async function bound(config: object, work: (pk: string) => Promise<void>) {
    const pk = await policy('password_expiry', config);
    const binding = await made('/policies/bindings/', { target: keys.loginBinding, policy: pk, order: 0 });
    try {
      await work(pk);
    } finally {
      await postern.call('DELETE', `/policies/bindings/${binding}/`);
    }
  }
  const hash = () => postern.ports.users.passwordHash(ada.pk);

  test('107 young enough', () =>
    bound({ days: 30 }, async () => {
      await since(29);
      expect((await new Browser().signIn(OLD)).body).toMatchObject(worked);
    }));

  test('108 deny only: refused, the password stays', () =>
    bound({ days: 30, deny_only: true }, async () => {
      await since(30);
      const browser = new Browser();
      await browser.signIn(OLD);
      expect([...browser.jar.keys()].join()).not.toContain('session');
      expect(await hash()).not.toBe('');
    }));

  test('109, W25 refused and unusable; a test of the policy does neither', () =>
    bound({ days: 30 }, async (pk) => {
      await since(31);
      const tested = await postern.call('POST', `/policies/all/${pk}/test/`, { body: { user: ada.pk } });
      expect(tested.body).toMatchObject({
        passing: false,
        messages: ['Your password expired 1 day(s) ago. Please set a new one.'],
      });
      expect(await hash()).not.toBe('');
      const browser = new Browser();
      await browser.signIn(OLD);
      expect([...browser.jar.keys()].join()).not.toContain('session');
      expect(await hash()).toBe('');
    }));

  test('the fields of the wire are there', async () => {
    const pk = await policy('password_expiry', { days: 5 });
    expect((await postern.call('GET', `/policies/password_expiry/${pk}/`)).body).toMatchObject({
      days: 5,
      deny_only: false,
      component: 'ak-policy-password-expiry-form',
      meta_model_name: 'authentik_policies_expiry.passwordexpirypolicy',
    });
    expect((await postern.call('POST', '/policies/password_expiry/', { body: { name: 'x' } })).status).toBe(
      400,
    );
  });
});
