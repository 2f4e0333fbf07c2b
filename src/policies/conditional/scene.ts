import type { PolicyCalls } from '../../core/policy/call.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { type Fault, isFault, type Verdict } from '../../core/policy/verdict.ts';
import { aRequest } from '../../core/testing/policy.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { conditional } from './policy.ts';
import { ConditionalConfig } from './schema.ts';

/** Documents for tests, and a way to judge them with everything that is asked. */

export const OTHER = '00000000-0000-4000-8000-00000000000a';
export const THIRD = '00000000-0000-4000-8000-00000000000b';

export const literal = (value: unknown) => ({ type: 'literal', value });
export const variable = (key: string, more: object = {}) => ({
  type: 'variable',
  variable: { key, ...more },
});
export const compare = (
  key: string,
  operator: string,
  value?: unknown,
  options: object = {},
  more: object = {},
) => ({
  type: 'compare',
  variable: { key, ...more },
  operator,
  ...(value === undefined ? {} : { value: literal(value) }),
  options,
});
export const yes = compare('user.is_active', 'is_true');
export const no = compare('user.is_active', 'is_false');
/** Nobody has ever set it. */
export const missing = compare('user.attributes', 'eq', 'x', {}, { param: 'nothing', cast: 'string' });
export const group = (op: string, ...children: object[]) => ({ type: 'group', op, children });
export const policy = (pk: string) => ({ type: 'policy', policy: pk });
export const condition = (node: object, more: object = {}) => ({
  type: 'condition',
  condition: node,
  ...more,
});
export const when = (node: object, then_actions: object[], else_actions: object[] = []) => ({
  type: 'if',
  condition: node,
  then_actions,
  else_actions,
});
export const stop = (result: 'pass' | 'fail', message?: string) => ({
  type: 'stop',
  result,
  ...(message === undefined ? {} : { message }),
});
export const set = (param: string, value: object) => ({
  type: 'set',
  target: { key: 'plan.context', param },
  value,
});

export const inFlow = (context: object = {}): Partial<PolicyRequest> => ({
  context: {
    ...context,
    flow_plan: { flow_pk: 'f', flow_slug: 'login', flow_designation: 'authentication', context },
  },
});

export interface Case {
  readonly actions: readonly object[];
  readonly fields?: object;
  readonly request?: Partial<PolicyRequest>;
  readonly policies?: Readonly<Record<string, Verdict | Fault>>;
}

export const says = (passing: boolean, ...messages: string[]): Verdict => ({
  passing,
  messages,
  reasons: [],
});

export const calls = (
  policies: Case['policies'] = {},
): PolicyCalls & { readonly asked: PolicyRequest['context'][] } => {
  const asked: PolicyRequest['context'][] = [];
  return {
    asked,
    call: async ({ policy: pk, context = {} }) => {
      asked.push(context);
      return policies[pk] ?? { fault: 'missing', detail: `There is no policy "${pk}".` };
    },
  };
};

export async function judge({ actions, fields = {}, request = {}, policies }: Case, asked = calls(policies)) {
  const config = ConditionalConfig.parse({ actions: { version: 2, actions }, ...fields });
  const input = { config, request: aRequest(request) };
  if (conditional.immediate(config)) return conditional.evaluate({ ...input, facts: undefined });
  const ports = { call: asked, users: memoryUsers([{ facts: person({ username: 'ada' }), password: 'x' }]) };
  const facts = await conditional.gather({ ...input, ports, timeout: 1_000 });
  return isFault(facts as Verdict | Fault) ? (facts as Fault) : conditional.evaluate({ ...input, facts });
}
