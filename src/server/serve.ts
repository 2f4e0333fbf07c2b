import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { blueprintModified } from '../adapters/blueprint-files/files.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import type { createLanguageHelp } from '../adapters/sandbox/language-help.ts';
import type { createSandbox } from '../adapters/sandbox/sandbox.ts';
import { systemClock, systemDigest, systemRandom } from '../adapters/system.ts';
import type { createLibrary } from '../app/applications/library.ts';
import type { Closing } from '../app/decisions/closing.ts';
import type { Decisions } from '../app/decisions/decisions.ts';
import type { Explaining } from '../app/decisions/explaining.ts';
import { createReopening } from '../app/decisions/reopening.ts';
import type { createTrying } from '../app/decisions/trying.ts';
import type { createWho } from '../app/decisions/who.ts';
import type { Accounts } from '../app/directory/accounts.ts';
import type { createImpersonation } from '../app/directory/impersonation.ts';
import { createLocking } from '../app/directory/lockdown.ts';
import type { Recovery } from '../app/directory/recovery.ts';
import type { Sessions } from '../app/directory/sessions.ts';
import { createStanding } from '../app/directory/standing.ts';
import { createAssisting } from '../app/expressions/assisting.ts';
import type { FlowPages } from '../app/flows/flows.ts';
import { createInvitationMails } from '../app/invitations/sending.ts';
import type { createLockout } from '../app/lockout/lockout.ts';
import { createUnlock } from '../app/lockout/unlock.ts';
import type { Writing } from '../app/mail/writing.ts';
import type { Authority } from '../app/objects/authority.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { createRoles } from '../app/rbac/roles.ts';
import type { createSources } from '../app/sources/sources.ts';
import { createOverview } from '../app/system/overview.ts';
import { createSettings } from '../app/system/settings.ts';
import { type Api, api } from '../contract/api.ts';
import type { entitlementsOf } from '../core/application/entitled.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { EventPort } from '../core/event/port.ts';
import type { Mail } from '../core/mail/port.ts';
import type { MailServer } from '../core/mail/server.ts';
import type { MailTemplates } from '../core/mail/templates.ts';
import type { Row } from '../core/model/model.ts';
import type { Objects } from '../core/model/objects.ts';
import type { Graph } from '../core/policy/graph.ts';
import type { DecisionLog } from '../core/policy/record.ts';
import type { UserFacts } from '../core/policy/request.ts';
import type { Ports } from '../core/ports.ts';
import type { Database } from '../store/database.ts';
import { databaseVersion } from '../store/database-version.ts';
import { createDecisionFigures } from '../store/decision-figures.ts';
import { createEventFigures } from '../store/event-figures.ts';
import type { createFiles } from '../store/files.ts';
import type { RunningReplica } from '../store/replica.ts';
import { createTaskQueue } from '../store/task-queue.ts';
import { createAdmit } from './admit.ts';
import { applicationHandlers, applicationSpecial } from './applications.ts';
import { authenticatorHandlers } from './authenticators.ts';
import { bindRoutes } from './bind.ts';
import { registerBranding } from './branding.ts';
import { closedTargetHandlers } from './closed-targets.ts';
import { cryptoHandlers } from './crypto.ts';
import { directoryHandlers } from './directory.ts';
import { eventHandlers } from './events.ts';
import { expressionHandlers } from './expressions.ts';
import { fileHandlers, registerFiles } from './files.ts';
import { filters } from './filters.ts';
import type { FirstStart } from './first-start.ts';
import { flowHandlers, registerFlowPages } from './flows.ts';
import { createHttp } from './http.ts';
import { createIdentify } from './identify.ts';
import { kindHandlers } from './kinds.ts';
import { mailHandlers } from './mails.ts';
import { managedHandlers } from './managed.ts';
import { mappingHandlers } from './mappings.ts';
import { notificationHandlers, notificationSpecial } from './notifications.ts';
import type { Notifying } from './notifying.ts';
import { registerOAuth2 } from './oauth2.ts';
import type { DeferredOAuth2Endpoint } from './oauth2-deferred.ts';
import { type createMetrics, registerOperations } from './operations.ts';
import { originOf } from './origin.ts';
import { registerPages } from './pages.ts';
import { policyHandlers } from './policies.ts';
import { providerHandlers } from './providers.ts';
import { registerReference } from './reference.ts';
import { resourceHandlers, type Special } from './resources.ts';
import { rootHandlers } from './root.ts';
import { sessionHandlers } from './sessions.ts';
import { fixedSettings } from './settings.ts';
import { registerSetup } from './setup.ts';
import { connectionSpecials, registerSources, sourceHandlers } from './sources.ts';
import { stageHandlers } from './stages.ts';
import { systemHandlers } from './system.ts';
import { VERSION } from './version.ts';
import { applyCookies, visitorOf } from './visitor.ts';
import { whoHandlers } from './who.ts';
import type { createSpeech } from './words/speech.ts';

/** What is served, and by what. */
export interface House {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly replica: RunningReplica;
  readonly graph: Graph;
  readonly objects: Objects;
  readonly cases: ObjectUseCases;
  readonly authority: Authority;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly speech: ReturnType<typeof createSpeech>;
  readonly events: EventPort;
  readonly ports: Ports;
  readonly sandbox: ReturnType<typeof createSandbox>;
  readonly help: ReturnType<typeof createLanguageHelp>;
  readonly decisions: Decisions;
  readonly decisionLog: DecisionLog;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly impersonation: ReturnType<typeof createImpersonation>;
  readonly recovery: Recovery;
  readonly roles: ReturnType<typeof createRoles>;
  readonly library: ReturnType<typeof createLibrary>;
  readonly explaining: Explaining;
  readonly trying: ReturnType<typeof createTrying>;
  readonly who: ReturnType<typeof createWho>;
  readonly flows: FlowPages;
  readonly lockout: ReturnType<typeof createLockout>;
  readonly sources: ReturnType<typeof createSources>;
  readonly oauth2: DeferredOAuth2Endpoint;
  readonly files: ReturnType<typeof createFiles>;
  readonly firstStart: FirstStart;
  readonly closing: Closing;
  readonly notifying: Notifying;
  readonly templates: MailTemplates;
  readonly write: Writing;
  readonly blueprintFolder: string;
  brand(host: string): Row | undefined;
  user(pk: number): UserFacts | undefined;
  uid(user: { readonly uuid: unknown }): string;
  /** What somebody is entitled to in an application. */
  entitlements(application: string, person: UserFacts): ReturnType<typeof entitlementsOf>;
  /** A mail server that a stage names. */
  stageMail(server: MailServer): Mail;
}

/** Puts everything that is asked over HTTP onto one server, which does not listen yet. */
export async function serve(house: House): Promise<{ readonly server: FastifyInstance; readonly api: Api }> {
  const {
    configuration,
    log,
    database,
    catalogue,
    replica,
    graph,
    objects,
    cases,
    authority,
    metrics,
    brand,
    user,
    uid,
    speech,
    events,
    ports,
    sandbox,
    help,
    decisions,
    decisionLog,
    accounts,
    sessions,
    impersonation,
    recovery,
    roles,
    library,
    explaining,
    trying,
    who,
    flows,
    lockout,
    sources,
    oauth2,
    files,
    firstStart,
    closing,
    notifying,
    entitlements,
    templates,
    write,
    stageMail,
    blueprintFolder,
  } = house;
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
  return { server, api: contract };
}
