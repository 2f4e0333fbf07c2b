import { type Binding, type BindingSpec, compileBinding } from '../policy/binding.ts';
import { ANONYMOUS, type HttpFacts, type PolicyRequest, type UserFacts } from '../policy/request.ts';

/** A signed-in person, Ada, in the given groups (which are their own ancestors). */
export const aUser = (over: Partial<UserFacts> = {}, groups: readonly string[] = []): UserFacts => ({
  ...ANONYMOUS,
  pk: 1,
  uuid: '00000000-0000-4000-8000-000000000001',
  username: 'ada',
  name: 'Ada Lovelace',
  email: 'ada@corp.test',
  type: 'internal',
  path: 'users',
  is_active: true,
  is_authenticated: true,
  groups: groups.map((pk) => ({ pk, name: pk, is_superuser: false, attributes: {} })),
  group_pks: new Set(groups),
  ...over,
});

export const anHttpRequest = (over: Partial<HttpFacts> = {}): HttpFacts => ({
  client_ip: '192.0.2.1',
  method: 'GET',
  path: '/',
  host: 'id.corp.test',
  user_agent: 'Mozilla/5.0',
  request_id: 'request-1',
  ...over,
});

/** A moment that tests agree on: 2026-11-24T12:00:00Z. */
export const NOON = Date.UTC(2026, 10, 24, 12);

export const aRequest = (over: Partial<PolicyRequest> = {}): PolicyRequest => ({
  user: aUser(),
  http_request: anHttpRequest(),
  obj: null,
  context: {},
  debug: false,
  time: NOON,
  ...over,
});

/** An enabled binding that negates nothing and fails closed. */
export const aBinding = (over: Partial<BindingSpec> = {}): Binding =>
  compileBinding({
    pk: 'binding',
    order: 0,
    enabled: true,
    negate: false,
    failure_result: false,
    dry_run: false,
    expires: null,
    timeout: 30,
    subject: { kind: 'policy', pk: 'policy', label: 'policy' },
    ...over,
  });
