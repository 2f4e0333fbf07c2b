import type { EventPort } from '../../core/event/port.ts';
import type { Configuration, FlowTokens } from '../../core/flow/ports.ts';
import { type Acquaintance, countsOf, subjectOf } from '../../core/lockout/counts.ts';
import type {
  Guard,
  Guessed,
  KnownDevices,
  Locked,
  Lockout,
  Place,
  Tries,
  Try,
  TryStore,
} from '../../core/lockout/ports.ts';
import type { Log } from '../../core/log.ts';
import type { Mail } from '../../core/mail/port.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Clock, Digest, Random } from '../../core/ports.ts';
import { UNKNOWN_ADDRESS } from '../../core/reputation/change.ts';
import { type Rule, ruleOf } from './rule.ts';
import { createUnlocking } from './unlocking.ts';

export interface LockoutDeps {
  readonly store: TryStore;
  readonly devices: Pick<KnownDevices, 'owner' | 'add'>;
  readonly configuration: Configuration;
  readonly tokens: Pick<FlowTokens, 'offer'>;
  readonly mail: Mail;
  readonly events: EventPort;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The origin that links in mails are built on; null where none can be trusted. */
  origin(host: string): string | null;
}

/** An address is kept like a device: as a digest that only says whether it is the same. */
const addressOf = ({ pk }: UserFacts, ip: string): string => `address ${pk} ${ip}`;

/** So long after the last sign-in from there. Milliseconds. */
const ADDRESS_IS_KNOWN = 30 * 86_400_000;

const OPEN: Try = { admitted: true, right: async () => undefined, wrong: async () => undefined };

/** Counts tries, and locks where a lockout policy that is bound to the flow says so. */
export function createLockout(deps: LockoutDeps): Lockout & Tries {
  const { store, devices, configuration, digest, clock } = deps;
  const unlocking = createUnlocking(deps);
  // What was typed as a name may have been a password: no name is kept in clear.
  const digested = (text: string): string => digest.sha256(`postern tries\n${text}`);

  async function isKnownAddress(user: UserFacts | undefined, ip: string | null): Promise<boolean> {
    if (user?.pk == null || ip === null) return false;
    return (await devices.owner(addressOf(user, ip), clock.now())) === user.pk;
  }

  async function acquaintance(
    guessed: Guessed,
    { http, device }: Pick<Place, 'http' | 'device'>,
  ): Promise<Acquaintance> {
    if (guessed.user?.pk != null && device !== null) {
      if ((await devices.owner(device, clock.now())) === guessed.user.pk) return { known: 'device', device };
    }
    return { known: (await isKnownAddress(guessed.user, http.client_ip)) ? 'address' : 'nothing' };
  }

  async function countsAt(guessed: Guessed, place: Place, rule: Rule) {
    const who: Acquaintance = rule.spare_known_devices
      ? await acquaintance(guessed, place)
      : { known: 'nothing' };
    return countsOf(guessed, place.http.client_ip, who, rule).map(({ key, most }) => ({
      key: digested(key),
      most,
    }));
  }

  /** The event that tells of a lock, and the mail that ends it. Neither is waited for. */
  function told(guessed: Guessed, http: HttpFacts, rule: Rule, until: number): void {
    const { user, identifier } = guessed;
    deps.events.emit({
      action: 'suspicious_request',
      app: 'postern.lockout',
      context: {
        message: `Too many wrong tries: nothing is judged until ${new Date(until).toISOString()}.`,
        username: user?.username ?? identifier,
        subject: user ? { pk: user.pk, username: user.username } : null,
        policy: { pk: rule.policy, name: rule.name },
        until: new Date(until).toISOString(),
      },
      http_request: http,
    });
    if (user && rule.unlock_flow !== null) void unlocking.send(user, rule.unlock_flow, http, mayMail);
  }

  /** A lock that comes again and again must not fill anybody's mailbox. */
  async function mayMail(user: UserFacts): Promise<boolean> {
    const subject = subjectOf({ user, identifier: '' });
    const counts = [{ key: digested(`${subject} mail`), most: MAILS_A_DAY }];
    return (await store.take(digested(`${subject} mails`), counts, A_DAY, clock.now())).admitted;
  }

  function guard(place: Place): Guard {
    const rule = ruleOf(configuration, place.flow, clock.now());
    let locked: Locked | undefined;
    const lock = (until: number): Locked => {
      locked = { until, mails: rule?.unlock_flow != null };
      return locked;
    };
    return {
      get locked() {
        return locked;
      },
      async take(guessed) {
        if (!rule) return OPEN;
        const counts = await countsAt(guessed, place, rule);
        const keys = counts.map(({ key }) => key);
        const taken = await store.take(digested(subjectOf(guessed)), counts, rule, clock.now());
        if (!taken.admitted) {
          lock(taken.until ?? clock.now() + rule.duration * 1000);
          return { admitted: false };
        }
        return {
          admitted: true,
          right: () => store.giveBack(keys),
          async wrong() {
            if (taken.until === null) return;
            lock(taken.until);
            told(guessed, place.http, rule, taken.until);
          },
        };
      },
      lockedUntil,
      forgive,
      async check(user) {
        if (!rule) return undefined;
        const counts = await countsAt({ user, identifier: '' }, place, rule);
        const until = await store.lockedUntil(
          counts.map(({ key }) => key),
          clock.now(),
        );
        return until === null ? undefined : lock(until);
      },
      async cleared(user) {
        if (!rule) return;
        const counts = await countsAt({ user, identifier: '' }, place, rule);
        await store.forget(counts.map(({ key }) => key));
        const ip = place.http.client_ip;
        if (user.pk === null || ip === null) return;
        const expires = clock.now() + ADDRESS_IS_KNOWN;
        await devices.add({ secret: addressOf(user, ip), user: user.pk, expires });
      },
    };
  }

  async function lockedUntil(guessed: Guessed, ip: string | null): Promise<number | null> {
    const subject = subjectOf(guessed);
    const address = `${subject} address ${ip ?? UNKNOWN_ADDRESS}`;
    const known = await isKnownAddress(guessed.user, ip);
    return store.lockedUntil((known ? [`${address} known`] : [subject, address]).map(digested), clock.now());
  }

  const forgive = (user: number): Promise<void> => store.forgive(digested(`user ${user}`));

  return { guard, take: async () => OPEN, lockedUntil, forgive };
}

const MAILS_A_DAY = 3;
const A_DAY = { window: 86_400, duration: 86_400 };
