import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { type Fault, isFault, type Verdict } from '../../core/policy/verdict.ts';
import { aRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { judge, OTHER, says, THIRD } from './scene.ts';

/**
 * The language a second time: a slow walk over the JSON document that shares no code with the compiler. What it
 * cannot go on with, it throws.
 */
type Json = Record<string, unknown>;
interface World {
  readonly request: PolicyRequest;
  readonly policies: Readonly<Record<string, Verdict | Fault>>;
  readonly lenient: boolean;
  readonly message: string;
  readonly set: Map<string, unknown>;
}
class Missing extends Error {}
class Broken extends Error {}
class Ended extends Error {
  readonly passing: boolean;
  readonly messages: readonly string[];
  constructor(passing: boolean, messages: readonly string[]) {
    super();
    this.passing = passing;
    this.messages = messages;
  }
}

function slowly(document: Json, world: World): object {
  try {
    for (const action of document.actions as Json[]) act(action, world, []);
    return outcome(true, [], world);
  } catch (end) {
    if (end instanceof Ended) return outcome(end.passing, end.messages, world);
    if (end instanceof Missing) return outcome(false, [world.message], world);
    if (end instanceof Broken) return { fault: expect.any(String) };
    throw end;
  }
}

const outcome = (passing: boolean, messages: readonly string[], { set }: World) => ({
  passing,
  messages: messages.filter((text) => text !== ''),
  effects: [...set].map(([, effect]) => effect),
});

/** `reasons`: what the conditions around have said. */
function act(action: Json, world: World, reasons: readonly string[]): void {
  if (action.enabled === false) return;
  if (action.type === 'stop') {
    const own = String(action.message ?? '');
    if (action.result === 'pass') throw new Ended(true, [own]);
    throw new Ended(false, [...reasons, own === '' ? world.message : own]);
  }
  if (action.type === 'set') {
    const { param } = action.target as Json;
    let value: unknown;
    try {
      value = operand(action.value as Json, world);
    } catch (end) {
      if (end instanceof Missing && world.lenient) return;
      throw end;
    }
    if (!world.request.context.flow_plan) throw new Broken();
    const effect = { kind: 'set_context', key: param, value };
    world.set.set(`${world.set.size}`, effect);
    return;
  }
  const said = holds(action.condition as Json, world);
  if (action.type === 'condition') {
    if (!said.passing) throw new Ended(false, [...reasons, ...said.messages, world.message]);
    return;
  }
  const branch = (said.passing ? action.then_actions : action.else_actions) as Json[];
  for (const next of branch) act(next, world, [...reasons, ...said.messages]);
}

interface Said {
  readonly passing: boolean;
  /** Empty where it passes. */
  readonly messages: readonly string[];
}

function holds(node: Json, world: World): Said {
  if (node.type === 'policy') {
    const answer = world.policies[String(node.policy)];
    if (!answer || isFault(answer)) throw new Broken();
    return { passing: answer.passing, messages: answer.passing ? [] : answer.messages };
  }
  if (node.type === 'group') {
    const messages: string[] = [];
    for (const child of node.children as Json[]) {
      const said = holds(child, world);
      messages.push(...said.messages);
      if (node.op === 'all' && !said.passing) return { passing: false, messages };
      if (node.op === 'any' && said.passing) return { passing: true, messages: [] };
      if (node.op === 'none' && said.passing) return { passing: false, messages: [] };
    }
    return node.op === 'any' ? { passing: false, messages } : { passing: true, messages: [] };
  }
  return { passing: compared(node, world), messages: [] };
}

function compared(node: Json, world: World): boolean {
  const operator = String(node.operator);
  const { case_sensitive = true, negate = false } = (node.options ?? {}) as Json;
  const reference = node.variable as Json;
  if (operator.startsWith('is_set') || operator === 'is_not_set') {
    const there = value(reference, world) !== undefined;
    return operator === 'is_set' ? there : !there;
  }
  try {
    const left = value(reference, world);
    if (left === undefined) throw new Missing();
    const right = node.value === undefined ? undefined : operand(node.value as Json, world);
    const result = look(operator, left, right, case_sensitive === true);
    return negate ? !result : result;
  } catch (end) {
    if (end instanceof Missing && world.lenient) return false;
    throw end;
  }
}

function operand(given: Json, world: World): unknown {
  if (given.type === 'literal') return given.value;
  const found = value(given.variable as Json, world);
  if (found === undefined) throw new Missing();
  return found;
}

/** The value of a variable as text, number or list; undefined where it is missing. */
function value({ key, param, cast }: Json, { request, set }: World): unknown {
  const { user } = request;
  const plain = (): unknown => {
    switch (key) {
      case 'user.username':
        return user.username;
      case 'user.groups':
        return user.groups.map(({ pk }) => pk);
      case 'user.is_active':
        return user.is_active;
      case 'user.last_login':
        return user.last_login;
      case 'request.client_ip':
        return request.http_request?.client_ip;
      case 'user.attributes':
        return new Map(Object.entries(user.attributes)).get(String(param));
      default: {
        const changes = [...set.values()].filter((effect) => (effect as Json).key === param);
        const last = changes.at(-1) as Json | undefined;
        return last ? last.value : new Map(Object.entries(request.context)).get(String(param));
      }
    }
  };
  const raw = plain() ?? undefined;
  if (raw === undefined || cast === undefined) return raw;
  if (cast === 'string') return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : undefined;
  if (cast === 'number') {
    const isText = typeof raw === 'string' && raw.trim() !== '' && !Number.isNaN(Number(raw));
    return typeof raw === 'number' ? raw : isText ? Number(raw) : undefined;
  }
  if (typeof raw !== 'string') return typeof raw === 'boolean' ? raw : undefined;
  return { true: true, 1: true, false: false, 0: false }[raw.toLowerCase()];
}

function look(operator: string, left: unknown, right: unknown, sensitive: boolean): boolean {
  const fold = (given: unknown): unknown =>
    Array.isArray(given)
      ? given.map(fold)
      : typeof left === 'number'
        ? Number(given)
        : sensitive
          ? String(given)
          : String(given).toLowerCase();
  const [a, b] = [fold(left), fold(right)];
  const list = (given: unknown) => given as unknown[];
  switch (operator) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'in':
      return list(b).includes(a);
    case 'not_in':
      return !list(b).includes(a);
    case 'contains':
      return String(a).split(String(b)).length > 1 || b === '';
    case 'starts_with':
      return String(a).slice(0, String(b).length) === b;
    case 'ends_with':
      return b === '' || String(a).slice(-String(b).length) === b;
    case 'matches':
      return new RegExp(String(right), sensitive ? 'u' : 'iu').test(String(left));
    case 'lt':
      return Number(a) < Number(b);
    case 'gte':
      return !(Number(a) < Number(b));
    case 'between':
      return Number(a) >= Number(list(b)[0]) && Number(a) <= Number(list(b)[1]);
    case 'is_true':
      return left === true;
    case 'is_false':
      return left === false;
    case 'within_last':
      return Date.parse(String(left)) >= NOON - Number(String(right).slice('hours='.length)) * 3_600_000;
    case 'in_network':
      return list(right).length > 0 && String(left).startsWith('10.');
    case 'has_item':
      return list(a).includes(b);
    case 'has_any':
      return list(a).filter((item) => list(b).includes(item)).length > 0;
    case 'has_all':
      return list(b).filter((item) => !list(a).includes(item)).length === 0;
    case 'is_empty':
      return list(left).length === 0;
    case 'length_gt':
      return list(left).length > Number(right);
    default:
      throw new Error(`the walk knows no ${operator}`);
  }
}

const text = fc.constantFrom('', 'a', 'A', 'ab', 'aB', 'b', '1', 'true');
const number = fc.constantFrom(0, 1, 2, -1, '1', '2.0');
const raw = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.constant({ deep: 1 }));
const group = fc.constantFrom('g1', 'g2', 'G1');
const literal = (of: fc.Arbitrary<unknown>) => of.map((given) => ({ type: 'literal', value: given }));
const param = fc.constantFrom('x', 'y');
const unknownText = fc.oneof(
  param.map((name) => ({ key: 'user.attributes', param: name, cast: 'string' })),
  param.map((name) => ({ key: 'plan.context', param: name, cast: 'string' })),
);
const textVariable = fc.oneof(fc.constant({ key: 'user.username' }), unknownText);
const numberVariable = param.map((name) => ({ key: 'user.attributes', param: name, cast: 'number' }));
const booleanVariable = fc.oneof(
  fc.constant({ key: 'user.is_active' }),
  param.map((name) => ({ key: 'plan.context', param: name, cast: 'boolean' })),
);
const options = fc.record({ case_sensitive: fc.boolean(), negate: fc.boolean() }, { requiredKeys: [] });
const opposed = fc.record({ case_sensitive: fc.boolean() }, { requiredKeys: [] });
const rightText = fc.oneof(
  literal(text),
  textVariable.map((one) => ({ type: 'variable', variable: one })),
);

const compare = (
  left: fc.Arbitrary<object>,
  operators: readonly string[],
  right: fc.Arbitrary<unknown> | undefined,
  extra: fc.Arbitrary<object>,
) =>
  fc.tuple(left, fc.constantFrom(...operators), right ?? fc.constant(undefined), extra).map(
    ([variable, operator, other, more]): Json => ({
      type: 'compare',
      variable,
      operator,
      ...(other === undefined ? {} : { value: other }),
      options: more,
    }),
  );

const comparison = fc.oneof(
  compare(textVariable, ['eq', 'ne'], rightText, opposed),
  compare(textVariable, ['in', 'not_in'], literal(fc.array(text, { maxLength: 3 })), opposed),
  compare(textVariable, ['contains', 'starts_with', 'ends_with'], rightText, options),
  compare(textVariable, ['matches'], literal(fc.constantFrom('a', '^a?b$', '[ab]+', '(a|1)$')), options),
  compare(numberVariable, ['eq', 'ne', 'lt', 'gte'], literal(number), opposed),
  compare(numberVariable, ['between'], literal(fc.tuple(number, number)), options),
  compare(booleanVariable, ['is_true', 'is_false'], undefined, opposed),
  compare(
    fc.constant({ key: 'user.last_login' }),
    ['within_last'],
    literal(fc.constantFrom('hours=1', 'hours=3')),
    opposed,
  ),
  compare(
    fc.constant({ key: 'request.client_ip' }),
    ['in_network'],
    literal(fc.constantFrom(['10.0.0.0/8'], [])),
    options,
  ),
  compare(fc.constant({ key: 'user.groups' }), ['has_item'], literal(group), options),
  compare(
    fc.constant({ key: 'user.groups' }),
    ['has_any', 'has_all'],
    literal(fc.array(group, { maxLength: 2 })),
    options,
  ),
  compare(fc.constant({ key: 'user.groups' }), ['is_empty'], undefined, options),
  compare(fc.constant({ key: 'user.groups' }), ['length_gt'], literal(fc.constantFrom(0, 1)), opposed),
  compare(fc.oneof(textVariable, numberVariable), ['is_set', 'is_not_set'], undefined, opposed),
);

const { action } = fc.letrec<{ node: Json; action: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.constantFrom(OTHER, THIRD).map((policy): Json => ({ type: 'policy', policy })),
    fc
      .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
      .map(([op, children]): Json => ({ type: 'group', op, children })),
  ),
  action: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(tie('node'), fc.boolean())
      .map(([condition, off]): Json => ({ type: 'condition', condition, enabled: !off })),
    tie('node').map((condition): Json => ({ type: 'condition', condition })),
    fc
      .record({ result: fc.constantFrom('pass', 'fail'), message: fc.constantFrom('', 'stopped') })
      .map((more): Json => ({ type: 'stop', ...more })),
    fc
      .tuple(
        param,
        fc.oneof(
          literal(raw),
          textVariable.map((variable) => ({ type: 'variable', variable })),
        ),
      )
      .map(
        ([name, given]): Json => ({
          type: 'set',
          target: { key: 'plan.context', param: name },
          value: given,
        }),
      ),
    fc
      .tuple(
        tie('node'),
        fc.array(tie('action'), { maxLength: 2 }),
        fc.array(tie('action'), { maxLength: 2 }),
      )
      .map(
        ([condition, then_actions, else_actions]): Json => ({
          type: 'if',
          condition,
          then_actions,
          else_actions,
        }),
      ),
  ),
}));

const answer: fc.Arbitrary<Verdict | Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.boolean().map((passing) => says(passing, passing ? 'passed' : 'refused')) },
  { weight: 1, arbitrary: fc.constant<Fault>({ fault: 'timeout', detail: 'late' }) },
);

const request = fc
  .record({
    username: text,
    groups: fc.uniqueArray(group),
    is_active: fc.boolean(),
    last_login: fc.constantFrom(null, '2026-11-24T10:00:00Z', '2026-11-24T11:30:00Z', 'never'),
    attributes: fc.record({ x: raw, y: raw }, { requiredKeys: [] }),
    context: fc.record({ x: raw, y: raw }, { requiredKeys: [] }),
    client_ip: fc.constantFrom('10.1.2.3', '192.0.2.1', null),
    flow: fc.constantFrom(true, true, false),
  })
  .map(({ groups, context, client_ip, flow, ...user }) => {
    const base = aRequest();
    return aRequest({
      user: aUser(user, groups),
      context: { ...context, ...(flow ? { flow_plan: { flow_slug: 'f', context } } : {}) },
      http_request: base.http_request && { ...base.http_request, client_ip },
    });
  });

test('closures always agree with a slow walk over the document', async () => {
  const seen = { passing: 0, failing: 0, faults: 0, messages: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 1, maxLength: 4 }),
      request,
      fc.record({ [OTHER]: answer, [THIRD]: answer }, { requiredKeys: [OTHER] }),
      fc.constantFrom('fail', 'false'),
      fc.constantFrom('', 'no'),
      async (actions, asked, policies, missing_behavior, failure_message) => {
        const lenient = missing_behavior === 'false';
        const world: World = { request: asked, policies, lenient, message: failure_message, set: new Map() };
        // The one variable of a known type that can be none of it.
        const unreadable =
          asked.user.last_login === 'never' && JSON.stringify(actions).includes('user.last_login');
        if (unreadable) return;
        const expected = slowly({ actions }, world);
        const verdict = await judge({
          actions,
          fields: { missing_behavior, failure_message },
          request: asked,
          policies,
        });
        expect(verdict).toMatchObject(expected);
        if (isFault(verdict)) seen.faults += 1;
        else {
          seen[verdict.passing ? 'passing' : 'failing'] += 1;
          if (verdict.messages.length > 1) seen.messages += 1;
        }
      },
    ),
    { numRuns: 6_000 },
  );
  expect(seen.passing).toBeGreaterThan(500);
  expect(seen.failing).toBeGreaterThan(500);
  expect(seen.faults).toBeGreaterThan(100);
  expect(seen.messages).toBeGreaterThan(50);
}, 60_000);
