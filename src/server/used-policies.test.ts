import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let policy: string;
let count = 0;

beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return String(answer.body.pk);
};
const remove = (path: string) => postern.call('DELETE', path);
const usesOf = async (pk: string) => (await postern.call('GET', `/policies/all/${pk}/used_by/`)).body;

const asks = (pk: string) => ({
  version: 2,
  actions: [
    {
      type: 'condition',
      condition: { type: 'group', op: 'none', children: [{ type: 'policy', policy: pk }] },
    },
  ],
});
const form = (pk: string) => ({ name: `form ${count}`, fields: [], validation_policies: [pk] });
const conditional = (pk: string) => ({ name: `conditional ${count}`, actions: asks(pk) });

beforeEach(async () => {
  policy = await made('/policies/dummy/', { name: `judge ${++count}`, result: false });
});

/** Each takes the policy on, and lets go of it again. */
const users = [
  {
    what: 'a form that it judges',
    name: () => `Prompt Stage "form ${count}"`,
    model_name: 'promptstage',
    path: '/stages/prompt/stages/',
    body: form,
    without: { validation_policies: [] },
  },
  {
    what: 'a policy that asks it',
    name: () => `Conditional Policy "conditional ${count}"`,
    model_name: 'conditionalpolicy',
    path: '/policies/conditional/',
    body: conditional,
    without: { actions: { version: 2, actions: [{ type: 'stop', result: 'fail' }] } },
  },
];

describe.each(users)('a policy is kept by $what', ({ name, model_name, path, body, without }) => {
  test('until that lets go of it', async () => {
    const user = await made(path, body(policy));
    const refused = await remove(`/policies/all/${policy}/`);
    expect([refused.status, refused.body.non_field_errors]).toEqual([
      400,
      [`Still in use by ${name()}. Change that first.`],
    ]);
    expect((await postern.call('GET', `/policies/dummy/${policy}/`)).status).toBe(200);
    expect(await usesOf(policy)).toMatchObject([
      {
        model_name,
        pk: user,
        action: 'left_dangling',
        consequence: `It cannot be deleted as long as ${name()} uses it.`,
      },
    ]);
    expect((await postern.call('PATCH', `${path}${user}/`, { body: without })).status).toBe(200);
    expect(await usesOf(policy)).toEqual([]);
    expect((await remove(`/policies/all/${policy}/`)).status).toBe(204);
  });

  test('and goes after it', async () => {
    const user = await made(path, body(policy));
    expect((await remove(`${path}${user}/`)).status).toBe(204);
    expect((await remove(`/policies/all/${policy}/`)).status).toBe(204);
  });

  test('also by what is made in the same transaction, and not by what it deletes', async () => {
    const { cases, catalogue } = postern;
    const model = catalogue.model('authentik_policies.policy');
    const user = await made(path, body(policy));
    const own = catalogue.models.find((one) => one.name.endsWith(`.${model_name}`));
    if (!own) throw new Error(`there is no ${model_name}`);
    await cases.within(async (within) => {
      await within.destroy(own, { pk: user }, undefined);
      await within.destroy(model, { pk: policy }, undefined);
    });
    const next = await made('/policies/dummy/', { name: `judge ${++count}`, result: false });
    await expect(
      cases.within(async (within) => {
        await within.create(own, body(next), undefined);
        await within.destroy(model, { pk: next }, undefined);
      }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('the negative control: a policy that nothing uses, or that is only bound, may go', async () => {
  expect((await remove(`/policies/all/${policy}/`)).status).toBe(204);
  const bound = await made('/policies/dummy/', { name: `judge ${++count}`, result: true });
  const target = await made('/core/applications/', { name: 'Door', slug: 'door' });
  await made('/policies/bindings/', { target, policy: bound, order: 0 });
  expect((await remove(`/policies/all/${bound}/`)).status).toBe(204);
});
