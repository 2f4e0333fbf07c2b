import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, house, visitor } from '../../test/house.ts';
import { STARTED_BY } from '../core/setup/ports.ts';
import type { FirstStart } from './first-start.ts';

const NOTHING = { bootstrap_password: null, bootstrap_email: null, bootstrap_token: null };
const PASSWORD = 'correct horse battery staple';

describe('the first start', () => {
  let one: House;
  let first: FirstStart;
  let setupPath: string | undefined;

  beforeAll(async () => {
    one = await house();
    first = one.start('blueprints');
    ({ setupPath } = await first.run(NOTHING));
  });
  afterAll(() => one.close());

  const count = async (name: string) =>
    (await one.postern.objects.all(one.postern.catalogue.model(name))).length;

  test('every default blueprint is applied', async () => {
    const instances = await one.postern.objects.all(
      one.postern.catalogue.model('authentik_blueprints.blueprintinstance'),
    );
    expect(instances.map(({ path, status }) => `${path} ${status}`).sort()).toEqual(
      [
        'account-lockdown',
        'authentication',
        'authenticator-static',
        'authenticator-totp',
        'authenticator-webauthn',
        'brand',
        'directory',
        'events',
        'initial-setup',
        'invalidation',
        'password-change',
        'provider-authorization',
        'scopes',
        'sources',
        'user-settings',
      ].map((name) => `default/${name}.yaml successful`),
    );
  });

  test.each([
    ['default-authentication-flow', [10, 20, 30, 100]],
    ['default-authenticator-static-setup', [0]],
    ['default-authenticator-totp-setup', [0]],
    ['default-authenticator-webauthn-setup', [0]],
    ['default-invalidation-flow', [0]],
    ['default-provider-invalidation-flow', []],
    ['default-provider-authorization-implicit-consent', []],
    ['default-provider-authorization-explicit-consent', [0]],
    ['default-source-authentication', [0]],
    ['default-source-enrollment', [0, 1, 2]],
    ['default-source-pre-authentication', []],
    ['default-password-change', [0, 1]],
    ['default-user-settings-flow', [20, 100]],
    ['initial-setup', [10, 20, 100]],
  ])('the flow %s is there, with its stages', (slug, orders) => {
    const [flow] = one.postern.replica.by('flows', 'slug', slug);
    const bindings = one.postern.replica.by('stage_bindings', 'target', flow?.pk);
    expect(bindings.map(({ order }) => order).toSorted((a, b) => Number(a) - Number(b))).toEqual(orders);
  });

  test('applied again by force, nothing changes', async () => {
    // Events of the start may still be on their way into the database.
    const models = one.postern.catalogue.models.filter(
      ({ abstract, type, table }) => (!abstract || type) && table !== 'events',
    );
    const before = await Promise.all(models.map(({ name }) => count(name)));
    const revision = one.postern.replica.revision;
    const instances = await one.postern.objects.all(
      one.postern.catalogue.model('authentik_blueprints.blueprintinstance'),
    );
    for (const { pk } of instances) {
      expect(await first.instances.apply(String(pk))).toMatchObject({ status: 'successful' });
    }
    expect(await Promise.all(models.map(({ name }) => count(name)))).toEqual(before);
    expect(one.postern.replica.revision).toBe(revision);
  });

  test('a second start has nothing to apply', async () => {
    expect(await one.start('blueprints').instances.sync()).toEqual([]);
  });

  test('without the link, the flow refuses: by its address, and with a made-up beginning', async () => {
    const { flows } = one.postern;
    const start = (context: Record<string, unknown>) =>
      flows.start({ flow: { slug: 'initial-setup' }, visitor: visitor(), context });
    expect(await start({})).toMatchObject({ outcome: 'denied' });
    const admin = (await one.postern.ports.users.find(['username'], 'akadmin', false))[0];
    expect(await start({ pending_user: { ...admin } })).toMatchObject({ outcome: 'denied' });
    expect(await start({ pending_user: { ...admin }, [STARTED_BY]: 'somebody' })).toMatchObject({
      outcome: 'denied',
    });
  });

  test('A24: the link works once; the flow makes the administrator; then there is no way back', async () => {
    const { flows, ports } = one.postern;
    const token = setupPath?.split('/')[2] ?? '';
    for (const wrong of ['', 'wrong', `${token}x`, 'x'.repeat(10_000)]) {
      expect(await first.setup.open(wrong)).toBeUndefined();
    }
    const opened = await Promise.all(Array.from({ length: 10 }, () => first.setup.open(token)));
    const [taken, ...others] = opened.filter((one) => one !== undefined);
    expect(others).toEqual([]);
    if (!taken) throw new Error('nobody could open the link');

    const started = await flows.start({
      flow: { slug: taken.flow },
      visitor: visitor(),
      context: taken.context,
    });
    expect(started.outcome).toBe('shown');
    // A second run from the same moment, as after a restart: it will come too late.
    const late = await flows.start({
      flow: { slug: taken.flow },
      visitor: visitor(),
      context: taken.context,
    });
    expect(late.outcome).toBe('shown');

    const answer = (run: typeof started, password: string) =>
      flows.answer(
        { slug: taken.flow, run: run.run ?? '', visitor: visitor(run.cookies.browser) },
        { component: 'ak-stage-prompt', email: 'admin@corp.test', password, password_repeat: password },
      );
    const weak = await answer(started, 'akadmin');
    expect(weak.challenge).toMatchObject({ component: 'ak-stage-prompt' });
    expect(JSON.stringify(weak.challenge.response_errors)).toContain('at least 8 characters');

    const done = await answer(started, PASSWORD);
    expect(done.challenge.component).toBe('xak-flow-redirect');
    expect(done.cookies.session).toMatchObject({ key: expect.any(String) });

    const second = await answer(late, 'another password');
    expect(second.cookies.session).toBeUndefined();
    const admin = (await ports.users.find(['username'], 'akadmin', false))[0];
    expect(admin).toMatchObject({ email: 'admin@corp.test', is_superuser: true });
    const hash = await ports.users.passwordHash(Number(admin?.pk));
    expect(await ports.hashing.verify(hash, PASSWORD)).toBe(true);

    await first.setup.finish();
    expect(await first.setup.open(token)).toBeUndefined();
    expect(await first.setup.begin(NOTHING)).toEqual({ outcome: 'over' });
    expect(
      await flows.start({ flow: { slug: taken.flow }, visitor: visitor(), context: taken.context }),
    ).toMatchObject({ outcome: 'denied' });

    // Not even when the administrator is gone again.
    await one.postern.objects.delete(one.postern.catalogue.model('authentik_core.user'), Number(admin?.pk));
    expect(await first.setup.begin({ ...NOTHING, bootstrap_password: PASSWORD })).toEqual({
      outcome: 'over',
    });
    expect(await ports.users.find(['username'], 'akadmin', false)).toEqual([]);
  });
});

describe('a default blueprint that cannot be applied', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  function broken(file: string, right: string, mistaken: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'postern-blueprints-'));
    folders.push(folder);
    cpSync('blueprints', folder, { recursive: true });
    const path = join(folder, 'default', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(right);
    writeFileSync(path, text.replaceAll(right, mistaken));
    return folder;
  }

  test.each([
    [
      'initial-setup.yaml',
      ['return started && fresh;', 'return strated && fresh;'],
      ['the flow "initial-setup" is not there', 'Blueprint "Postern default - Initial set-up"', 'strated'],
    ],
    [
      'directory.yaml',
      ['is_superuser: true', 'is_superuser: maybe'],
      ['a superuser group is not there', 'is_superuser'],
    ],
  ] as const)(
    '%s: no link, and the reason in plain words; mended, the link is there',
    async (file, [right, mistaken], words) => {
      const one = await house();
      try {
        const refused = await one.start(broken(file, right, mistaken)).run(NOTHING);
        expect(refused.setupPath).toBeUndefined();
        for (const word of words) expect(refused.hindrance).toContain(word);
        expect(await one.start('blueprints').run(NOTHING)).toEqual({
          setupPath: expect.stringMatching(/^\/setup\/.+\/$/),
        });
      } finally {
        await one.close();
      }
    },
  );
});

test('from the settings: password, e-mail and API token, exactly these, once', async () => {
  const one = await house();
  try {
    const first = one.start('blueprints');
    const wanted = {
      bootstrap_password: PASSWORD,
      bootstrap_email: 'root@corp.test',
      bootstrap_token: 'a-long-random-token',
    };
    expect(await first.run(wanted)).toEqual({});
    expect(await first.run({ ...wanted, bootstrap_password: 'another one' })).toEqual({});
    const { users, hashing, digest } = one.postern.ports;
    const admin = (await users.find(['username'], 'akadmin', false))[0];
    expect(admin).toMatchObject({ email: 'root@corp.test', is_superuser: true });
    expect(await hashing.verify(await users.passwordHash(Number(admin?.pk)), PASSWORD)).toBe(true);
    const tokens = await one.postern.objects.all(one.postern.catalogue.model('authentik_core.token'));
    expect(tokens).toMatchObject([
      { user: admin?.pk, intent: 'api', expiring: false, key_hash: digest.sha256('a-long-random-token') },
    ]);

    const { flows } = one.postern;
    const answer = (
      started: { run: string | null; cookies: { browser?: string } },
      slug: string,
      body: object,
    ) =>
      flows.answer({ slug, run: started.run ?? '', visitor: visitor(started.cookies.browser) }, { ...body });

    // The default authentication flow, by its designation.
    const login = await flows.start({ flow: { designation: 'authentication' }, visitor: visitor() });
    const slug = 'default-authentication-flow';
    const asked = await answer(login, slug, {
      component: 'ak-stage-identification',
      uid_field: 'root@corp.test',
    });
    expect(asked.challenge.component).toBe('ak-stage-password');
    const wrong = await answer(login, slug, { component: 'ak-stage-password', password: 'wrong' });
    expect(wrong.challenge).toMatchObject({
      component: 'ak-stage-password',
      response_errors: expect.anything(),
    });
    const right = await answer(login, slug, { component: 'ak-stage-password', password: PASSWORD });
    expect(right.cookies.session).toMatchObject({ key: expect.any(String) });

    // Only a source leads into its flows.
    for (const name of ['default-source-authentication', 'default-source-enrollment']) {
      expect(await flows.start({ flow: { slug: name }, visitor: visitor() })).toMatchObject({
        outcome: 'denied',
      });
    }
    expect(
      await flows.start({
        flow: { slug: 'default-source-enrollment' },
        visitor: visitor(),
        context: { is_sso: true, prompt_data: { name: 'New' } },
      }),
    ).toMatchObject({ outcome: 'shown' });

    // Row 88: people may change their name and, unless an attribute says so, not their e-mail address.
    const settings = async (attributes: object, email: string) => {
      if (!admin) throw new Error('there is no administrator');
      const signedIn = visitor();
      const user = { ...admin, attributes: { ...attributes } };
      const start = { ...signedIn, actor: { ...signedIn.actor, user } };
      const begun = await flows.start({ flow: { slug: 'default-user-settings-flow' }, visitor: start });
      return flows.answer(
        {
          slug: 'default-user-settings-flow',
          run: begun.run ?? '',
          visitor: { ...start, browser: begun.cookies.browser ?? null },
        },
        {
          component: 'ak-stage-prompt',
          username: 'akadmin',
          name: 'Root',
          email,
          'attributes.settings.locale': 'en',
        },
      );
    };
    const refusedChange = await settings({}, 'other@corp.test');
    expect(JSON.stringify(refusedChange.challenge.response_errors)).toContain('may not change your e-mail');
    expect((await settings({}, 'root@corp.test')).challenge.component).toBe('xak-flow-redirect');
    const allowed = await settings({ 'goauthentik.io/user/can-change-email': true }, 'other@corp.test');
    expect(allowed.challenge.component).toBe('xak-flow-redirect');
    expect((await users.find(['username'], 'akadmin', false))[0]).toMatchObject({
      name: 'Root',
      email: 'other@corp.test',
      attributes: { settings: { locale: 'en' } },
    });
  } finally {
    await one.close();
  }
});
