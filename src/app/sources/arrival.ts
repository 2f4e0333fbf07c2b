import { pendingUser } from '../../core/flow/context.ts';
import type { AppendedStage } from '../../core/flow/flows.ts';
import type { Row } from '../../core/model/model.ts';
import { ANONYMOUS, type UserFacts } from '../../core/policy/request.ts';
import type { Identity } from '../../core/source/driver.ts';
import { comparedBy, matchUser, type UserMatch, type UserMatchingMode } from '../../core/source/matching.ts';
import type { PendingAuthorization } from '../../core/source/ports.ts';
import type { SuspendedRun } from '../../core/source/suspended.ts';
import { connect } from './connecting.ts';
import { CONNECTION, named, SETTINGS, type SourceReply, type SourcesDeps, type SourceVisit } from './deps.ts';
import { refusedGroup, updateGroups } from './groups.ts';
import { MappingFault, type Properties, propertiesOf, userPath } from './properties.ts';
import { denial, page, refuse } from './refusals.ts';
import { handingOver, resumed } from './resuming.ts';
import { SOURCE_CONNECTION, SOURCE_GROUPS } from './stages.ts';

/** Written into the attributes of users who came through a source. */
const SOURCES_ATTRIBUTE = 'goauthentik.io/user/sources';

interface Arrived {
  readonly source: Row;
  readonly identity: Identity;
  readonly pending: PendingAuthorization;
  readonly visit: SourceVisit;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What happens with somebody whom a source has described: in as whom, or out with which words. */
export function createArrival(deps: SourcesDeps) {
  const { catalogue, objects, decisions, flows, users, clock } = deps;
  const connections = catalogue.model(CONNECTION);

  async function matchOf({ source, identity, visit }: Arrived, properties: Properties): Promise<UserMatch> {
    const mode = source.user_matching_mode as UserMatchingMode;
    const by = comparedBy(mode);
    const caller = visit.visitor.actor.user.pk;
    const connection = await objects.find(connections, {
      source: String(source.pk),
      identifier: identity.identifier,
    });
    const value = by === null ? '' : text(properties.user[by]);
    const found = by === null || value === '' ? [] : await users.find([by], value, false);
    const candidates = [...found.map(({ pk }) => pk), caller].filter((pk) => pk !== null);
    const occupied: number[] = [];
    for (const user of candidates)
      if (await objects.find(connections, { source: String(source.pk), user })) occupied.push(user);
    return matchUser({
      mode,
      connected: connection ? Number(connection.user) : null,
      caller,
      value: value === '' ? null : value,
      email_verified: identity.email_verified,
      found: found.map(({ pk }) => pk).filter((pk) => pk !== null),
      occupied,
    });
  }

  /** Somebody who does not exist yet, as far as the source describes them. */
  const newcomer = (source: Row, { user }: Properties): UserFacts => ({
    ...ANONYMOUS,
    username: text(user.username),
    name: text(user.name),
    email: text(user.email),
    path: userPath(source),
    attributes: isRecord(user.attributes) ? user.attributes : {},
  });

  return async (arrived: Arrived): Promise<SourceReply> => {
    const { source, identity, pending, visit } = arrived;
    const { visitor } = visit;
    const http = visitor.actor.http;
    const no = (said: Parameters<typeof refuse>[2]) => refuse(source, visitor, said, deps);

    const properties = await propertiesOf(source, identity, http, deps);
    if (properties instanceof MappingFault) {
      return no({ message: `What ${source.name} says about you could not be read. Please try again later.` });
    }
    const match = await matchOf(arrived, properties);
    const { resume } = pending;
    if (match.action === 'deny') {
      if (resume?.failures.includes(match.reason)) {
        const said = { source: named(source), user: null, failure: match.reason };
        const more = { prompt_data: properties.user, oauth_userinfo: identity.info };
        return { to: await resumed(resume, said, more, { browser: visitor.browser, deps }), cookies: {} };
      }
      return no({
        message: denial(match.reason, source, comparedBy(source.user_matching_mode as UserMatchingMode)),
      });
    }
    const caller = visitor.actor.user;
    // Whoever left to sign in has not been asked for what connecting an identity takes.
    const linksCaller = match.action === 'link' && caller.pk === match.user;
    if (linksCaller && !pending.linking) return no({ message: denial('has_another', source, null) });

    const subject = match.action === 'enroll' ? newcomer(source, properties) : await users.byPk(match.user);
    if (!subject || (match.action !== 'enroll' && !subject.is_active)) {
      return no({ message: 'This account is not active.' });
    }
    const context = {
      source: named(source),
      oauth_userinfo: identity.info,
      is_sso: true,
      prompt_data: properties.user,
    };
    const decision = await decisions.decide(String(source.pk), {
      user: subject,
      http_request: http,
      context,
    });
    if (!decision.passing) return no({ messages: decision.messages });

    if (linksCaller) {
      const { identifier } = identity;
      if (!(await connect({ source, identifier, user: subject, http }, deps)))
        return no({ message: denial('linked_elsewhere', source, null) });
      if (resume) return goOn(arrived, resume, subject.pk);
      return { to: pending.next ?? SETTINGS, cookies: {} };
    }
    const taken = await refusedGroup(source, properties.groups, deps);
    if (taken !== undefined) {
      deps.events.emit({
        action: 'configuration_error',
        app: 'postern.sources',
        http_request: http,
        context: {
          message: `The source ${source.name} names the group ${taken}, which exists here and may not be linked.`,
          source: named(source),
        },
      });
      return no({ message: 'Failed to update groups. Please try again later.' });
    }
    // Without a flow of the source's own, the run that waits goes on by itself.
    const known = match.action !== 'enroll' && typeof source.authentication_flow !== 'string';
    if (resume && known && subject.pk !== null) {
      const { identifier } = identity;
      const connected =
        match.action === 'authenticate' || (await connect({ source, identifier, user: subject, http }, deps));
      if (!connected) return no({ message: denial('linked_elsewhere', source, null) });
      if (!(await updateGroups(source, subject.pk, properties.groups, deps)))
        return no({ message: 'Failed to update groups. Please try again later.' });
      return goOn(arrived, resume, subject.pk);
    }
    return begin(arrived, match, properties, subject);
  };

  async function goOn(
    { source, visit }: Arrived,
    resume: SuspendedRun,
    user: number | null,
  ): Promise<SourceReply> {
    const said = { source: named(source), user, failure: null };
    const to = await resumed(resume, said, {}, { browser: visit.visitor.browser, deps });
    return { to, cookies: {} };
  }

  async function begin(
    { source, identity, pending, visit }: Arrived,
    match: Exclude<UserMatch, { action: 'deny' }>,
    properties: Properties,
    subject: UserFacts,
  ): Promise<SourceReply> {
    const enrolls = match.action === 'enroll';
    const flow = enrolls ? source.enrollment_flow : source.authentication_flow;
    if (typeof flow !== 'string') {
      const what = enrolls ? 'enrollment' : 'authentication';
      return page(400, 'You cannot sign in here', `Source is not configured for ${what}.`, `no_${what}_flow`);
    }
    const now = clock.now();
    const { identifier } = identity;
    const { attributes } = properties.user;
    const about = { source: source.pk, identifier };
    const append: AppendedStage[] = [
      {
        kind: SOURCE_CONNECTION,
        data: {
          ...about,
          user: enrolls ? null : match.user,
          connected: match.action === 'authenticate',
          since: now,
        },
      },
      { kind: SOURCE_GROUPS, data: { source: source.pk, groups: properties.groups } },
    ];
    const { visitor } = visit;
    const { to, cookies } = await flows.start({
      flow: { pk: flow },
      // Somebody who proves again who they are begins like everybody else; their session is replaced at the end.
      visitor: { ...visitor, actor: { ...visitor.actor, user: ANONYMOUS, via: 'anonymous' } },
      context: {
        ...(enrolls ? {} : { pending_user: pendingUser(subject) }),
        prompt_data: {
          ...properties.user,
          ...(enrolls
            ? {
                attributes: {
                  ...(isRecord(attributes) ? attributes : {}),
                  [SOURCES_ATTRIBUTE]: [source.name],
                },
              }
            : {}),
        },
        user_path: userPath(source),
        user_backend: 'authentik.core.auth.InbuiltBackend',
        is_sso: true,
        source: named(source),
        oauth_userinfo: identity.info,
        'goauthentik.io/sources/connection': { ...about },
        source_groups: properties.groups.map(({ name }) => name),
        auth_method: 'source',
        auth_method_args: { source: named(source) },
        proofs: [{ type: 'source', execution: `source ${source.pk}`, time: now }],
        redirect: pending.next ?? '/if/user/',
      },
      append,
      ...(pending.resume ? { continuation: handingOver(source, pending.resume) } : {}),
    });
    return { to, cookies };
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
