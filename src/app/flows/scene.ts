import { z } from 'zod';
import { createAllowance } from '../../core/authenticator/allowance.ts';
import type { Actor, SessionFacts } from '../../core/directory/ports.ts';
import type {
  Challenge,
  ContinuationHandler,
  CookieChanges,
  FlowStart,
  Started,
  Visitor,
} from '../../core/flow/flows.ts';
import { defineStageType, type StageType } from '../../core/flow/stage-type.ts';
import type { Lockout } from '../../core/lockout/ports.ts';
import { silent } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { Effect } from '../../core/policy/effect.ts';
import { ANONYMOUS, type PolicyRequest, type UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';
import { memoryDevices, memoryTrust } from '../../core/testing/devices.ts';
import { memoryRuns } from '../../core/testing/flow-runs.ts';
import { memoryFlowTokens } from '../../core/testing/flow-tokens.ts';
import { knownLogins, nowhere } from '../../core/testing/geo.ts';
import { memoryInvitations } from '../../core/testing/invitations.ts';
import { constantStrength, formerPasswords, stolenPasswords } from '../../core/testing/passwords.ts';
import {
  fixedClock,
  knownClients,
  knownPolicies,
  knownSources,
  noCalls,
  noCertificates,
  plainDigest,
  plainHashing,
  plainHmac,
  recordedDelay,
  recordedEvents,
  recordedMail,
  scriptedSandbox,
  seededRandom,
} from '../../core/testing/ports.ts';
import { recordedPosting } from '../../core/testing/posting.ts';
import { type MemoryReplica, memoryReplica } from '../../core/testing/replica.ts';
import { cleanSlates } from '../../core/testing/reputation.ts';
import { freeTries, memoryTries, noLockout } from '../../core/testing/tries.ts';
import { type MemoryUser, memoryConsents, memoryUsers, recordedLockdown } from '../../core/testing/users.ts';
import { plainWebAuthn } from '../../core/testing/webauthn.ts';
import { stageTypes } from '../../stages/index.ts';
import { createFactors } from '../authenticators/factors.ts';
import { invitationUsed } from '../invitations/stages.ts';
import type { FlowsDeps } from './deps.ts';
import { createFlows } from './flows.ts';

/** A small world for tests of flows: real stages, real use cases, fakes of what lies outside. */

/** What the policies of a target say: that it passes, or what else a decision can be. */
export type Saying =
  | boolean
  | 'fault'
  | 'closed'
  | {
      readonly passing: boolean;
      readonly messages?: readonly string[];
      readonly faulted?: boolean;
      readonly effects?: readonly Effect[];
    };

export interface SceneSpec {
  readonly flows?: readonly Row[];
  readonly stages?: readonly Row[];
  readonly bindings?: readonly Row[];
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
  /** By the key of the target; a target that is not here passes, as one with nothing bound does. */
  readonly policies?: Readonly<Record<string, Saying | ((request: PolicyRequest) => Saying)>>;
  readonly people?: readonly MemoryUser[];
  readonly brand?: Row;
  readonly types?: readonly StageType[];
  readonly internal?: readonly StageType[];
  readonly continuations?: Readonly<Record<string, ContinuationHandler>>;
  readonly lockout?: (ports: Ports) => Lockout;
  /** In the place of the fakes. */
  readonly ports?: Partial<Ports>;
}

const keyOf = (name: string): string => name;

/** A flow; its key is its slug. */
export const flowRow = (slug: string, more: Readonly<Record<string, unknown>> = {}): Row => ({
  pk: keyOf(slug),
  name: slug,
  slug,
  title: 'Welcome',
  designation: 'authentication',
  authentication: 'none',
  denied_action: 'message_continue',
  layout: 'stacked',
  background: '',
  ...more,
});

export const stageRow = (pk: string, type: string, more: Readonly<Record<string, unknown>> = {}): Row => ({
  pk,
  type,
  name: pk,
  ...more,
});

/** A stage binding; its key is `flow/stage`. */
export const bindingRow = (
  target: string,
  stage: string,
  order: number,
  more: Readonly<Record<string, unknown>> = {},
): Row => ({
  pk: `${target}/${stage}`,
  target,
  stage,
  order,
  evaluate_on_plan: false,
  re_evaluate_policies: true,
  policy_engine_mode: 'any',
  invalid_response_action: 'retry',
  ...more,
});

/** A stage that asks for a word and passes with the right one; it counts how often it was begun. */
export const wordStage = (begun: { count: number } = { count: 0 }): StageType =>
  defineStageType({
    type: 'word',
    model: 'test.wordstage',
    component: '',
    title: 'Word',
    description: 'Asks for a word.',
    config: z.strictObject({ word: z.string().default('please') }),
    challenge: 'test-word',
    asks: z.looseObject({}),
    answer: z.strictObject({ word: z.string() }),
    messages: { wrong: 'This is not the word.' },
    uses: [],
    proves: true,
    begin: ({ stage, ask }) => {
      begun.count += 1;
      return ask({ name: stage.name });
    },
    answered: ({ config, stage, answer, context, execution, done, retry }) =>
      answer.word === config.word
        ? done({
            passed: [...((context.passed as string[] | undefined) ?? []), stage.name],
            proofs: [...(context.proofs ?? []), { type: 'word', execution, time: 1 }],
          })
        : retry({ word: 'wrong' }),
  });

/** A stage whose code is broken. */
export const brokenStage: StageType = defineStageType({
  type: 'broken',
  model: 'test.brokenstage',
  component: '',
  title: 'Broken',
  description: 'Throws.',
  config: z.strictObject({ when: z.enum(['begin', 'answer']).default('begin') }),
  challenge: 'test-broken',
  asks: z.looseObject({}),
  answer: z.looseObject({}),
  messages: {},
  uses: [],
  proves: false,
  begin: ({ config, ask }) => {
    if (config.when === 'begin') throw new Error('the stage is broken');
    return ask({});
  },
  answered: () => {
    throw new Error('the answer broke the stage');
  },
});

export interface Scene {
  readonly replica: MemoryReplica;
  readonly events: ReturnType<typeof recordedEvents>;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly runs: ReturnType<typeof memoryRuns>;
  readonly tokens: ReturnType<typeof memoryFlowTokens>;
  readonly posting: ReturnType<typeof recordedPosting>;
  readonly flows: ReturnType<typeof createFlows>;
  readonly deps: FlowsDeps;
  /** Targets in the order in which they were decided, with the username that was judged. */
  readonly decided: readonly string[];
  readonly requests: readonly PolicyRequest[];
  /** Keys of live sessions. */
  readonly sessions: ReadonlyMap<string, UserFacts>;
  browser(signedIn?: UserFacts): Browser;
}

export function scene(spec: SceneSpec): Scene {
  const replica = memoryReplica({
    flows: spec.flows ?? [],
    stages: spec.stages ?? [],
    stage_bindings: spec.bindings ?? [],
    ...spec.rows,
  });
  const events = recordedEvents();
  const clock = fixedClock();
  const runs = memoryRuns();
  const tokens = memoryFlowTokens();
  const random = seededRandom(7);
  const users = memoryUsers(spec.people ?? [], clock.now);
  const sessions = new Map<string, UserFacts>();
  const decided: string[] = [];
  const requests: PolicyRequest[] = [];

  const posting = recordedPosting({ clock, tokens });
  const ports: Ports = {
    clock,
    random,
    delay: recordedDelay(),
    hashing: plainHashing(),
    digest: plainDigest,
    hmac: plainHmac,
    egress: { request: async () => ({ refused: 'no network in tests' }) },
    sandbox: scriptedSandbox({}),
    mail: recordedMail(),
    posting,
    invitations: memoryInvitations(),
    events,
    configuration: replica,
    certificates: noCertificates,
    clientCertificates: knownClients(),
    users,
    consents: memoryConsents(clock.now),
    lockdown: recordedLockdown(),
    policies: knownPolicies({}),
    call: noCalls,
    sources: knownSources(),
    pwned: stolenPasswords(),
    strength: constantStrength(),
    passwordHistory: formerPasswords(),
    reputation: cleanSlates,
    geoip: nowhere,
    logins: knownLogins({}),
    devices: memoryDevices(),
    trustedBrowsers: memoryTrust(),
    webauthn: plainWebAuthn(),
    factors: createFactors({
      kinds: stageTypes.flatMap(({ device }) => device ?? []),
      ports: () => ports,
    }),
    tries: freeTries,
    allowance: createAllowance({ tries: memoryTries(), digest: plainDigest, clock }),
    ...spec.ports,
  };

  const deps: FlowsDeps = {
    configuration: replica,
    catalogue: { stages: [...stageTypes, ...(spec.types ?? [])] },
    internalStages: [...(spec.internal ?? []), invitationUsed],
    decisions: {
      async decide(target, request) {
        decided.push(`${target} ${request.user.username || '-'}`);
        requests.push(request);
        const policy = spec.policies?.[target] ?? true;
        const said = typeof policy === 'function' ? policy(request) : policy;
        const base = { messages: [], faulted: false, closed: false, effects: [], request_id: 'req' };
        if (said === 'fault') return { ...base, passing: false, faulted: true };
        if (said === 'closed') return { ...base, passing: false, closed: true };
        return typeof said === 'boolean' ? { ...base, passing: said } : { ...base, ...said };
      },
    },
    runs,
    tokens,
    sessions: {
      async login({ user, replaces, how, method, method_args, authenticated }) {
        if (replaces) sessions.delete(replaces.uuid);
        if (how.terminate_other_sessions)
          for (const [key, { pk }] of sessions) if (pk === user.pk) sessions.delete(key);
        const uuid = random.uuid();
        sessions.set(uuid, user);
        const now = clock.now();
        const expires = now + how.duration * 1000;
        const session: SessionFacts = {
          uuid,
          user: user.pk ?? 0,
          created: now,
          expires,
          method,
          method_args,
          authenticated,
        };
        return { session, key: uuid, cookie_expires: how.duration > 0 ? expires : null };
      },
      async logout({ session }) {
        sessions.delete(session.uuid);
      },
      async endAll(user, except) {
        for (const [uuid, { pk }] of sessions) if (pk === user && uuid !== except) sessions.delete(uuid);
      },
    },
    lockout: spec.lockout?.(ports) ?? noLockout,
    continuations: spec.continuations ?? {},
    brand: () => spec.brand,
    launchUrl: (application) => `https://${application.slug}.test/`,
    presentBinding: (binding) => binding,
    ports,
    log: silent,
  };
  const flows = createFlows(deps);
  let requestCount = 0;

  function browser(signedIn?: UserFacts): Browser {
    if (signedIn) sessions.set(`session-of-${signedIn.username}`, signedIn);
    return new Browser({
      flows,
      sessions,
      now: clock.now,
      requestId: () => `req-${++requestCount}`,
      cookies: {
        browser: null,
        session: signedIn ? `session-of-${signedIn.username}` : null,
        trust: null,
      },
    });
  }
  return { replica, events, clock, runs, tokens, posting, flows, deps, decided, requests, sessions, browser };
}

interface Jar {
  browser: string | null;
  device?: string | null;
  session: string | null;
  trust: string | null;
}

/** A browser of a test: it keeps cookies and, as the flow pages do, the run of its tab. */
export class Browser {
  readonly #world: {
    readonly flows: ReturnType<typeof createFlows>;
    readonly sessions: ReadonlyMap<string, UserFacts>;
    readonly now: () => number;
    readonly requestId: () => string;
  };
  readonly cookies: Jar;
  run: string | undefined;
  query: Readonly<Record<string, string>> = {};
  last: Challenge = { component: '' };
  /** When its session cookie ends; null: with the browser. */
  expires: number | null | undefined;
  /** Where it is. */
  address = '192.0.2.7';

  constructor(parts: Browser['world'] & { readonly cookies: Jar }) {
    const { cookies, ...world } = parts;
    this.#world = world;
    this.cookies = cookies;
  }

  get world() {
    return this.#world;
  }

  /** Another tab: the same cookies, no run yet. */
  tab(): Browser {
    return new Browser({ ...this.#world, cookies: this.cookies });
  }

  get visitor(): Visitor {
    const key = this.cookies.session;
    const user = key === null ? undefined : this.#world.sessions.get(key);
    const session: SessionFacts | null =
      user && key !== null
        ? {
            uuid: key,
            user: user.pk ?? 0,
            created: this.#world.now(),
            expires: this.#world.now() + 3_600_000,
            method: 'password',
            method_args: {},
            authenticated: this.#world.now(),
          }
        : null;
    const actor: Actor = {
      user: user ?? ANONYMOUS,
      session,
      via: user ? 'session' : 'anonymous',
      http: {
        client_ip: this.address,
        method: 'POST',
        path: '/api/v3/flows/executor/x/',
        host: 'id.corp.test',
        user_agent: 'Test/1',
        request_id: this.#world.requestId(),
      },
    };
    const { browser, trust, device = null } = this.cookies;
    return { actor, browser, trust, device };
  }

  take({ browser, session, trust, device }: CookieChanges): void {
    if (trust) this.cookies.trust = trust.key;
    if (device) this.cookies.device = device.key;
    if (browser !== undefined) this.cookies.browser = browser;
    if (session) this.expires = session.expires;
    if (session !== undefined) this.cookies.session = session?.key ?? null;
  }

  /** Opens the page of a flow, or reads it again. */
  async get(slug: string, query: Readonly<Record<string, string>> = this.query): Promise<Challenge> {
    this.query = query;
    const shown = await this.#world.flows.get({ slug, visitor: this.visitor, run: this.run, query });
    return this.#seen(shown.challenge, shown.cookies);
  }

  /** Answers the challenge that was shown last, as the flow pages do; `fields` may overrule any of it. */
  async post(slug: string, fields: Readonly<Record<string, unknown>>): Promise<Challenge> {
    const { component, execution } = this.last;
    const body = { component, ...(execution ? { execution } : {}), ...fields };
    const address = { slug, visitor: this.visitor, run: this.run, query: this.query };
    const shown = await this.#world.flows.answer(address, body);
    return this.#seen(shown.challenge, shown.cookies);
  }

  async start(input: Omit<FlowStart, 'visitor'>): Promise<Started> {
    const started = await this.#world.flows.start({ ...input, visitor: this.visitor });
    this.take(started.cookies);
    this.run = started.run ?? undefined;
    this.query = input.query ?? {};
    return started;
  }

  #seen(challenge: Challenge, cookies: CookieChanges): Challenge {
    this.take(cookies);
    if (challenge.run) this.run = challenge.run;
    this.last = challenge;
    return challenge;
  }
}

/** The texts of the errors of a challenge. */
export const errorsOf = ({ response_errors = {} }: Challenge): string[] =>
  Object.values(response_errors).flatMap((list) => list.map(({ string }) => string));
