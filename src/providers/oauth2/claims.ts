import type { UserFacts } from '../../core/policy/request.ts';
import type { FaultKind } from '../../core/policy/verdict.ts';
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

/** Milliseconds until an expression has answered: its own budget is the sandbox's, this one also holds the queue. */
const PATIENCE = 10_000;

/** Accidents of the moment. The author of the expression can do nothing about them, and the next try may go well. */
const PASSING_FAULTS: ReadonlySet<FaultKind> = new Set(['timeout', 'memory', 'unavailable']);

/** Claims could not be made now. Leaving them out would tell the client something else than what is true. */
export class ClaimsUnavailable extends Error {}

export interface ClaimsQuestion {
  readonly tenant: Tenant;
  readonly user: UserFacts;
  readonly scopes: ReadonlySet<string>;
  readonly http_request: Readonly<Record<string, unknown>> | null;
}

/**
 * What the scopes tell the client: the results of their expressions, merged in the order of the mappings. An expression
 * that is wrong says nothing, and an event names it; one that could not be run at all is a `ClaimsUnavailable`.
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
    mappings.map(({ expression }) => sandbox.run(expression, context, PATIENCE)),
  );
  const claims: Record<string, unknown> = {};
  for (const [index, mapping] of mappings.entries()) {
    const result = results[index];
    if (!result) continue;
    if (!result.ok) {
      tell(mapping, `${result.fault}: ${result.detail}`);
      if (PASSING_FAULTS.has(result.fault)) throw new ClaimsUnavailable(mapping.name);
      continue;
    }
    if (isRecord(result.value)) Object.assign(claims, allowed(result.value));
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
