import type { Actor, SessionFacts } from '../directory/ports.ts';
import type { Locked } from '../lockout/ports.ts';
import type { Spoken } from '../words/language.ts';
import type { FlowContext } from './context.ts';
import type { Designation } from './stage-type.ts';
import type { ResponseErrors } from './step.ts';

/** Who asks, and from which browser. A run belongs to the browser that began it. */
export interface Visitor {
  readonly actor: Actor;
  /** Value of the browser-binding cookie; null where the browser has none yet. A secret: never logged, never stored. */
  readonly browser: string | null;
  /** Value of the cookie that says where a second factor was proven lately; a secret, as the one above. */
  readonly trust: string | null;
  /** Value of the cookie that remembers the device; a secret too. */
  readonly device?: string | null;
  /** The certificate that it has shown to a trusted proxy, with those sent along (PEM); absent: none. */
  readonly certificate?: readonly string[] | undefined;
  /** What pages are said in that have no script to choose a language. */
  readonly language?: Spoken;
}

/** What HTTP has to do to the browser beside answering. An absent key means: leave that cookie alone. */
export interface CookieChanges {
  /** New value of the browser-binding cookie. */
  readonly browser?: string;
  /** The session cookie: a new one (`expires` in ms since the epoch, null = until the browser is closed), or none. */
  readonly session?: { readonly key: string; readonly expires: number | null } | null;
  /** A cookie that says that a second factor was proven in this browser. */
  readonly trust?: { readonly key: string; readonly expires: number };
  /** A cookie that remembers the device. */
  readonly device?: { readonly key: string; readonly expires: number };
}

/** Which flow: by slug, by key, or the default one of a designation (the brand's, else the first that lets in). */
export type FlowChoice =
  | { readonly slug: string }
  | { readonly pk: string }
  | { readonly designation: Designation };

/**
 * A stage that is in no configuration, put behind the stages of the flow. `kind` is a stage type of the catalogue or an
 * internal one handed in by the composition root; `data` is its configuration.
 */
export interface AppendedStage {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who takes over when the run is finished, as data: a handler of that kind is registered by the composition root. */
export interface Continuation {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is shown to a person who is refused. */
export interface Refusal {
  /** A plain sentence; absent: the general one. */
  readonly message?: string;
  /** The words of the policies that refused. */
  readonly messages: readonly string[];
  readonly request_id: string;
  readonly application?: { readonly name: string; readonly pk?: string } | undefined;
  /** Nothing is judged for a while. */
  readonly locked?: Locked | undefined;
}

/** How a run ends: onwards to an address (absolute is allowed: the system names it), with a last page, or refused. */
export type Ending =
  | { readonly to: string }
  | { readonly challenge: Challenge }
  | { readonly refused: Refusal };

/**
 * Ends runs that were begun with a continuation of its kind. It is called once per finished run, with what the run has
 * learnt and with whoever is signed in now.
 */
export type ContinuationHandler = (input: {
  readonly data: Readonly<Record<string, unknown>>;
  readonly context: FlowContext;
  readonly actor: Actor;
  /** The secret of the browser as of now; null where it has none. */
  readonly browser: string | null;
}) => Promise<Ending>;

export interface FlowStart {
  readonly flow: FlowChoice;
  readonly visitor: Visitor;
  /** The query of the flow page, kept in its address; `next` is where the run leads when nothing else says so. */
  readonly query?: Readonly<Record<string, string>>;
  /** What the run knows from the beginning, e.g. `application`, `pending_user`, `source`, `is_sso`. */
  readonly context?: FlowContext;
  readonly append?: readonly AppendedStage[];
  readonly continuation?: Continuation;
  /** Nobody will be shown anything (`prompt=none`): a run that has something to show is left, and nothing is kept. */
  readonly silent?: boolean;
}

/**
 * A started run. `shown`: something is to be shown at the flow page `to`. `finished`: there was nothing to show, the
 * run is over and its end leads to `to`. `denied`: the page `to` says so.
 */
export interface Started {
  readonly outcome: 'shown' | 'finished' | 'denied';
  /** Send the browser there (302 or 303), with the cookies. */
  readonly to: string;
  /** Null where nothing was kept. */
  readonly run: string | null;
  readonly cookies: CookieChanges;
}

/** Which run: by id, else the newest live run of that flow in this browser. */
export interface RunAddress {
  readonly slug: string;
  readonly visitor: Visitor;
  readonly run?: string | undefined;
  /** The query of the flow page, parsed from the executor's `query` parameter. */
  readonly query?: Readonly<Record<string, string>>;
}

/** What the executor answers with: always a challenge of the wire format, with HTTP status 200. */
export interface Shown {
  readonly challenge: Challenge;
  readonly cookies: CookieChanges;
}

/** A challenge on the wire: the envelope, and the fields of its component. */
export interface Challenge {
  readonly component: string;
  readonly flow_info?: FlowInfo;
  readonly response_errors?: ResponseErrors;
  /** Postern's: the run and the step that an answer belongs to. */
  readonly run?: string;
  readonly execution?: string;
  readonly pending_user?: string;
  readonly pending_user_avatar?: string;
  readonly [field: string]: unknown;
}

export interface FlowInfo {
  readonly title: string;
  readonly background: string;
  readonly background_themed_urls: { readonly light: string; readonly dark: string } | null;
  readonly cancel_url: string;
  readonly layout: string;
}

/** The flows, as providers, sources and HTTP use them. Unknown flows are a `Problem` (`not_found`). */
export interface Flows {
  /** Begins a run and goes on until something has to be shown. */
  start(input: FlowStart): Promise<Started>;
  /** The current challenge; begins a run where there is none. */
  get(address: RunAddress): Promise<Shown>;
  /** Judges an answer: the next challenge, or the same one with `response_errors`. */
  answer(address: RunAddress, body: Readonly<Record<string, unknown>>): Promise<Shown>;
  /** A page that refuses, without running a flow: for endpoints that refuse by themselves. */
  refuse(input: {
    readonly flow: FlowChoice;
    readonly visitor: Visitor;
    readonly refusal: Refusal;
  }): Promise<Started>;
}

/** What a login makes, for the cookies. */
export interface OpenedSession {
  readonly session: SessionFacts;
  /** Value of the session cookie. */
  readonly key: string;
  /** Milliseconds since the epoch; null = until the browser is closed. */
  readonly cookie_expires: number | null;
  readonly device?: { readonly key: string; readonly expires: number };
}
