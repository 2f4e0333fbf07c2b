import type { Path } from './reads.ts';
import type { ExpressionTarget } from './sandbox.ts';

/** A name that every expression knows. The declarations for the type check and the reference are made from these. */
export interface Word {
  /** The wire name first, then Postern's own. */
  readonly names: readonly [string, ...string[]];
  /** TypeScript type of the value, in terms of `TYPES`. */
  readonly type: string;
  readonly about: string;
  /** For values: where it stands in the context. Functions have none. */
  readonly from?: Path;
  /** Not there at all without an HTTP request with an address that can be read: using it is an error. */
  readonly needsAddress?: boolean;
  /** For functions: what is read of the first argument, where that is not everything. */
  readonly readsOfArgument?: readonly Path[];
  /** For functions that ask the world: they are awaited, and answered by the host. */
  readonly host?: true;
}

export const WORDS: readonly Word[] = [
  {
    names: ['request'],
    type: 'PolicyRequest',
    about: 'What is judged: the person, the HTTP request, the object that is asked for, and the context.',
    from: ['request'],
  },
  {
    names: ['context'],
    type: 'Context',
    about: 'The same as `request.context`: what the flow, prompt, application or event hands in.',
    from: ['request', 'context'],
  },
  {
    names: ['http_request', 'httpRequest'],
    type: 'HttpRequest | undefined',
    about: 'The HTTP request; undefined where none caused the evaluation.',
    from: ['request', 'http_request'],
  },
  {
    names: ['ak_client_ip', 'clientIp'],
    type: 'IpAddress',
    about:
      "The client's address. Not there without an HTTP request: using it then is an error, which `failure_result` decides.",
    from: ['request', 'http_request', 'client_ip'],
    needsAddress: true,
  },
  {
    names: ['ak_is_sso_flow', 'isSsoFlow'],
    type: 'boolean',
    about: 'True if the person came through a source.',
    from: ['request', 'context', 'is_sso'],
  },
  {
    names: ['ak_message', 'message'],
    type: '(text: string) => void',
    about:
      'Adds a text that the person is shown. Texts are kept in order, whether the policy passes or fails.',
  },
  {
    names: ['ak_logger', 'logger'],
    type: 'Logger',
    about: 'Writes lines that administrators see with the decision and in test results.',
  },
  {
    names: ['regex_match', 'regexMatch'],
    type: '(value: string | IpAddress, pattern: string | RegExp) => boolean',
    about: 'True if the pattern is found anywhere in the text.',
  },
  {
    names: ['regex_replace', 'regexReplace'],
    type: '(value: string | IpAddress, pattern: string | RegExp, replacement: string) => string',
    about: 'Replaces every match; `\\1` and `\\g<name>` stand for groups.',
  },
  {
    names: ['list_flatten', 'listFlatten'],
    type: '<T>(value: readonly T[] | T) => T | null',
    about: 'The first item of a list or null; what is no list is returned as it is.',
  },
  {
    names: ['slugify'],
    type: '(text: string) => string',
    about: 'Lower case, ASCII, words joined by hyphens.',
  },
  {
    names: ['ip_address', 'ipAddress'],
    type: '(text: string) => IpAddress',
    about: 'Reads an address; an error if it is none.',
  },
  {
    names: ['ip_network', 'ipNetwork'],
    type: '(cidr: string) => IpNetwork',
    about: 'Reads a network such as `10.0.0.0/8`; ask it with `contains(address)`.',
  },
  {
    names: ['ak_is_group_member', 'isGroupMember'],
    type: '(user: Pick<User, "groups">, wanted: { pk?: string; name?: string; is_superuser?: boolean }) => boolean',
    about: 'True if the person is in such a group, or in one below it.',
    readsOfArgument: [['groups']],
  },
  {
    names: ['ak_create_event', 'createEvent'],
    type: '(action: string, context?: { readonly [key: string]: unknown }) => void',
    about: 'Writes an event once the decision is made; its action gets the prefix `custom_`.',
  },
  {
    names: ['ak_set_context', 'setContext'],
    type: '(key: string, value: Json) => void',
    about: 'Writes a key of the context of the flow. Later stages see it; outside of flows nothing happens.',
  },
  {
    names: ['ak_remove_context', 'removeContext'],
    type: '(key: string) => void',
    about: 'Removes a key of the context of the flow.',
  },
  {
    names: ['ak_redirect', 'redirect'],
    type: '(url: string) => void',
    about: 'Leaves the flow for another address instead of running the stage.',
  },
  {
    names: ['ak_send_email', 'sendEmail'],
    type: '(to: string | readonly string[], subject: string, body: string, more?: { cc?: string | readonly string[]; bcc?: string | readonly string[] }) => boolean',
    about: 'Sends an e-mail in plain text once the decision is made.',
  },
  {
    names: ['ak_call_policy', 'callPolicy'],
    type: '(policy: string, context?: { readonly [key: string]: Json }) => Promise<{ readonly passing: boolean; readonly messages: readonly string[] }>',
    about:
      'Asks another policy, by key or name, about the same request. What is handed in as context is seen by that policy alone.',
    host: true,
  },
  {
    names: ['ak_user_by', 'userBy'],
    type: '(wanted: { readonly [field: string]: string | number | boolean }) => Promise<User | null>',
    about:
      'The first user whose fields are like that, or null: `pk`, `uuid`, `username`, `email`, `name`, `is_active`; `__iexact` after a name ignores case.',
    host: true,
  },
  {
    names: ['ak_user_has_authenticator', 'userHasAuthenticator'],
    type: '(user: Pick<User, "pk">, type?: string) => Promise<boolean>',
    about: 'True if the user has confirmed an authenticator, of that type where one is named.',
    readsOfArgument: [['pk']],
    host: true,
  },
  {
    names: ['ak_create_jwt', 'createJwt'],
    type: '(user: Pick<User, "pk">, provider: string | { readonly pk: number }, scopes: readonly string[], validity?: string) => Promise<string | null>',
    about:
      "A token about the person who is asked about, signed by the provider of the application that is asked for, with what the scopes tell; null without an HTTP request. It lives a minute, or as long as `validity` says, and no longer than the provider's access tokens.",
    readsOfArgument: [['pk']],
    host: true,
  },
  {
    names: ['ak_create_jwt_raw', 'createJwtRaw'],
    type: '(provider: string | { readonly pk: number }, validity?: string, claims?: { readonly [name: string]: Json }) => Promise<string>',
    about:
      'A token with claims of your own, about the client itself. Issuer, audience, subject and times are always those of the provider.',
    host: true,
  },
  {
    names: ['resolve_dns', 'resolveDns'],
    type: '(host: string, version?: 4 | 6) => Promise<readonly string[]>',
    about: 'The addresses of a host; an empty list where there are none.',
    host: true,
  },
  {
    names: ['reverse_dns', 'reverseDns'],
    type: '(address: string | IpAddress) => Promise<string>',
    about: 'The name of an address, or the address itself.',
    host: true,
  },
  {
    names: ['fetch'],
    type: '(url: string, options?: { method?: "GET" | "POST"; headers?: { readonly [name: string]: string }; body?: string }) => Promise<{ readonly status: number; readonly ok: boolean; readonly headers: { readonly [name: string]: string }; readonly text: string; readonly json: any }>',
    about:
      'Asks a server that the administrator has listed (`POSTERN_EXPRESSION_HOSTS`); `json` is null where the answer is none. Redirects are not followed.',
    host: true,
  },
];

const BY_NAME: ReadonlyMap<string, Word> = new Map(
  WORDS.flatMap((word) => word.names.map((name) => [name, word] as const)),
);

/** The word of that name. */
export const wordFor = (name: string): Word | undefined => BY_NAME.get(name);

/** The wire names of the words that ask the world, by every name that they have. */
export const HOST_WORDS: ReadonlyMap<string, string> = new Map(
  WORDS.flatMap(({ names, host }) => (host ? names.map((name) => [name, names[0]] as const) : [])),
);

/** Names of the language that expressions have. What is not here (`eval`, `Proxy`, `Function`, …) does not exist. */
export const GLOBALS: readonly string[] = [
  'AggregateError',
  'Array',
  'BigInt',
  'Boolean',
  'Date',
  'Error',
  'EvalError',
  'Infinity',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'RangeError',
  'ReferenceError',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'URIError',
  'WeakMap',
  'WeakSet',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'globalThis',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
];

/** The types that the words are described with. Type aliases, not interfaces, so that all but addresses are JSON. */
export const TYPES = `
type Json = string | number | boolean | bigint | null | undefined | Date | IpAddress | IpNetwork | readonly Json[] | { readonly [key: string]: Json };
type Answer = Json | void;
type Attributes = { readonly [key: string]: any };
type Group = {
  readonly pk: string; readonly name: string; readonly is_superuser: boolean; readonly attributes: Attributes;
};
type User = {
  readonly pk: number | null; readonly uuid: string | null; readonly username: string; readonly name: string;
  readonly email: string; readonly type: string; readonly path: string; readonly is_active: boolean;
  readonly is_authenticated: boolean; readonly is_superuser: boolean; readonly attributes: Attributes;
  readonly groups: readonly Group[]; readonly date_joined: string | null; readonly last_login: string | null;
  readonly password_change_date: string | null;
};
type HttpRequest = {
  readonly client_ip: string | null; readonly method: string; readonly path: string; readonly host: string;
  readonly user_agent: string; readonly request_id: string;
};
type Geo = {
  readonly continent: string | null; readonly country: string | null; readonly city: string;
  readonly lat: number | null; readonly long: number | null;
};
type Asn = { readonly asn: number | null; readonly as_org: string | null; readonly network: string | null };
type Named = { readonly pk: string; readonly name: string; readonly slug: string; readonly [key: string]: any };
type LogMethod = (event: string, attributes?: { readonly [key: string]: unknown }) => void;
type Logger = {
  readonly debug: LogMethod; readonly info: LogMethod; readonly warning: LogMethod; readonly warn: LogMethod;
  readonly error: LogMethod;
};
interface IpAddress extends String {
  readonly version: 4 | 6;
  readonly is_private: boolean; readonly isPrivate: boolean;
  readonly is_global: boolean; readonly isGlobal: boolean;
  readonly is_loopback: boolean; readonly isLoopback: boolean;
  in(...networks: readonly (string | IpNetwork)[]): boolean;
  equals(other: string | IpAddress): boolean;
}
interface IpNetwork {
  readonly version: 4 | 6;
  contains(address: string | IpAddress): boolean;
  toString(): string;
}
type PolicyRequest = {
  readonly user: User;
  readonly http_request: HttpRequest | null;
  readonly obj: Target | null;
  readonly context: Context;
  /** When the request was made. */
  readonly time: Date;
};
`;

interface TargetWords {
  /** Members of `Context` beside those that are everywhere. */
  readonly context: readonly string[];
  /** The type of `request.obj`. */
  readonly object: string;
  /** Further top-level names, with their types. */
  readonly extra: Readonly<Record<string, string>>;
}

const EVERYWHERE = ['geoip?: Geo | null', 'asn?: Asn | null', 'is_sso?: boolean', '[key: string]: any'];

const IN_FLOWS = [
  'pending_user?: User',
  'pending_user_identifier?: string',
  'prompt_data?: { [key: string]: any }',
  'application?: Named',
  'source?: Named',
  'is_restored?: any',
  'is_redirected?: boolean',
  'auth_method?: string',
  'auth_method_args?: { readonly [key: string]: any }',
];

const NAMED = 'Named';

const TARGETS: Readonly<Record<ExpressionTarget, TargetWords>> = {
  flow: { context: IN_FLOWS, object: NAMED, extra: {} },
  stage_binding: { context: IN_FLOWS, object: 'Attributes', extra: {} },
  application: { context: [], object: NAMED, extra: {} },
  source: { context: IN_FLOWS, object: NAMED, extra: {} },
  prompt: {
    context: ['prompt_data: { [key: string]: any }', 'pending_user?: User'],
    object: 'Attributes',
    extra: {},
  },
  notification_rule: {
    context: ['event: { readonly action: string; readonly app: string; readonly [key: string]: any }'],
    object: 'Attributes',
    extra: {},
  },
  // No policy can be bound to one.
  entitlement: { context: [], object: NAMED, extra: {} },
  property_mapping: {
    context: [],
    object: 'Attributes',
    extra: {
      user: 'User',
      provider: 'any',
      token: 'any',
      device: 'any',
      stage: 'any',
      entitlements: 'readonly { readonly name: string; readonly attributes: Attributes }[]',
    },
  },
  source_mapping: {
    context: [],
    object: 'Attributes',
    extra: {
      info: 'any',
      properties: 'any',
      group_id: 'string | null',
      source: 'Named',
      client: 'any',
      token: 'any',
    },
  },
  prompt_field: {
    context: IN_FLOWS,
    object: 'Attributes',
    extra: { user: 'User', prompt_context: '{ readonly [key: string]: any }' },
  },
  any: { context: IN_FLOWS, object: 'Attributes', extra: {} },
};

/** The answer of the check that a policy makes before its own expression. */
const RESULT = { result: '{ readonly passing: boolean; readonly messages: readonly string[] }' } as const;

const extraOf = (target: ExpressionTarget, result: boolean): Readonly<Record<string, string>> => ({
  ...TARGETS[target].extra,
  ...(result ? RESULT : {}),
});

/** The further top-level names that a target hands in; `result` where the text belongs to a policy with a check. */
export const extraNames = (target: ExpressionTarget, result = false): readonly string[] =>
  Object.keys(extraOf(target, result));

/** The ambient TypeScript declarations of all that an expression for this target knows. */
export function declarationsFor(target: ExpressionTarget, result = false): string {
  const { context, object } = TARGETS[target];
  const members = [...context, ...EVERYWHERE].map((member) => `  ${member};`);
  const words = WORDS.flatMap(({ names, type, about }) =>
    names.map((name) => `/** ${about} */\ndeclare const ${name}: ${type};`),
  );
  const more = Object.entries(extraOf(target, result)).map(
    ([name, type]) => `declare const ${name}: ${type};`,
  );
  return [
    TYPES,
    `type Context = {\n${members.join('\n')}\n};`,
    `type Target = ${object};`,
    ...words,
    ...more,
    '',
  ].join('\n');
}
