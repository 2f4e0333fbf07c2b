import type { SessionFacts } from '../../core/directory/ports.ts';
import type { PeopleStore, StoredSession } from '../../core/directory/stores.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { FlowSessions } from '../../core/flow/ports.ts';
import type { GeoIP } from '../../core/geo/port.ts';
import type { KnownDevices } from '../../core/lockout/ports.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Clock, Digest, Random } from '../../core/ports.ts';
import { brokenBinding } from './session-binding.ts';

export interface SessionsDeps {
  readonly store: PeopleStore;
  readonly devices: Pick<KnownDevices, 'add'>;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventPort;
  readonly geoip: Pick<GeoIP, 'lookup'>;
  user(pk: number): UserFacts | undefined;
  /** Whether one person may act as the other, now. */
  mayAct(person: UserFacts, as: UserFacts): boolean;
}

/** Who is signed in: themselves, or (with `original`) as whom they act. */
export interface SignedIn {
  readonly user: UserFacts;
  readonly original?: UserFacts;
  readonly session: SessionFacts;
}

/** Sessions, for flows and for whoever has to know who is signed in. */
export interface Sessions extends FlowSessions {
  /** Who is signed in with that cookie; undefined where nobody is (any more). */
  find(cookie: string, http: HttpFacts): Promise<SignedIn | undefined>;
  /** From now on the person of the session acts as `user`; null: as themselves again. */
  actAs(session: string, user: number | null): Promise<void>;
  /** Ends all sessions of a user, on every node, at once. */
  endAll(user: number, except?: string): Promise<void>;
}

/** A browser session ends after this, even if the browser never closes. Milliseconds. */
const LONGEST_BROWSER_SESSION = 24 * 3_600_000;
/** "Last used" is written at most this often. Milliseconds. */
const TOUCH_INTERVAL = 60_000;

export function createSessions(deps: SessionsDeps): Sessions {
  const { store, devices, digest, clock, random, events, geoip } = deps;

  /** Whom somebody acts as; undefined where nobody, or no longer: rights are judged at each request. */
  async function actsAs(
    stored: StoredSession,
    person: UserFacts,
    http: HttpFacts,
  ): Promise<UserFacts | undefined> {
    if (stored.impersonated === null) return undefined;
    const as = deps.user(stored.impersonated);
    if (as && deps.mayAct(person, as)) return as;
    await store.actAs(stored.uuid, null);
    events.emit({
      action: 'impersonation_ended',
      app: 'postern.sessions',
      context: {
        reason: 'It is not permitted any more.',
        subject: { pk: stored.impersonated, username: as?.username ?? '' },
      },
      user: person,
      http_request: http,
    });
    return undefined;
  }

  return {
    async login({ user, http, replaces, how, method, method_args, authenticated, proven }) {
      if (user.pk === null) throw new Error('a session belongs to a stored user');
      const now = clock.now();
      const key = random.token();
      const cookie_expires = how.duration > 0 ? now + how.duration * 1000 : null;
      const expires = cookie_expires ?? now + LONGEST_BROWSER_SESSION;
      const uuid = random.uuid();
      const login = {
        method,
        method_args,
        authenticated,
        ip: http.client_ip,
        network_binding: how.network_binding,
        geoip_binding: how.geoip_binding,
      };
      const isOpen = await store.openSession(
        {
          uuid,
          user: user.pk,
          cookie_hash: digest.sha256(key),
          last_ip: http.client_ip ?? '',
          last_user_agent: http.user_agent,
          last_used: now,
          expires,
          login,
        },
        replaces?.uuid ?? null,
        proven,
      );
      if (!isOpen) return undefined;
      // Only what is asked after the session is there sees one that was opened at the same moment.
      if (how.terminate_other_sessions) await store.endSessions(user.pk, uuid);
      const session: SessionFacts = {
        uuid,
        user: user.pk,
        created: now,
        expires,
        method,
        method_args,
        authenticated,
      };
      if (how.remember_device <= 0) return { session, key, cookie_expires };
      const device = { key: random.token(), expires: now + how.remember_device * 1000 };
      await devices.add({ secret: device.key, user: user.pk, expires: device.expires });
      return { session, key, cookie_expires, device };
    },

    async logout({ session }) {
      await store.endSession(session.uuid);
    },

    actAs: (session, user) => store.actAs(session, user),

    async endAll(user, except) {
      await store.endSessions(user, except ?? null);
    },

    async find(cookie, http) {
      const now = clock.now();
      const stored = await store.sessionByHash(digest.sha256(cookie), now);
      if (!stored) return undefined;
      const user = deps.user(stored.user);
      if (!user?.is_active) return undefined;
      const broken = brokenBinding(stored.login, http.client_ip, geoip);
      if (broken) {
        await store.endSession(stored.uuid);
        events.emit({
          action: 'logout',
          app: 'postern.sessions',
          context: {
            logout_reason: 'binding',
            binding: { reason: broken.reason, asn: broken.asn, geo: broken.geo },
            ip: broken.ip,
          },
          user,
          http_request: http,
        });
        return undefined;
      }
      const ip = http.client_ip ?? '';
      if (now - stored.last_used > TOUCH_INTERVAL || ip !== stored.last_ip)
        await store.touchSession(stored.uuid, { ip, user_agent: http.user_agent, now });
      const session = facts(stored);
      const as = await actsAs(stored, user, http);
      if (as?.pk == null) return { user, session };
      return { user: as, original: user, session: { ...session, user: as.pk } };
    },
  };
}

const facts = ({ uuid, user, created, expires, login }: StoredSession): SessionFacts => ({
  uuid,
  user,
  created,
  expires,
  method: String(login.method ?? ''),
  method_args: (login.method_args ?? {}) as Readonly<Record<string, unknown>>,
  authenticated: Number(login.authenticated ?? created),
});
