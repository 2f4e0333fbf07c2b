import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/adapters/sandbox/sandbox.ts';
import { evaluate } from '../../src/core/policy/evaluate.ts';
import type { PolicyRequest } from '../../src/core/policy/request.ts';
import type { Finding } from '../../src/core/policy/verdict.ts';
import { aBinding, anHttpRequest, aRequest, aUser } from '../../src/core/testing/policy.ts';
import { expression } from '../../src/policies/expression/policy.ts';

// The policy, the real sandbox and the engine together: the rows of the behaviour table as an administrator sees them.

const sandbox = createSandbox();
beforeAll(() => sandbox.warm());
afterAll(() => sandbox.close());

async function decide(source: string, failure_result = false, request: PolicyRequest = aRequest()) {
  const config = { expression: source };
  const facts = await expression.gather({ config, request, ports: { sandbox }, timeout: 10_000 });
  const isFault = typeof facts === 'object' && facts !== null && 'fault' in facts;
  const finding = (isFault ? facts : expression.evaluate({ config, request, facts })) as Finding;
  return evaluate({
    mode: 'all',
    bindings: [aBinding({ failure_result })],
    request,
    findings: new Map([['binding', { finding, duration: null }]]),
    when_unbound: 'pass',
    closed: false,
    revision: 1,
    request_id: 'request-1',
  });
}

const background = aRequest({ http_request: null });

describe('rows of the behaviour table', () => {
  test.each([
    { row: 73, source: 'request.user.is_active', passing: false },
    { row: 73, source: 'return', passing: false },
    { row: 74, source: 'return "no"', passing: true },
    { row: 75, source: 'return []', passing: false },
    { row: 75, source: 'return {}', passing: false },
    { row: 76, source: 'ak_message("hello"); return true', passing: true, messages: ['hello'] },
    { row: 76, source: 'ak_message("no entry"); return false', passing: false, messages: ['no entry'] },
  ])('row $row: $source', async ({ source, passing, messages = [] }) => {
    expect(await decide(source)).toMatchObject({ passing, messages, faulted: false });
  });

  test.each([
    { row: 77, source: 'return ak_client_ip.is_private', request: background },
    { row: 77, source: 'return ak_client_ip != "10.0.0.1"', request: background },
    { row: 78, source: 'return ak_call_policy("unknown").passing', request: aRequest() },
    { row: 80, source: 'ak_message("x"); throw new Error("secret detail")', request: aRequest() },
    { row: 80, source: 'ak_message("x"); return nobody.knows', request: aRequest() },
  ])('row $row: $source is what failure_result says', async ({ source, request }) => {
    const refused = await decide(source, false, request);
    expect(refused).toMatchObject({ passing: false, faulted: true });
    expect(refused.messages).toEqual([expect.stringContaining('request-1')]);
    expect(JSON.stringify(refused.messages)).not.toMatch(/secret|nobody|"x"/);
    expect(refused.trace[0]?.fault).toMatchObject({ fault: 'exception' });
    expect(await decide(source, true, request)).toMatchObject({ passing: true, messages: [], faulted: true });
  });

  test('row 77, negative control: with an HTTP request the same expression has an answer', async () => {
    const request = aRequest({ http_request: anHttpRequest({ client_ip: '10.1.2.3' }) });
    expect(await decide('return ak_client_ip.is_private', false, request)).toMatchObject({
      passing: true,
      faulted: false,
    });
  });

  test.each([
    ['for (;;);', 'timeout'],
    ['const a = []; for (;;) a.push(new Array(10_000).fill(0))', /timeout|memory/],
    ['return {', 'syntax'],
  ])('A5: %s is a fault, and failure_result decides', async (source, fault) => {
    const refused = await decide(source);
    expect(refused).toMatchObject({
      passing: false,
      trace: [{ fault: { fault: expect.stringMatching(fault) } }],
    });
    expect(await decide(source, true)).toMatchObject({ passing: true });
  });
});

describe('expressions that people write', () => {
  const colleague = aRequest({ user: aUser({ email: 'ada@corp.test' }, ['staff']) });
  const stranger = aRequest({ user: aUser({ email: 'eve@other.test' }) });

  test.each([
    'return request.user.email.endsWith("@corp.test")',
    'const { user } = request; return user.groups.some((group) => group.name === "staff")',
    'return ak_is_group_member(request.user, { name: "staff" })',
    'const domain: string = request.user.email.split("@")[1] ?? ""; return ["corp.test", "corp.example"].includes(domain)',
    'if (!regex_match(request.user.email, "(?i)@CORP\\\\.test$")) { ak_message("Not you."); return false } return true',
  ])('%s', async (source) => {
    expect(await decide(source, false, colleague)).toMatchObject({ passing: true });
    expect(await decide(source, false, stranger)).toMatchObject({ passing: false, faulted: false });
  });
});
