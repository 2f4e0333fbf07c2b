import type { Hmac } from '../authenticator/totp.ts';
import type { ClientCertificates } from '../crypto/client.ts';
import type { Certificates } from '../crypto/ports.ts';
import type { EventDraft, EventPort } from '../event/port.ts';
import type { Sandbox, ScriptContext, ScriptResult } from '../expression/sandbox.ts';
import type { OfferedSource, PolicyCheck, SourceOffers } from '../flow/ports.ts';
import type { Mail, MailMessage } from '../mail/port.ts';
import type { PolicyCalls } from '../policy/call.ts';
import type { Clock, Delay, Digest, PasswordHashing, Random } from '../ports.ts';

/** A clock that stands still until it is told to go on. Milliseconds since the epoch. */
export function fixedClock(start = Date.parse('2026-01-02T03:04:05Z')): Clock & {
  advance(milliseconds: number): void;
} {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}

/** A generator that gives the same values for the same seed; never the same value twice. */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    token: (bits = 256) => hex(Math.ceil(bits / 4)),
    integer: (low, high) => low + Math.floor((next() / 2 ** 32) * (high - low)),
  };
}

/** Sleeps in no time, and remembers for how long it was asked to. */
export function recordedDelay(): Delay & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  return {
    slept,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  };
}

/** Hashes that are readable in a failing test, with a count of the work that was done. */
export function plainHashing(): PasswordHashing & { readonly verified: readonly string[] } {
  const verified: string[] = [];
  return {
    verified,
    hash: async (password) => `plain:${password}`,
    verify: async (hash, password) => {
      verified.push(hash);
      return hash === `plain:${password}`;
    },
  };
}

export const plainDigest: Digest = {
  sha256: (text) => `sha256:${text}`,
  equal: (a, b) => a === b,
};

/** Twenty bytes that depend on key and message, and on nothing else. */
export const plainHmac: Hmac = {
  sha1(key, message) {
    let state = 2166136261;
    for (const byte of [...key, 0, ...message]) state = Math.imul(state ^ byte, 16777619) >>> 0;
    return Uint8Array.from({ length: 20 }, () => {
      state = Math.imul(state ^ (state >>> 13), 16777619) >>> 0;
      return state >>> 24;
    });
  },
};

/** Takes every mail and remembers it; with a `failure`, takes none. */
export function recordedMail(failure?: Error): Mail & { readonly sent: readonly MailMessage[] } {
  const sent: MailMessage[] = [];
  return {
    sent,
    async send(message) {
      if (failure) throw failure;
      sent.push(message);
    },
  };
}

export function recordedEvents(): EventPort & { readonly emitted: readonly EventDraft[] } {
  const emitted: EventDraft[] = [];
  return { emitted, emit: (event) => void emitted.push(event) };
}

/** Runs expressions that the test knows, by their text; what a script throws is the fault `exception`. */
export function scriptedSandbox(
  scripts: Readonly<Record<string, (context: ScriptContext) => unknown>>,
): Sandbox & { readonly ran: readonly ScriptContext[] } {
  const ran: ScriptContext[] = [];
  return {
    ran,
    check: async () => [],
    run: async (source, context): Promise<ScriptResult> => {
      ran.push(context);
      const script = Object.hasOwn(scripts, source) ? scripts[source] : undefined;
      if (!script) return { ok: false, fault: 'syntax', detail: `no script ${source}` };
      try {
        return { ok: true, value: script(context), messages: [], logs: [] };
      } catch (cause) {
        return { ok: false, fault: 'exception', detail: String(cause) };
      }
    },
  };
}

type CheckInput = Parameters<PolicyCheck['check']>[0];

/** There is no other policy to ask. */
export const noCalls: PolicyCalls = {
  call: async ({ policy }) => ({ fault: 'missing', detail: `There is no policy "${policy}".` }),
};

/** Policies that the test knows, by key: each says whether it passes and with which messages. */
export function knownPolicies(
  policies: Readonly<
    Record<string, (input: CheckInput) => { passing: boolean; messages: readonly string[] }>
  >,
): PolicyCheck & { readonly asked: readonly CheckInput[] } {
  const asked: CheckInput[] = [];
  return {
    asked,
    check: async (input) => {
      asked.push(input);
      const verdicts = input.policies.map(
        (pk) => policies[pk]?.(input) ?? { passing: false, messages: [pk] },
      );
      const passing = verdicts.every((verdict) => verdict.passing);
      const telling = passing ? verdicts : verdicts.filter((verdict) => !verdict.passing);
      return { passing, messages: telling.flatMap((verdict) => verdict.messages) };
    },
  };
}

/** Sources by key; those that the test does not know are not offered. */
export function knownSources(offers: Readonly<Record<string, OfferedSource>> = {}): SourceOffers {
  return {
    offered: async ({ pks }) =>
      pks
        .flatMap((pk) => offers[pk] ?? [])
        .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}

/** Certificates that cannot be read: for tests that have to do with none. */
export const noCertificates: Certificates = {
  read: () => undefined,
  matches: () => false,
  selfSigned: () => Promise.reject(new Error('this test makes no certificates')),
};

/** Certificates of people that the test knows, by what stands for their PEM; all others belong to nobody. */
export const knownClients = (
  known: Readonly<Record<string, Awaited<ReturnType<ClientCertificates['verify']>>>> = {},
): ClientCertificates => ({
  verify: async ({ chain: [own = ''] }) => known[own] ?? { refused: 'unknown_authority' },
});
