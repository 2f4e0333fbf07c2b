import { take } from './arguments.ts';
import { Dict, Iter, Tuple, toIndex } from './containers.ts';
import {
  type Callable,
  EXCEPTION,
  Exc,
  indexError,
  type Keywords,
  type Method,
  OBJECT,
  Obj,
  Type,
  typeError,
  type Value,
} from './objects.ts';
import { type Compiled, compilePattern, FLAGS, isAsciiText, notSure } from './patterns.ts';
import { call, isCallable, nameOf, quoted, repr, str } from './protocol.ts';

const RE_ERROR = new Type('re.error', EXCEPTION);
RE_ERROR.construct = (args) => new Exc(RE_ERROR, args);
const PATTERN = new Type('re.Pattern', OBJECT);
const MATCH = new Type('re.Match', OBJECT);

class Pattern extends Obj {
  readonly source: string;
  readonly flags: number;

  constructor(source: string, flags: number) {
    super();
    this.source = source;
    this.flags = flags;
    this.compiled('');
  }

  get type(): Type {
    return PATTERN;
  }

  compiled(text: string): Compiled {
    const ascii = isAsciiText(text) && isAsciiText(this.source);
    return compilePattern(this.source, this.flags, ascii, RE_ERROR);
  }

  override field(name: string): Value | undefined {
    if (name === 'pattern') return this.source;
    if (name === 'groups') return this.compiled('').groups;
    if (name === 'flags') return this.flags | FLAGS.U;
    if (name === 'groupindex') return new Dict(this.compiled('').names);
    return undefined;
  }

  override equals(other: Value): boolean | undefined {
    return other instanceof Pattern ? other.source === this.source && other.flags === this.flags : undefined;
  }

  override hashed(): unknown {
    return `\0r${this.flags}${this.source}`;
  }

  override repr(): string {
    const named = [
      ['I', 're.IGNORECASE'],
      ['M', 're.MULTILINE'],
      ['S', 're.DOTALL'],
      ['X', 're.VERBOSE'],
      ['A', 're.ASCII'],
    ].flatMap(([flag, name]) => (this.flags & FLAGS[flag as keyof typeof FLAGS] ? [name] : []));
    return `re.compile(${quoted(this.source)}${named.length > 0 ? `, ${named.join('|')}` : ''})`;
  }

  plain(): unknown {
    return this.repr();
  }

  /** The first match from a place on; only there, or up to the end, where that is asked. */
  find(text: string, from: number, how: 'search' | 'match' | 'fullmatch'): Match | null {
    const { expression, ...compiled } = this.compiled(text);
    const source = how === 'fullmatch' ? `(?:${expression.source})(?![^])` : expression.source;
    const sticky = new RegExp(source, `${expression.flags}d${how === 'search' ? 'g' : 'y'}`);
    sticky.lastIndex = from;
    const found = sticky.exec(text);
    return found && new Match(this, text, found, compiled);
  }

  *matches(text: string): Generator<Match> {
    const { expression, ...compiled } = this.compiled(text);
    const global = new RegExp(expression.source, `${expression.flags}dg`);
    for (;;) {
      const found = global.exec(text);
      if (found === null) return;
      yield new Match(this, text, found, compiled);
      if (found[0] === '') global.lastIndex += (text.codePointAt(global.lastIndex) ?? 0) > 0xffff ? 2 : 1;
    }
  }
}

class Match extends Obj {
  readonly pattern: Pattern;
  readonly text: string;
  readonly found: RegExpExecArray;
  readonly compiled: Omit<Compiled, 'expression'>;

  constructor(
    pattern: Pattern,
    text: string,
    found: RegExpExecArray,
    compiled: Omit<Compiled, 'expression'>,
  ) {
    super();
    this.pattern = pattern;
    this.text = text;
    this.found = found;
    this.compiled = compiled;
  }

  get type(): Type {
    return MATCH;
  }

  number(key: Value): number {
    const index = typeof key === 'string' ? this.compiled.names.get(key) : toIndex(key);
    if (index === undefined || index < 0 || index > this.compiled.groups) throw indexError('no such group');
    if (index > 0 && this.compiled.unsure) throw notSure();
    return index;
  }

  group(key: Value): string | null {
    return this.found[this.number(key)] ?? null;
  }

  groups(otherwise: Value): Value[] {
    return Array.from({ length: this.compiled.groups }, (_, index) => this.group(index + 1) ?? otherwise);
  }

  span(key: Value): [number, number] {
    const range = this.found.indices?.[this.number(key)];
    if (range === undefined) return [-1, -1];
    const points = (end: number) => (isAsciiText(this.text) ? end : [...this.text.slice(0, end)].length);
    return [points(range[0]), points(range[1])];
  }

  override field(name: string): Value | undefined {
    if (name === 'string') return this.text;
    if (name === 're') return this.pattern;
    if (name === 'pos') return 0;
    if (name === 'lastindex') return this.groups(null).findLastIndex((group) => group !== null) + 1 || null;
    return undefined;
  }

  override item(key: Value): Value {
    return this.group(key);
  }

  override repr(): string {
    const [from, to] = this.span(0);
    return `<re.Match object; span=(${from}, ${to}), match=${quoted(this.found[0])}>`;
  }

  plain(): unknown {
    return this.repr();
  }
}

/** The replacement of `sub`: `\1` and `\g<name>` are groups. */
function expanded(template: string, match: Match): string {
  return template.replace(
    /\\(?:g<([^>]*)>|([1-9]\d?)|([\s\S]|$))/g,
    (whole, name: string | undefined, digits: string | undefined, other: string | undefined) => {
      if (other !== undefined) {
        const control = {
          n: '\n',
          t: '\t',
          r: '\r',
          f: '\f',
          v: '\v',
          a: '\x07',
          b: '\b',
          '\\': '\\',
          '0': '\0',
        }[other];
        if (control !== undefined) return control;
        if (/[A-Za-z]/.test(other) || other === '')
          throw new Exc(RE_ERROR, [`bad escape ${whole} at position ${template.indexOf(whole)}`]);
        return whole;
      }
      const key = name === undefined ? Number(digits) : /^\d+$/.test(name) ? Number(name) : name;
      if (typeof key === 'string' && !match.compiled.names.has(key))
        throw indexError(`unknown group name '${key}'`);
      if (typeof key === 'number' && key > match.compiled.groups)
        throw new Exc(RE_ERROR, [
          `invalid group reference ${key} at position ${template.indexOf(whole) + 1}`,
        ]);
      return match.group(key) ?? '';
    },
  );
}

const textOf = (value: Value | undefined): string => {
  if (typeof value === 'string') return value;
  throw typeError(`expected string or bytes-like object, got '${nameOf(value ?? null)}'`);
};

function patternOf(value: Value | undefined, flags: Value | undefined): Pattern {
  if (value instanceof Pattern) return value;
  if (typeof value !== 'string') throw typeError('first argument must be string or compiled pattern');
  return new Pattern(value, flags === undefined ? 0 : Number(toIndex(flags) ?? 0));
}

function substitute(pattern: Pattern, by: Value, text: string, most: number): [string, number] {
  let result = '';
  let last = 0;
  let count = 0;
  for (const match of pattern.matches(text)) {
    if (most > 0 && count >= most) break;
    const replacement = isCallable(by) ? str(call(by, [match])) : expanded(textOf(by), match);
    result += text.slice(last, match.found.index) + replacement;
    last = match.found.index + match.found[0].length;
    count++;
  }
  return [result + text.slice(last), count];
}

function split(pattern: Pattern, text: string, most: number): Value[] {
  const parts: Value[] = [];
  let last = 0;
  let count = 0;
  for (const match of pattern.matches(text)) {
    if (most > 0 && count >= most) break;
    parts.push(text.slice(last, match.found.index), ...match.groups(null));
    last = match.found.index + match.found[0].length;
    count++;
  }
  return [...parts, text.slice(last)];
}

const foundIn = (match: Match): Value => {
  const groups = match.groups('');
  if (groups.length === 0) return match.found[0];
  return groups.length === 1 ? (groups[0] ?? '') : new Tuple(groups);
};

type Work = (pattern: Pattern, rest: readonly (Value | undefined)[]) => Value;

/** Each of them is a function of the module, which takes the pattern first, and a method of patterns. */
const WORKS: Readonly<Record<string, readonly [parameters: readonly string[], work: Work]>> = {
  search: [['string'], (pattern, [text]) => pattern.find(textOf(text), 0, 'search')],
  match: [['string'], (pattern, [text]) => pattern.find(textOf(text), 0, 'match')],
  fullmatch: [['string'], (pattern, [text]) => pattern.find(textOf(text), 0, 'fullmatch')],
  findall: [['string'], (pattern, [text]) => [...pattern.matches(textOf(text))].map(foundIn)],
  finditer: [['string'], (pattern, [text]) => new Iter(pattern.matches(textOf(text)))],
  sub: [
    ['repl', 'string', 'count'],
    (pattern, [by = null, text, most = 0]) => substitute(pattern, by, textOf(text), toIndex(most) ?? 0)[0],
  ],
  subn: [
    ['repl', 'string', 'count'],
    (pattern, [by = null, text, most = 0]) =>
      new Tuple(substitute(pattern, by, textOf(text), toIndex(most) ?? 0)),
  ],
  split: [
    ['string', 'maxsplit'],
    (pattern, [text, most = 0]) => split(pattern, textOf(text), toIndex(most) ?? 0),
  ],
};

const functions: [string, Callable][] = Object.entries(WORKS).map(([name, [parameters, work]]) => {
  const least = parameters.filter((parameter) => parameter === 'string' || parameter === 'repl').length;
  PATTERN.methods.set(name, (self, args, keywords) => {
    if (!(self instanceof Pattern)) throw typeError(`'${name}' needs a pattern`);
    return work(self, take(name, args, keywords, parameters, least));
  });
  const called: Callable = (args, keywords: Keywords = []) => {
    const [pattern, ...rest] = take(name, args, keywords, ['pattern', ...parameters, 'flags'], least + 1);
    return work(patternOf(pattern, rest[parameters.length]), rest);
  };
  return [name, Object.assign(called, { label: name })];
});

const methods: Record<
  string,
  (self: Match, args: readonly Value[], keywords: Parameters<Method>[2]) => Value
> = {
  group: (self, args) => {
    const [first = 0, ...more] = args;
    return more.length === 0 ? self.group(first) : new Tuple([first, ...more].map((key) => self.group(key)));
  },
  groups: (self, args, keywords) =>
    new Tuple(self.groups(take('groups', args, keywords, ['default'])[0] ?? null)),
  groupdict: (self, args, keywords) => {
    const [otherwise = null] = take('groupdict', args, keywords, ['default']);
    return new Dict(
      [...self.compiled.names.keys()].map((name) => [name, self.group(name) ?? otherwise] as const),
    );
  },
  start: (self, [key = 0]) => self.span(key)[0],
  end: (self, [key = 0]) => self.span(key)[1],
  span: (self, [key = 0]) => new Tuple(self.span(key)),
  expand: (self, [template]) => expanded(textOf(template), self),
};
for (const [name, method] of Object.entries(methods))
  MATCH.methods.set(name, (self, args, keywords) => {
    if (!(self instanceof Match)) throw typeError(`'${name}' needs a match, not ${repr(self)}`);
    return method(self, args, keywords);
  });

const escapeText = (text: string): string =>
  text.replace(/[\t\n\v\f\r !"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]/g, (letter) =>
    /[!"%',/:;<=>@`]/.test(letter) ? letter : `\\${letter}`,
  );

export const RE: readonly (readonly [string, Value])[] = [
  ...functions,
  [
    'compile',
    (args, keywords = []) => {
      const [pattern, flags] = take('compile', args, keywords, ['pattern', 'flags'], 1);
      return patternOf(pattern, flags);
    },
  ],
  ['escape', ([text]) => escapeText(textOf(text))],
  ['error', RE_ERROR],
  ['Pattern', PATTERN],
  ['Match', MATCH],
  ...(
    [
      ['A', 'ASCII'],
      ['I', 'IGNORECASE'],
      ['M', 'MULTILINE'],
      ['S', 'DOTALL'],
      ['U', 'UNICODE'],
      ['X', 'VERBOSE'],
    ] as const
  ).flatMap(([short, long]): [string, Value][] => [
    [short, FLAGS[short]],
    [long, FLAGS[short]],
  ]),
];
