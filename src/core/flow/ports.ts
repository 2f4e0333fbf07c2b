import type { Row } from '../model/model.ts';
import type { HttpFacts, UserFacts } from '../policy/request.ts';

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
