import { parse, stringify } from 'node:querystring';
import { PATIENCE } from './authorization.ts';
import type { Address } from './exchange.ts';
import { resumePath } from './hand-over.ts';
import { bearerOf, header, type OAuth2Call, type OAuth2Ports, type OAuth2Reply } from './ports.ts';
import { createRefusals } from './refusals.ts';
import { seeOther } from './replies.ts';
import { type RequestState, tokenFinder, type WaitingRequest } from './request-state.ts';
import { shapeScopes } from './scopes.ts';
import type { Tenant, Tenants } from './tenant.ts';

/** Parameters of an authorization request that are understood; others are dropped before anything is kept. */
const AUTHORIZE_PARAMS: ReadonlySet<string> = new Set([
  'client_id',
  'response_type',
  'response_mode',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'acr_values',
  'display',
  'ui_locales',
  'claims_locales',
  'id_token_hint',
  'login_hint',
  'request',
  'request_uri',
  'registration',
]);

/** Characters of a query; more is not a request but an attack. */
const LONGEST_QUERY = 8_192;
/** Longer authorization requests by POST are kept here and not sent round through the address. */
const LONGEST_REDIRECT = 4_096;
const LONGEST_FORM = 32_768;

type Fields = Readonly<Record<string, string | string[] | undefined>>;
/** A request with its client and the address that oidc-provider is to see; or an answer, where there is no client. */
export type Resolved =
  | { readonly state: RequestState; readonly address: Address }
  | { readonly reply: OAuth2Reply };

/** Finds the client that a request is about. Endpoints that all clients share tell it by what the request carries. */
export function createDispatcher(
  ports: OAuth2Ports,
  tenants: Tenants,
): (call: OAuth2Call) => Promise<Resolved> {
  const refusals = createRefusals(ports);
  return resolve;

  async function resolve(call: OAuth2Call): Promise<Resolved> {
    if (call.query.length > LONGEST_QUERY) return { reply: refusals.tooLong(call) };
    switch (call.endpoint) {
      case 'authorize':
        return authorize(call);
      case 'resume':
        return resume(call);
      case 'userinfo':
        return userinfo(call);
      case 'token':
      case 'introspect':
      case 'revoke':
        return byClient(call);
      default:
        return bySlug(call);
    }
  }

  async function authorize(call: OAuth2Call): Promise<Resolved> {
    const post = call.method === 'POST';
    const fields = known(parse(post ? call.body : call.query));
    const { client_id } = fields;
    const tenant = typeof client_id === 'string' ? tenants.byClientId(client_id) : undefined;
    if (!tenant) return { reply: refusals.unknownClient(call) };
    if (!post) return authorization(call, tenant, fields, null, null);
    const query = stringify(fields);
    if (query.length > LONGEST_FORM) return { reply: refusals.tooLong(call) };
    // The session cookie does not come along with a POST from elsewhere; it does when the browser is sent here itself.
    if (query.length <= LONGEST_REDIRECT) return { reply: seeOther(`/application/o/authorize/?${query}`) };
    const key = ports.random.token();
    const since = Math.floor(ports.clock.now() / 1000);
    await ports.store.saveRequest(key, { client_id, params: fields, since, turns: 0 }, since + PATIENCE);
    return { reply: seeOther(resumePath(key)) };
  }

  async function resume(call: OAuth2Call): Promise<Resolved> {
    const payload = call.key === undefined ? undefined : await ports.store.findRequest(call.key);
    const tenant = typeof payload?.client_id === 'string' ? tenants.byClientId(payload.client_id) : undefined;
    if (!payload || !tenant || call.key === undefined) return { reply: refusals.expired(call) };
    const waiting = payload as unknown as WaitingRequest;
    return authorization(call, tenant, waiting.params, call.key, waiting);
  }

  function authorization(
    call: OAuth2Call,
    tenant: Tenant,
    fields: Fields,
    key: string | null,
    waiting: WaitingRequest | null,
  ): Resolved {
    const single = Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const { params, consentAsked } = shapeScopes(single, tenant);
    // Parameters that came twice go along as they are: to refuse them is oidc-provider's task.
    const query = stringify({ ...fields, ...params });
    const state = stateFor({ ...call, method: 'GET', body: '' }, tenant, {
      params: single,
      key,
      waiting,
      consentAsked,
    });
    return { state, address: { mount: '/application/o', url: `/authorize/?${query}` } };
  }

  async function userinfo(call: OAuth2Call): Promise<Resolved> {
    const form = call.method === 'POST' ? parse(call.body).access_token : undefined;
    const token = bearerOf(call) ?? (typeof form === 'string' ? form : undefined);
    if (token === undefined) return { reply: refusals.noToken(call) };
    const finder = tokenFinder(ports.store);
    const found = await finder.find(token);
    const tenant = found && tenants.byProvider(found.grant.provider);
    if (!tenant) return { reply: refusals.badToken(call) };
    const state = stateFor(withJson(call), tenant, finder);
    return { state, address: { mount: '/application/o', url: `/userinfo/?${call.query}` } };
  }

  function byClient(call: OAuth2Call): Resolved {
    const id = clientIdOf(call);
    const tenant = id === undefined ? undefined : tenants.byClientId(id);
    if (!tenant) return { reply: refusals.badClient(call) };
    const state = stateFor(withJson(call), tenant);
    return { state, address: { mount: '/application/o', url: `/${call.endpoint}/` } };
  }

  function bySlug(call: OAuth2Call): Resolved {
    const tenant = tenants.bySlug(call.slug ?? '');
    if (!tenant) return { reply: refusals.notFound(call) };
    const mount = `/application/o/${encodeURIComponent(tenant.application.slug)}`;
    if (call.endpoint !== 'end-session') {
      const route = call.endpoint === 'jwks' ? '/jwks/' : '/.well-known/openid-configuration';
      return { state: stateFor(call, tenant), address: { mount, url: route } };
    }
    const fields = parse(call.method === 'POST' ? call.body : call.query);
    // The address says which client it is; a hint that says otherwise is refused.
    const query = stringify({ ...fields, client_id: fields.client_id ?? tenant.config.client_id });
    const state = stateFor({ ...call, method: 'GET', body: '' }, tenant);
    return { state, address: { mount, url: `/end-session/?${query}` } };
  }

  function stateFor(call: OAuth2Call, tenant: Tenant, over: Partial<RequestState> = {}): RequestState {
    return {
      call,
      tenant,
      params: {},
      key: null,
      waiting: null,
      consentAsked: false,
      cookies: {},
      grant: null,
      facts: null,
      tokens: [],
      consumes: null,
      succeeded: false,
      revoked: new Map(),
      ...(over.find && over.families ? {} : tokenFinder(ports.store)),
      ...over,
    } as RequestState;
  }
}

const known = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => AUTHORIZE_PARAMS.has(name)));

/** Clients are programs: errors are for them, whatever their library says that it accepts. */
const withJson = (call: OAuth2Call): OAuth2Call => ({
  ...call,
  headers: { ...call.headers, accept: 'application/json' },
});

/** Who says to be asking; whether it is true is checked by the provider. RFC 6749 section 2.3.1. */
function clientIdOf(call: OAuth2Call): string | undefined {
  const basic = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header(call, 'authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const [id = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 1);
    try {
      return decodeURIComponent(id.replaceAll('+', '%20'));
    } catch {
      return undefined;
    }
  }
  const { client_id } = parse(call.body);
  return typeof client_id === 'string' ? client_id : undefined;
}
