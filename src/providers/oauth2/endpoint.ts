import type { ContinuationHandler } from '../../core/flow/flows.ts';
import type { TokenMint } from '../../core/oauth/minting.ts';
import { type Authorized, createGate, type InFlight } from './authorization.ts';
import { discoveryOf, globalDiscovery, keysOf, unionOf } from './discovery.ts';
import { createDispatcher } from './dispatch.ts';
import { type Address, exchange } from './exchange.ts';
import { write } from './finish.ts';
import { resumePath } from './hand-over.ts';
import type { Instance } from './instance.ts';
import { createInstances } from './instances.ts';
import { afterLogout, logOut } from './logout.ts';
import { createMint } from './minting.ts';
import {
  AUTHORIZED,
  header,
  LOGGED_OUT,
  type OAuth2Call,
  type OAuth2Ports,
  type OAuth2Reply,
} from './ports.ts';
import { basicChallenge, createRefusals, requestId } from './refusals.ts';
import { json, preflight, protocolError, SUBMIT_SCRIPT, withOuterScript } from './replies.ts';
import type { RequestState } from './request-state.ts';
import { subjectOf } from './subject.ts';
import { createTenants, type Tenant } from './tenant.ts';

/** Addresses hold codes, so nobody is told where somebody came from. Clients that open a window have to find it again. */
const HEADERS = { 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'unsafe-none' };

export interface OAuth2Endpoint extends TokenMint {
  /** Answers a request to any of the endpoints. Never rejects. */
  answer(call: OAuth2Call): Promise<OAuth2Reply>;
  /** For the flows: what is done when a run that was begun here is finished. */
  readonly continuations: Readonly<Record<string, ContinuationHandler>>;
  close(): void;
}

/** The endpoints of OAuth 2 and OpenID Connect: find the client, let its provider answer, write what is to be kept. */
export function createOAuth2Endpoint(ports: OAuth2Ports): OAuth2Endpoint {
  const inFlight: InFlight = new Map();
  const tenants = createTenants(ports.replica);
  const resolve = createDispatcher(ports, tenants);
  const refusals = createRefusals(ports);
  const instances = createInstances(tenants, ports, createGate(ports, inFlight));

  async function respond(call: OAuth2Call): Promise<OAuth2Reply> {
    if (call.method === 'OPTIONS') {
      return preflight(header(call, 'origin'), header(call, 'access-control-request-headers'));
    }
    if (call.endpoint === 'submit-script') return script();
    if (call.endpoint === 'global-discovery')
      return json(200, globalDiscovery(await global(call), call.origin));
    if (call.endpoint === 'global-jwks') {
      const keys = (await global(call)).map((instance) => keysOf(instance, ports.clock.now() / 1000));
      return json(200, { keys: unionOf(keys) });
    }
    const resolved = await resolve(call);
    if ('reply' in resolved) return resolved.reply;
    return run(resolved.state, resolved.address);
  }

  async function global({ origin }: OAuth2Call): Promise<Instance[]> {
    const shared = tenants.all().filter(({ config }) => config.issuer_mode === 'global');
    const made = await Promise.allSettled(shared.map((tenant) => instances.of(tenant, origin)));
    return made.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  }

  async function run(state: RequestState, address: Address): Promise<OAuth2Reply> {
    const { call, tenant } = state;
    const instance = await instances.of(tenant, call.origin);
    const { ctx, reply } = await exchange(instance, state, address);
    if (!(await write(state, ports))) {
      return protocolError(400, 'invalid_grant', 'grant request is invalid');
    }
    if (ctx.status === 401 && header(call, 'authorization')?.startsWith('Basic')) {
      ctx.set('www-authenticate', basicChallenge(call)); // the same for every client, known or not
    }
    if (ctx.status !== 200) return withOuterScript(reply());
    switch (call.endpoint) {
      case 'discovery':
        ctx.body = discoveryOf(ctx.body as Record<string, unknown>, instance, call.origin);
        return reply();
      case 'jwks':
        ctx.body = { keys: keysOf(instance, ports.clock.now() / 1000) };
        return reply();
      case 'introspect':
        ctx.body = introspected(ctx.body as Record<string, unknown>, tenant);
        return reply();
      case 'end-session':
        return logOut(ctx, state, ports);
      default:
        return withOuterScript(reply());
    }
  }

  /** The subject that the client knows, in the place of our own key. */
  function introspected(body: Readonly<Record<string, unknown>>, tenant: Tenant): object {
    const user = typeof body.sub === 'string' ? ports.user(Number(body.sub)) : undefined;
    if (!user) return body.active === true ? { active: false } : body;
    return { ...body, sub: subjectOf(user, tenant.config.sub_mode, ports.uid), username: user.username };
  }

  return {
    async answer(call) {
      try {
        const reply = await respond(call);
        return { ...reply, headers: { ...HEADERS, ...reply.headers } };
      } catch (err) {
        ports.log.error({ err, request_id: requestId(call), endpoint: call.endpoint }, 'oauth2: failed');
        ports.events.emit({
          action: 'system_exception',
          app: 'postern.providers.oauth2',
          context: { message: err instanceof Error ? err.message : String(err), endpoint: call.endpoint },
          http_request: call.visitor.actor.http,
        });
        return refusals.failed(call);
      }
    },
    mint: createMint({ tenants, instances }, ports).mint,
    continuations: { [AUTHORIZED]: authorized, [LOGGED_OUT]: afterLogout(ports) },
    close: () => tenants.close(),
  };

  async function authorized(input: Parameters<ContinuationHandler>[0]): Promise<{ readonly to: string }> {
    const key = String(input.data.key);
    const { user, session } = input.actor;
    const to = resumePath(key);
    if (!session || user.pk === null) return { to };
    const who: Authorized = { user: user.pk, session: session.uuid };
    const waitingHere = inFlight.get(key);
    if (waitingHere) {
      waitingHere(who);
      return { to };
    }
    const payload = await ports.store.findRequest(key);
    if (payload) await ports.store.updateRequest(key, { ...payload, authorized: who });
    return { to };
  }
}

const script = (): OAuth2Reply => ({
  status: 200,
  headers: {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  },
  body: SUBMIT_SCRIPT,
  cookies: {},
});
