import type { SessionFacts } from '../directory/ports.ts';
import type { Row } from '../model/model.ts';
import type { Decision } from '../policy/decision.ts';
import type { HttpFacts, PolicyRequest, UserFacts } from '../policy/request.ts';
import type { OpenedSession } from './flows.ts';
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
  ): Promise<Pick<Decision, 'passing' | 'messages' | 'faulted' | 'closed'> & { readonly request_id: string }>;
}

/** Sessions, as flows open and close them. */
export interface FlowSessions {
  /** Opens a session under a new id and ends the one that it replaces, so that no id known before is worth anything. */
  login(input: {
    readonly user: UserFacts;
    readonly http: HttpFacts;
    readonly replaces: SessionFacts | null;
    readonly how: Omit<Extract<FlowEffect, { effect: 'login' }>, 'effect'>;
    readonly method: string;
    readonly method_args: Readonly<Record<string, unknown>>;
    /** When the person was proven, in milliseconds since the epoch. */
    readonly authenticated: number;
  }): Promise<OpenedSession>;
  /** Ends a session everywhere, at once. */
  logout(input: { readonly session: SessionFacts; readonly http: HttpFacts }): Promise<void>;
}
