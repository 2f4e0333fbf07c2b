import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { certificates } from '../adapters/certificates.ts';
import { clientCertificates } from '../adapters/client-certificates.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import { createDns } from '../adapters/dns.ts';
import { createEgress } from '../adapters/egress/egress.ts';
import { argon2id } from '../adapters/hashing.ts';
import { createPasswordStrength } from '../adapters/password-strength/password-strength.ts';
import { createPwnedPasswords } from '../adapters/pwned-passwords/pwned-passwords.ts';
import { createLanguageHelp } from '../adapters/sandbox/language-help.ts';
import { createSandbox } from '../adapters/sandbox/sandbox.ts';
import { systemClock, systemDelay, systemDigest, systemHmac, systemRandom } from '../adapters/system.ts';
import { createWebAuthn } from '../adapters/webauthn.ts';
import { createLibrary } from '../app/applications/library.ts';
import { createFactors } from '../app/authenticators/factors.ts';
import { type Closing, createClosing } from '../app/decisions/closing.ts';
import { createDecisions, type Decisions } from '../app/decisions/decisions.ts';
import { createPerform } from '../app/decisions/effects.ts';
import { createExplaining } from '../app/decisions/explaining.ts';
import { withPlace } from '../app/decisions/place.ts';
import { createTrying } from '../app/decisions/trying.ts';
import { createWho } from '../app/decisions/who.ts';
import type { Accounts } from '../app/directory/accounts.ts';
import { createLockdown } from '../app/directory/lockdown.ts';
import type { Sessions } from '../app/directory/sessions.ts';
import { createConsents, createUsers } from '../app/directory/users.ts';
import { createScriptHost } from '../app/expressions/host.ts';
import { createFlows, type FlowPages } from '../app/flows/flows.ts';
import { invitationUsed } from '../app/invitations/stages.ts';
import { createLockout } from '../app/lockout/lockout.ts';
import type { Sending } from '../app/mail/sending.ts';
import type { Authority } from '../app/objects/authority.ts';
import { createObjectUseCases, type ObjectUseCases } from '../app/objects/objects.ts';
import { policyPresenters } from '../app/objects/policy-presenters.ts';
import { launchUrl, presenters } from '../app/objects/presenters.ts';
import { sessionPresenters } from '../app/objects/session-presenters.ts';
import { stagePresenters } from '../app/objects/stage-presenters.ts';
import { createInitialGrants } from '../app/rbac/initial-permissions.ts';
import type { LiveReputation } from '../app/reputation/reputation.ts';
import { rules } from '../app/rules/index.ts';
import { createOffers } from '../app/sources/offers.ts';
import { sourceContinuations } from '../app/sources/resuming.ts';
import { createSources } from '../app/sources/sources.ts';
import { sourceStages } from '../app/sources/stages.ts';
import type { Api } from '../contract/api.ts';
import { entitlementsOf } from '../core/application/entitled.ts';
import { createAllowance } from '../core/authenticator/allowance.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { PeopleStore } from '../core/directory/stores.ts';
import type { ContinuationHandler } from '../core/flow/flows.ts';
import type { FlowTokens } from '../core/flow/ports.ts';
import type { KnownDevices, TryStore } from '../core/lockout/ports.ts';
import type { Outbox } from '../core/mail/posting.ts';
import type { Objects } from '../core/model/objects.ts';
import type { OAuthStore } from '../core/oauth/store.ts';
import type { PasswordHistoryStore } from '../core/password/ports.ts';
import type { Graph } from '../core/policy/graph.ts';
import type { DecisionLog } from '../core/policy/record.ts';
import type { UserFacts } from '../core/policy/request.ts';
import type { Ports } from '../core/ports.ts';
import type { PendingAuthorizations } from '../core/source/ports.ts';
import { createOAuthDriver } from '../sources/oauth/driver.ts';
import { createClosedTargets } from '../store/closed-targets.ts';
import type { Database } from '../store/database.ts';
import { createDecisionLog } from '../store/decisions.ts';
import { createDevices } from '../store/devices.ts';
import { createFiles } from '../store/files.ts';
import { createFlowRuns } from '../store/flow-runs.ts';
import { createFlowTokens } from '../store/flow-tokens.ts';
import { createInvitations } from '../store/invitations.ts';
import { createKnownDevices } from '../store/known-devices.ts';
import { createRecentLogins } from '../store/logins.ts';
import { createOAuthStore } from '../store/oidc.ts';
import { createPasswordHistory } from '../store/password-history.ts';
import type { RunningReplica } from '../store/replica.ts';
import { createPendingAuthorizations } from '../store/sources.ts';
import { createTryStore } from '../store/tries.ts';
import { createTrustedBrowsers } from '../store/trusted-browsers.ts';
import { errorPage } from './error-page.ts';
import { createFirstStart, type FirstStart } from './first-start.ts';
import { furnishDirectory } from './furnish-directory.ts';
import { layGround } from './ground.ts';
import { createMailing } from './mailing.ts';
import { createNotifying, type Notifying } from './notifying.ts';
import { deferOAuth2Endpoint } from './oauth2-deferred.ts';
import { serve } from './serve.ts';
import { setupContinuations } from './setup.ts';
import { sourcePresenters } from './sources.ts';

export interface ComposeInput {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly log: Logger;
  /** What blueprints may read with `!Env`; this process's environment where not given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A whole Postern on one database, not listening yet. */
export interface Postern {
  readonly server: FastifyInstance;
  readonly catalogue: Catalogue;
  readonly api: Api;
  readonly replica: RunningReplica;
  readonly graph: Graph;
  readonly objects: Objects;
  readonly cases: ObjectUseCases;
  readonly authority: Authority;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly decisions: Decisions;
  readonly decisionLog: DecisionLog;
  readonly flows: FlowPages;
  readonly firstStart: FirstStart;
  readonly closing: Closing;
  readonly notifying: Notifying;
  readonly sending: Sending;
  readonly outbox: Pick<Outbox, 'adopt' | 'purge'>;
  readonly people: Pick<PeopleStore, 'purge'>;
  readonly flowTokens: Pick<FlowTokens, 'purge'>;
  readonly tries: Pick<TryStore, 'purge'>;
  readonly knownDevices: Pick<KnownDevices, 'purge'>;
  readonly oauth: Pick<OAuthStore, 'purge'>;
  readonly pendingAuthorizations: Pick<PendingAuthorizations, 'purge'>;
  readonly passwordHistory: Pick<PasswordHistoryStore, 'trim'>;
  readonly reputation: Pick<LiveReputation, 'settle' | 'flush'>;
  readonly ports: Ports;
  /** Makes ready what would otherwise wait for the first who needs it. */
  warm(): Promise<void>;
  /** Answers what is under way, writes what waits, and lets everything go. The database stays open. */
  close(): Promise<void>;
}

/** Puts the rooms together. Nothing else in the house knows all of them. */
export async function compose({
  configuration,
  database,
  log,
  env = process.env,
}: ComposeInput): Promise<Postern> {
  const ground = await layGround({ configuration, database, log }, () => notifying.judging);
  const { catalogue, replica, graph, objects, store, authority, metrics, user, brand, speech } = ground;
  const { superusers, uid, origin, geoip, recorder, reputation, events } = ground;
  const egress = createEgress({ allow: configuration.egress_allow });
  const strength = createPasswordStrength();
  const passwordHistory = createPasswordHistory(database);
  const logins = createRecentLogins(database);
  const devices = createDevices(database);
  const knownDevices = createKnownDevices(database);
  const tries = createTryStore(database);
  const flowTokens = createFlowTokens(database);
  const sandbox = createSandbox({
    host: createScriptHost({
      calls: { call: (input) => decisions.call(input) },
      replica,
      users: { find: (...asked) => ports.users.find(...asked) },
      dns: createDns({ now: systemClock.now }),
      egress,
      authenticators: {
        confirmed: async (pk) => [...new Set((await devices.of(pk)).map((device) => device.class))],
      },
      hosts: configuration.expression_hosts,
      minting: { mint: (order) => oauth2.mint(order) },
      origin,
      user,
    }),
  });
  const help = createLanguageHelp();
  const decisionLog = createDecisionLog(database, { log });
  const { mail, tellingMails, outbox, templates, write, posting, stageMail, sending } = createMailing({
    ...{ configuration, database, log, replica, events, brand, origin },
  });
  const lockout = createLockout({
    store: tries,
    devices: knownDevices,
    configuration: replica,
    tokens: flowTokens,
    mail: tellingMails,
    events,
    digest: systemDigest,
    clock: systemClock,
    random: systemRandom,
    log,
    origin,
  });
  // Three ports are made from the others, below; nobody asks before all are there.
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    delay: systemDelay,
    hashing: argon2id,
    digest: systemDigest,
    hmac: systemHmac,
    egress,
    sandbox,
    mail: tellingMails,
    posting,
    invitations: createInvitations(database),
    events,
    configuration: replica,
    certificates,
    clientCertificates,
    users: createUsers({
      catalogue,
      objects,
      store,
      hashing: argon2id,
      digest: systemDigest,
      clock: systemClock,
      random: systemRandom,
      facts: graph.facts,
      user,
      row: (pk) => replica.get('users', pk),
      superusers,
      destroy: (pk, by) => cases.destroy(catalogue.model('authentik_core.user'), { pk }, undefined, { by }),
    }),
    lockdown: { lock: (...asked) => lockdown.lock(...asked) },
    consents: createConsents({ catalogue, objects, clock: systemClock }),
    policies: { check: (input) => decisions.check(input) },
    call: { call: (input) => decisions.call(input) },
    sources: { offered: (input) => offers.offered(input) },
    pwned: createPwnedPasswords({ egress, url: configuration.hibp_url, now: systemClock.now }),
    strength,
    passwordHistory,
    reputation,
    geoip,
    devices,
    factors: createFactors({ kinds: catalogue.devices, ports: () => ports }),
    trustedBrowsers: createTrustedBrowsers(database),
    tries: lockout,
    allowance: createAllowance({ tries, digest: systemDigest, clock: systemClock }),
    webauthn: createWebAuthn({
      origin,
      name: (host) => String(brand(host)?.branding_title || 'Postern'),
    }),
    logins: {
      async recent(user, count) {
        await recorder.flush(); // a login of a moment ago counts
        return logins.recent(user, count);
      },
    },
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
    decisionLog: {
      record(draft) {
        metrics.decisions.inc({
          target: draft.target.model,
          outcome: draft.decision.passing ? 'pass' : 'fail',
        });
        decisionLog.record(draft);
      },
    },
    events,
    log,
    clock: systemClock,
    elapsed: () => performance.now(),
    random: systemRandom,
    perform: createPerform({ events, users: ports.users, mail: ports.mail, log }),
  });
  const notifying = createNotifying({
    catalogue,
    database,
    replica,
    objects,
    graph,
    decisions,
    events,
    mail,
    ports,
    log,
    origin: configuration.public_url,
  });

  const offers = createOffers({ replica, catalogue, graph, decisions });
  const shown = {
    ...presenters,
    ...policyPresenters(catalogue),
    ...stagePresenters(catalogue),
    ...sessionPresenters(geoip),
    ...sourcePresenters(catalogue, configuration.public_url),
  };
  const people = {
    user,
    uid,
    membersOf: (group: string) => replica.by('users', 'groups', group).map(({ pk }) => Number(pk)),
  };
  const afterCreate = createInitialGrants({ catalogue, replica, authority });
  const cases = createObjectUseCases({
    catalogue,
    objects,
    replica,
    authority,
    people,
    ports,
    rules,
    presenters: shown,
    afterCreate,
  });
  const { sessions, impersonation, accounts, roles, recovery } = furnishDirectory({
    ...{ configuration, catalogue, replica, objects, store, authority, events, geoip, user, uid, brand },
    ...{ cases, knownDevices, flowTokens, posting: ports.posting },
  });
  const explaining = createExplaining({
    catalogue,
    replica,
    decisions,
    authority,
    cases,
    clock: systemClock,
    user,
    placed: (context, http) => withPlace(context, http, geoip),
  });
  const trying = createTrying({ catalogue, replica, cases, decisions, explaining, random: systemRandom });
  const who = createWho({
    catalogue,
    replica,
    graph,
    decisions,
    authority,
    cases,
    clock: systemClock,
    elapsed: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    reach: ({ expression, language }) => sandbox.beyondPerson(expression, language ?? undefined),
  });
  const library = createLibrary({ catalogue, objects, cases, decisions, authority, user });
  // The flows hand finished runs to the providers that began them; those are made from the flows.
  const continuations: Record<string, ContinuationHandler> = {};
  const flows = createFlows({
    configuration: replica,
    catalogue,
    internalStages: [...sourceStages({ catalogue, objects, events, replica }), invitationUsed],
    decisions,
    runs: createFlowRuns(database),
    tokens: flowTokens,
    sessions,
    lockout,
    continuations,
    brand,
    launchUrl: (application, person) => launchUrl(application, { replica, catalogue, uid, user: person }),
    presentBinding: (binding, actor) =>
      cases.show(binding, catalogue.model('authentik_flows.flowstagebinding'), actor),
    ports,
    log,
  });
  const files = createFiles(database);
  const oauthStore = createOAuthStore(database);
  const lockdown = createLockdown({
    catalogue,
    objects,
    sessions,
    flowTokens,
    oauth: oauthStore,
    knownDevices,
    clock: systemClock,
    superusers,
  });
  const entitlements = (application: string, person: UserFacts) =>
    entitlementsOf({ replica, graph }, application, person, systemClock.now());
  const oauth2 = deferOAuth2Endpoint({
    entitlements,
    replica,
    store: oauthStore,
    flows,
    decisions,
    user,
    uid,
    sandbox,
    events,
    clock: systemClock,
    random: systemRandom,
    log,
    errorPage: (facts) => {
      const language = facts.language ?? 'en';
      return errorPage(facts, { language, say: speech.in(language) });
    },
  });
  Object.assign(continuations, oauth2.continuations);
  const pendingAuthorizations = createPendingAuthorizations(database);
  const sources = createSources({
    catalogue,
    replica,
    objects,
    graph,
    decisions,
    flows,
    pending: pendingAuthorizations,
    drivers: { oauth: createOAuthDriver(ports) },
    users: ports.users,
    sandbox,
    events,
    clock: systemClock,
    random: systemRandom,
    log,
  });
  Object.assign(continuations, sourceContinuations({ flows, replica, clock: systemClock }));
  const blueprintFolder = join(import.meta.dirname, '../../blueprints');
  const firstStart = createFirstStart({
    database,
    catalogue,
    objects,
    casesOver: (over, told) =>
      createObjectUseCases({
        catalogue,
        objects: over,
        replica,
        authority,
        people,
        ports: { ...ports, events: told },
        rules,
        presenters: shown,
        afterCreate,
      }),
    ports,
    log,
    folder: blueprintFolder,
    env,
  });
  Object.assign(continuations, setupContinuations(firstStart.setup));
  const closing = createClosing({
    replica,
    graph,
    closed: createClosedTargets(database),
    events,
    log,
    clock: systemClock,
  });

  const { server, api: contract } = await serve({
    ...ground,
    ...{ configuration, log, database, ports, cases, sandbox, help, decisions, decisionLog, library },
    ...{ accounts, sessions, impersonation, recovery, roles, explaining, trying, who, flows, lockout },
    ...{ sources, oauth2, files, firstStart, closing, notifying, entitlements, blueprintFolder },
    ...{ templates, write, stageMail },
  });

  return {
    server,
    catalogue,
    api: contract,
    replica,
    graph,
    objects,
    cases,
    authority,
    accounts,
    sessions,
    decisions,
    decisionLog,
    flows,
    firstStart,
    closing,
    notifying,
    sending,
    outbox,
    people: store,
    flowTokens,
    tries,
    knownDevices,
    oauth: oauthStore,
    pendingAuthorizations,
    passwordHistory,
    reputation,
    ports,
    async warm() {
      // What nobody has set up is not made ready either: it would be memory for nothing.
      const clients = replica.by('providers', 'type', 'oauth2').length > 0;
      await Promise.all([sandbox.warm(1), geoip.warm(), clients && oauth2.warm()]);
    },
    async close() {
      await server.close();
      oauth2.close();
      closing.close();
      await closing.settled();
      await decisionLog.close();
      await notifying.judging.end();
      await recorder.flush();
      await reputation.close();
      await Promise.all([sandbox.close(), help.close(), egress.close(), mail.close(), strength.close()]);
      geoip.close();
      graph.close();
      await replica.close();
    },
  };
}
