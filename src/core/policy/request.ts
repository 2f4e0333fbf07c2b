import type { HeardCall } from './call.ts';

/** A group as policies see it. */
export interface GroupFacts {
  readonly pk: string;
  readonly name: string;
  readonly is_superuser: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The person who is judged, as data. An anonymous person has `pk: null` and no groups. */
export interface UserFacts {
  readonly pk: number | null;
  readonly uuid: string | null;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly type: string;
  readonly path: string;
  readonly is_active: boolean;
  readonly is_authenticated: boolean;
  readonly is_superuser: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Own groups and all their ancestors. */
  readonly groups: readonly GroupFacts[];
  /** The keys of `groups`, for membership tests in constant time. */
  readonly group_pks: ReadonlySet<string>;
  /** ISO 8601, or null where it never happened. */
  readonly date_joined: string | null;
  readonly last_login: string | null;
  readonly password_change_date: string | null;
}

export const ANONYMOUS: UserFacts = {
  pk: null,
  uuid: null,
  username: '',
  name: '',
  email: '',
  type: 'external',
  path: '',
  is_active: false,
  is_authenticated: false,
  is_superuser: false,
  attributes: {},
  groups: [],
  group_pks: new Set(),
  date_joined: null,
  last_login: null,
  password_change_date: null,
};

/** What policies may know of the HTTP request. `client_ip` is null where the address could not be parsed. */
export interface HttpFacts {
  readonly client_ip: string | null;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly user_agent: string;
  readonly request_id: string;
  /** Who is signed in in the browser, where that may be somebody else than who is judged; null: nobody. */
  readonly user?: number | null;
  /** Who really sits there, where an administrator acts as somebody (`as`). */
  readonly impersonator?: {
    readonly pk: number;
    readonly username: string;
    readonly email: string;
    readonly as: number;
  };
}

/** What is judged: data, never a live HTTP request. */
export interface PolicyRequest {
  readonly user: UserFacts;
  /** Null for evaluations that no HTTP request caused. */
  readonly http_request: HttpFacts | null;
  /** The object that is asked for: a target, or the event of a notification rule. */
  readonly obj: Readonly<Record<string, unknown>> | null;
  /** The flow's plan context, prompt data, OAuth parameters, … JSON data. */
  readonly context: Readonly<Record<string, unknown>>;
  /** True for tests: no events, no effects. */
  readonly debug: boolean;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** What the policies that were asked know to be secret in the context, whatever its key. */
  readonly secrets?: readonly unknown[];
  /** In a trial: whom the person who tries may see. Everybody where it is not set; never handed to an expression. */
  readonly visibleUsers?: ((user: number) => boolean) | undefined;
  /** In a trial: told of every answer that one policy gives another. */
  readonly heard?: ((call: HeardCall) => void) | undefined;
  /** The policies that are being asked right now, the outermost first: set where one asks another. */
  readonly calls?: readonly string[];
}
