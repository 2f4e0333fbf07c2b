import type { UserFacts } from '../../core/policy/request.ts';
import type { OAuth2Ports } from './ports.ts';
import type { ScopeMapping, Tenant } from './tenant.ts';

/** Claims of the protocol itself: no expression may speak for them. */
const RESERVED: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'nonce',
  'azp',
  'sid',
  'auth_time',
  'acr',
  'amr',
  'at_hash',
  'c_hash',
  's_hash',
  'cnf',
  'events',
  '__proto__',
  'constructor',
  'prototype',
]);

/** Milliseconds that all expressions of one request may take together. */
const BUDGET = 2_000;

export interface ClaimsQuestion {
  readonly tenant: Tenant;
  readonly user: UserFacts;
  readonly scopes: ReadonlySet<string>;
  readonly http_request: Readonly<Record<string, unknown>> | null;
}

/**
 * What the scopes tell the client: the results of their expressions, merged in the order of the mappings. An expression
 * that fails says nothing, and an event names it.
 */
export async function claimsOf(
  { tenant, user, scopes, http_request }: ClaimsQuestion,
  { sandbox, events, clock }: Pick<OAuth2Ports, 'sandbox' | 'events' | 'clock'>,
): Promise<Record<string, unknown>> {
  const mappings = tenant.mappings.filter(({ scope_name }) => scopes.has(scope_name));
  if (mappings.length === 0) return {};
  const { group_pks: _, ...person } = user;
  const context = {
    request: { user: person, http_request, obj: null, context: {}, time: clock.now() },
    extra: {
      user: person,
      provider: {
        pk: tenant.provider.pk,
        name: tenant.provider.name,
        client_id: tenant.config.client_id,
        application: tenant.application,
      },
      token: { scopes: [...scopes] },
    },
  };
  const results = await Promise.all(
    mappings.map(({ expression }) => sandbox.run(expression, context, BUDGET)),
  );
  const claims: Record<string, unknown> = {};
  for (const [index, mapping] of mappings.entries()) {
    const result = results[index];
    if (!result) continue;
    if (!result.ok) tell(mapping, `${result.fault}: ${result.detail}`);
    else if (isRecord(result.value)) Object.assign(claims, allowed(result.value));
    else if (result.value !== undefined && result.value !== null)
      tell(mapping, 'it did not return an object');
  }
  return claims;

  function tell(mapping: ScopeMapping, message: string): void {
    events.emit({
      action: 'property_mapping_exception',
      app: 'postern.providers.oauth2',
      context: { message, mapping: { pk: mapping.pk, name: mapping.name }, provider: tenant.provider.name },
      user,
    });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const allowed = (claims: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(claims).filter(([name, value]) => !RESERVED.has(name) && value !== undefined),
  );
