import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { AppendedStage, Started } from '../../core/flow/flows.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { type Admission, admit, factsOf } from './admission.ts';
import { authTimeOf } from './authentication.ts';
import { HandOver, resumePath } from './hand-over.ts';
import { AUTHORIZED, type OAuth2Ports } from './ports.ts';
import { type RequestState, stateOf, type WaitingRequest } from './request-state.ts';
import { subjectOf } from './subject.ts';

/** How long a request waits for a person, in seconds. */
export const PATIENCE = 3_600;
/** A request that was sent to flows this often without getting anywhere goes back to the client. */
const MOST_TURNS = 8;

/** Who went through an authorization flow: told by the flow's continuation. */
export interface Authorized {
  readonly user: number;
  readonly session: string;
}

/** Requests whose flow is being started right now: a flow that shows nothing ends before anything had to be stored. */
export type InFlight = Map<string, (authorized: Authorized) => void>;

interface Visit {
  readonly ctx: KoaContextWithOIDC;
  readonly state: RequestState;
  readonly silent: boolean;
  readonly prompts: ReadonlySet<string>;
}

/**
 * The gate in front of every code: signed in, freshly enough; admitted by the application's policies; through the
 * authorization flow. Throws where the browser has to go elsewhere first.
 */
export function createGate(ports: OAuth2Ports, inFlight: InFlight) {
  const now = () => Math.floor(ports.clock.now() / 1000);

  return async function pass(ctx: KoaContextWithOIDC): Promise<void> {
    const state = stateOf(ctx);
    const { prompts } = ctx.oidc;
    const visit: Visit = { ctx, state, prompts, silent: prompts.has('none') };
    const { user, session } = state.call.visitor.actor;
    if (needsLogin(visit)) return signIn(visit);
    if (!session) throw new errors.LoginRequired();
    const context = contextOf(visit);
    const { http } = state.call.visitor.actor;
    const question = { tenant: state.tenant, user, http_request: http, context, repeated: false };
    const admission = await admit(question, ports);
    if (!admission.admitted) return refuse(visit, admission);
    state.facts = factsOf(http, context);
    if (ctx.oidc.requestParamOIDCScopes.size === 0) {
      throw new errors.InvalidScope('none of the requested scopes is available', '');
    }
    const { authorized } = state.waiting ?? {};
    if (authorized?.user === user.pk && authorized.session === session.uuid) return;
    await authorize(visit, user, session.uuid);
  };

  function needsLogin({ ctx, state, prompts }: Visit): boolean {
    const { user, session } = state.call.visitor.actor;
    if (!session || !user.is_authenticated) return true;
    const authenticated = authTimeOf(session);
    const fresh = state.waiting !== null && authenticated >= state.waiting.since;
    if (!fresh && (prompts.has('login') || prompts.has('select_account'))) return true;
    const { max_age } = ctx.oidc.params ?? {};
    if (!fresh && max_age !== undefined && now() - authenticated > Number(max_age)) return true;
    if (!hintsAtAnother(ctx, state, user)) return false;
    if (fresh) throw new errors.LoginRequired('the person who signed in is not the one that was asked for');
    return true;
  }

  function hintsAtAnother(ctx: KoaContextWithOIDC, { tenant }: RequestState, user: UserFacts): boolean {
    const hint = ctx.oidc.entities.IdTokenHint;
    return hint !== undefined && hint.payload.sub !== subjectOf(user, tenant.config.sub_mode, ports.uid);
  }

  async function signIn(visit: Visit): Promise<never> {
    const { ctx, state, silent } = visit;
    if (silent) throw new errors.LoginRequired();
    const { tenant, call } = state;
    const { login_hint } = ctx.oidc.params ?? {};
    const flow = tenant.provider.authentication_flow;
    const key = await wait(visit);
    const started = await ports.flows.start({
      flow: flow === null ? { designation: 'authentication' } : { pk: flow },
      visitor: call.visitor,
      query: { next: resumePath(key) },
      context: {
        application: tenant.application,
        ...(typeof login_hint === 'string' && login_hint.length <= 254
          ? { pending_user_identifier: login_hint }
          : {}),
      },
    });
    throw new HandOver(started.to, started.cookies);
  }

  async function refuse({ state, silent }: Visit, refused: Admission & { admitted: false }): Promise<never> {
    const { tenant, call } = state;
    if (silent) throw new errors.AccessDenied(`access was refused (request ${refused.request_id})`);
    const started = await ports.flows.refuse({
      flow: { pk: tenant.provider.authorization_flow },
      visitor: call.visitor,
      refusal: {
        messages: refused.messages,
        request_id: refused.request_id,
        application: { name: tenant.application.name, pk: tenant.application.pk },
      },
    });
    throw new HandOver(started.to, started.cookies);
  }

  async function authorize(visit: Visit, user: UserFacts, session: string): Promise<void> {
    const { state, silent } = visit;
    const key = state.key ?? ports.random.token();
    let authorized: Authorized | undefined;
    inFlight.set(key, (who) => {
      authorized = who;
    });
    let started: Started;
    try {
      started = await ports.flows.start({
        flow: { pk: state.tenant.provider.authorization_flow },
        visitor: state.call.visitor,
        context: { application: state.tenant.application, is_sso: true, ...consentFacts(visit) },
        append: consentStage(visit),
        continuation: { kind: AUTHORIZED, data: { key } },
        silent,
      });
    } finally {
      inFlight.delete(key);
    }
    state.cookies = { ...state.cookies, ...started.cookies };
    if (started.outcome === 'finished' && authorized?.user === user.pk && authorized.session === session)
      return;
    if (silent) throw silentFault(visit, started);
    if (started.outcome !== 'denied') await wait(visit, key, authorized);
    throw new HandOver(started.to, started.cookies);
  }

  function silentFault(visit: Visit, { outcome }: Started): errors.OIDCProviderError {
    if (outcome === 'denied') return new errors.AccessDenied('the authorization flow refused');
    return hasConsentStage(visit.state) || consentStage(visit).length > 0
      ? new errors.ConsentRequired('the person has to be asked for consent')
      : new errors.InteractionRequired('the person has to be asked');
  }

  /** Keeps the request until the person comes back; answers its key. */
  async function wait({ state }: Visit, key?: string, authorized?: Authorized): Promise<string> {
    const turns = (state.waiting?.turns ?? 0) + 1;
    if (turns > MOST_TURNS) throw new errors.LoginRequired('the flows led nowhere');
    const kept: WaitingRequest = {
      params: state.params,
      since: state.waiting?.since ?? now(),
      turns,
      ...(authorized ? { authorized } : {}),
    };
    const payload = { ...kept, client_id: state.tenant.config.client_id };
    if (state.key !== null) {
      await ports.store.updateRequest(state.key, payload);
      return state.key;
    }
    const fresh = key ?? ports.random.token();
    await ports.store.saveRequest(fresh, payload, now() + PATIENCE);
    return fresh;
  }

  function hasConsentStage({ tenant }: RequestState): boolean {
    return ports.replica
      .by('stage_bindings', 'target', tenant.provider.authorization_flow)
      .some(({ stage }) => ports.replica.get('stages', String(stage))?.type === 'consent');
  }

  /** A stage that asks, where the client or offline access demands it and the flow has none of its own. */
  function consentStage({ prompts, state }: Visit): readonly AppendedStage[] {
    if (!prompts.has('consent') || hasConsentStage(state)) return [];
    return [{ kind: 'consent', data: { mode: state.consentAsked ? 'always_require' : 'permanent' } }];
  }

  function consentFacts({ ctx, state }: Visit): Readonly<Record<string, unknown>> {
    const scopes = ctx.oidc.requestParamOIDCScopes;
    const described = new Map(
      state.tenant.mappings
        .filter(({ scope_name, description }) => scopes.has(scope_name) && description !== '')
        .map(({ scope_name, description }) => [scope_name, description]),
    );
    const permissions = [...described].map(([id, name]) => ({ id, name }));
    return {
      consent_header: `You are about to sign in to ${state.tenant.application.name}.`,
      consent_permissions: permissions,
    };
  }
}

/** What policies are told about an authorization request. */
function contextOf({ ctx }: Visit): Readonly<Record<string, unknown>> {
  const params = ctx.oidc.params ?? {};
  const known = (name: string) => params[name] ?? null;
  return {
    oauth_scopes: [...ctx.oidc.requestParamOIDCScopes],
    oauth_grant_type: 'authorization_code',
    oauth_endpoint: 'authorize',
    oauth_client_id: known('client_id'),
    oauth_redirect_uri: known('redirect_uri'),
    oauth_response_type: known('response_type'),
    oauth_code_challenge: known('code_challenge'),
    oauth_code_challenge_method: known('code_challenge_method'),
    oauth_max_age: params.max_age === undefined ? null : Number(params.max_age),
  };
}
