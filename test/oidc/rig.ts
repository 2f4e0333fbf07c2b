import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { certificates } from '../../src/adapters/certificates.ts';
import { clientCertificates } from '../../src/adapters/client-certificates.ts';
import { createSandbox } from '../../src/adapters/sandbox/sandbox.ts';
import {
  systemClock,
  systemDelay,
  systemDigest,
  systemHmac,
  systemRandom,
} from '../../src/adapters/system.ts';
import { createFactors } from '../../src/app/authenticators/factors.ts';
import { createDecisions } from '../../src/app/decisions/decisions.ts';
import { createSessions } from '../../src/app/directory/sessions.ts';
import { createConsents, createUsers } from '../../src/app/directory/users.ts';
import { createFlows, type FlowPages } from '../../src/app/flows/flows.ts';
import { createAllowance } from '../../src/core/authenticator/allowance.ts';
import { catalogue as createCatalogue } from '../../src/core/catalogue.ts';
import type { EventDraft } from '../../src/core/event/port.ts';
import type { CookieChanges, Visitor } from '../../src/core/flow/flows.ts';
import type { Row } from '../../src/core/model/model.ts';
import { createGraph } from '../../src/core/policy/graph.ts';
import type { DecisionDraft } from '../../src/core/policy/record.ts';
import type { Ports } from '../../src/core/ports.ts';
import { memoryDevices, memoryTrust } from '../../src/core/testing/devices.ts';
import { memoryRuns } from '../../src/core/testing/flow-runs.ts';
import { memoryFlowTokens } from '../../src/core/testing/flow-tokens.ts';
import { knownLogins, nowhere } from '../../src/core/testing/geo.ts';
import { memoryInvitations } from '../../src/core/testing/invitations.ts';
import { constantStrength, formerPasswords, stolenPasswords } from '../../src/core/testing/passwords.ts';
import { plainHashing, recordedMail } from '../../src/core/testing/ports.ts';
import { recordedPosting } from '../../src/core/testing/posting.ts';
import { cleanSlates } from '../../src/core/testing/reputation.ts';
import { freeTries, memoryKnownDevices, memoryTries, noLockout } from '../../src/core/testing/tries.ts';
import { recordedLockdown } from '../../src/core/testing/users.ts';
import { plainWebAuthn } from '../../src/core/testing/webauthn.ts';
import { expression } from '../../src/policies/expression/policy.ts';
import { policyTypes } from '../../src/policies/index.ts';
import { providerTypes } from '../../src/providers/index.ts';
import { createOAuth2Endpoint, type OAuth2Endpoint } from '../../src/providers/oauth2/endpoint.ts';
import { errorPage, IN_ENGLISH } from '../../src/server/error-page.ts';
import { createHttp, readCookie, setCookie } from '../../src/server/http.ts';
import { registerOAuth2 } from '../../src/server/oauth2.ts';
import { createSpeech } from '../../src/server/words/speech.ts';
import { sourceTypes } from '../../src/sources/index.ts';
import { stageTypes } from '../../src/stages/index.ts';
import type { Database } from '../../src/store/database.ts';
import { createObjects } from '../../src/store/objects.ts';
import { createOAuthStore } from '../../src/store/oidc.ts';
import { createPeopleStore } from '../../src/store/people.ts';
import { startReplica } from '../../src/store/replica.ts';

const SESSION = 'postern_session';
const BROWSER = 'postern_browser';

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** Everything of Postern that OpenID Connect needs, on a real PostgreSQL, listening on a port of its own. */
export async function startRig(database: Database) {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const catalogue = createCatalogue({
    policies: [...new Set([...policyTypes, expression])],
    stages: stageTypes,
    sources: sourceTypes,
    providers: providerTypes,
  });
  const replica = await startReplica(database, catalogue.models, { log, now: systemClock.now });
  const graph = createGraph(replica, catalogue);
  const objects = createObjects(database, replica);
  const people = createPeopleStore(database, replica);
  const store = createOAuthStore(database);
  const sandbox = createSandbox();
  const events: EventDraft[] = [];
  const decided: DecisionDraft[] = [];
  const uid = ({ uuid }: { readonly uuid: unknown }) => systemDigest.sha256(`postern/uid/${String(uuid)}`);

  const directory = {
    catalogue,
    objects,
    store: people,
    hashing: plainHashing(),
    digest: systemDigest,
    clock: systemClock,
    random: systemRandom,
    facts: graph.facts,
    user: graph.user,
    row: (pk: number) => replica.get('users', pk),
    superusers: () => [],
    destroy: async (pk: number) => void (await objects.delete(catalogue.model('authentik_core.user'), pk)),
  };
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    delay: systemDelay,
    hashing: directory.hashing,
    digest: systemDigest,
    hmac: systemHmac,
    egress: { request: async () => ({ refused: 'there is no way out of this test' }) },
    sandbox,
    mail: recordedMail(),
    posting: recordedPosting({ clock: systemClock }),
    invitations: memoryInvitations(),
    events: { emit: (event) => void events.push(event) },
    configuration: replica,
    users: createUsers(directory),
    consents: createConsents(directory),
    lockdown: recordedLockdown(),
    policies: { check: (input) => decisions.check(input) },
    call: { call: (input) => decisions.call(input) },
    sources: { offered: async () => [] },
    certificates,
    clientCertificates,
    pwned: stolenPasswords(),
    strength: constantStrength(),
    passwordHistory: formerPasswords(),
    reputation: cleanSlates,
    geoip: nowhere,
    logins: knownLogins({}),
    devices: memoryDevices(),
    webauthn: plainWebAuthn(),
    factors: createFactors({ kinds: [], ports: () => ports }),
    trustedBrowsers: memoryTrust(),
    tries: freeTries,
    allowance: createAllowance({ tries: memoryTries(), digest: systemDigest, clock: systemClock }),
  };
  const decisions = createDecisions({
    graph,
    ports,
    timers: {
      after(milliseconds, work) {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    decisionLog: { record: (draft) => void decided.push(draft) },
    events: ports.events,
    log,
    clock: systemClock,
    elapsed: () => performance.now(),
    random: systemRandom,
    perform: async () => {},
  });
  const sessions = createSessions({
    ...directory,
    devices: memoryKnownDevices(),
    events: ports.events,
    geoip: nowhere,
    mayAct: (person) => person.is_superuser,
  });
  const oauth2: OAuth2Endpoint = createOAuth2Endpoint({
    entitlements: () => [],
    replica,
    store,
    flows: { start: (input) => flows.start(input), refuse: (input) => flows.refuse(input) },
    decisions,
    user: graph.user,
    uid,
    sandbox,
    events: ports.events,
    clock: systemClock,
    random: systemRandom,
    log,
    errorPage: (facts) => errorPage(facts, IN_ENGLISH),
  });
  const flows: FlowPages = createFlows({
    configuration: replica,
    catalogue,
    internalStages: [],
    decisions,
    runs: memoryRuns(),
    tokens: memoryFlowTokens(),
    sessions,
    lockout: noLockout,
    continuations: oauth2.continuations,
    brand: () => [...replica.all('brands')][0],
    launchUrl: () => null,
    presentBinding: (binding) => binding,
    ports,
    log,
  });

  const server = await createHttp({
    configuration: { public_url: null, trusted_proxies: [] } as never,
    log,
    uuid: systemRandom.uuid,
    async identify(request, http) {
      const cookie = readCookie(request, SESSION);
      const found = cookie === undefined ? undefined : await sessions.find(cookie, http);
      return found ? { ...found, via: 'session', http } : { ...request.actor, http };
    },
    speech: createSpeech(catalogue, () => undefined),
    suspicious: () => {},
  });
  registerOAuth2(server, {
    endpoint: oauth2,
    visitor: (request): Visitor => ({
      actor: request.actor,
      browser: readCookie(request, BROWSER) ?? null,
      trust: null,
    }),
    origin: (request) => `http://${request.headers.host}`,
    applyCookies(reply, { browser, session }: CookieChanges) {
      if (browser !== undefined) setCookie(reply.request, reply, BROWSER, { value: browser, expires: null });
      if (session === null) setCookie(reply.request, reply, SESSION, null);
      else if (session)
        setCookie(reply.request, reply, SESSION, { value: session.key, expires: session.expires });
    },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;

  const model = (name: string) => catalogue.model(name);
  const add = async (name: string, values: object): Promise<Row> =>
    objects.insert(model(name), model(name).fields.partial().parse(values) as Record<string, unknown>);
  const change = async (name: string, pk: string | number, values: object): Promise<void> => {
    await objects.update(model(name), pk, values as Record<string, unknown>);
  };
  const remove = (name: string, pk: string | number) => objects.delete(model(name), pk);

  return {
    origin: `http://127.0.0.1:${port}`,
    server,
    database,
    replica,
    graph,
    objects,
    store,
    sessions,
    flows,
    sandbox,
    oauth2,
    events,
    logged,
    decided,
    people,
    ports,
    uid,
    add,
    change,
    remove,
    async close() {
      await server.close();
      oauth2.close();
      graph.close();
      await replica.close();
      await sandbox.close();
    },
  };
}

/** PEM of a fresh private key. */
export function pemOf(kind: 'ec' | 'rsa'): string {
  const { privateKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export const SCOPES = [
  [
    'profile',
    'return { name: request.user.name, preferred_username: request.user.username, groups: request.user.groups.map((group) => group.name) }',
  ],
  ['email', 'return { email: request.user.email, email_verified: false }'],
  ['offline_access', 'return {}'],
] as const;

/** Flows, mappings and keys that the applications of a test share. */
export async function furnish(rig: Rig) {
  const flow = (slug: string, designation: string, more: object = {}) =>
    rig.add('authentik_flows.flow', { name: slug, slug, title: slug, designation, ...more });
  const silent = await flow('silent', 'authorization', { authentication: 'require_authenticated' });
  const asking = await flow('asking', 'authorization', { authentication: 'require_authenticated' });
  const ending = await flow('ending', 'invalidation');
  const login = await flow('login', 'authentication');
  const consent = await rig.add('authentik_stages_consent.consentstage', {
    name: 'consent',
    mode: 'permanent',
  });
  const password = await rig.add('authentik_stages_password.passwordstage', {
    name: 'password',
    backends: ['authentik.core.auth.InbuiltBackend'],
  });
  const identification = await rig.add('authentik_stages_identification.identificationstage', {
    name: 'identification',
    user_fields: ['username'],
    password_stage: password.pk,
  });
  const enter = await rig.add('authentik_stages_user_login.userloginstage', { name: 'enter' });
  const bind = (target: Row, stage: Row, order: number) =>
    rig.add('authentik_flows.flowstagebinding', { target: target.pk, stage: stage.pk, order });
  await bind(asking, consent, 0);
  await bind(login, identification, 0);
  await bind(login, enter, 10);
  const brand = await rig.add('authentik_brands.brand', {
    domain: 'postern.test',
    default: true,
    flow_authentication: login.pk,
  });
  const ec = await rig.add('authentik_crypto.certificatekeypair', {
    name: 'ec',
    certificate_data: '-',
    key_data: pemOf('ec'),
  });
  const rsa = await rig.add('authentik_crypto.certificatekeypair', {
    name: 'rsa',
    certificate_data: '-',
    key_data: pemOf('rsa'),
  });
  const mappings: Row[] = [];
  for (const [scope_name, expression] of SCOPES) {
    const description = scope_name === 'email' ? 'Your e-mail address' : '';
    mappings.push(
      await rig.add('authentik_providers_oauth2.scopemapping', {
        name: scope_name,
        scope_name,
        expression,
        description,
      }),
    );
  }
  return { silent, asking, ending, login, brand, ec, rsa, mappings, bind };
}

export type Furniture = Awaited<ReturnType<typeof furnish>>;
