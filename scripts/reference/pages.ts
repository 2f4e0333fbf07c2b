import { permissionsOf } from '../../src/app/rbac/permissions.ts';
import type { Route } from '../../src/contract/route.ts';
import { EVENT_ACTIONS } from '../../src/core/event/actions.ts';
import { PROBLEMS } from '../../src/core/problem/problem.ts';
import { catalogue, contract } from '../contract.ts';

/** The pages of `docs/reference/` that are read from the code. */

const from = (path: string) => `<!-- Generated from ${path} by "npm run generate". -->\n`;
const code = (text: string) => `\`${text}\``;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const events = (): string => `${from('src/core/event/actions.ts')}# Events

What happens in Postern is written down as events: \`GET /api/v3/events/events/\` lists them. Passwords, tokens, codes and
the like are taken out before an event is stored. Every action that an event can have:

${table(
  ['action', 'meaning'],
  Object.entries(EVENT_ACTIONS).map(([action, meaning]) => [code(action), meaning]),
)}

Actions of this list stand on the wire also where this version does not write them yet. Expressions may write actions of
their own, whose names begin with \`custom_\`.
`;

export const problems = (): string => `${from('src/core/problem/problem.ts')}# Errors of the API

A refused request is answered with a status and a JSON object. Where fields are at fault (400), it names each with its
sentences; what belongs to no single field stands under \`non_field_errors\`:

\`\`\`json
{ "name": ["This field is required."], "code": "invalid" }
\`\`\`

Everything else has one sentence:

\`\`\`json
{ "detail": "There is no such object.", "code": "not_found" }
\`\`\`

${table(
  ['code', 'status', 'sentence'],
  Object.entries(PROBLEMS).map(([name, { status, detail }]) => [code(name), String(status), detail]),
)}

Whoever may not even see an object gets the answer that it is not there. An error on our side never shows its text:
it stands in the log, under the \`request_id\` of the answer.
`;

export function permissions(): string {
  const all = permissionsOf(catalogue);
  const models = [...new Set(all.map(({ app_label, model }) => `${app_label}.${model}`))];
  return `${from('src/app/rbac/roles.ts')}# Permissions

A role holds permissions over all objects of a model, or over single ones; users have roles directly and through their
groups. Members of a superuser group may do everything. A permission is named \`app_label.codename\`. Whoever holds a
permission over a kind (\`authentik_policies.view_policy\`) holds it over all its types. Nobody can give a permission that
they do not hold.

**Some permissions are worth as much as being a superuser**, because they decide who somebody is. Give them only to
people whom you would make superusers:

- to add or change flows, stages, stage bindings, prompts and brands: whoever edits the login flow can leave the password
  out, or make a flow that signs people in as somebody else or writes into their accounts;
- to add or change policies and bindings of such flows and stages: whoever may change a policy that is bound to a flow
  decides who gets in, and its expression sees what people who sign in there have typed and who they are;
- to add or change sources, property mappings of sources and blueprints.

${table(
  ['model', 'permissions'],
  models.map((name) => [
    code(name),
    all
      .filter(({ app_label, model }) => `${app_label}.${model}` === name)
      .map(({ codename }) => code(codename))
      .join(', '),
  ]),
)}
`;
}

export function operations(): string {
  const { routes } = contract;
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort();
  return `${from('src/contract/')}# Operations of the API

Everything below \`/api/v3\`. A running Postern describes parameters, bodies and answers of each at \`/api/v3/schema/\`
(OpenAPI 3.1), and shows them readably at \`/api/v3/\`. Send an API token as \`Authorization: Bearer <key>\`.

${tags
  .map(
    (tag) => `## ${tag}

${table(
  ['operation', 'method and path', 'who', 'what'],
  routes
    .filter((route) => route.tag === tag)
    .map((route) => [code(route.id), code(`${route.method} ${route.path}`), access(route), route.summary]),
)}
`,
  )
  .join('\n')}`;
}

function access({ access: who }: Route): string {
  if (typeof who === 'object') return code(who.permission);
  return { public: 'everybody', authenticated: 'whoever is signed in', superuser: 'superusers' }[who];
}
