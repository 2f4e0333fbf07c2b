import type { SessionFacts } from '../directory/ports.ts';
import type { Row } from '../model/model.ts';
import type { Decision } from '../policy/decision.ts';
import type { HttpFacts, PolicyRequest, UserFacts } from '../policy/request.ts';
import type { FlowContext } from './context.ts';
import type { AppendedStage, OpenedSession } from './flows.ts';
import type { Run } from './run.ts';
import type { FlowEffect } from './step.ts';

/** Configured objects, from this node's memory: never waits. */
export interface Configuration {
  get(table: string, pk: string | number): Row | undefined;
  all(table: string): Iterable<Row>;
  by(table: string, field: string, value: unknown): readonly Row[];
}

/** Judges a plain list of policies (mode `all`, no bindings): the validation of a prompt. */
export interface PolicyCheck {
  check(input: {
    readonly policies: readonly string[];
    readonly user: UserFacts;
    readonly request: HttpFacts;
    readonly context: Readonly<Record<string, unknown>>;
  }): Promise<{ readonly passing: boolean; readonly messages: readonly string[] }>;
}

/** A source's button on the login page. */
export interface OfferedSource {
  readonly name: string;
  readonly icon_url: string | null;
  readonly promoted: boolean;
  /** The challenge that a click on the button stands for. */
  readonly challenge: Readonly<Record<string, unknown>>;
}

/** The sources among `pks` that are enabled and whose bindings let this person through, by name. */
export interface SourceOffers {
  offered(input: {
    readonly pks: readonly string[];
    readonly user: UserFacts;
    readonly request: HttpFacts;
    readonly context: Readonly<Record<string, unknown>>;
    /** The query of the flow page (`next`), to come back to. */
    readonly query: Readonly<Record<string, string>>;
  }): Promise<readonly OfferedSource[]>;
}

/** Judges the bindings of a flow or of a stage binding. */
export interface FlowDecisions {
  decide(
    target: string,
    request: PolicyRequest,
  ): Promise<
    Pick<Decision, 'passing' | 'messages' | 'faulted' | 'closed' | 'effects'> & {
      readonly request_id: string;
    }
  >;
}

/** Sessions, as flows open and close them. Neither emits an event: the flow knows why it happened and does. */
export interface FlowSessions {
  /**
   * Opens a session under a new id and ends the one that it replaces, so that no id known before is worth anything.
   * Undefined where the account was deactivated, locked or given another password since it was proven.
   */
  login(input: {
    readonly user: UserFacts;
    readonly http: HttpFacts;
    readonly replaces: SessionFacts | null;
    readonly how: Omit<Extract<FlowEffect, { effect: 'login' }>, 'effect'>;
    readonly method: string;
    readonly method_args: Readonly<Record<string, unknown>>;
    /** When the person was proven, in milliseconds since the epoch. */
    readonly authenticated: number;
    /** When the oldest of the proofs was given; undefined where there was none. */
    readonly proven: number | undefined;
  }): Promise<OpenedSession | undefined>;
  /** Ends a session everywhere, at once. */
  logout(input: { readonly session: SessionFacts; readonly http: HttpFacts }): Promise<void>;
  /** Ends every session of a user but one. */
  endAll(user: number, except?: string): Promise<void>;
}

/** A run that nobody else may answer until it is saved or released, or until its claim runs out. */
export interface ClaimedRun {
  readonly run: Run;
  readonly claim: string;
}

/** A run by its own id, or the one of that flow that the browser used last and that is not over. */
export type RunChoice = { readonly id: string } | { readonly newest: string };

/**
 * Where runs are kept. Each belongs to the browser that holds `browser`, a secret that is stored neither in clear nor
 * reversibly: what a run holds cannot be read without it. Times are in milliseconds since the epoch.
 */
export interface FlowRuns {
  /** Keeps a new run, and at most a bounded number per browser: the oldest go. */
  insert(run: Run, browser: string, times: { readonly now: number; readonly expires: number }): Promise<void>;
  /** Undefined where the run does not exist, has expired, or belongs to another browser. */
  read(id: string, browser: string, now: number): Promise<Run | undefined>;
  /** The run of that flow that this browser used last and that is not over. */
  newest(slug: string, browser: string, now: number): Promise<Run | undefined>;
  /** The same, over or not: for the inspector. */
  last(slug: string, browser: string, now: number): Promise<Run | undefined>;
  /** Takes the run for one answer, so that of parallel answers exactly one is judged. */
  claim(
    choice: RunChoice,
    browser: string,
    times: { readonly now: number; readonly until: number },
  ): Promise<ClaimedRun | 'busy' | undefined>;
  /** Writes a claimed run and gives it back, to another browser secret where it was rotated. False: the claim was lost. */
  save(
    claimed: ClaimedRun,
    browser: string,
    times: { readonly now: number; readonly expires: number },
  ): Promise<boolean>;
  release(claimed: ClaimedRun): Promise<void>;
  delete(id: string, browser: string): Promise<void>;
  /**
   * After a rotation: the other runs of the browser go along where `keep` says so; the rest is deleted, and with it the
   * claimed run that is `finished`.
   */
  move(from: string, to: string, keep: (run: Run) => boolean, finished?: string): Promise<void>;
  /** Deletes every run of a browser. */
  clear(browser: string): Promise<void>;
  /** Deletes what has expired and answers how many. */
  purge(now: number): Promise<number>;
}

/** A link that opens a flow for one person, once. Times are in milliseconds since the epoch. */
export interface FlowToken {
  readonly flow: string;
  readonly user: number;
  readonly created: number;
  readonly expires: number;
  /** It was sent by mail: programs follow links in mails, so it is only used up by whoever presses a button. */
  readonly confirm?: boolean;
  /** It works for an account that is not active yet: it is what activates it. */
  readonly inactive?: boolean;
  /** Where the flow goes on; left out: it begins at its beginning. */
  readonly resume?: Resume;
}

/** The place in a flow that a link leads back to. */
export interface Resume {
  /** The stage binding that waits for the link. */
  readonly binding: string;
  /** The visit that sent it: where the browser still has that run, it goes on itself. */
  readonly execution: string;
  /** The stages that go along. */
  readonly append: readonly AppendedStage[];
  /** What the flow knew; sealed by the token, so that only whoever has the link can read it. */
  readonly context: FlowContext;
}

/** Where links into flows are kept. Of the token in the link only a digest is stored. */
export interface FlowTokens {
  /** Keeps a token; an older one of the same person for the same flow stops working. */
  put(token: string, kept: FlowToken): Promise<void>;
  /** Keeps a token, unless an older one of the same person for the same flow still works. False: that one does. */
  offer(token: string, kept: FlowToken): Promise<boolean>;
  /** Whether `take` would give it, and what; it stays usable. */
  peek(token: string, flow: string, now: number): Promise<FlowToken | undefined>;
  /**
   * Takes a token: for exactly one caller, while it has not expired, and only as long as the person is active (or the
   * link is there to activate them) and has set no password since it was made.
   */
  take(token: string, flow: string, now: number): Promise<FlowToken | undefined>;
  /** Ends every link of a person. */
  revoke(user: number): Promise<void>;
  /** Deletes what has expired and answers how many. */
  purge(now: number): Promise<number>;
}
