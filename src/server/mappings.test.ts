import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let ada: number;
let staff: string;

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};
const scope = (name: string, expression: string) =>
  made('/propertymappings/provider/scope/', { name, scope_name: name, expression });
const tried = (pk: string, body: object = {}, query = '', token?: string) =>
  postern.call('POST', `/propertymappings/all/${pk}/test/${query}`, { body, ...(token ? { token } : {}) });

beforeAll(async () => {
  postern = await testPostern();
  ada = (await postern.account('ada')).pk;
  staff = await made('/core/groups/', { name: 'staff' });
});
afterAll(() => postern.end());

describe('trying a property mapping', () => {
  test.each([
    {
      name: 'self',
      source: 'return { who: request.user.username };',
      body: {},
      want: { who: 'root-of-the-test' },
    },
    {
      name: 'other',
      source: 'return { who: request.user.username };',
      body: () => ({ user: ada }),
      want: { who: 'ada' },
    },
    { name: 'nothing', source: 'if (false) return {};', body: {}, want: null },
  ])('$name', async ({ name, source, body, want }) => {
    const { status, body: answer } = await tried(
      await scope(name, source),
      typeof body === 'function' ? body() : body,
    );
    expect([status, answer.successful, JSON.parse(answer.result)]).toEqual([200, true, want]);
  });

  test('a mapping of a source sees what the caller says that the source said', async () => {
    const pk = await made('/propertymappings/source/oauth/', {
      name: 'from info',
      expression: 'return { name: info.display };',
    });
    const { body } = await tried(pk, { context: { info: { display: 'Ada' } } });
    expect(JSON.parse(body.result)).toEqual({ name: 'Ada' });
  });

  test('format_result writes in several lines', async () => {
    const { body } = await tried(await scope('lines', 'return { a: 1 };'), {}, '?format_result=true');
    expect(body.result).toBe('{\n    "a": 1\n}');
  });

  test('an error is told with its place', async () => {
    const { status, body } = await tried(
      await scope('wrong', 'const nothing: any = null;\nreturn nothing.x;'),
    );
    expect([status, body.successful]).toEqual([200, false]);
    expect(body.result).toMatch(/^Line 2, /);
  });

  test.each(['user', 'group', 'request', 'ak_user_by'])(
    'the context does not replace %s, which the mapping is handed',
    async (name) => {
      const pk = await scope(`replaces-${name}`, 'return { who: user.username };');
      const { status, body } = await tried(pk, { context: { [name]: { username: 'forged' } } });
      expect([status, body.context]).toEqual([400, [expect.stringContaining(name)]]);
      expect((await tried(pk, { context: { token: { scopes: [] } } })).status).toBe(200);
    },
  );

  test('whoever may edit mappings but not see people runs one for nobody else', async () => {
    const role = await made('/rbac/roles/', { name: 'mappers' });
    const give = (permission: string) =>
      postern.call('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
        body: { permissions: [`authentik_core.${permission}`] },
      });
    await give('view_propertymapping');
    const { token } = await postern.account('mapper', { roles: [role] });
    const pk = await scope('seen', 'return { who: request.user.username };');
    expect((await tried(pk, {}, '', token)).status).toBe(403);
    await give('change_propertymapping');
    const finds = await scope('finds', 'return await ak_user_by({ username: "ada" });');
    expect((await tried(finds, {}, '', token)).body.result).toBe('null');
    expect((await tried(finds)).body.result).toContain('"ada"');
    expect((await tried(pk, {}, '', token)).body).toMatchObject({ result: '{"who":"mapper"}' });
    expect((await tried(pk, { user: ada }, '', token)).status).toBe(403);
    expect((await tried(pk, { group: staff }, '', token)).status).toBe(403);
    expect((await tried(pk, { group: staff })).status).toBe(200);
  });
});
