import fc from 'fast-check';
import { jsonData } from './expressions.ts';

/** Random rules in Python over a request, as administrators write them, and requests to ask them about. */

const text = fc.constantFrom('', 'a', 'name', 'ada@corp.test', '10.1.2.3', 'B,c', ' x ', 'Émile', 'DE');
const key = fc.constantFrom('a', 'b', 'name', 'email', 'country', 'constructor', '__proto__', 'items', 'get');
const attributes = fc.dictionary(key, jsonData(2), { maxKeys: 4 });

const user = fc.record(
  {
    pk: fc.constantFrom(null, 1, 2),
    username: text,
    name: text,
    email: text,
    is_active: fc.boolean(),
    is_authenticated: fc.boolean(),
    is_superuser: fc.boolean(),
    last_login: fc.constantFrom(null, '2026-01-02T03:04:05.000Z'),
    attributes,
    groups: fc.array(
      fc.record({ pk: fc.constantFrom('1', '2'), name: text, is_superuser: fc.boolean(), attributes }),
      {
        maxLength: 2,
      },
    ),
  },
  { requiredKeys: ['pk', 'username', 'attributes', 'groups'] },
);

/** A request with most of what a real one has. */
export const pythonRequest: fc.Arbitrary<Record<string, unknown>> = fc.record({
  user,
  http_request: fc.oneof(
    fc.constant(null),
    fc.record({
      client_ip: fc.constantFrom(null, '10.1.2.3', '192.0.2.1', '::1'),
      method: fc.constant('GET'),
      path: text,
    }),
  ),
  obj: fc.constantFrom(null, { pk: '1', name: 'Wiki', slug: 'wiki' }),
  context: fc.record(
    {
      geoip: fc.oneof(
        fc.constant(null),
        fc.record({ country: text, lat: fc.constantFrom(1, 1.5, -0, 52.25) }),
      ),
      prompt_data: attributes,
      pending_user: user,
      application: fc.record({ pk: text, name: text, slug: text }),
      is_sso: fc.boolean(),
      a: jsonData(2),
      b: jsonData(1),
    },
    { requiredKeys: [] },
  ),
});

const path = fc.oneof(
  fc.constantFrom(
    ...[
      'request.user.username',
      'request.user.email',
      'request.user.is_superuser',
      'request.user.pk',
      'request.user.id',
    ],
    ...[
      'request.user.attributes',
      'request.user.groups',
      'request.user.ak_groups',
      'request.user.last_login',
      'request.user',
    ],
    ...[
      'request.http_request',
      'http_request.path',
      'http_request.client_ip',
      'ak_client_ip',
      'ak_is_sso_flow',
      'request.obj.slug',
    ],
    ...[
      'context',
      'context["geoip"]',
      'context["geoip"]["country"]',
      'context["geoip"].country',
      'context["geoip"].lat',
    ],
    ...[
      'context["pending_user"].email',
      'context["pending_user"]',
      'context["application"].slug',
      'context.get("nothing")',
    ],
    ...[
      'request.context.get("is_sso")',
      'context["prompt_data"]',
      'context.get("prompt_data", {})',
      'known',
      'request',
    ],
  ),
  fc
    .tuple(
      fc.constantFrom('context', 'request.user.attributes', 'context["prompt_data"]', 'context["a"]'),
      key,
    )
    .map(([base, name]) => `${base}["${name}"]`),
  fc
    .tuple(fc.constantFrom('context', 'request.user.attributes', 'context.get("prompt_data", {})'), key)
    .map(([base, name]) => `${base}.get("${name}", ${JSON.stringify(name)})`),
);

const literal = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '0',
    '1',
    '-2',
    '1.5',
    '1.0',
    'True',
    'False',
    'None',
    '[]',
    '()',
    '["DE", "a"]',
    '("ada@corp.test", 1)',
  ),
);

export const pythonRule: fc.Arbitrary<string> = fc
  .letrec<{ value: string }>((tie) => {
    const value = tie('value');
    return {
      value: fc.oneof(
        { depthSize: 'small' },
        { weight: 3, arbitrary: path },
        { weight: 2, arbitrary: literal },
        fc
          .tuple(value, fc.constantFrom('==', '!=', '<', '>=', 'in', 'not in', 'is', 'is not'), value)
          .map((all) => `(${all.join(' ')})`),
        fc.tuple(value, fc.constantFrom('and', 'or'), value).map((all) => `(${all.join(' ')})`),
        fc.tuple(value, fc.constantFrom('+', '-', '%', '/'), value).map((all) => `(${all.join(' ')})`),
        value.map((a) => `(not ${a})`),
        fc.tuple(value, value, value).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
        fc
          .tuple(value, fc.constantFrom('lower', 'upper', 'strip', 'split', 'exists', 'all', 'count'))
          .map(([a, name]) => `(${a}).${name}()`),
        fc
          .tuple(
            value,
            fc.constantFrom('startswith', 'endswith', 'get', 'find', 'partition', 'count', 'split'),
            value,
          )
          .map(([a, name, b]) => `(${a}).${name}(${b})`),
        fc
          .tuple(fc.constantFrom('len', 'str', 'bool', 'ip_network', 'ip_address', 'list_flatten'), value)
          .map(([name, a]) => `${name}(${a})`),
        fc
          .tuple(path, fc.constantFrom('name', 'is_superuser', 'pk'), literal)
          .map(([a, name, b]) => `ak_is_group_member(${a}, ${name}=${b})`),
        fc.tuple(path, literal).map(([a, b]) => `${a}.filter(name=${b}).exists()`),
        value.map((a) => `f"{${a.replaceAll('"', "'").replaceAll('\\', '')}!r}"`),
        fc.tuple(value, value).map(([a, b]) => `[${a}, ${b}]`),
        fc.tuple(path, fc.constantFrom('0', '-1', '"a"', '"name"')).map(([a, at]) => `${a}[${at}]`),
      ),
    };
  })
  .value.chain((value) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(`return ${value}`) },
      path.map(
        (other) =>
          `known = ${other}\nif ${value}:\n    return known\nelif known:\n    ak_message("no")\nreturn ${value}`,
      ),
    ),
  )
  .map((source) => (source.startsWith('known') ? source : `known = "a"\n${source}`));
