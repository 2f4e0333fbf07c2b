import { afterAll, describe, expect, test } from 'vitest';
import type { ScriptContext } from '../../core/expression/sandbox.ts';
import { readProgram } from './programs.ts';
import { isPure } from './remembered.ts';
import { createSandbox } from './sandbox.ts';

const sandbox = createSandbox({ size: 1, inProcess: false, host: { call: async () => ['192.0.2.1'] } });
afterAll(() => sandbox.close());

const from = (client_ip: string, more: Record<string, unknown> = {}): ScriptContext => ({
  request: { http_request: { client_ip }, user: { username: 'ada' }, context: {}, time: 1, ...more },
});
const ask = async (source: string, context: ScriptContext) => {
  const result = await sandbox.run(source, context, 1_000);
  return result.ok ? [result.value, result.cached === true] : result.detail;
};

describe('answers of pure scripts', () => {
  test('46 the same question is not asked twice, and the answer is the same in full', async () => {
    const source = "ak_message('hello'); ak_create_event('seen'); return request.user.username;";
    const first = await sandbox.run(source, from('192.0.2.1'), 1_000);
    const second = await sandbox.run(source, from('192.0.2.1'), 1_000);
    expect(second).toEqual({ ...first, cached: true });
    expect(second).toMatchObject({ messages: ['hello'], effects: [{ action: 'seen' }] });
  });

  test('A10: another address, user, context or text is another question', async () => {
    const source = "return [ak_client_ip.in('10.0.0.0/8'), request.context.color, request.user.username];";
    const office = from('10.0.0.1');
    expect(await ask(source, office)).toEqual([[true, null, 'ada'], false]);
    expect(await ask(source, office)).toEqual([[true, null, 'ada'], true]);
    expect(await ask(source, from('192.0.2.1'))).toEqual([[false, null, 'ada'], false]);
    expect(await ask(source, from('10.0.0.1', { context: { color: 'red' } }))).toEqual([
      [true, 'red', 'ada'],
      false,
    ]);
    expect(await ask(source, from('10.0.0.1', { user: { username: 'eve' } }))).toEqual([
      [true, null, 'eve'],
      false,
    ]);
    expect(await ask(`${source} `, office)).toEqual([[true, null, 'ada'], false]);
    expect(await ask(source, { request: { user: { username: 'ada' } } })).toMatch(/no HTTP request/);
  });

  test.each([
    'return request.time.getTime()',
    'return Date.now()',
    'return new Date().getTime()',
    'return globalThis.Date.now()',
    'return (await resolve_dns("a.test")).length',
    'return (await globalThis["resolveDns"]("a.test")).length',
  ])('what also asks the clock or the host is asked each time: %s', async (source) => {
    const [, first] = await ask(source, from('192.0.2.1'));
    const [, second] = await ask(source, from('192.0.2.1'));
    expect([first, second]).toEqual([false, false]);
    const program = readProgram(source);
    expect('message' in program || isPure(program)).toBe(false);
  });

  test('errors are not kept, and all can be forgotten', async () => {
    expect(await ask('return request.user.groups.length', from('192.0.2.1'))).toMatch(/undefined/);
    const before = sandbox.remembered;
    expect(await ask('return request.user.groups.length', from('192.0.2.1'))).toMatch(/undefined/);
    expect(sandbox.remembered).toBe(before);
    await ask('return request.user.username + 1', from('192.0.2.1'));
    expect(sandbox.remembered).toBe(before + 1);
    sandbox.forget();
    expect(sandbox.remembered).toBe(0);
    expect(await ask('return request.user.username + 1', from('192.0.2.1'))).toEqual(['ada1', false]);
  });
});
