import type { Entitlement } from '../../core/application/entitled.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Sandbox } from '../../core/expression/sandbox.ts';
import type { CookieChanges, Flows, Visitor } from '../../core/flow/flows.ts';
import type { Log } from '../../core/log.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { OAuthStore } from '../../core/oauth/store.ts';
import type { Decision } from '../../core/policy/decision.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { Clock, Random } from '../../core/ports.ts';
import type { Spoken } from '../../core/words/language.ts';

/** What the endpoints of OAuth 2 are handed by the composition root. */
export interface OAuth2Ports {
  readonly replica: Pick<Replica, 'get' | 'by' | 'all' | 'onChange'>;
  readonly store: OAuthStore;
  readonly flows: Pick<Flows, 'start' | 'refuse'>;
  readonly decisions: {
    decide(
      target: string,
      asked: {
        readonly user: UserFacts;
        readonly http_request: HttpFacts | null;
        readonly context: Readonly<Record<string, unknown>>;
      },
      options?: { readonly perform?: boolean | 'on_refusal' },
    ): Promise<Pick<Decision, 'passing' | 'messages' | 'faulted'> & { readonly request_id: string }>;
  };
  /** What the person may do in the application. */
  entitlements(application: string, user: UserFacts): readonly Entitlement[];
  /** The user as of now; undefined where there is none (any more). */
  user(pk: number): UserFacts | undefined;
  /** The stable opaque identifier that the API calls `uid`. */
  uid(user: { readonly uuid: string }): string;
  readonly sandbox: Pick<Sandbox, 'run'>;
  readonly events: EventPort;
  readonly clock: Clock;
  readonly random: Pick<Random, 'token' | 'uuid'>;
  readonly log: Log;
  /** A page that tells a person what went wrong where there is nowhere to send them back to. HTML. */
  errorPage(facts: ErrorFacts): { readonly html: string; readonly policy: string };
}

export interface ErrorFacts {
  readonly title: string;
  readonly sentence: string;
  /** For whoever is asked for help: the protocol's words. */
  readonly detail: string;
  readonly request_id: string;
  /** English where it is not said. */
  readonly language?: Spoken | undefined;
}

/** The endpoints, by the part that they play. */
export type EndpointName =
  | 'authorize'
  | 'resume'
  | 'token'
  | 'userinfo'
  | 'introspect'
  | 'revoke'
  | 'end-session'
  | 'jwks'
  | 'discovery'
  | 'global-jwks'
  | 'global-discovery'
  | 'submit-script';

/** A request as data. */
export interface OAuth2Call {
  readonly endpoint: EndpointName;
  /** The application, for addresses that name one. */
  readonly slug?: string | undefined;
  /** The waiting request, for `resume`. */
  readonly key?: string | undefined;
  readonly method: string;
  /** The query without its question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body of a form, as it came. */
  readonly body: string;
  readonly visitor: Visitor;
  /** `https://id.example.com`: where this Postern is reached; checked by the server, never by us. */
  readonly origin: string;
}

export interface OAuth2Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  readonly cookies: CookieChanges;
}

/** A header that came once. */
export const header = ({ headers }: OAuth2Call, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The bearer token of a request (RFC 6750 section 2.1). */
export const bearerOf = (call: OAuth2Call): string | undefined =>
  /^bearer +([^\s]+)$/i.exec(header(call, 'authorization') ?? '')?.[1];

/** Kinds of continuation that this provider type registers with the flows. */
export const AUTHORIZED = 'oauth2';
export const LOGGED_OUT = 'oauth2-logout';
