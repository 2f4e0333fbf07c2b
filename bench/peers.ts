import { createMongoAbility, subject } from '@casl/ability';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { parse } from '@marcbachmann/cel-js';
import { newEnforcer, newModelFromString } from 'casbin';

/** The rule that all decide: who is in one of these groups may open the application. */
export interface Rule {
  readonly groups: readonly string[];
}

export interface Person {
  readonly pk: number;
  readonly username: string;
  readonly groups: readonly string[];
  readonly group_pks: ReadonlySet<string>;
}

/** Answers whether a person may open it; each has prepared for every person what its kind lets one prepare. */
export interface Peer {
  readonly name: string;
  readonly decide: (person: Person) => boolean;
}

/** The floor: what somebody would write who needs this one rule for ever and no reason for any answer. */
function closure({ groups }: Rule): Peer {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = ''] = groups;
  return {
    name: 'hand-written closure (floor)',
    decide: ({ group_pks: has }) =>
      has.has(a) ||
      has.has(b) ||
      has.has(c) ||
      has.has(d) ||
      has.has(e) ||
      has.has(f) ||
      has.has(g) ||
      has.has(h) ||
      has.has(i) ||
      has.has(j),
  };
}

/** Roles with inheritance, ten permissions. */
async function casbin({ groups }: Rule, people: readonly Person[]): Promise<Peer> {
  const enforcer = await newEnforcer(
    newModelFromString(`
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act`),
  );
  for (const group of groups) await enforcer.addPolicy(group, 'app', 'open');
  for (const { username, groups: own } of people) {
    for (const group of own) await enforcer.addGroupingPolicy(username, group);
  }
  return { name: 'casbin', decide: ({ username }) => enforcer.enforceSync(username, 'app', 'open') };
}

/** Ten policies, parsed once; the entities of a person are handed in with each question, as its API wants it. */
function cedarWasm({ groups }: Rule, people: readonly Person[]): Peer {
  const policies = groups
    .map(
      (group) => `permit(principal in Group::"${group}", action == Action::"open", resource == App::"app");`,
    )
    .join('\n');
  const parsed = cedar.preparsePolicySet('rule', { staticPolicies: policies });
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  const calls = new Map(
    people.map(({ pk, username, groups: own }) => [
      pk,
      {
        principal: { type: 'User', id: username },
        action: { type: 'Action', id: 'open' },
        resource: { type: 'App', id: 'app' },
        context: {},
        preparsedPolicySetId: 'rule',
        entities: [
          {
            uid: { type: 'User', id: username },
            attrs: {},
            parents: own.map((id) => ({ type: 'Group', id })),
          },
        ],
      },
    ]),
  );
  return {
    name: '@cedar-policy/cedar-wasm',
    decide({ pk }) {
      const call = calls.get(pk);
      if (!call) return false;
      const answer = cedar.statefulIsAuthorized(call);
      return answer.type === 'success' && answer.response.decision === 'allow';
    },
  };
}

/** Ten rules with a condition each. */
function casl({ groups }: Rule, people: readonly Person[]): Peer {
  const rules = groups.map((group) => ({ action: 'open', subject: 'Person', conditions: { groups: group } }));
  const ability = createMongoAbility(rules);
  const subjects = new Map(
    people.map(({ pk, groups: own }) => [pk, subject('Person', { groups: [...own] })]),
  );
  return {
    name: '@casl/ability',
    decide({ pk }) {
      const person = subjects.get(pk);
      return person !== undefined && ability.can('open', person);
    },
  };
}

/** One expression, parsed once. */
function cel({ groups }: Rule): Peer {
  const expression = parse(groups.map((group) => `"${group}" in person.groups`).join(' || '));
  return {
    name: '@marcbachmann/cel-js',
    decide: (person) => expression({ person: { groups: person.groups } }) === true,
  };
}

/** Everybody who decides the rule, the floor first. */
export const peers = async (rule: Rule, people: readonly Person[]): Promise<readonly Peer[]> => [
  closure(rule),
  await casbin(rule, people),
  cedarWasm(rule, people),
  casl(rule, people),
  cel(rule),
];
