import type { Place } from './refusal.ts';

/** The syntax tree of the Python that expressions may use. Every node knows where it begins in the author's text. */
interface At {
  readonly at: Place;
}

export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '<<' | '>>' | '&' | '|' | '^';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';

export type Expression = At &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'none' | 'true' | 'false' | 'ellipsis' }
    | { readonly kind: 'int'; readonly value: bigint }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    /** Each character is one byte. */
    | { readonly kind: 'bytes'; readonly value: string }
    | { readonly kind: 'formatted'; readonly parts: readonly Part[] }
    | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Expression[] }
    | { readonly kind: 'dict'; readonly entries: readonly Entry[] }
    | { readonly kind: 'star'; readonly value: Expression }
    | { readonly kind: 'and' | 'or'; readonly items: readonly Expression[] }
    | { readonly kind: 'not'; readonly value: Expression }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | '~'; readonly value: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: Operator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'compare';
        readonly first: Expression;
        readonly rest: readonly (readonly [Comparison, Expression])[];
      }
    | {
        readonly kind: 'conditional';
        readonly test: Expression;
        readonly then: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: 'lambda'; readonly parameters: Parameters; readonly body: Expression }
    | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
    | { readonly kind: 'item'; readonly of: Expression; readonly key: Expression }
    | {
        readonly kind: 'slice';
        readonly from: Expression | undefined;
        readonly to: Expression | undefined;
        readonly step: Expression | undefined;
      }
    | {
        readonly kind: 'call';
        readonly callee: Expression;
        readonly args: readonly Expression[];
        readonly keywords: readonly Keyword[];
      }
    | {
        readonly kind: 'comprehension';
        readonly makes: 'list' | 'set' | 'dict' | 'generator';
        readonly key: Expression | undefined;
        readonly value: Expression;
        readonly clauses: readonly Clause[];
      }
    | { readonly kind: 'walrus'; readonly name: string; readonly value: Expression }
    | { readonly kind: 'yield'; readonly value: Expression | undefined; readonly from: boolean }
  );

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** A part of an f-string: fixed text, or a value with its conversion and format. */
export type Part =
  | string
  | {
      readonly value: Expression;
      readonly conversion: '' | 'r' | 's' | 'a';
      readonly format: readonly Part[];
    };

/** Of a dict; without a key, all entries of another dict. */
export interface Entry {
  readonly key: Expression | undefined;
  readonly value: Expression;
}

/** Of a call; without a name, all entries of a dict. */
export interface Keyword {
  readonly name: string | undefined;
  readonly value: Expression;
}

/** `for target in source if … if …` */
export interface Clause {
  readonly target: Expression;
  readonly source: Expression;
  readonly tests: readonly Expression[];
}

export interface Parameter {
  readonly name: string;
  readonly otherwise: Expression | undefined;
}

export interface Parameters {
  /** By position; the first `positionOnly` of them cannot be named by the caller. */
  readonly positional: readonly Parameter[];
  readonly positionOnly: number;
  readonly keywordOnly: readonly Parameter[];
  readonly rest: string | undefined;
  readonly keywords: string | undefined;
}

export type Statement = At &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
    | {
        readonly kind: 'augment';
        readonly target: Expression;
        readonly operator: Operator;
        readonly value: Expression;
      }
    /** `name: type` without a value: it makes the name a local one. */
    | { readonly kind: 'declare'; readonly name: string }
    | { readonly kind: 'return'; readonly value: Expression | undefined }
    | {
        readonly kind: 'raise';
        readonly error: Expression | undefined;
        readonly cause: Expression | undefined;
      }
    | { readonly kind: 'assert'; readonly test: Expression; readonly message: Expression | undefined }
    | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
    | { readonly kind: 'pass' | 'break' | 'continue' }
    | { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'import'; readonly imports: readonly Import[] }
    | {
        readonly kind: 'if';
        readonly test: Expression;
        readonly then: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'while';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'for';
        readonly target: Expression;
        readonly source: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'try';
        readonly body: readonly Statement[];
        readonly handlers: readonly Handler[];
        readonly otherwise: readonly Statement[];
        readonly last: readonly Statement[];
      }
    | {
        readonly kind: 'function';
        readonly name: string;
        readonly parameters: Parameters;
        readonly body: readonly Statement[];
      }
  );

/** What is imported, a member of a module or the whole of it, and the name that it gets. */
export interface Import {
  readonly module: string;
  readonly member: string | undefined;
  readonly name: string;
}

export interface Handler extends At {
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: readonly Statement[];
}
