import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';
import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Authority } from './authority.ts';

/** What a rule may ask: the catalogue, this node's memory, the transaction, and who asks. */
export interface RuleContext {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  /** The transaction of the write. */
  readonly objects: Objects;
  readonly authority: Authority;
  readonly ports: Ports;
  readonly model: Model;
  /** Undefined where Postern itself writes (blueprints, set-up): such writes are not limited by anybody's rights. */
  readonly actor: Actor | undefined;
  user(pk: number): UserFacts | undefined;
}

export type Values = Readonly<Record<string, unknown>>;

/** What is special about one kind of object beyond its schema. Every member is optional. */
export interface Rule {
  /** The field that names the object's owner: owners see and delete what is theirs without any permission. */
  readonly owner?: string;
  /** True where whoever is signed in may create one for themselves. */
  readonly selfService?: boolean;
  /** Adds what the server makes: keys, digests, defaults that depend on others. `before` is undefined at creation. */
  prepare?(values: Values, before: Row | undefined, context: RuleContext): Promise<Values> | Values;
  /** Judges the whole object as it would be. Errors by field; an empty object means that all is well. */
  check?(after: Values, before: Row | undefined, context: RuleContext): Promise<FieldErrors> | FieldErrors;
  /** Within the transaction, before the row is written: makes room for it. */
  before?(values: Values, before: Row | undefined, context: RuleContext): Promise<void>;
  /** Within the transaction, after the row is written. */
  after?(row: Row, before: Row | undefined, context: RuleContext): Promise<void>;
  /** May refuse a deletion, by field. */
  beforeDelete?(row: Row, context: RuleContext): Promise<FieldErrors> | FieldErrors;
  /** Fields of the answer to the write that no later read shows, e.g. a token's key. */
  once?(values: Values, context: Pick<RuleContext, 'catalogue' | 'model'>): Values;
}

/** The rule of a typed model and that of its base: what either refuses is refused, the rest is the nearer one's. */
export function together(base: Rule | undefined, own: Rule | undefined): Rule {
  const both = { ...base, ...own };
  if (!base?.check || !own?.check) return both;
  const checks = [base.check, own.check];
  return {
    ...both,
    async check(...input) {
      const errors: Record<string, FieldErrors[string]> = Object.create(null);
      for (const check of checks) Object.assign(errors, await check(...input));
      return errors;
    },
  };
}
