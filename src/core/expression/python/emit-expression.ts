import { type Place, refused, wrong } from './refusal.ts';
import { boundBy, type Names, namesOf, parameterNames } from './scopes.ts';
import type { Comparison, Expression, ExpressionOf, Parameters, Part, Statement } from './syntax.ts';

/** A function, or a comprehension, which has names of its own and binds others (by `:=`) in the function around it. */
export interface Scope {
  readonly kind: 'body' | 'function' | 'comprehension';
  readonly names: Names;
  readonly parameters: ReadonlySet<string>;
}

const COMPARE: Readonly<Record<Comparison, (left: string, right: string) => string>> = {
  '<': (left, right) => `$.compare("<", ${left}, ${right})`,
  '<=': (left, right) => `$.compare("<=", ${left}, ${right})`,
  '>': (left, right) => `$.compare(">", ${left}, ${right})`,
  '>=': (left, right) => `$.compare(">=", ${left}, ${right})`,
  '==': (left, right) => `$.equal(${left}, ${right})`,
  '!=': (left, right) => `!$.equal(${left}, ${right})`,
  in: (left, right) => `$.isIn(${left}, ${right})`,
  'not in': (left, right) => `!$.isIn(${left}, ${right})`,
  is: (left, right) => `$.same(${left}, ${right})`,
  'is not': (left, right) => `!$.same(${left}, ${right})`,
};

const NO_NAMES: Names = {
  locals: new Set(),
  globals: new Set(),
  nonlocals: new Set(),
  yields: false,
  removed: new Set(),
};

/** Writes expressions as JavaScript. */
export class Emitter {
  /** Names that the text uses and does not bind, and where it first does so. */
  readonly free = new Map<string, Place>();
  /** Declarations of values that are made once for all runs. */
  readonly constants: string[] = [];
  /** The variables of the errors whose handlers are being written. */
  protected readonly caught: string[] = [];
  readonly #scopes: { readonly scope: Scope; readonly temporaries: string[] }[] = [];
  #last = 0;

  /** Names of the author's get a prefix, so that none of them can be one of JavaScript's or of ours. */
  static local(name: string): string {
    return `_${spelled(name)}`;
  }

  static global(name: string): string {
    return `$_${spelled(name)}`;
  }

  protected enter(scope: Scope): void {
    this.#scopes.push({ scope, temporaries: [] });
  }

  /** The declaration of the temporary variables of the scope that is left. */
  protected leave(): string {
    const temporaries = this.#scopes.pop()?.temporaries ?? [];
    return temporaries.length > 0 ? `let ${temporaries.join(', ')};` : '';
  }

  /** A variable for a moment; it belongs to the function that is being written. */
  protected temporary(): string {
    const name = this.variable();
    this.#scopes.at(-1)?.temporaries.push(name);
    return name;
  }

  protected variable(): string {
    return `$${++this.#last}`;
  }

  /** True if a function around the current one binds the name. */
  protected isBoundAround(name: string): boolean {
    return this.#scopes.slice(0, -1).some(({ scope }) => scope.names.locals.has(name));
  }

  /** The variable that an assignment to a name goes to. */
  protected store(name: string, at: Place): string {
    for (let index = this.#scopes.length - 1; index >= 0; index--) {
      const scope = this.#scopes[index]?.scope;
      if (scope?.names.globals.has(name)) {
        this.#isFree(name, at);
        return Emitter.global(name);
      }
      if (scope?.names.locals.has(name)) return Emitter.local(name);
    }
    return wrong(at, `\`${name}\` cannot be assigned to here.`);
  }

  #isFree(name: string, { line, column }: Place): void {
    if (!this.free.has(name)) this.free.set(name, { line, column });
  }

  #load(name: string, at: Place): string {
    let inner = true;
    for (let index = this.#scopes.length - 1; index >= 0; index--) {
      const scope = this.#scopes[index]?.scope;
      if (scope?.names.globals.has(name)) break;
      if (scope?.names.locals.has(name)) {
        const variable = Emitter.local(name);
        if (scope.parameters.has(name) && !scope.names.removed.has(name)) return variable;
        const error = inner ? 'unbound' : 'unboundAround';
        return `(${variable} === undefined ? $.${error}(${JSON.stringify(name)}) : ${variable})`;
      }
      if (scope?.kind !== 'comprehension') inner = false;
    }
    this.#isFree(name, at);
    const variable = Emitter.global(name);
    return `(${variable} === undefined ? $.unknown(${JSON.stringify(name)}) : ${variable})`;
  }

  /** An expression whose value is true or false in JavaScript. */
  protected test(node: Expression): string {
    switch (node.kind) {
      case 'true':
      case 'false':
        return node.kind;
      case 'not':
        return `!${this.test(node.value)}`;
      case 'and':
      case 'or':
        return `(${node.items.map((item) => this.test(item)).join(node.kind === 'and' ? ' && ' : ' || ')})`;
      case 'compare':
        return this.value(node);
      default:
        return `$.truth(${this.value(node)})`;
    }
  }

  protected value(node: Expression): string {
    switch (node.kind) {
      case 'name':
        return this.#load(node.name, node.at);
      case 'none':
        return 'null';
      case 'true':
      case 'false':
        return node.kind;
      case 'ellipsis':
        return refused(node.at, '`...` means nothing in an expression: write `pass` or a value.');
      case 'int':
        return node.value <= BigInt(Number.MAX_SAFE_INTEGER) ? String(node.value) : `${node.value}n`;
      case 'float':
        return this.#constant(`$.float(${Number.isFinite(node.value) ? node.value : 'Infinity'})`);
      case 'string':
        return JSON.stringify(node.value);
      case 'bytes':
        return this.#constant(`$.bytes(${JSON.stringify(node.value)})`);
      case 'formatted':
        return node.parts.length === 0
          ? '""'
          : `(${['""', ...node.parts.map((part) => this.#part(part))].join(' + ')})`;
      case 'tuple':
        return `$.tuple(${this.#items(node.items)})`;
      case 'list':
        return this.#items(node.items);
      case 'set':
        return `$.set(${this.#items(node.items)})`;
      case 'dict':
        return `$.dict([${node.entries
          .map(({ key, value }) =>
            key ? `[${this.value(key)}, ${this.value(value)}]` : `...$.entries(${this.value(value)})`,
          )
          .join(', ')}])`;
      case 'and':
      case 'or':
        return this.#logical(node);
      case 'not':
        return this.test(node);
      case 'unary':
        return this.#unary(node);
      case 'binary':
        return `$.binary(${JSON.stringify(node.operator)}, ${this.value(node.left)}, ${this.value(node.right)})`;
      case 'compare':
        return this.#compare(node);
      case 'conditional':
        return `(${this.test(node.test)} ? ${this.value(node.then)} : ${this.value(node.otherwise)})`;
      case 'lambda':
        return this.#lambda(node);
      case 'attribute':
        return `$.attribute(${this.value(node.of)}, ${JSON.stringify(node.name)})`;
      case 'item':
        return `$.item(${this.value(node.of)}, ${this.value(node.key)})`;
      case 'slice':
        return `$.slice(${[node.from, node.to, node.step].map((part) => (part ? this.value(part) : 'null')).join(', ')})`;
      case 'call':
        return this.#call(node);
      case 'comprehension':
        return this.#comprehension(node);
      case 'walrus': {
        if (
          this.#scopes.at(-1)?.scope.kind === 'comprehension' &&
          this.#scopes.at(-1)?.scope.names.locals.has(node.name)
        )
          wrong(node.at, `\`${node.name}\` is the name of this comprehension's own items.`);
        return `(${this.store(node.name, node.at)} = ${this.value(node.value)})`;
      }
      case 'yield':
        if (this.#scopes.at(-1)?.scope.kind !== 'function')
          wrong(node.at, '`yield` stands only in a function.');
        if (node.from) return `(yield* $.iterate(${node.value ? this.value(node.value) : 'null'}), null)`;
        return `(yield ${node.value ? this.value(node.value) : 'null'}, null)`;
      case 'star':
        return wrong(node.at, 'A star stands only before an item of a list or an argument.');
    }
  }

  #constant(made: string): string {
    const name = this.variable();
    this.constants.push(`${name} = ${made}`);
    return name;
  }

  #part(part: Part): string {
    if (typeof part === 'string') return JSON.stringify(part);
    const format =
      part.format.length === 0 ? '""' : part.format.map((inner) => this.#part(inner)).join(' + ');
    return `$.format(${this.value(part.value)}, "${part.conversion}", ${format})`;
  }

  #items(items: readonly Expression[]): string {
    return `[${items.map((item) => (item.kind === 'star' ? `...$.spread(${this.value(item.value)})` : this.value(item))).join(', ')}]`;
  }

  #logical({ kind, items }: ExpressionOf<'and' | 'or'>): string {
    const last = items.at(-1);
    const held = this.temporary();
    const tests = items.slice(0, -1).map((item) => {
      const test = `$.truth(${held} = ${this.value(item)})`;
      return kind === 'and' ? test : `!${test}`;
    });
    return `(${tests.join(' && ')} ? ${last ? this.value(last) : 'null'} : ${held})`;
  }

  #unary({ operator, value }: ExpressionOf<'unary'>): string {
    if (operator === '-' && value.kind === 'int' && value.value > 0n) return `-${this.value(value)}`;
    return `$.unary("${operator}", ${this.value(value)})`;
  }

  #compare({ first, rest }: ExpressionOf<'compare'>): string {
    let left = this.value(first);
    const tests = rest.map(([operator, right], index) => {
      if (index === rest.length - 1) return COMPARE[operator](left, this.value(right));
      const held = this.temporary();
      const test = COMPARE[operator](left, `${held} = ${this.value(right)}`);
      left = held;
      return test;
    });
    return tests.length === 1 ? `${tests[0]}` : `(${tests.join(' && ')})`;
  }

  #call({ callee, args, keywords }: ExpressionOf<'call'>): string {
    const given = this.#items(args);
    const named =
      keywords.length === 0
        ? ''
        : `, [${keywords
            .map(({ name, value }) =>
              name === undefined
                ? `...$.keywords(${this.value(value)})`
                : `[${JSON.stringify(name)}, ${this.value(value)}]`,
            )
            .join(', ')}]`;
    if (callee.kind === 'attribute') {
      // Python looks for the method before it looks at the arguments, which matters where these are errors.
      const name = JSON.stringify(callee.name);
      const of = this.value(callee.of);
      const plain = args.every(isLiteral) && keywords.every(({ value }) => isLiteral(value));
      return `$.method(${plain ? of : `$.owner(${of}, ${name})`}, ${name}, ${given}${named})`;
    }
    return `$.call(${this.value(callee)}, ${given}${named})`;
  }

  #lambda({ parameters, body, at }: ExpressionOf<'lambda'>): string {
    const { head, names, own } = this.signature('<lambda>', parameters, [
      { kind: 'return', value: body, at },
    ]);
    if (names.yields) refused(at, 'A `lambda` cannot `yield`: write a function.');
    this.enter({ kind: 'function', names, parameters: own });
    const value = this.value(body);
    const locals = [...names.locals].filter((name) => !own.has(name)).map(Emitter.local);
    const declarations = (locals.length > 0 ? `let ${locals.join(', ')};` : '') + this.leave();
    return `${head} ${declarations} return ${value}; })`;
  }

  /** The beginning of a function up to its opening brace; `});` ends it. */
  protected signature(
    name: string,
    parameters: Parameters,
    body: readonly Statement[],
  ): { head: string; names: Names; own: ReadonlySet<string> } {
    const all = parameterNames(parameters);
    const names = namesOf(body, all);
    const shape = {
      name,
      positional: parameters.positional.map((parameter) => parameter.name),
      positionOnly: parameters.positionOnly,
      keywordOnly: parameters.keywordOnly.map((parameter) => parameter.name),
      rest: parameters.rest !== undefined,
      keywords: parameters.keywords !== undefined,
      yields: names.yields,
    };
    const defaults = [...parameters.positional, ...parameters.keywordOnly].map(({ otherwise }) =>
      otherwise ? this.value(otherwise) : 'undefined',
    );
    const variables = all.map(Emitter.local).join(', ');
    const star = names.yields ? '*' : '';
    return {
      head: `$.define(${JSON.stringify(shape)}, [${defaults.join(', ')}], function${star} (${variables}) {`,
      names,
      own: new Set(all),
    };
  }

  /** Loops in a function of their own, whose argument is the first source: that one is evaluated outside. */
  #comprehension({ makes, key, value, clauses }: ExpressionOf<'comprehension'>): string {
    const [first, ...more] = clauses;
    if (first === undefined) return 'null';
    const source = this.value(first.source);
    const locals = new Set<string>();
    for (const { target } of clauses) boundBy(target, locals);
    this.enter({ kind: 'comprehension', names: { ...NO_NAMES, locals }, parameters: new Set() });
    const [given, result] = [this.variable(), this.variable()];
    let head = '';
    let ends = '';
    for (const { target, source: inner, tests } of [first, ...more]) {
      const item = this.temporary();
      const from = inner === first.source ? given : `$.iterate(${this.value(inner)})`;
      head += `for (${item} of ${from}) { ${this.assignTo(target, item)}; `;
      ends += ' }';
      for (const test of tests) head += `if (!${this.test(test)}) continue; `;
    }
    const item = this.value(value);
    const step = {
      list: `${result}.push(${item});`,
      set: `${result}.push(${item});`,
      dict: `${result}.push([${key ? this.value(key) : 'null'}, ${item}]);`,
      generator: `yield ${item};`,
    }[makes];
    const declarations = `let ${[...locals].map(Emitter.local).join(', ')}; ${this.leave()}`;
    if (makes === 'generator')
      return `$.generator((function* (${given}) { ${declarations} ${head}${step}${ends} })($.iterate(${source})))`;
    const made = `((${given}) => { ${declarations} const ${result} = []; ${head}${step}${ends} return ${result}; })($.iterate(${source}))`;
    return makes === 'list' ? made : `$.${makes}(${made})`;
  }

  /** An assignment of a value that stands in a variable. */
  protected assignTo(target: Expression, held: string): string {
    switch (target.kind) {
      case 'name':
        return `${this.store(target.name, target.at)} = ${held}`;
      case 'item':
        return `$.setItem(${this.value(target.of)}, ${this.value(target.key)}, ${held})`;
      case 'attribute':
        return `$.setAttribute(${this.value(target.of)}, ${JSON.stringify(target.name)}, ${held})`;
      case 'tuple':
      case 'list': {
        const star = target.items.findIndex(({ kind }) => kind === 'star');
        const parts = target.items.map(() => this.temporary());
        const after = star < 0 ? -1 : target.items.length - star - 1;
        const before = star < 0 ? target.items.length : star;
        const unpacked = `[${parts.join(', ')}] = $.unpack(${held}, ${before}, ${after})`;
        const assigned = target.items.map((item, index) =>
          this.assignTo(item.kind === 'star' ? item.value : item, parts[index] ?? 'null'),
        );
        return [unpacked, ...assigned].join('; ');
      }
      default:
        return wrong(target.at, 'Nothing can be assigned to this.');
    }
  }
}

const isLiteral = ({ kind }: Expression): boolean =>
  kind === 'string' ||
  kind === 'int' ||
  kind === 'float' ||
  kind === 'none' ||
  kind === 'true' ||
  kind === 'false';

/** Letters beyond ASCII by their numbers, since JavaScript and Python know different ones. */
const spelled = (name: string): string =>
  name.replace(/[^A-Za-z0-9_]/gu, (letter) => `$${letter.codePointAt(0)?.toString(16)}$`);
