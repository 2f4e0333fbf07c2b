import { IpAddress, isIpAddress } from '../address.ts';
import type { ClosureProgram } from '../closures/compile.ts';
import { prune, type Reads } from '../reads.ts';
import type { ScriptContext } from '../sandbox.ts';
import { attribute, item, method, sizeOf } from './runtime/access.ts';
import { ipAddressOf, ipNetworkOf } from './runtime/addresses.ts';
import { Dict, isIn, Tuple } from './runtime/containers.ts';
import { contextOf, type Data, isData, isMember, requestOf, toData } from './runtime/facts.ts';
import { formatPart } from './runtime/formatting.ts';
import { inExtra } from './runtime/library.ts';
import { Float, type Keywords, type Value } from './runtime/objects.ts';
import { binary, unary } from './runtime/operators.ts';
import { isAsciiText } from './runtime/patterns.ts';
import { compare, equal, same, str, truth } from './runtime/protocol.ts';
import { namesOf } from './scopes.ts';
import type { Comparison, Expression, ExpressionOf, Part, Statement } from './syntax.ts';

/** Thrown where a text or one of its evaluations is the sandbox's. Errors of Python are, too, with their lines. */
const ELSEWHERE: unique symbol = Symbol('elsewhere');
const elsewhere = (): never => {
  throw ELSEWHERE;
};

/** Longer texts gain nothing here. */
const LONGEST = 4_000;
/** Characters and items that one evaluation may look at, and that one value may have. */
const FUEL = 100_000;
const LARGEST = 20_000;

interface Frame {
  readonly request: Value;
  readonly context: Dict;
  readonly data: Data;
  readonly extra: Data;
  readonly slots: (Value | undefined)[];
  readonly messages: string[];
  /** Of everything that was handed in. */
  readonly size: number;
  fuel: number;
}

type Closure = (frame: Frame) => Value;

const spend = (frame: Frame, amount: number): void => {
  frame.fuel -= amount + 1;
  if (frame.fuel < 0) elsewhere();
};

/** What looking at a value costs: a container may hold everything that was handed in. */
const weight = (frame: Frame, value: Value): number => {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? frame.size : 1;
};

/**
 * Compiles the total part of Python to closures over the operations that the sandbox has, too: members, items,
 * literals, comparison, logic, sums, f-strings, membership, a list of bounded methods and words, assignment to names,
 * `if` and `return`. What it compiles ends. Undefined for everything else.
 */
export function compilePythonClosures(
  source: string,
  body: readonly Statement[],
  reads: Reads,
): ClosureProgram | undefined {
  if (source.length > LONGEST) return undefined;
  try {
    const { locals } = namesOf(body, []);
    const compiler = new Compiler([...locals]);
    const run = compiler.block(body);
    return { run: (context) => evaluate(run, compiler.slots, reads, context) };
  } catch (error) {
    if (error === ELSEWHERE) return undefined;
    throw error;
  }
}

function evaluate(run: Step, slots: number, reads: Reads, given: ScriptContext) {
  const handed = prune(given, reads);
  if (!isData(handed)) return undefined;
  const data = isData(handed.request) ? handed.request : {};
  const extra = isData(handed.extra) ? handed.extra : {};
  try {
    const size = measure(data) + measure(extra);
    const context = contextOf(data.context, elsewhere);
    const frame: Frame = {
      request: requestOf(data, context),
      context,
      data,
      extra,
      slots: new Array<Value | undefined>(slots),
      messages: [],
      size,
      fuel: FUEL,
    };
    const value = run(frame);
    return { value: returned(value === GOES_ON ? null : value), messages: frame.messages };
  } catch (error) {
    // Whatever goes wrong is the sandbox's to say.
    if (error === ELSEWHERE || error instanceof Error) return undefined;
    throw error;
  }
}

/** How much there is to look at; what JSON would change is left to the sandbox. */
function measure(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length;
    case 'number':
      return Number.isFinite(value) ? 1 : elsewhere();
    case 'object': {
      if (value === null) return 1;
      let size = 1;
      // What was pruned has no prototype, so these are its own keys.
      for (const key in value) {
        size += measure((value as Data)[key]);
        if (size > LARGEST) elsewhere();
      }
      return size;
    }
    default:
      return 1;
  }
}

/** Whole objects go by JSON, which is the sandbox's way. */
function returned(value: Value): unknown {
  const data = toData(value);
  return (typeof data === 'object' && data !== null) || typeof value === 'function' ? elsewhere() : data;
}

/** What a statement answers that does not return. */
const GOES_ON: unique symbol = Symbol('goes on');
type Step = (frame: Frame) => Value | typeof GOES_ON;
const goOn: Step = () => GOES_ON;

type Compare = (frame: Frame, left: Value, right: Value) => boolean;
const ordered =
  (operator: string): Compare =>
  (_, left, right) =>
    compare(operator, left, right);
const COMPARE: Readonly<Record<Comparison, Compare>> = {
  '<': ordered('<'),
  '<=': ordered('<='),
  '>': ordered('>'),
  '>=': ordered('>='),
  '==': (_, left, right) => equal(left, right),
  '!=': (_, left, right) => !equal(left, right),
  in: (_, left, right) => isIn(left, right),
  'not in': (_, left, right) => !isIn(left, right),
  is: (_, left, right) => same(left, right),
  'is not': (_, left, right) => !same(left, right),
};

/** Methods that end soon, whatever they are called on. Letters beyond ASCII change with each version of Unicode. */
const METHODS: ReadonlySet<string> = new Set(
  'startswith endswith strip lstrip rstrip split partition rpartition find get filter exists all count first'.split(
    ' ',
  ),
);
const LETTERS: ReadonlySet<string> = new Set(['lower', 'upper', 'casefold']);

type Word = (frame: Frame, args: readonly Value[], keywords: Keywords) => Value;
const one =
  (work: (value: Value) => Value): Word =>
  (_, [only, ...more], keywords) =>
    only === undefined || more.length > 0 || keywords.length > 0 ? elsewhere() : work(only);

const WORDS: Readonly<Record<string, Word>> = {
  ak_is_group_member: (_, [user = null, ...more], keywords) =>
    more.length > 0 || keywords.length === 0 ? elsewhere() : isMember(user, keywords),
  ak_message: (frame, [text, ...more], keywords) => {
    if (text === undefined || more.length > 0 || keywords.length > 0) return elsewhere();
    if (frame.messages.length < MOST_MESSAGES) frame.messages.push(str(text).slice(0, LONGEST_MESSAGE));
    return null;
  },
  bool: one(truth),
  ip_address: one(ipAddressOf),
  ip_network: one((value) => ipNetworkOf(value, true)),
  len: one(sizeOf),
  list_flatten: one((value) => (Array.isArray(value) ? (value[0] ?? null) : value)),
  str: one(str),
};

/** Of one value, which they always make the same of: with a literal it is made once. */
const PURE: ReadonlySet<string> = new Set(['ip_address', 'ip_network']);

const MOST_MESSAGES = 50;
const LONGEST_MESSAGE = 2_000;

class Compiler {
  readonly slots: number;
  readonly #locals: readonly string[];

  constructor(locals: readonly string[]) {
    this.#locals = locals;
    this.slots = locals.length;
  }

  block(statements: readonly Statement[]): Step {
    const steps = statements.map((statement) => this.#statement(statement));
    const [only, ...more] = steps;
    if (only === undefined) return goOn;
    if (more.length === 0) return only;
    return (frame) => {
      for (const step of steps) {
        const value = step(frame);
        if (value !== GOES_ON) return value;
      }
      return GOES_ON;
    };
  }

  #statement(node: Statement): Step {
    switch (node.kind) {
      case 'return':
        return node.value ? this.#value(node.value) : () => null;
      case 'pass':
        return goOn;
      case 'expression': {
        const work = this.#value(node.value);
        return (frame) => {
          work(frame);
          return GOES_ON;
        };
      }
      case 'assign': {
        const [target, ...more] = node.targets;
        if (target?.kind !== 'name' || more.length > 0) return elsewhere();
        const slot = this.#locals.indexOf(target.name);
        const value = slot < 0 ? elsewhere() : this.#value(node.value);
        return (frame) => {
          frame.slots[slot] = value(frame);
          return GOES_ON;
        };
      }
      case 'if': {
        const test = this.#test(node.test);
        const then = this.block(node.then);
        const otherwise = this.block(node.otherwise);
        return (frame) => (test(frame) ? then(frame) : otherwise(frame));
      }
      default:
        return elsewhere();
    }
  }

  #test(node: Expression): (frame: Frame) => boolean {
    switch (node.kind) {
      case 'not': {
        const value = this.#test(node.value);
        return (frame) => !value(frame);
      }
      case 'and': {
        const tests = node.items.map((inner) => this.#test(inner));
        return (frame) => tests.every((test) => test(frame));
      }
      case 'or': {
        const tests = node.items.map((inner) => this.#test(inner));
        return (frame) => tests.some((test) => test(frame));
      }
      case 'compare':
        return this.#compare(node);
      default: {
        const value = this.#value(node);
        return (frame) => truth(value(frame));
      }
    }
  }

  #value(node: Expression): Closure {
    switch (node.kind) {
      case 'none':
        return () => null;
      case 'true':
        return () => true;
      case 'false':
        return () => false;
      case 'string': {
        const { value } = node;
        return () => value;
      }
      case 'int': {
        const value = Number(node.value);
        return Number.isSafeInteger(value) ? () => value : elsewhere();
      }
      case 'float': {
        const value = new Float(node.value);
        return () => value;
      }
      case 'name':
        return this.#name(node.name);
      case 'list': {
        const items = this.#all(node.items);
        return (frame) => items.map((inner) => inner(frame));
      }
      case 'tuple': {
        const items = this.#all(node.items);
        return (frame) => new Tuple(items.map((inner) => inner(frame)));
      }
      case 'dict': {
        const pairs = node.entries.map(({ key, value }) =>
          key === undefined ? elsewhere() : ([this.#value(key), this.#value(value)] as const),
        );
        return (frame) => new Dict(pairs.map(([key, value]) => [key(frame), value(frame)] as const));
      }
      case 'not':
      case 'compare':
        return this.#test(node);
      case 'and':
      case 'or':
        return this.#logical(node);
      case 'conditional': {
        const test = this.#test(node.test);
        const then = this.#value(node.then);
        const otherwise = this.#value(node.otherwise);
        return (frame) => (test(frame) ? then(frame) : otherwise(frame));
      }
      case 'attribute': {
        // The time of the request is made into a date by the sandbox.
        if (node.name === 'time') return elsewhere();
        const of = this.#value(node.of);
        const { name } = node;
        return (frame) => attribute(of(frame), name);
      }
      case 'item': {
        if (node.key.kind === 'slice') return elsewhere();
        const of = this.#value(node.of);
        const key = this.#value(node.key);
        return (frame) => item(of(frame), key(frame));
      }
      case 'binary':
        return this.#binary(node);
      case 'unary': {
        const value = this.#value(node.value);
        const { operator } = node;
        return (frame) => unary(operator, value(frame));
      }
      case 'formatted':
        return this.#formatted(node.parts);
      case 'call':
        return this.#call(node);
      default:
        return elsewhere();
    }
  }

  #all(nodes: readonly Expression[]): Closure[] {
    return nodes.map((node) => (node.kind === 'star' ? elsewhere() : this.#value(node)));
  }

  #name(name: string): Closure {
    const slot = this.#locals.indexOf(name);
    if (slot >= 0) return (frame) => frame.slots[slot] ?? (frame.slots[slot] === null ? null : elsewhere());
    const inner: Closure = this.#handed(name);
    return (frame) => (Object.hasOwn(frame.extra, name) ? inExtra(name, frame.extra[name]) : inner(frame));
  }

  #handed(name: string): Closure {
    switch (name) {
      case 'request':
        return (frame) => frame.request;
      case 'context':
        return (frame) => frame.context;
      case 'http_request':
        return (frame) =>
          isData(frame.data.http_request) ? attribute(frame.request, 'http_request') : elsewhere();
      case 'ak_client_ip':
        return ({ data }) => {
          const text = isData(data.http_request) ? data.http_request.client_ip : undefined;
          if (!isIpAddress(text)) return elsewhere();
          // Read strictly, there is but one way to write an IPv4 address.
          return ipAddressOf(text.includes(':') ? String(new IpAddress(text)) : text);
        };
      case 'ak_is_sso_flow':
        return ({ data }) => isData(data.context) && Boolean(data.context.is_sso);
      default:
        return elsewhere;
    }
  }

  #logical({ kind, items }: ExpressionOf<'and' | 'or'>): Closure {
    const values = items.map((inner) => this.#value(inner));
    const ends = kind === 'or';
    return (frame) => {
      let value: Value = null;
      for (const next of values) {
        value = next(frame);
        if (truth(value) === ends) return value;
      }
      return value;
    };
  }

  #compare({ first, rest }: ExpressionOf<'compare'>): (frame: Frame) => boolean {
    const start = this.#value(first);
    const steps = rest.map(([operator, right]) => [COMPARE[operator], this.#value(right)] as const);
    return (frame) => {
      let left = start(frame);
      for (const [test, next] of steps) {
        const right = next(frame);
        spend(frame, weight(frame, left) + weight(frame, right));
        if (!test(frame, left, right)) return false;
        left = right;
      }
      return true;
    };
  }

  /** Sums of texts and of numbers; a product could be long. */
  #binary({ operator, left, right }: ExpressionOf<'binary'>): Closure {
    if (operator !== '+' && operator !== '-' && operator !== '%' && operator !== '//' && operator !== '/')
      return elsewhere();
    const [first, two] = [this.#value(left), this.#value(right)];
    return (frame) => {
      const [a, b] = [first(frame), two(frame)];
      const isText = typeof a === 'string';
      if (isText ? operator !== '+' : !isSmallNumber(a) || !isSmallNumber(b)) return elsewhere();
      spend(frame, weight(frame, a) + weight(frame, b));
      return binary(operator, a, b);
    };
  }

  #formatted(parts: readonly Part[]): Closure {
    const pieces = parts.map((part): ((frame: Frame) => string) => {
      if (typeof part === 'string') return () => part;
      if (part.format.length > 0) return elsewhere();
      const value = this.#value(part.value);
      return (frame) => formatPart(value(frame), part.conversion, '');
    });
    return (frame) => {
      let text = '';
      for (const piece of pieces) {
        spend(frame, frame.size);
        text += piece(frame);
        spend(frame, text.length);
      }
      return text;
    };
  }

  #call({ callee, args, keywords }: ExpressionOf<'call'>): Closure {
    const values = this.#all(args);
    const named = keywords.map(({ name, value }) =>
      name === undefined ? elsewhere() : ([name, this.#value(value)] as const),
    );
    const given = (frame: Frame) => values.map((value) => value(frame));
    const givenNamed = (frame: Frame): Keywords =>
      named.map(([name, value]) => [name, value(frame)] as const);
    if (callee.kind === 'attribute') {
      const { name } = callee;
      const letters = LETTERS.has(name);
      if (!letters && !METHODS.has(name)) return elsewhere();
      const of = this.#value(callee.of);
      return (frame) => {
        const subject = of(frame);
        if (letters && !(typeof subject === 'string' && isAsciiText(subject))) return elsewhere();
        const rest = given(frame);
        spend(
          frame,
          rest.reduce<number>((sum, value) => sum + weight(frame, value), weight(frame, subject)),
        );
        return method(subject, name, rest, givenNamed(frame));
      };
    }
    if (callee.kind !== 'name' || this.#locals.includes(callee.name)) return elsewhere();
    const { name } = callee;
    const word = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
    if (word === undefined) return elsewhere();
    const [only, ...others] = args;
    if (PURE.has(name) && only?.kind === 'string' && others.length === 0 && named.length === 0) {
      let made: Value | undefined;
      return (frame) => {
        if (Object.hasOwn(frame.extra, name)) return elsewhere();
        // What is wrong with the text is said where it is evaluated, each time.
        made ??= word(frame, [only.value], []);
        return made;
      };
    }
    return (frame) => {
      if (Object.hasOwn(frame.extra, name)) return elsewhere();
      const rest = given(frame);
      spend(
        frame,
        rest.reduce<number>((sum, value) => sum + weight(frame, value), 0),
      );
      return word(frame, rest, givenNamed(frame));
    };
  }
}

const isSmallNumber = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || value instanceof Float;
