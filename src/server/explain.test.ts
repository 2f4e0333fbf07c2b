import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let ada: Account;
let application: { pk: string; slug: string };
let staff: { pk: string };
let office: { pk: string };

beforeAll(async () => {
  postern = await testPostern();
  staff = (await postern.call('POST', '/core/groups/', { body: { name: 'staff' } })).body;
  ada = await postern.account('ada', { groups: [staff.pk], email: 'ada@corp.test' });
  application = (await postern.call('POST', '/core/applications/', { body: { name: 'Wiki', slug: 'wiki' } }))
    .body;
  const expression = [
    "ak_message('Only from the office.');",
    "ak_logger.info('looked at', { address: request.http_request?.client_ip });",
    "return ak_client_ip.in('10.0.0.0/8') && request.context.geoip?.country === 'DE';",
  ].join('\n');
  const made = await postern.call('POST', '/policies/expression/', { body: { name: 'Office', expression } });
  expect(made).toMatchObject({ status: 201, body: { language: 'typescript' } });
  office = made.body;
  await postern.call('POST', '/policies/bindings/', {
    body: { target: application.pk, policy: office.pk, order: 0 },
  });
});
afterAll(() => postern.end());

const explain = (body: object, token?: string) =>
  postern.call('POST', '/policies/explain/', {
    body: { target: application.pk, ...body },
    ...(token && { token }),
  });

describe('explaining', () => {
  test('says why, for an address, a place and a moment that are only supposed', async () => {
    const from = (client_ip: string, country: string) =>
      explain({ user: ada.pk, client_ip, geoip: { country }, time: '2026-01-01T00:00:00Z' });
    expect((await from('10.1.2.3', 'DE')).body).toMatchObject({
      passing: true,
      explanation: [
        'The policy "Office" passes (Only from the office.).',
        'One binding that passes is enough, and there is one.',
      ],
    });
    const refused = (await from('192.0.2.1', 'DE')).body;
    expect(refused).toMatchObject({
      target: { name: 'Wiki' },
      passing: false,
      messages: ['Only from the office.'],
      trace: [
        { subject: { label: 'Office' }, outcome: 'fail', logs: [{ attributes: { address: '192.0.2.1' } }] },
      ],
    });
    expect((await from('10.1.2.3', 'FR')).body.passing).toBe(false);
  });

  test('takes bindings that are not stored, and stores nothing', async () => {
    const bindings = [
      { group: staff.pk, order: 0 },
      { user: ada.pk, order: 1, negate: true },
    ];
    const supposed = { user: ada.pk, bindings, policy_engine_mode: 'all' };
    expect((await explain(supposed)).body).toMatchObject({
      passing: false,
      mode: 'all',
      explanation: [
        'Is a member of the group "staff": passes.',
        'Is the user "ada", which is negated: does not pass.',
        'All bindings have to pass, and at least one does not.',
      ],
    });
    expect((await explain({ ...supposed, policy_engine_mode: 'any' })).body.passing).toBe(true);
    expect((await explain({ user: ada.pk, bindings: [] })).body).toMatchObject({
      passing: true,
      unbound: true,
      explanation: ['Nothing that counts is bound. Everyone can open this application.'],
    });
    const stored = await postern.call('GET', `/policies/bindings/?target=${application.pk}`);
    expect(stored.body.results).toHaveLength(1);
  });

  test.each([
    ['nobody of that number', { user: 99_999 }, 'user'],
    ['no target', { user: null, target: '00000000-0000-4000-8000-000000000000' }, 'target'],
    ['an address that is none', { user: null, client_ip: '1.2.3' }, 'client_ip'],
    ['a moment that is none', { user: null, time: 'tomorrow' }, 'time'],
    [
      'a binding with a field that is unknown',
      { user: null, bindings: [{ order: 0, prio: 1 }] },
      'bindings.0.prio',
    ],
  ])('refuses %s', async (_title, body, field) => {
    const { status, body: answer } = await explain(body);
    expect([status, Object.keys(answer)]).toEqual([400, expect.arrayContaining([field])]);
  });

  test('A72: whoever may not change the target may not ask; who may not see the user may not either', async () => {
    expect((await explain({ user: ada.pk }, ada.token)).status).toBe(404);
    const role = (await postern.call('POST', '/rbac/roles/', { body: { name: 'wiki editors' } })).body;
    const editor = await postern.account('editor', { roles: [role.pk] });
    const give = (permissions: string[]) =>
      postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
        body: { permissions },
      });
    await give(['authentik_core.view_application']);
    expect((await explain({ user: editor.pk }, editor.token)).status).toBe(403);
    await give(['authentik_core.change_application']);
    expect((await explain({ user: editor.pk }, editor.token)).status).toBe(200);
    expect((await explain({ user: ada.pk }, editor.token)).status).toBe(403);
    await give(['authentik_core.view_user']);
    expect((await explain({ user: ada.pk }, editor.token)).status).toBe(200);
  });
});

describe('A72: nobody learns by a trial what they may not see', () => {
  let editor: Account;
  let give: (...permissions: string[]) => Promise<unknown>;
  let foreign: string;

  beforeAll(async () => {
    const role = (await postern.call('POST', '/rbac/roles/', { body: { name: 'curious' } })).body;
    give = (...permissions) =>
      postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
        body: { permissions },
      });
    editor = await postern.account('curious', { roles: [role.pk] });
    await give('authentik_core.view_application', 'authentik_core.change_application');
    const expression = "ak_message('inner'); ak_logger.info('inner'); return { inner: true };";
    foreign = (await postern.call('POST', '/policies/expression/', { body: { name: 'Foreign', expression } }))
      .body.pk;
  });

  test('supposed bindings need the right to bind, and the right to see what is bound', async () => {
    const suppose = (bindings: object[], token = editor.token) =>
      explain({ user: editor.pk, bindings }, token);
    const bound = [{ policy: foreign, order: 0 }];
    const absent = [{ policy: '00000000-0000-4000-8000-000000000000', order: 0 }];
    expect([(await suppose(bound)).status, (await suppose(absent)).status]).toEqual([403, 403]);
    await give('authentik_policies.add_policybinding');
    const texts = async (bindings: { policy: string }[]) => {
      const { status, body } = await suppose(bindings);
      const told = JSON.stringify(body).replaceAll(bindings[0]?.policy ?? '', 'PK');
      return [status, told.replace(/"request_id":"[^"]*"/, '')];
    };
    const refused = await texts(bound);
    expect(refused[0]).toBe(400);
    expect(refused[1]).not.toMatch(/Foreign|inner/);
    expect(await texts(absent)).toEqual(refused);
    expect((await suppose([{ user: ada.pk, order: 0 }])).status).toBe(400);
    expect((await suppose([{ user: editor.pk, order: 0 }])).status).toBe(400);
    await give('authentik_core.view_user');
    expect((await suppose([{ user: editor.pk, order: 0 }])).body.passing).toBe(true);
    expect((await suppose(bound, postern.admin.token)).body).toMatchObject({
      passing: true,
      messages: ['inner'],
      trace: [{ raw: { inner: true } }],
    });
  });

  test('what a stored policy says stays with it; how it decided is told', async () => {
    const { body } = await explain({ user: editor.pk, client_ip: '10.1.2.3' }, editor.token);
    expect(body).toMatchObject({
      passing: false,
      messages: [],
      effects: [],
      trace: [{ outcome: 'fail', messages: [], logs: [] }],
    });
    const told = JSON.stringify(body);
    for (const secret of ['Only from the office.', 'Office', office.pk]) expect(told).not.toContain(secret);
    await give('authentik_policies.view_policy');
    const seen = await explain({ user: editor.pk, client_ip: '10.1.2.3' }, editor.token);
    expect(seen.body).toMatchObject({ messages: ['Only from the office.'], trace: [{ logs: [{}] }] });
  });

  test('groups and people that are bound stay unnamed too, and so do the groups of whom one asks about', async () => {
    const { body: target } = await postern.call('POST', '/core/applications/', {
      body: { name: 'Cellar', slug: 'cellar' },
    });
    const hidden = (await postern.call('POST', '/core/groups/', { body: { name: 'conspirators' } })).body;
    const secret = await postern.account('secretary', { groups: [hidden.pk] });
    for (const [order, subject] of [{ group: hidden.pk }, { user: ada.pk }, { user: secret.pk }].entries())
      await postern.call('POST', '/policies/bindings/', { body: { ...subject, target: target.pk, order } });
    const role = (await postern.call('POST', '/rbac/roles/', { body: { name: 'cellarers' } })).body;
    const asker = await postern.account('cellarer', { roles: [role.pk] });
    const grant = (body: object) =>
      postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, { body });
    await grant({ permissions: ['authentik_core.view_application', 'authentik_core.change_application'] });
    await grant({
      permissions: ['authentik_core.view_user'],
      model: 'authentik_core.user',
      object_pk: String(secret.pk),
    });
    const ask = async () =>
      (await explain({ target: target.pk, user: secret.pk }, asker.token)).body as {
        readonly trace: readonly { subject: object }[];
        readonly explanation: readonly string[];
        readonly facts: { readonly groups: readonly object[] };
      };
    const answer = await ask();
    expect(answer.trace.map(({ subject }) => subject)).toEqual([
      { kind: 'group', pk: null, label: '' },
      { kind: 'user', pk: null, label: '' },
      { kind: 'user', pk: secret.pk, label: 'secretary' },
    ]);
    expect(answer.explanation.slice(0, 3)).toEqual([
      'A binding names a group that you may not view: passes.',
      'A binding names a user that you may not view: does not pass.',
      'Is the user "secretary": passes.',
    ]);
    expect(answer.facts.groups).toEqual([]);
    const told = JSON.stringify(answer);
    for (const word of ['conspirators', hidden.pk, 'ada']) expect(told).not.toContain(word);

    await grant({ permissions: ['authentik_core.view_user', 'authentik_core.view_group'] });
    const whole = await ask();
    expect(whole.trace).toMatchObject([
      { subject: { label: 'conspirators' } },
      { subject: { pk: ada.pk } },
      { subject: { pk: secret.pk } },
    ]);
    expect(whole.facts.groups).toMatchObject([{ name: 'conspirators' }]);
  });

  test.each([
    ['two subjects', () => [{ group: staff.pk, user: ada.pk, order: 0 }], 'bindings.0.non_field_errors'],
    ['no subject', () => [{ order: 0 }], 'bindings.0.non_field_errors'],
    [
      'a policy that is gone',
      () => [{ policy: '00000000-0000-4000-8000-000000000000', order: 0 }],
      'bindings.0.policy',
    ],
  ])('a supposed binding with %s is refused as a stored one is', async (_title, bindings, field) => {
    const { status, body } = await explain({ user: ada.pk, bindings: bindings() });
    expect([status, Object.keys(body)]).toEqual([400, expect.arrayContaining([field])]);
  });

  test('a policy bound to an entitlement is refused; a group is not', async () => {
    const { body: entitlement } = await postern.call('POST', '/core/application_entitlements/', {
      body: { name: 'pro', app: application.pk },
    });
    const ask = (subject: object) =>
      explain({
        user: ada.pk,
        target: entitlement.pbm_uuid ?? entitlement.pk,
        bindings: [{ ...subject, order: 0 }],
      });
    const refused = await ask({ policy: foreign });
    expect([refused.status, Object.keys(refused.body)]).toEqual([
      400,
      expect.arrayContaining(['bindings.0.policy']),
    ]);
    expect((await ask({ group: staff.pk })).body.passing).toBe(true);
  });

  test('whoever may change policies but not see people finds nobody by one', async () => {
    const role = (await postern.call('POST', '/rbac/roles/', { body: { name: 'policy editors' } })).body;
    const { pk, token } = await postern.account('author', { roles: [role.pk] });
    const grant = (...permissions: string[]) =>
      postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
        body: { permissions },
      });
    await grant('authentik_policies.view_policy', 'authentik_policies.change_policy');
    const expression = `return [await ak_user_by({ pk: ${ada.pk} }), await ak_user_by({ pk: ${pk} })].map((one) => one && one.username)`;
    const { body: policy } = await postern.call('POST', '/policies/expression/', {
      body: { name: 'Reads', expression },
    });
    const read = async () =>
      (await postern.call('POST', `/policies/all/${policy.pk}/test/`, { token, body: { user: pk } })).body
        .raw_result;
    expect(await read()).toEqual([null, 'author']);
    await grant('authentik_core.view_user');
    expect(await read()).toEqual(['ada', 'author']);
  });
});

describe('trying a policy', () => {
  test('68, 69 with everything supposed, told what it returned; nothing is recorded', async () => {
    await postern.call('PATCH', `/policies/expression/${office.pk}/`, { body: { execution_logging: true } });
    const events = async () => {
      await postern.ports.logins.recent(0, 1); // whatever waits is written before anybody asks
      return (await postern.call('GET', '/events/events/?action=policy_execution')).body.pagination.count;
    };
    const before = await events();
    const tried = await postern.call('POST', `/policies/all/${office.pk}/test/`, {
      body: { user: ada.pk, client_ip: '10.0.0.1', context: { geoip: { country: 'DE' } } },
    });
    expect(tried.body).toMatchObject({
      passing: true,
      raw_result: true,
      messages: ['Only from the office.'],
    });
    expect(tried.body.log_messages).toMatchObject([{ event: 'looked at' }]);
    expect(await events()).toBe(before);
    expect(
      (
        await postern.call('POST', `/policies/all/${office.pk}/test/`, {
          token: ada.token,
          body: { user: ada.pk },
        })
      ).status,
    ).toBe(403);
  });

  test('70 to 72: asking whether somebody may open an application', async () => {
    const ask = (query: string, token?: string) =>
      postern.call(
        'GET',
        `/core/applications/${application.slug}/check_access/${query}`,
        token ? { token } : {},
      );
    expect((await ask(`?for_user=${postern.admin.pk}`, ada.token)).body).toEqual({
      passing: false,
      messages: [],
      log_messages: [],
    });
    expect((await ask('?for_user=99999')).status).toBe(400);
    expect((await ask(`?for_user=${ada.pk}`)).body).toMatchObject({
      passing: false,
      messages: ['Only from the office.'],
      explanation: [expect.stringContaining('does not pass'), expect.any(String)],
    });
  });
});

test('46 to 50: an answer is kept for an equal question only, and a changed policy is asked anew', async () => {
  const expression = "ak_message('from ' + [...new Set([ak_client_ip])].join()); return true;";
  const { body: policy } = await postern.call('POST', '/policies/expression/', {
    body: { name: 'Loop', expression },
  });
  const kept = async () => (await postern.call('GET', '/policies/all/cache_info/')).body.count as number;
  const ask = async (client_ip: string, of = policy.pk) =>
    (await postern.call('POST', `/policies/all/${of}/test/`, { body: { user: ada.pk, client_ip } })).body
      .messages;
  await postern.call('POST', '/policies/all/cache_clear/');
  expect(await kept()).toBe(0);
  expect(await ask('10.0.0.1')).toEqual(['from 10.0.0.1']);
  expect(await ask('10.0.0.1')).toEqual(['from 10.0.0.1']);
  expect(await kept()).toBe(1);
  expect(await ask('10.0.0.2')).toEqual(['from 10.0.0.2']);
  expect(await kept()).toBe(2);
  await postern.call('PATCH', `/policies/expression/${policy.pk}/`, {
    body: { expression: expression.replace('from', 'out of') },
  });
  expect(await ask('10.0.0.1')).toEqual(['out of 10.0.0.1']);
});

test('an expression of a standard policy has the last word', async () => {
  const made = await postern.call('POST', '/policies/dummy/', {
    body: {
      name: 'Refined',
      result: false,
      wait_min: 0,
      wait_max: 1,
      expression: "if (result.passing) return true; return request.user.username === 'ada'",
    },
  });
  expect(made).toMatchObject({ status: 201, body: { language: 'typescript' } });
  const ask = async (user: number) =>
    (await postern.call('POST', `/policies/all/${made.body.pk}/test/`, { body: { user } })).body;
  expect(await ask(ada.pk)).toMatchObject({ passing: true, messages: [] });
  expect(await ask(postern.admin.pk)).toMatchObject({ passing: false, messages: ['dummy'] });
  const wrong = await postern.call('PATCH', `/policies/dummy/${made.body.pk}/`, {
    body: { expression: 'return result.pasing' },
  });
  expect(wrong).toMatchObject({
    status: 400,
    body: { expression: [expect.stringContaining('Line 1, column 15')] },
  });
});

test('before something is deleted, its uses say what would happen', async () => {
  const group = (await postern.call('POST', '/core/groups/', { body: { name: 'guests' } })).body;
  const door = (await postern.call('POST', '/core/applications/', { body: { name: 'Door', slug: 'door' } }))
    .body;
  const bind = (body: object) =>
    postern.call('POST', '/policies/bindings/', { body: { target: door.pk, ...body } });
  await bind({ group: group.pk, order: 0 });
  const uses = async () => (await postern.call('GET', `/core/groups/${group.pk}/used_by/`)).body;
  const closing =
    'Nobody will be able to open the application "Door" until somebody adds a binding or opens it again.';
  expect(await uses()).toMatchObject([
    { model_name: 'policybinding', action: 'cascade', consequence: closing },
  ]);
  await bind({ group: group.pk, order: 1 });
  await bind({ user: ada.pk, order: 2, enabled: false });
  await bind({ user: ada.pk, order: 3, dry_run: true });
  expect((await uses()).map(({ consequence }: { consequence: string }) => consequence)).toEqual([
    closing,
    closing,
  ]);
  await bind({ user: ada.pk, order: 4 });
  expect((await uses())[0].consequence).toBe('1 other binding decides who may open the application "Door".');
  await postern.call('DELETE', `/core/groups/${group.pk}/`);
  const left = await postern.call('GET', `/policies/bindings/?target=${door.pk}`);
  expect(left.body.results).toHaveLength(3);
});

test('A72: asking does nothing but answer: no event, no mail, no counter, no new password, no entry in the log', async () => {
  const made = await postern.call('POST', '/policies/expression/', {
    body: {
      name: 'Busy',
      execution_logging: true,
      expression: [
        "ak_create_event('busy', { who: request.user.username });",
        "ak_send_email('a@corp.test', 'Hello', 'Text');",
        "ak_set_context('color', 'red');",
        'return [request.user.username].every((name) => name !== "eve");',
      ].join('\n'),
    },
  });
  expect(made.status).toBe(201);
  const { body: door } = await postern.call('POST', '/core/applications/', {
    body: { name: 'Busy', slug: 'busy' },
  });
  await postern.call('POST', '/policies/bindings/', {
    body: { target: door.pk, policy: made.body.pk, order: 0 },
  });
  const count = async () => {
    await postern.decisionLog.flush();
    const { rows } = await sql<{ decisions: number; events: number }>`select
      (select count(*)::int from decisions) as decisions,
      (select count(*)::int from events where action like 'custom_%' or action like 'policy_%') as events`.execute(
      postern.database.database.kysely,
    );
    return rows[0] ?? { decisions: -1, events: -1 };
  };
  const before = await count();
  const asked = await postern.call('POST', '/policies/explain/', { body: { user: ada.pk, target: door.pk } });
  expect(asked.body.effects.map(({ kind }: { kind: string }) => kind)).toEqual([
    'event',
    'email',
    'set_context',
  ]);
  const tried = await postern.call('POST', `/policies/all/${made.body.pk}/test/`, { body: { user: ada.pk } });
  expect(tried.body.effects).toHaveLength(3);
  expect(await count()).toEqual(before);
  // The negative control: a decision that counts does all of it.
  const user = postern.graph.user(ada.pk);
  if (!user) throw new Error('ada is gone');
  await postern.decisions.decide(door.pk, { user, http_request: null });
  // Events are written in batches.
  await vi.waitFor(async () =>
    expect(await count()).toEqual({ decisions: before.decisions + 1, events: before.events + 2 }),
  );
});

test('an expression without a language is read as TypeScript, else as Python, else refused by both', async () => {
  const create = (name: string, expression: string, language?: string) =>
    postern.call('POST', '/policies/expression/', {
      body: { name, expression, ...(language && { language }) },
    });
  expect((await create('ts', 'return request.user.is_active')).body.language).toBe('typescript');
  const python = await create('py', 'return request.user.username in ["ada"] and not False');
  expect(python).toMatchObject({ status: 201, body: { language: 'python' } });
  const ask = await postern.call('POST', `/policies/all/${python.body.pk}/test/`, { body: { user: ada.pk } });
  expect(ask.body).toMatchObject({ passing: true });
  const neither = await create('neither', 'import os\nreturn os.environ');
  expect(neither.status).toBe(400);
  expect(neither.body.expression).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^As TypeScript: Line 2/),
      expect.stringMatching(/^As Python: Line 1, column 1: The module `os` cannot be imported/),
    ]),
  );
  // Words that both languages have, with another meaning, are never taken for TypeScript silently.
  for (const text of [
    'return request.user.username in ["ada"]',
    'return request.user.groups[-1].name == "x"',
    'return request.user.pk // 1000 == 0',
  ])
    expect([text, (await create(text, text)).body.language]).toEqual([text, 'python']);
  expect((await create('comment', 'return request.user.is_active // a comment')).body.language).toBe(
    'typescript',
  );
  const wrong = await create('wrong', 'return request.user.username in ["ada"]', 'typescript');
  expect(wrong).toMatchObject({
    status: 400,
    body: { expression: [expect.stringMatching(/^Line 1, column 8: `in` asks for keys/)] },
  });
});
