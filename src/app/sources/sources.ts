import type { Actor } from '../../core/directory/ports.ts';
import { queryOf } from '../../core/flow/address.ts';
import type { CookieChanges } from '../../core/flow/flows.ts';
import { safeNext } from '../../core/flow/next.ts';
import { mediaAddress } from '../../core/media/address.ts';
import type { Row } from '../../core/model/model.ts';
import { isFault, type SourceFault } from '../../core/source/driver.ts';
import { actingWords } from '../directory/impersonation.ts';
import { createArrival } from './arrival.ts';
import { CONNECTION, named, type SourceReply, type SourcesDeps, type SourceVisit } from './deps.ts';
import { prospect } from './offers.ts';
import { page, refuse, unknownSource } from './refusals.ts';
import { suspendedFor } from './resuming.ts';

/** Somebody who does not come back within this time has to begin anew. Milliseconds. */
const PATIENCE = 10 * 60_000;

/** How long ago somebody may have proven who they are in order to connect an identity. Milliseconds. */
const FRESH = 15 * 60_000;

/** The longest hint that is passed on: an e-mail address. */
const LONGEST_HINT = 254;

/** A source that the person can connect, in the shape of the API. */
export interface UserSetting {
  readonly object_uid: string;
  readonly component: string;
  readonly title: string;
  readonly configure_url: string;
  readonly icon_url: string;
}

/** Signing in through sources: the way there, the way back, and what people may connect. */
export interface Sources {
  /** Leads to the source. */
  login(visit: SourceVisit): Promise<SourceReply>;
  /** Back from the source. */
  callback(visit: SourceVisit): Promise<SourceReply>;
  /** The sources that somebody may connect to their account. */
  userSettings(actor: Actor): Promise<readonly UserSetting[]>;
}

const notOpen = (): SourceReply =>
  page(
    400,
    'This sign-in is no longer open',
    'It was begun in another browser, too long ago, or has been finished already. Please begin anew.',
    'unknown_state',
  );

const loginPath = (type: string, slug: unknown): string =>
  `/source/${type}/login/${encodeURIComponent(String(slug))}/`;

/** The address that a source sends people back to; administrators enter it there. */
export const callbackPath = (type: unknown, slug: unknown): string =>
  `/source/${type}/callback/${encodeURIComponent(String(slug))}/`;

export function createSources(deps: SourcesDeps): Sources {
  const { catalogue, replica, objects, decisions, flows, pending, clock, random } = deps;
  const connections = catalogue.model(CONNECTION);
  const arrive = createArrival(deps);

  function sourceOf({ type, slug }: SourceVisit): Row | undefined {
    const [source] = replica.by('sources', 'slug', slug);
    return source?.type === type && source.enabled === true ? source : undefined;
  }

  const driverOf = (source: Row) => {
    const driver = deps.drivers[String(source.type)];
    if (!driver) throw new Error(`nobody speaks the protocol of ${source.type} sources`);
    return driver;
  };

  /** What failed is told to administrators in full; the person gets a plain sentence. */
  function tell(source: Row, { fault, detail }: SourceFault, { visitor }: SourceVisit): void {
    const { http, user } = visitor.actor;
    deps.log.warn({ source: source.slug, detail, request_id: http.request_id }, 'a source did not work');
    deps.events.emit({
      action:
        fault === 'wrong'
          ? 'suspicious_request'
          : fault === 'failed'
            ? 'configuration_error'
            : 'login_failed',
      app: 'postern.sources',
      ...(user.pk === null ? {} : { user }),
      http_request: http,
      context: { message: detail, source: named(source) },
    });
  }

  /** Proven, and not long ago: a session that only named somebody is not enough (nor is one that was left open). */
  const isFresh = ({ session }: Actor): boolean =>
    session !== null && session.method !== '' && clock.now() - session.authenticated <= FRESH;

  /** What it takes to connect an identity to the account of whoever is signed in; undefined where all is there. */
  async function hindrance(
    source: Row,
    visit: SourceVisit,
    next: string | null,
  ): Promise<SourceReply | undefined> {
    const { visitor, fromHere } = visit;
    if (!fromHere) {
      const message = `To connect ${source.name} to your account, begin in your settings.`;
      return refuse(source, visitor, { message }, deps);
    }
    if (isFresh(visitor.actor)) return undefined;
    const again = `${loginPath(visit.type, source.slug)}${next === null ? '' : `?${queryOf({ next })}`}`;
    const started = await flows.start({
      flow: { designation: 'authentication' },
      visitor,
      query: { next: again },
    });
    if (started.outcome === 'shown') return { to: started.to, cookies: started.cookies };
    const message = `To connect ${source.name} to your account, sign out and in again first.`;
    return refuse(source, visitor, { message }, deps);
  }

  return {
    async login(visit) {
      const source = sourceOf(visit);
      if (!source) return unknownSource();
      const { visitor, query } = visit;
      const { user, http, session, original } = visitor.actor;
      if (original) return refuse(source, visitor, { message: actingWords(user.username) }, deps);
      const next = query.next === undefined || query.next === '' ? null : (safeNext(query.next) ?? undefined);
      if (next === undefined) {
        return page(
          400,
          'This link is broken',
          'It leads to a place that is not part of this site.',
          'bad_next',
        );
      }

      const about = { source: named(source), is_sso: true };
      const decision = await prospect(deps, String(source.pk), { user, request: http, context: about });
      if (decision && !decision.passing)
        return refuse(source, visitor, { messages: decision.messages }, deps);

      const suspended =
        query.resume === undefined
          ? undefined
          : await suspendedFor(source, query.resume, visitor.browser, deps);
      if (query.resume !== undefined && !suspended) return notOpen();

      const linking =
        user.pk !== null && !(await objects.find(connections, { source: String(source.pk), user: user.pk }));
      if (linking) {
        const hindered = await hindrance(source, visit, next);
        if (hindered) return hindered;
      }

      const state = random.token();
      const hint = query.login_hint ?? (user.email || user.username);
      const departed = await driverOf(source).leave({
        source,
        callback: `${visit.origin}${callbackPath(visit.type, source.slug)}`,
        state,
        ...(hint !== '' && hint.length <= LONGEST_HINT ? { login_hint: hint } : {}),
      });
      if (isFault(departed)) {
        tell(source, departed, visit);
        return refuse(source, visitor, { message: departed.message }, deps);
      }
      const browser = visitor.browser ?? random.token();
      const cookies: CookieChanges = visitor.browser === null ? { browser } : {};
      await pending.save(
        state,
        browser,
        {
          source: String(source.pk),
          user: user.pk,
          session: session?.uuid ?? null,
          linking,
          next,
          memory: departed.memory,
          ...(suspended ? { resume: suspended } : {}),
        },
        // Whoever comes back too late for the run is told so by its flow.
        Math.max(clock.now() + PATIENCE, suspended?.until ?? 0) + (suspended ? PATIENCE : 0),
      );
      return { to: departed.to, cookies };
    },

    async callback(visit) {
      const source = sourceOf(visit);
      if (!source) return unknownSource();
      const { visitor, query } = visit;
      const { browser, actor } = visitor;
      if (actor.original) return refuse(source, visitor, { message: actingWords(actor.user.username) }, deps);
      const found =
        query.state === undefined || browser === null
          ? undefined
          : await pending.take(query.state, browser, String(source.pk), clock.now());
      if (!found) {
        return notOpen();
      }
      if (found.user !== actor.user.pk || found.session !== (actor.session?.uuid ?? null)) {
        const message = 'Somebody else has signed in here in the meantime. Please begin anew.';
        return refuse(source, visitor, { message }, deps);
      }
      const identity = await driverOf(source).arrive({ source, memory: found.memory, answer: query });
      if (isFault(identity)) {
        tell(source, identity, visit);
        return refuse(source, visitor, { message: identity.message }, deps);
      }
      return arrive({ source, identity, pending: found, visit });
    },

    async userSettings({ user, http }) {
      const settings: UserSetting[] = [];
      for (const source of replica.all('sources')) {
        const type = catalogue.sources.find(({ type: name }) => name === source.type);
        if (source.enabled !== true || !type?.button) continue;
        const decision = await decisions.decide(
          String(source.pk),
          { user, http_request: http, context: { source: named(source) } },
          { record: false },
        );
        if (!decision.passing) continue;
        settings.push({
          object_uid: String(source.slug),
          component: `ak-user-settings-source-${type.type}`,
          title: String(source.name),
          configure_url: loginPath(type.type, source.slug),
          icon_url: mediaAddress(source.icon) || type.icon_url,
        });
      }
      return settings.sort((a, b) => (a.title < b.title ? -1 : 1));
    },
  };
}
