import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { authenticatorNames } from '../adapters/authenticator-names.ts';
import { blueprintModified } from '../adapters/blueprint-files/files.ts';
import { certificates } from '../adapters/certificates.ts';
import { clientCertificates } from '../adapters/client-certificates.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import { publicOrigin } from '../adapters/configuration/public-url.ts';
import { createDns } from '../adapters/dns.ts';
import { createEgress } from '../adapters/egress/egress.ts';
import { createGeoIP } from '../adapters/geoip/geoip.ts';
import { argon2id } from '../adapters/hashing.ts';
import { guardedMail } from '../adapters/mail/guarded.ts';
import { createMail } from '../adapters/mail/mail.ts';
import { ownMailTemplates } from '../adapters/mail/templates.ts';
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
import { createReopening } from '../app/decisions/reopening.ts';
import { createTrying } from '../app/decisions/trying.ts';
import { createWho } from '../app/decisions/who.ts';
import { type Accounts, createAccounts } from '../app/directory/accounts.ts';
import { createImpersonation, createMayAct } from '../app/directory/impersonation.ts';
import { createLockdown, createLocking } from '../app/directory/lockdown.ts';
import { createRecovery } from '../app/directory/recovery.ts';
import { createSessions, type Sessions } from '../app/directory/sessions.ts';
import { createStanding } from '../app/directory/standing.ts';
import { createConsents, createUsers } from '../app/directory/users.ts';
import { createRecorder } from '../app/events/recorder.ts';
import { createAssisting } from '../app/expressions/assisting.ts';
import { createScriptHost } from '../app/expressions/host.ts';
import { createFlows, type FlowPages } from '../app/flows/flows.ts';
import { createInvitationMails } from '../app/invitations/sending.ts';
import { invitationUsed } from '../app/invitations/stages.ts';
import { createLockout } from '../app/lockout/lockout.ts';
import { createUnlock } from '../app/lockout/unlock.ts';
import { createPosting } from '../app/mail/posting.ts';
import { createSending, type Sending } from '../app/mail/sending.ts';
import { tellingMail } from '../app/mail/telling.ts';
import { createWriting } from '../app/mail/writing.ts';
import { type Authority, createAuthority } from '../app/objects/authority.ts';
import { createObjectUseCases, type ObjectUseCases } from '../app/objects/objects.ts';
import { policyPresenters } from '../app/objects/policy-presenters.ts';
import { launchUrl, presenters } from '../app/objects/presenters.ts';
import { sessionPresenters } from '../app/objects/session-presenters.ts';
import { stagePresenters } from '../app/objects/stage-presenters.ts';
import { createInitialGrants } from '../app/rbac/initial-permissions.ts';
import { createRoles } from '../app/rbac/roles.ts';
import { createReputation, type LiveReputation } from '../app/reputation/reputation.ts';
import { rules } from '../app/rules/index.ts';
import { createOffers } from '../app/sources/offers.ts';
import { sourceContinuations } from '../app/sources/resuming.ts';
import { createSources } from '../app/sources/sources.ts';
import { sourceStages } from '../app/sources/stages.ts';
import { createOverview } from '../app/system/overview.ts';
import { createSettings } from '../app/system/settings.ts';
import { type Api, api } from '../contract/api.ts';
import { entitlementsOf } from '../core/application/entitled.ts';
import { createAllowance } from '../core/authenticator/allowance.ts';
import { brandOf } from '../core/brand/brand-of.ts';
import { type Catalogue, catalogue as createCatalogue } from '../core/catalogue.ts';
import type { PeopleStore } from '../core/directory/stores.ts';
import type { ContinuationHandler } from '../core/flow/flows.ts';
import type { FlowTokens } from '../core/flow/ports.ts';
import type { KnownDevices, TryStore } from '../core/lockout/ports.ts';
import type { Outbox } from '../core/mail/posting.ts';
import type { MailServer } from '../core/mail/server.ts';
import { mailTemplates } from '../core/mail/templates.ts';
import type { Objects } from '../core/model/objects.ts';
import type { OAuthStore } from '../core/oauth/store.ts';
import type { PasswordHistoryStore } from '../core/password/ports.ts';
import { createGraph, type Graph } from '../core/policy/graph.ts';
import type { DecisionLog } from '../core/policy/record.ts';
import type { UserFacts } from '../core/policy/request.ts';
import type { Ports } from '../core/ports.ts';
import type { PendingAuthorizations } from '../core/source/ports.ts';
import { retentionOf } from '../core/system/settings.ts';
import { policyTypes } from '../policies/index.ts';
import { providerTypes } from '../providers/index.ts';
import { sourceTypes } from '../sources/index.ts';
import { createOAuthDriver } from '../sources/oauth/driver.ts';
import { stageTypes } from '../stages/index.ts';
import { createClosedTargets } from '../store/closed-targets.ts';
import type { Database } from '../store/database.ts';
import { databaseVersion } from '../store/database-version.ts';
import { createDecisionFigures } from '../store/decision-figures.ts';
import { createDecisionLog } from '../store/decisions.ts';
import { keepDeviceTypes } from '../store/device-types.ts';
import { createDevices } from '../store/devices.ts';
import { createEventFigures } from '../store/event-figures.ts';
import { createEventStore } from '../store/events.ts';
import { createFiles } from '../store/files.ts';
import { createFlowRuns } from '../store/flow-runs.ts';
import { createFlowTokens } from '../store/flow-tokens.ts';
import { createInvitations } from '../store/invitations.ts';
import { createKnownDevices } from '../store/known-devices.ts';
import { createRecentLogins } from '../store/logins.ts';
import { createObjects } from '../store/objects.ts';
import { createOAuthStore } from '../store/oidc.ts';
import { createOutbox } from '../store/outbox.ts';
import { createPasswordHistory } from '../store/password-history.ts';
import { createPeopleStore } from '../store/people.ts';
import { type RunningReplica, startReplica } from '../store/replica.ts';
import { createReputationStore } from '../store/reputation.ts';
import { createPendingAuthorizations } from '../store/sources.ts';
import { createTaskQueue } from '../store/task-queue.ts';
import { createTryStore } from '../store/tries.ts';
import { createTrustedBrowsers } from '../store/trusted-browsers.ts';
import { createAdmit } from './admit.ts';
import { applicationHandlers, applicationSpecial } from './applications.ts';
import { authenticatorHandlers } from './authenticators.ts';
import { bindRoutes } from './bind.ts';
import { registerBranding } from './branding.ts';
import { closedTargetHandlers } from './closed-targets.ts';
import { cryptoHandlers } from './crypto.ts';
import { directoryHandlers } from './directory.ts';
import { errorPage } from './error-page.ts';
import { eventHandlers } from './events.ts';
import { expressionHandlers } from './expressions.ts';
import { fileHandlers, registerFiles } from './files.ts';
import { filters } from './filters.ts';
import { createFirstStart, type FirstStart } from './first-start.ts';
import { flowHandlers, registerFlowPages } from './flows.ts';
import { createHttp } from './http.ts';
import { createIdentify } from './identify.ts';
import { kindHandlers } from './kinds.ts';
import { mailHandlers } from './mails.ts';
import { managedHandlers } from './managed.ts';
import { mappingHandlers } from './mappings.ts';
import { notificationHandlers, notificationSpecial } from './notifications.ts';
import { createNotifying, type Notifying } from './notifying.ts';
import { registerOAuth2 } from './oauth2.ts';
import { deferOAuth2Endpoint } from './oauth2-deferred.ts';
import { createMetrics, registerOperations } from './operations.ts';
import { originOf } from './origin.ts';
import { registerPages } from './pages.ts';
import { policyHandlers } from './policies.ts';
import { providerHandlers } from './providers.ts';
import { registerReference } from './reference.ts';
import { resourceHandlers, type Special } from './resources.ts';
import { rootHandlers } from './root.ts';
import { sessionHandlers } from './sessions.ts';
import { fixedSettings } from './settings.ts';
import { registerSetup, setupContinuations } from './setup.ts';
import { connectionSpecials, registerSources, sourceHandlers, sourcePresenters } from './sources.ts';
import { stageHandlers } from './stages.ts';
import { systemHandlers } from './system.ts';
import { VERSION } from './version.ts';
import { applyCookies, visitorOf } from './visitor.ts';
import { whoHandlers } from './who.ts';
import { createSpeech } from './words/speech.ts';

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
  const catalogue = createCatalogue({
    policies: policyTypes,
    stages: stageTypes,
    sources: sourceTypes,
    providers: providerTypes,
  });
  await keepDeviceTypes(database, authenticatorNames);
  const replica = await startReplica(database, catalogue.models, { log, now: systemClock.now });
  const graph = createGraph(replica, catalogue);
  const objects = createObjects(database, replica);
  const store = createPeopleStore(database, replica);
  const authority = createAuthority(replica);
  const metrics = createMetrics();
  const user = (pk: number) => graph.user(pk);
  const brand = (host: string) => brandOf(replica.all('brands'), host);
  const speech = createSpeech(catalogue, brand);
  const superusers = () =>
    [...replica.all('users')].flatMap(({ pk }) => {
      const facts = graph.user(Number(pk));
      return facts?.is_active && facts.is_superuser ? [Number(pk)] : [];
    });
  const uid = ({ uuid }: { readonly uuid: unknown }) => systemDigest.sha256(`postern/uid/${String(uuid)}`);

  /** For links that leave Postern, whoever says under what name they came. */
  const origin = (host: string) =>
    publicOrigin(configuration.public_url, { host, localAddress: undefined, localPort: undefined });

  const later = (work: () => void, milliseconds: number) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  };
  const geoip = createGeoIP({ city: configuration.geoip_city, asn: configuration.geoip_asn, log });
  const recorder = createRecorder({
    store: createEventStore(database),
    clock: systemClock,
    random: systemRandom,
    geoip,
    log,
    later,
    brand(host) {
      const found = brand(host);
      return found ? { pk: found.pk, app: 'authentik_brands', model_name: 'brand', name: found.domain } : {};
    },
    retention: () => retentionOf(replica),
    // Rules are asked by what is made below, from what tells events.
    rules: {
      concerns: (event) => notifying.judging.concerns(event),
      wake: () => notifying.judging.wake(),
    },
  });
  const reputation = await createReputation({
    store: createReputationStore(database),
    clock: systemClock,
    log,
    limits: {
      lower: configuration.reputation_lower_limit,
      upper: configuration.reputation_upper_limit,
      expiry: configuration.reputation_expiry,
      recovery: configuration.reputation_recovery,
    },
    place(ip) {
      const { geoip: geo, asn } = geoip.lookup(ip);
      return { geo: { ...geo }, asn: { ...asn } };
    },
    later,
  });
  const events = {
    emit(draft: Parameters<typeof recorder.emit>[0]) {
      metrics.events.inc({ action: draft.action.startsWith('custom_') ? 'custom' : draft.action });
      recorder.emit(draft);
      reputation.heed(draft);
    },
  };
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
  const mail = createMail({
    host: configuration.email_host,
    port: configuration.email_port,
    username: configuration.email_username,
    password: configuration.email_password,
    use_tls: configuration.email_use_tls,
    use_ssl: configuration.email_use_ssl,
    timeout: configuration.email_timeout,
    from: configuration.email_from,
  });

  const tellingMails = tellingMail({ mail, events, clock: systemClock, app: 'postern.mail' });
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
  const outbox = createOutbox(database);
  const templates = mailTemplates(ownMailTemplates(configuration.email_templates, log));
  const write = createWriting({ templates, brand });

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
    posting: createPosting({
      write,
      outbox,
      events,
      clock: systemClock,
      random: systemRandom,
      origin,
    }),
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

  const mailOf = guardedMail({ allow: configuration.egress_allow, from: configuration.email_from });
  const stageMail = (server: MailServer) =>
    tellingMail({ mail: mailOf(server), events, clock: systemClock, app: 'postern.mail' });
  const sending = createSending({
    outbox,
    replica,
    mail: ports.mail,
    mailOf: stageMail,
    events,
    clock: systemClock,
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
  const mayAct = createMayAct({
    replica,
    authority,
    users: catalogue.model('authentik_core.user'),
    enabled: configuration.impersonation,
  });
  const sessions = createSessions({
    store,
    devices: knownDevices,
    digest: systemDigest,
    clock: systemClock,
    random: systemRandom,
    events,
    geoip,
    user,
    mayAct,
  });
  const impersonation = createImpersonation({
    sessions,
    events,
    enabled: configuration.impersonation,
    requireReason: configuration.impersonation_require_reason,
    user,
    mayAct,
  });
  const accounts = createAccounts({
    catalogue,
    objects,
    replica,
    cases,
    authority,
    store,
    hashing: argon2id,
    digest: systemDigest,
    clock: systemClock,
    events,
    user,
    uid,
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
  const roles = createRoles({ catalogue, objects, replica, authority });
  const library = createLibrary({ catalogue, objects, cases, decisions, authority, user });
  const recovery = createRecovery({
    catalogue,
    objects,
    replica,
    authority,
    tokens: flowTokens,
    posting: ports.posting,
    clock: systemClock,
    random: systemRandom,
    events,
    brand,
  });
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

  const server = await createHttp({
    configuration,
    log,
    uuid: systemRandom.uuid,
    identify: createIdentify({ accounts, sessions }),
    speech,
    suspicious: (facts, note) =>
      events.emit({
        action: 'suspicious_request',
        app: 'postern.server',
        context: { forwarding: note },
        http_request: facts,
      }),
  });
  const contract = api(catalogue);
  const invite = createInvitationMails({
    catalogue,
    cases,
    replica,
    posting: ports.posting,
    clock: systemClock,
  });
  const special: Record<string, Special> = {
    ...filters({ replica, user }),
    ...connectionSpecials(contract, catalogue, replica),
  };
  const notified = {
    catalogue,
    cases,
    objects,
    authority,
    store: notifying.store,
    delivering: notifying.delivering,
  };
  for (const resource of contract.resources) {
    if (resource.schema === 'Application') special.Application = applicationSpecial(library, resource);
    if (resource.schema === 'Notification') special.Notification = notificationSpecial(notified, resource);
  }
  bindRoutes(
    server,
    contract.routes,
    {
      ...resourceHandlers(contract.resources, cases, special),
      ...rootHandlers(replica, VERSION, catalogue),
      ...systemHandlers({
        settings: createSettings({ catalogue, replica, cases, fixed: fixedSettings(configuration) }),
        overview: createOverview({
          catalogue,
          replica,
          cases,
          figures: createDecisionFigures(database),
          log: decisionLog,
          clock: systemClock,
        }),
        queue: createTaskQueue(database),
        clock: systemClock,
        publicUrl: configuration.public_url,
        databaseVersion: () => databaseVersion(database),
        revision: () => replica.revision,
        brand: (host) => String(brand(host)?.domain ?? ''),
      }),
      ...directoryHandlers({
        accounts,
        impersonation,
        recovery,
        roles,
        standing: createStanding({ catalogue, replica, cases }),
        locking: createLocking({ catalogue, replica, authority, flows, brand }),
        unlock: createUnlock({ catalogue, objects, tries: lockout, events }),
      }),
      ...authenticatorHandlers({ catalogue, objects, cases }),
      ...applicationHandlers({ library, catalogue, cases }),
      ...expressionHandlers(createAssisting({ catalogue, replica, authority, cases, sandbox, help })),
      ...policyHandlers({ catalogue, cases, objects, trying, decisionLog, explaining, sandbox }),
      ...kindHandlers(catalogue, contract),
      ...sourceHandlers({ sources }),
      ...sessionHandlers({ catalogue, objects, sessions }),
      ...stageHandlers({ catalogue, replica, decisions, sandbox, random: systemRandom }),
      ...mailHandlers({ catalogue, cases, templates, write, mail: ports.mail, mailOf: stageMail, invite }),
      ...providerHandlers({
        catalogue,
        cases,
        replica,
        authority,
        entitlements,
        sandbox,
        events,
        clock: systemClock,
        user,
        uid,
      }),
      ...mappingHandlers({
        catalogue,
        cases,
        replica,
        authority,
        sandbox,
        clock: systemClock,
        user,
      }),
      ...whoHandlers(who),
      ...closedTargetHandlers(
        createReopening({ catalogue, replica, graph, cases, closing, events, clock: systemClock }),
      ),
      ...cryptoHandlers({ catalogue, cases, ports }),
      ...fileHandlers({ files, replica, catalogue, authority, events }),
      ...managedHandlers({
        catalogue,
        cases,
        replica,
        instances: firstStart.instances,
        blueprints: firstStart.blueprints,
        clock: systemClock,
        digest: systemDigest,
        modified: blueprintModified(blueprintFolder),
      }),
      ...eventHandlers({
        figures: createEventFigures(database, catalogue.model('authentik_events.event')),
        clock: systemClock,
        resource: contract.resources.find(({ schema }) => schema === 'Event'),
        special: special.Event,
      }),
      ...notificationHandlers(notified),
      ...flowHandlers({ flows, authority, catalogue, replica, cases }),
    },
    createAdmit(authority, contract.resources, catalogue),
  );
  registerFlowPages(server, { flows, replica, catalogue });
  registerSetup(server, { setup: firstStart.setup, flows });
  registerOAuth2(server, {
    endpoint: oauth2,
    visitor: visitorOf,
    origin: originOf,
    applyCookies,
  });
  registerSources(server, { sources, catalogue });
  registerBranding(server, { replica });
  registerFiles(server, { files });
  registerReference(server, contract.routes);
  registerOperations(server, {
    metrics,
    authority,
    ready: async () => {
      await replica.catchUp();
    },
    revision: () => replica.revision,
  });
  await registerPages(server, { authority });

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
