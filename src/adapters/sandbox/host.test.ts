import { afterAll, describe, expect, test } from 'vitest';
import { createSandbox } from './sandbox.ts';

const asked: [string, readonly unknown[]][] = [];
const sandbox = createSandbox({
  size: 1,
  host: {
    async call(word, args) {
      asked.push([word, args]);
      if (word === 'ak_user_by') throw new Error('nobody knows');
      if (word === 'resolve_dns') return new Promise(() => {});
      if (word === 'reverse_dns') return 'x'.repeat(300_000);
      return { passing: args[0] === 'yes', messages: [] };
    },
  },
});
afterAll(() => sandbox.close());

const run = (source: string, context: Record<string, unknown> = {}, timeout = 2_000) =>
  sandbox.run(source, { request: { context } }, timeout);

describe('questions to the host', () => {
  test('are answered where they are awaited, in the order in which they are asked', async () => {
    asked.length = 0;
    const result = await run(`
      const [a, b] = await Promise.all([ak_call_policy('yes'), callPolicy('no', { from: 'here' })]);
      ak_message('once');
      const c = a.passing ? await ak_call_policy('yes') : undefined;
      return [a.passing, b.passing, c?.passing];`);
    expect(result).toMatchObject({ ok: true, value: [true, false, true], messages: ['once'] });
    expect(asked).toEqual([
      ['ak_call_policy', ['yes']],
      ['ak_call_policy', ['no', { from: 'here' }]],
      ['ak_call_policy', ['yes']],
    ]);
  });

  test('an error of the host can be caught, and otherwise is the error of the expression', async () => {
    expect(await run('try { await ak_user_by({ pk: 1 }) } catch (e) { return String(e) }')).toMatchObject({
      value: 'Error: nobody knows',
    });
    expect(await run('return await ak_user_by({ pk: 1 })')).toMatchObject({
      ok: false,
      fault: 'exception',
      detail: 'Error: nobody knows',
    });
  });

  test.each([
    ['that nobody answers end with the time', "return await resolve_dns('slow.test')", /in time/, 100],
    ['without end are ended', 'for (;;) await ak_call_policy("yes")', /more than 10 times/, 2_000],
    [
      'by the dozen are refused',
      'return await Promise.all(Array.from({ length: 51 }, () => ak_call_policy("yes")))',
      /at most 50/,
      2_000,
    ],
    ['with too long an answer fail', "return await reverse_dns('192.0.2.1')", /too much/, 2_000],
  ])('%s', async (_title, source, detail, timeout) => {
    expect(await run(source, {}, timeout)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(detail),
    });
  });

  test('that nobody waits for are an error, not a yes', async () => {
    const detail = 'Error: The answer to ak_call_policy is not awaited';
    expect(await run("return !!ak_call_policy('no')")).toMatchObject({ ok: false, detail });
    expect(await run("if (callPolicy('no')) return true; return false")).toMatchObject({ ok: false, detail });
  });

  test('without a host there is nobody to ask', async () => {
    const alone = createSandbox({ size: 1 });
    const result = await alone.run("return await ak_call_policy('yes')", { request: {} }, 2_000);
    await alone.close();
    expect(result).toMatchObject({ ok: false, detail: /nobody to ask/ });
  });
});

describe('what expressions want to happen', () => {
  test.each<[string, unknown]>([
    [
      "ak_create_event('seen', { where: 'door' })",
      { kind: 'event', action: 'seen', context: { where: 'door' } },
    ],
    ["setContext('color', 'red')", { kind: 'set_context', key: 'color', value: 'red' }],
    ["removeContext('color')", { kind: 'remove_context', key: 'color' }],
    ["redirect('/away')", { kind: 'redirect', url: '/away' }],
    [
      "sendEmail('a@b.test', 'Hello', 'Text', { cc: ['c@d.test'] })",
      { kind: 'email', to: ['a@b.test'], cc: ['c@d.test'], bcc: [], subject: 'Hello', body: 'Text' },
    ],
  ])('%s', async (call, effect) => {
    expect(await run(`${call}; return true`)).toMatchObject({ ok: true, value: true, effects: [effect] });
  });

  test('137 changes of a live plan and of what was typed are effects, key by key', async () => {
    const context = {
      prompt_data: { email: 'a@b.test', username: '' },
      flow_plan: { context: { color: 'red', size: 1, deep: { a: 1, b: 2 } } },
    };
    const source = `
      const plan = request.context.flow_plan.context;
      plan.color = 'blue'; plan.fresh = [1]; plan.deep.a = 3; delete plan.size;
      request.context.prompt_data.username = request.context.prompt_data.email;
      return true;`;
    expect(await run(source, context)).toMatchObject({
      effects: [
        { kind: 'set_context', key: 'color', value: 'blue' },
        { kind: 'merge_context', key: 'deep', value: { a: 3 } },
        { kind: 'set_context', key: 'fresh', value: [1] },
        { kind: 'remove_context', key: 'size' },
        { kind: 'merge_context', key: 'prompt_data', value: { username: 'a@b.test' } },
      ],
    });
    expect(await run('return request.context.flow_plan.context.color', context)).not.toHaveProperty(
      'effects',
    );
  });

  test('only so much may be wanted, and nothing that is not said in full', async () => {
    expect(await run("for (let i = 0; i < 21; i++) setContext('k' + i, i)")).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/at most 20/),
    });
    expect(await run("sendEmail([], 1, '')")).toMatchObject({ ok: false, detail: /has to be a text/ });
  });
});
