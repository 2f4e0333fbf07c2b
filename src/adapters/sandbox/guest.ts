import { IpAddress, IpNetwork, isIpAddress } from '../../core/expression/address.ts';
import {
  ipAddress,
  ipNetwork,
  isGroupMember,
  listFlatten,
  regexMatch,
  regexReplace,
  slugify,
} from '../../core/expression/words.ts';
import type { GuestLine, HostAnswer, Outcome, Question } from './protocol.ts';

// This file runs inside of the sandbox, joined with the two files that it imports from: see prelude.ts. It can use
// nothing but the language, and everything that it needs is held before the first expression runs.

const MOST_MESSAGES = 50;
const MOST_LINES = 100;
const LONGEST_TEXT = 2_000;
const LONGEST_OUTCOME = 262_144;
const MOST_EFFECTS = 20;
const MOST_QUESTIONS = 50;

type Values = Record<string, unknown>;
/** See `scriptOf`: the values of the words by their place, then those of further names. */
type Script = (
  request: unknown,
  context: unknown,
  http: unknown,
  address: unknown,
  sso: boolean,
  extra: unknown,
) => unknown;
interface Input {
  request?: { context?: unknown; http_request?: { client_ip?: unknown } | null; time?: unknown };
  extra?: Values;
  answers?: readonly HostAnswer[];
}

/** What a library is made with, and what it answers: see `runtime/library.ts` for the one that there is. */
interface Library {
  makeLibrary(machine: {
    now(): number;
    words: Values;
    ask(word: string, args: readonly unknown[]): unknown;
  }): object;
}

interface Guest {
  start(script: Script, input: string): string;
  collect(): string;
  install(library: Library): object;
}

/** Puts the words into the global object, freezes all that scripts could share, and returns how to run one. */
export function boot(): Guest {
  const { parse, stringify } = JSON;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  let messages: string[] = [];
  let lines: GuestLine[] = [];
  let outcome = '';
  let effects: Values[] = [];
  let answers: readonly HostAnswer[] = [];
  let questions: Question[] = [];
  let asked = 0;
  let waits = false;
  let watched: Watched | undefined;

  const message = (text: unknown): void => {
    if (messages.length < MOST_MESSAGES) messages.push(String(text).slice(0, LONGEST_TEXT));
  };
  const line =
    (level: string) =>
    (event: unknown, attributes?: unknown): void => {
      if (lines.length < MOST_LINES)
        lines.push([level, String(event).slice(0, LONGEST_TEXT), plain(attributes)]);
    };
  const plain = (attributes: unknown): Values => {
    try {
      const text = stringify(attributes);
      const value: unknown = text === undefined || text.length > LONGEST_TEXT ? undefined : parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
    } catch {
      return {};
    }
  };

  const wish = (effect: Values): void => {
    if (effects.length >= MOST_EFFECTS)
      throw new RangeError(`An expression wants at most ${MOST_EFFECTS} things to happen`);
    effects.push(parse(stringify(effect)) as Values);
  };
  const textOf = (value: unknown, what: string): string => {
    if (typeof value === 'string' && value !== '') return value;
    if (value instanceof IpAddress) return String(value);
    throw new TypeError(`${what} has to be a text`);
  };
  const listOf = (value: unknown, what: string): string[] => {
    if (value === undefined || value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((item) => textOf(item, what));
  };

  /**
   * A question to the host. It is put when the script has come to rest; with the answer the script runs once more from
   * its beginning, where the same question is answered at once.
   */
  const host =
    (word: string) =>
    (...args: unknown[]): Promise<unknown> => {
      const known = answers[asked++];
      if (known) return known[0] ? Promise.resolve(known[1]) : Promise.reject(new Error(known[1]));
      if (asked > MOST_QUESTIONS)
        return Promise.reject(new RangeError(`An expression asks at most ${MOST_QUESTIONS} questions`));
      questions.push([word, parse(stringify(args)) as unknown[]]);
      return new Promise(() => {});
    };

  /** The same for languages without `await`: the script ends where the answer is not there yet. */
  const ask = (word: string, args: readonly unknown[]): unknown => {
    const known = answers[asked++];
    if (known?.[0] === false) throw new Error(known[1]);
    if (known) return known[1];
    if (asked > MOST_QUESTIONS)
      throw new RangeError(`An expression asks at most ${MOST_QUESTIONS} questions`);
    questions.push([word, parse(stringify(args)) as unknown[]]);
    waits = true;
    throw WAITS;
  };

  /** The outcome of a script that said nothing, which is most of them. */
  const plainly = (v: unknown): string => {
    if (v === true) return '{"v":true,"m":[],"l":[]}';
    const json = stringify(v);
    return json === undefined ? '{"m":[],"l":[]}' : `{"v":${json},"m":[],"l":[]}`;
  };
  const finish = (value: unknown): string => {
    if (typeof value === 'function')
      throw new TypeError('The expression returned a function: is a call missing?');
    if (typeof value === 'symbol') throw new TypeError('The expression returned a symbol');
    // A question that nobody waits for would never be put, and a promise is true whatever the answer were.
    const [open] = questions;
    if (open !== undefined) throw new Error(`The answer to ${open[0]} is not awaited`);
    const v = typeof value === 'bigint' ? Number(value) : value;
    for (const change of watched?.changes() ?? []) wish(change);
    const text =
      messages.length + lines.length + effects.length === 0
        ? plainly(v)
        : stringify({ v, m: messages, l: lines, x: effects } satisfies Outcome);
    if (text.length > LONGEST_OUTCOME) throw new RangeError('The expression returned too much');
    return text;
  };
  const fail = (error: unknown): string => {
    try {
      const { name, message: detail, stack } = error as Error;
      const said = error instanceof Error ? `${name}: ${detail}` : `Thrown: ${String(error)}`;
      return stringify({ e: said.slice(0, LONGEST_TEXT), s: String(stack).slice(0, LONGEST_TEXT) });
    } catch {
      return '{"e":"Error: something was thrown that cannot be described"}';
    }
  };
  const settle = (work: () => string): void => {
    try {
      outcome = work();
    } catch (error) {
      outcome = fail(error);
    }
  };

  const call = (script: Script, { request = {}, extra }: Input): unknown => {
    const context = request.context as { is_sso?: unknown } | undefined;
    const http = request.http_request ?? undefined;
    const text = http?.client_ip;
    const address = isIpAddress(text) ? new IpAddress(text) : undefined;
    if (typeof request.time === 'number') request.time = new Date(request.time);
    watched = watch(request.context);
    return script(request, context, http, address, Boolean(context?.is_sso), extra);
  };

  /** The outcome, or an empty text where the script waits: then the pending jobs have to run before `collect`. */
  const start = (script: Script, input: string): string => {
    messages = [];
    lines = [];
    outcome = '';
    effects = [];
    questions = [];
    asked = 0;
    waits = false;
    try {
      const values = parse(input) as Input;
      answers = values.answers ?? [];
      const value = call(script, values);
      if (waits) return '';
      if (!(value instanceof Promise)) return finish(value);
      then(
        value,
        (result: unknown) => settle(() => finish(result)),
        (error: unknown) => settle(() => fail(error)),
      );
      return '';
    } catch (error) {
      return waits ? '' : fail(error);
    }
  };

  const logger = {
    debug: line('debug'),
    info: line('info'),
    warning: line('warning'),
    warn: line('warning'),
    error: line('error'),
  };
  const words: Values = {
    ak_message: message,
    message,
    ak_logger: logger,
    logger,
    regex_match: regexMatch,
    regexMatch,
    regex_replace: regexReplace,
    regexReplace,
    list_flatten: listFlatten,
    listFlatten,
    slugify,
    ip_address: ipAddress,
    ipAddress,
    ip_network: ipNetwork,
    ipNetwork,
    ak_is_group_member: isGroupMember,
    isGroupMember,
    ...twice('ak_create_event', 'createEvent', (action: unknown, context: unknown = {}) =>
      wish({ kind: 'event', action: textOf(action, 'The action of an event'), context: plain(context) }),
    ),
    ...twice('ak_set_context', 'setContext', (key: unknown, value: unknown) =>
      wish({ kind: 'set_context', key: textOf(key, 'A key of the context'), value: value ?? null }),
    ),
    ...twice('ak_remove_context', 'removeContext', (key: unknown) =>
      wish({ kind: 'remove_context', key: textOf(key, 'A key of the context') }),
    ),
    ...twice('ak_redirect', 'redirect', (url: unknown) =>
      wish({ kind: 'redirect', url: textOf(url, 'An address') }),
    ),
    ...twice('ak_send_email', 'sendEmail', (to: unknown, subject: unknown, body: unknown, more?: Values) => {
      wish({
        kind: 'email',
        to: listOf(to, 'A recipient'),
        cc: listOf(more?.cc, 'A recipient'),
        bcc: listOf(more?.bcc, 'A recipient'),
        subject: textOf(subject, 'The subject'),
        body: textOf(body, 'The text of an e-mail'),
      });
      return true;
    }),
    ...twice('ak_call_policy', 'callPolicy', host('ak_call_policy')),
    ...twice('ak_user_by', 'userBy', host('ak_user_by')),
    ...twice('ak_user_has_authenticator', 'userHasAuthenticator', host('ak_user_has_authenticator')),
    ...twice('ak_create_jwt', 'createJwt', host('ak_create_jwt')),
    ...twice('ak_create_jwt_raw', 'createJwtRaw', host('ak_create_jwt_raw')),
    ...twice('resolve_dns', 'resolveDns', host('resolve_dns')),
    ...twice('reverse_dns', 'reverseDns', host('reverse_dns')),
    fetch: host('fetch'),
  };
  for (const name of Object.keys(words))
    Object.defineProperty(globalThis, name, { value: words[name], enumerable: true });
  removeGlobals();
  allowOverrides();
  const examples = [new IpAddress('10.0.0.1'), new IpNetwork('10.0.0.0/8')];
  void new IpAddress('10.0.0.1').is_global; // Makes the tables of networks, while nothing is counted.
  freezeAll([globalThis, ...examples, ...Object.values(words), ...hiddenIntrinsics()]);
  const collect = (): string =>
    outcome === '' && questions.length > 0 ? stringify({ q: questions } satisfies Outcome) : outcome;
  const install = ({ makeLibrary }: Library): object => {
    const library = makeLibrary({ now: () => Date.now(), words, ask });
    freezeAll([library]);
    return library;
  };
  return { start, collect, install };
}

/** Thrown by a script that waits for the host. It is no Error, so that no language catches it. */
const WAITS = 'waits';

const twice = (name: string, twin: string, value: unknown): Values => ({ [name]: value, [twin]: value });

/** What of a context scripts may change in place, as policies written for a live plan do. */
interface Watched {
  /** What was changed since, as effects. */
  changes(): Values[];
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Remembers the flow's context and the data of prompts, where the script was handed them. */
function watch(context: unknown): Watched | undefined {
  if (!isObject(context)) return undefined;
  const plan = isObject(context.flow_plan) ? context.flow_plan.context : undefined;
  const prompt = context.prompt_data;
  if (!isObject(plan) && !isObject(prompt)) return undefined;
  const { stringify } = JSON;
  const before = (object: Values) => {
    const texts: Values = Object.create(null);
    for (const key of Object.keys(object))
      texts[key] = isObject(object[key]) ? before(object[key]) : stringify(object[key]);
    return texts;
  };
  const [planned, prompted] = [isObject(plan) && before(plan), isObject(prompt) && before(prompt)];
  /** Keys that are new or different now. */
  const fresh = (object: Values, texts: Values): Values => {
    const found: Values = {};
    for (const key of Object.keys(object)) {
      const value = object[key];
      const same =
        isObject(value) && isObject(texts[key])
          ? !differs(value, texts[key])
          : stringify(value) === texts[key];
      if (!same) found[key] = value;
    }
    return found;
  };
  const gone = (object: Values, texts: Values) => Object.keys(texts).filter((key) => !(key in object));
  const differs = (object: Values, texts: Values): boolean =>
    Object.keys(fresh(object, texts)).length + gone(object, texts).length > 0;
  return {
    changes() {
      const effects: Values[] = [];
      if (isObject(plan) && planned) {
        for (const [key, value] of Object.entries(fresh(plan, planned))) {
          const known = planned[key];
          effects.push(
            isObject(value) && isObject(known)
              ? { kind: 'merge_context', key, value: fresh(value, known) }
              : { kind: 'set_context', key, value },
          );
        }
        for (const key of gone(plan, planned)) effects.push({ kind: 'remove_context', key });
      }
      if (isObject(prompt) && prompted) {
        const value = fresh(prompt, prompted);
        if (Object.keys(value).length > 0) effects.push({ kind: 'merge_context', key: 'prompt_data', value });
      }
      return effects;
    },
  };
}

/** What could evaluate text, defer work past the end of a script, reflect on the engine or be random. */
function removeGlobals(): void {
  const unwanted = [
    'eval',
    'Function',
    'Reflect',
    'queueMicrotask',
    'InternalError',
    'SuppressedError',
    'DisposableStack',
    'AsyncDisposableStack',
    'escape',
    'unescape',
  ];
  for (const name of unwanted) delete (globalThis as Values)[name];
  delete (Math as Partial<Math>).random;
  // Deep enough that the author's line is among the lines of a stack, below those of ours.
  Error.stackTraceLimit = 40;
  for (const name of ['prepareStackTrace', 'captureStackTrace', 'stackTraceLimit'])
    delete (Error as unknown as Values)[name];
}

/**
 * A frozen prototype forbids to assign a property of the same name to the objects below it, which would make
 * `counts['constructor'] = 1` an error. So these properties become accessors that put the value where it was meant.
 */
function allowOverrides(): void {
  const errors = [
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    AggregateError,
  ];
  for (const prototype of [Object.prototype, ...errors.map((error) => error.prototype)])
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const { value, writable } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
      if (writable !== true) continue;
      Object.defineProperty(prototype, name, {
        get: () => value,
        set(this: object, own: unknown) {
          const descriptor = { value: own, writable: true, enumerable: true, configurable: true };
          Object.defineProperty(this, name, descriptor);
        },
      });
    }
}

/** Prototypes that only syntax leads to. */
function hiddenIntrinsics(): unknown[] {
  const async = async () => {};
  function* generator() {}
  async function* asyncGenerator() {}
  return [
    async,
    generator,
    asyncGenerator,
    generator(),
    asyncGenerator(),
    [].values(),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
    [].values().map(String),
    Iterator.from({ next: () => ({ done: true, value: 0 }) }),
  ];
}

/** Freezes everything that can be reached from the roots: scripts of one machine can leave nothing for each other. */
function freezeAll(roots: readonly unknown[]): void {
  const seen = new Set<unknown>();
  const work = [...roots];
  while (work.length > 0) {
    const value = work.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
      continue;
    seen.add(value);
    work.push(Object.getPrototypeOf(value));
    const descriptors = Object.getOwnPropertyDescriptors(value);
    for (const key of [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value)]) {
      const descriptor = descriptors[key as string];
      if (descriptor !== undefined) work.push(descriptor.value, descriptor.get, descriptor.set);
    }
    Object.freeze(value);
  }
}
