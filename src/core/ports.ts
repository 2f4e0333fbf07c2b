import type { Allowance } from './authenticator/allowance.ts';
import type { Devices, Factors, TrustedBrowsers } from './authenticator/ports.ts';
import type { Hmac } from './authenticator/totp.ts';
import type { WebAuthn } from './authenticator/webauthn.ts';
import type { ClientCertificates } from './crypto/client.ts';
import type { Certificates } from './crypto/ports.ts';
import type { Lockdown } from './directory/lockdown.ts';
import type { Consents, Users } from './directory/ports.ts';
import type { EventPort } from './event/port.ts';
import type { Sandbox } from './expression/sandbox.ts';
import type { Configuration, PolicyCheck, SourceOffers } from './flow/ports.ts';
import type { GeoIP, RecentLogins } from './geo/port.ts';
import type { Invitations } from './invitation/ports.ts';
import type { Tries } from './lockout/ports.ts';
import type { Mail } from './mail/port.ts';
import type { Posting } from './mail/posting.ts';
import type { PasswordHistory, PasswordStrength, PwnedPasswords } from './password/ports.ts';
import type { PolicyCalls } from './policy/call.ts';
import type { Reputation } from './reputation/ports.ts';

/** The time, in milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** Unguessable values from the operating system's generator. */
export interface Random {
  uuid(): string;
  /** A URL-safe text with `bits` bits of entropy (default 256). */
  token(bits?: number): string;
  /** A whole number in [low, high). */
  integer(low: number, high: number): number;
}

/** Sleeps outside of decisions: random delays that hide whether an account exists. Milliseconds. */
export interface Delay {
  sleep(milliseconds: number): Promise<void>;
}

/** Slow hashing of passwords (argon2id) and comparison in constant time. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  /** False for a blank or unknown hash, after the same work as a real comparison. */
  verify(hash: string, password: string): Promise<boolean>;
}

/** Fast, keyed-free hashing of high-entropy secrets (tokens, codes): SHA-256 as base64url. */
export interface Digest {
  sha256(text: string): string;
  equal(a: string, b: string): boolean;
}

/** Every outgoing request to an address that a person entered goes through this one gate. */
export interface Egress {
  request(input: EgressRequest): Promise<EgressResponse>;
}

export interface EgressRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds over all; default 10,000. */
  readonly timeout?: number;
  /** Bytes; a longer body is an error. Default 1 MiB. */
  readonly limit?: number;
  /** How many redirects are followed; default 3. With 0 the redirect itself is the answer. */
  readonly redirects?: number;
  /** PEM: the certificate that has to vouch for the server, instead of those that the system trusts. */
  readonly ca?: string | undefined;
}

/** `refused` says which rule of the gate stopped the request; nothing was sent then. */
export type EgressResponse =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly refused: string }
  | { readonly failed: string };

/** Names and addresses of hosts. What cannot be resolved is not there. */
export interface Dns {
  resolve(host: string, version?: 4 | 6): Promise<readonly string[]>;
  reverse(address: string): Promise<string | undefined>;
}

/** What people have confirmed to have beside a password. */
export interface Authenticators {
  /** The types of the user's confirmed devices: `totp`, `static`, `webauthn`, … */
  confirmed(user: number): Promise<readonly string[]>;
}

/** The whole world, by name. A type declares in `uses` which of these it is handed. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly delay: Delay;
  readonly hashing: PasswordHashing;
  readonly digest: Digest;
  readonly hmac: Hmac;
  readonly egress: Egress;
  readonly sandbox: Sandbox;
  readonly mail: Mail;
  readonly posting: Posting;
  readonly invitations: Invitations;
  readonly events: EventPort;
  readonly configuration: Configuration;
  readonly certificates: Certificates;
  readonly clientCertificates: ClientCertificates;
  readonly users: Users;
  readonly lockdown: Lockdown;
  readonly consents: Consents;
  readonly policies: PolicyCheck;
  /** For policies that ask other policies. */
  readonly call: PolicyCalls;
  readonly sources: SourceOffers;
  readonly pwned: PwnedPasswords;
  readonly strength: PasswordStrength;
  readonly passwordHistory: PasswordHistory;
  readonly reputation: Reputation;
  readonly geoip: GeoIP;
  readonly logins: RecentLogins;
  readonly devices: Devices;
  readonly factors: Factors;
  readonly trustedBrowsers: TrustedBrowsers;
  readonly tries: Tries;
  readonly allowance: Allowance;
  readonly webauthn: WebAuthn;
}

export type PortName = keyof Ports;
