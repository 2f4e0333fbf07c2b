import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

/** What is not saved yet: expressions looked at while they are written, policies tried before they exist. */
let postern: TestPostern;
let plain: Account;
let writer: Account;
let reader: Account;

beforeAll(async () => {
  postern = await testPostern();
  const { catalogue, objects } = postern;
  const roles = catalogue.model('authentik_rbac.role');
  const role = async (name: string, permissions: readonly string[]) =>
    (await objects.insert(roles, { name, permissions })).pk;
  plain = await postern.account('plain');
  writer = await postern.account('writer', {
    roles: [
      await role('writers', [
        'authentik_policies_expression.add_expressionpolicy',
        'authentik_policies_expression.view_expressionpolicy',
      ]),
    ],
  });
  reader = await postern.account('reader', {
    roles: [await role('readers', ['authentik_policies.view_policy', 'authentik_core.view_user'])],
  });
});
afterAll(() => postern.end());

const post = (path: string, body: object, { token }: Account = postern.admin) =>
  postern.call('POST', path, { body, token });
const CHECK = '/policies/expression/check/';
const TEST = '/policies/all/test/';
const expression = (text: string, more: object = {}) => ({
  model: 'authentik_policies_expression.expressionpolicy',
  values: { expression: text },
  user: postern.admin.pk,
  ...more,
});

describe('an expression that is being written', () => {
  test.each<[string, object, object]>([
    ['a right one', { content: 'return true' }, { language: 'typescript', errors: [] }],
    ['a right one in Python', { content: 'return not False' }, { language: 'python', errors: [] }],
    [
      'a wrong one',
      { content: 'const a = 1;\nreturn request.user.emial', language: 'typescript' },
      { language: null, errors: [{ language: 'typescript', line: 2, column: 21, code: 'TS2551' }] },
    ],
    [
      'a wrong one in Python',
      { content: 'return (', language: 'python' },
      { language: null, errors: [{ language: 'python', line: 1 }] },
    ],
    [
      'one of a prompt',
      { content: 'return context.prompt_data.email.length > 1', target: 'prompt', language: 'typescript' },
      { errors: [] },
    ],
    [
      'one with the answer of a check',
      { content: 'return result.passing', result: true, language: 'typescript' },
      { errors: [] },
    ],
  ])('%s', async (_, draft, answer) => {
    const { status, body } = await post(CHECK, draft);
    expect(status).toBe(200);
    expect(body).toMatchObject(answer);
  });

  test('that of a stored policy has to fit whatever it is bound to', async () => {
    const policy = (
      await post('/policies/expression/', { name: 'At an application', expression: 'return true' })
    ).body.pk;
    const draft = { content: 'return context.application?.slug.length', language: 'typescript', policy };
    expect((await post(CHECK, draft)).body.errors).toEqual([]);
    const { pk: target } = (await post('/core/applications/', { name: 'Wiki', slug: 'wiki' })).body;
    await post('/policies/bindings/', { target, policy, order: 0 });
    const strict = { ...draft, content: 'const slug: number = request.obj?.slug; return slug' };
    expect((await post(CHECK, strict)).body.errors).toMatchObject([{ code: 'TS2322' }]);
    expect((await post(CHECK, { ...strict, policy: undefined })).body.errors).toEqual([]);
  });

  test('is completed and explained', async () => {
    const at = { content: 'return request.user.', line: 1, column: 21 };
    const { body } = await post('/policies/expression/complete/', at);
    expect(body.map(({ label }: { label: string }) => label)).toEqual(expect.arrayContaining(['email']));
    const over = { content: 'return request.user.email', line: 1, column: 22 };
    expect((await post('/policies/expression/hover/', over)).body).toMatchObject({
      type: expect.stringMatching(/email: string/),
    });
    expect((await post('/policies/expression/hover/', { ...over, column: 1 })).body).toBeNull();
  });

  test('A7: only whoever may write one is answered', async () => {
    for (const [account, wanted] of [
      [plain, 403],
      [reader, 403],
      [writer, 200],
    ] as const) {
      expect((await post(CHECK, { content: 'return 1' }, account)).status).toBe(wanted);
      const at = { content: 'return request.', line: 1, column: 16 };
      expect((await post('/policies/expression/complete/', at, account)).status).toBe(wanted);
      expect((await post('/policies/expression/hover/', at, account)).status).toBe(wanted);
    }
    const policy = (await post('/policies/dummy/', { name: 'Not theirs', wait_min: 0, wait_max: 0 })).body.pk;
    expect((await post(CHECK, { content: 'return 1', policy }, writer)).status).toBe(404);
  });
});

describe('a policy that is tried before it is saved', () => {
  const count = async () => (await postern.call('GET', '/policies/all/?page_size=1')).body.pagination.count;

  test('answers with all that led to it, and nothing happens', async () => {
    const policies = await count();
    await post('/policies/expression/', { name: 'The other', expression: 'ak_message("no"); return false' });
    const text = `ak_message('hello ' + request.user.username);
      ak_set_context('color', 'red');
      ak_create_event('seen');
      const other = await ak_call_policy('The other');
      return !other.passing && clientIp.in('192.0.2.0/24') && request.time.getUTCFullYear() === 2031`;
    const supposed = { client_ip: '192.0.2.7', time: '2031-05-01T10:00:00Z', context: { a: 1 } };
    const { status, body } = await post(TEST, expression(text, supposed));
    expect([status, body]).toEqual([200, body]);
    expect(body).toMatchObject({
      passing: true,
      messages: ['hello root-of-the-test'],
      explanation: ['The policy "unsaved" passes (hello root-of-the-test).'],
      effects: [{ kind: 'set_context', key: 'color', value: 'red' }, { kind: 'event' }],
      calls: [{ name: 'The other', depth: 1, passing: false, fault: null, messages: ['no'] }],
      lane: 'sandbox',
      facts: { user: { username: 'root-of-the-test' }, context: { a: 1 } },
    });
    expect(body.reads).toEqual(
      expect.arrayContaining(['request.user.username', 'request.http_request.client_ip']),
    );
    expect(await count()).toBe(policies + 1);
    await postern.ports.logins.recent(0, 1); // whatever waits is written before anybody asks
    expect((await postern.call('GET', '/events/events/?action=custom_seen')).body.pagination.count).toBe(0);
  });

  test('what the save would refuse is refused, at its field', async () => {
    const typo = { expression: 'return request.user.emial', language: 'typescript' };
    expect((await post(TEST, { ...expression(''), values: typo })).body).toMatchObject({
      expression: [expect.stringMatching(/^Line 1, column 21: .*emial/)],
    });
    const dummy = { model: 'authentik_policies_dummy.dummypolicy', values: { wait_min: 'x' }, user: null };
    expect((await post(TEST, dummy)).body).toHaveProperty('wait_min');
    expect((await post(TEST, { ...dummy, model: 'authentik_core.user' })).body).toHaveProperty('model');
    expect((await post(TEST, expression('return 1', { client_ip: 'nonsense' }))).body).toHaveProperty(
      'client_ip',
    );
  });

  test('a stored one is tried as it would be, and stays as it is', async () => {
    const values = { name: 'Stored', result: true, wait_min: 0, wait_max: 0 };
    const { pk } = (await post('/policies/dummy/', values)).body;
    const draft = {
      model: 'authentik_policies_dummy.dummypolicy',
      policy: pk,
      values: { result: false },
      user: null,
    };
    expect((await post(TEST, draft)).body).toMatchObject({ passing: false });
    expect((await postern.call('GET', `/policies/dummy/${pk}/`)).body).toMatchObject({ result: true });
    const wrong = { ...draft, model: 'authentik_policies_expression.expressionpolicy' };
    expect((await post(TEST, wrong)).status).toBe(404);
  });

  test('A7, A72: whoever may save one like that may try it, about people whom they may see', async () => {
    const mine = expression('return true', { user: writer.pk });
    expect((await post(TEST, mine, writer)).body).toMatchObject({ passing: true });
    expect((await post(TEST, mine, plain)).status).toBe(403);
    expect((await post(TEST, mine, reader)).status).toBe(403);
    expect((await post(TEST, { ...mine, user: plain.pk }, writer)).status).toBe(403);
    const dummy = { model: 'authentik_policies_dummy.dummypolicy', values: {}, user: null };
    expect((await post(TEST, dummy, writer)).status).toBe(403);
    const { pk } = (await postern.call('GET', '/policies/all/?search=Stored')).body.results[0];
    const other = { ...dummy, policy: pk };
    expect((await post(TEST, other, reader)).status).toBe(403);
    expect((await post(TEST, other, writer)).status).toBe(404);
  });

  test('what another policy says is told to whom may view that policy', async () => {
    const text = 'return (await ak_call_policy("Hidden")).passing';
    await post('/policies/dummy/', { name: 'Hidden', result: true, wait_min: 0, wait_max: 0 });
    const seen = await post(TEST, expression(text));
    expect(seen.body.calls).toMatchObject([{ name: 'Hidden', passing: true }]);
    const unseen = await post(TEST, expression(text, { user: writer.pk }), writer);
    expect(unseen.body.calls).toMatchObject([{ name: '', passing: true, messages: [] }]);
  });
});
