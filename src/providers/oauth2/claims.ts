import type { Entitlement } from '../../core/application/entitled.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { FaultKind } from '../../core/policy/verdict.ts';
import type { OAuth2Ports } from './ports.ts';
import type { ScopeMapping, Tenant } from './tenant.ts';

/** Claims of the protocol itself: no expression may speak for them. */
export const RESERVED: ReadonlySet<string> = new Set([
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
}

type ClaimsPorts = Pick<OAuth2Ports, 'sandbox' | 'events' | 'clock' | 'entitlements'>;
type Claims = Readonly<Record<string, unknown>>;

/** Milliseconds for which a question that is asked again has the same answer. */
const MEMORY = 5_000;

/**
 * Answers by what was asked. A client and a person are one object each until anything about them changes, so a change
 * is another question, and old answers go with the objects.
 */
const answers = new WeakMap<
  Tenant,
  WeakMap<UserFacts, Map<string, { claims: Promise<Claims>; until: number }>>
>();

/**
 * What the scopes tell the client: the results of their expressions, merged in the order of the mappings. An expression
 * that is wrong says nothing, and an event names it; one that could not be run at all is a `ClaimsUnavailable`.
 * Expressions see the person, the provider and the scopes, but no HTTP request: it would be the client's. The ID token
 * and the userinfo that is asked for right after it are answered by one evaluation.
 */
export function claimsOf(question: ClaimsQuestion, ports: ClaimsPorts): Promise<Claims> {
  const { tenant, user, scopes } = question;
  const ofTenant = answers.get(tenant) ?? new WeakMap();
  answers.set(tenant, ofTenant);
  const ofUser: Map<string, { claims: Promise<Claims>; until: number }> = ofTenant.get(user) ?? new Map();
  ofTenant.set(user, ofUser);
  // A change of bindings makes neither of them another object.
  const key = `${[...scopes].join(' ')}\n${names(ports.entitlements(tenant.application.pk, user))}`;
  const now = ports.clock.now();
  const known = ofUser.get(key);
  if (known && known.until > now) return known.claims;
  const claims = evaluate(question, ports);
  ofUser.set(key, { claims, until: now + MEMORY });
  claims.catch(() => ofUser.delete(key)); // an accident is no answer
  return claims;
}

const names = (entitlements: readonly Entitlement[]): string => JSON.stringify(entitlements);

let turn: Promise<void> | undefined;

/** The end of this turn of the event loop, the same for all who wait for it: what they ask goes in one message. */
function endOfTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  });
  return turn;
}

async function evaluate(
  { tenant, user, scopes }: ClaimsQuestion,
  { sandbox, events, clock, entitlements }: ClaimsPorts,
): Promise<Claims> {
  const mappings = tenant.mappings.filter(({ scope_name }) => scopes.has(scope_name));
  if (mappings.length === 0) return {};
  const { group_pks: _, ...person } = user;
  const context = {
    application: tenant.application.pk,
    request: { user: person, http_request: null, obj: null, context: {}, time: clock.now() },
    extra: {
      user: person,
      provider: {
        pk: tenant.provider.pk,
        name: tenant.provider.name,
        client_id: tenant.config.client_id,
        application: tenant.application,
      },
      token: { scopes: [...scopes] },
      entitlements: entitlements(tenant.application.pk, user),
    },
  };
  await endOfTurn();
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
