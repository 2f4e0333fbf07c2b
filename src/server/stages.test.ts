import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern?.end());

let made = 0;
const prompt = (values: object) =>
  postern.call('POST', '/stages/prompt/prompts/', {
    body: { name: `prompt-${made++}`, field_key: 'field', label: 'Field', type: 'text', ...values },
  });

/** The fields that an answer complains about. */
const faulty = ({ body }: { readonly body: object }) =>
  Object.keys(body)
    .filter((field) => field !== 'code')
    .sort();

describe('the expressions of a prompt are checked when they are written', () => {
  test.each([
    ['initial_value', 'return user.username'],
    ['initial_value', 'const mail: string = prompt_context.email ?? user.email;\nreturn mail.toLowerCase()'],
    ['initial_value', 'return http_request?.client_ip ?? context.pending_user?.name'],
    ['placeholder', 'return [{ value: "a", label: "A" }, "b"]'],
    ['placeholder', ''],
  ])('%s: %s is stored', async (part, text) => {
    const answer = await prompt({ [part]: text, [`${part}_expression`]: true });
    expect([answer.status, answer.body[part]]).toEqual([201, text]);
  });

  test.each([
    ['initial_value', 'return user.usrname', 'Line 1, column 13: .*usrname'],
    ['initial_value', '\n  return promptContext.email', 'Line 2, column 10: .*promptContext'],
    ['placeholder', 'return user.email.toFixed(2)', 'Line 1, column 19: .*toFixed'],
    ['placeholder', 'return provider.name', 'Line 1, column 8: .*provider'],
    ['placeholder', 'return [', 'Line 1, column \\d+: .'],
  ])('%s: %j is refused', async (part, text, want) => {
    const refused = await prompt({ [part]: text, [`${part}_expression`]: true });
    expect(refused.status).toBe(400);
    expect(faulty(refused)).toEqual([part]);
    expect(refused.body[part][0]).toMatch(new RegExp(`^${want}`));
    // The same text is no expression where nobody says so.
    expect((await prompt({ [part]: text })).status).toBe(201);
  });

  test('both are told at once, and a text that becomes an expression is checked then', async () => {
    const wrong = { initial_value: 'return usr', placeholder: 'return usr' };
    const flags = { initial_value_expression: true, placeholder_expression: true };
    expect(faulty(await prompt({ ...wrong, ...flags }))).toEqual(['initial_value', 'placeholder']);
    const { pk } = (await prompt(wrong)).body;
    const change = (body: object) => postern.call('PATCH', `/stages/prompt/prompts/${pk}/`, { body });
    expect(faulty(await change({ placeholder_expression: true }))).toEqual(['placeholder']);
    const mended = { placeholder_expression: true, placeholder: 'return user.name' };
    expect((await change(mended)).status).toBe(200);
    expect((await change({ label: 'Another label' })).status).toBe(200);
  });
});

describe('a password stage whose backends cannot be asked', () => {
  const stage = (name: string, backends: readonly string[]) =>
    postern.call('POST', '/stages/password/', { body: { name, backends } });
  const [INBUILT, LDAP] = ['authentik.core.auth.InbuiltBackend', 'authentik.sources.ldap.auth.LDAPBackend'];

  test.each([[[LDAP]], [['authentik.sources.kerberos.auth.KerberosBackend', LDAP]], [[]]])(
    '%j is not saved',
    async (backends) => {
      const refused = await stage('unanswerable', backends);
      expect([refused.status, faulty(refused)]).toEqual([400, ['backends']]);
      expect(refused.body.backends[0]).toMatch(/Add authentik\.core\.auth\.InbuiltBackend/);
    },
  );

  test('beside one that can be asked it is kept, and cannot become the only one', async () => {
    const { status, body } = await stage('mixed', [LDAP, INBUILT]);
    expect([status, body.backends]).toEqual([201, [LDAP, INBUILT]]);
    const change = (backends: readonly string[]) =>
      postern.call('PATCH', `/stages/password/${body.pk}/`, { body: { backends } });
    expect((await change([LDAP])).status).toBe(400);
    expect((await change([INBUILT])).status).toBe(200);
  });
});
