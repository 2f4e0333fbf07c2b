/**
 * Attempts to get out of the sandbox, or to leave something behind in it: one list for all, made from the ways that
 * have worked against node:vm, vm2 and their like. For tests only.
 */
export interface Escape {
  readonly name: string;
  readonly source: string;
}

/** Every kind of object that an expression can hold. */
const HELD: Readonly<Record<string, string>> = {
  request: 'request',
  context: 'context',
  person: 'request.user',
  time: 'request.time',
  address: 'clientIp',
  network: 'ip_network("10.0.0.0/8")',
  word: 'ak_message',
  logger: 'logger',
  text: '""',
  number: '1',
  truth: 'true',
  bigint: '1n',
  symbol: 'Symbol.iterator',
  list: '[]',
  object: '({})',
  arrow: '(() => 1)',
  method: '({ m() {} }).m',
  class: '(class {})',
  async: '(async () => 1)',
  generator: '(function* () {})',
  'async generator': '(async function* () {})',
  pattern: '/a/',
  match: '/a/.exec("a")',
  matches: '"a".matchAll(/a/g)',
  date: 'new Date()',
  map: 'new Map()',
  'map iterator': 'new Map().entries()',
  'list iterator': '[].values()',
  'iterator helper': '[].values().map(String)',
  promise: 'Promise.resolve()',
  error: 'new TypeError("a")',
  thrown: '(() => { try { null.a } catch (e) { return e } })()',
  json: 'JSON',
  math: 'Math',
  template: '((strings) => strings)`a`',
  global: 'globalThis',
};

/** What to do with one: each reads `it`. What returns `object` or `function` has found the host. */
const TRICKS: Readonly<Record<string, string>> = {
  'run text by its constructor': 'return typeof it.constructor.constructor("return process")()',
  'run text by its prototype':
    'return typeof Object.getPrototypeOf(it).constructor.constructor("return this.process")()',
  'put a property on its prototype': 'Object.getPrototypeOf(it).polluted = 1',
  'put a property by __proto__': 'it.__proto__.polluted = 1; it.__proto__.__proto__.polluted = 1',
  'put a property on its constructor': 'it.constructor.polluted = 1; it.constructor.prototype.polluted = 1',
  'put a getter on its prototype':
    'Object.defineProperty(Object.getPrototypeOf(it), "polluted", { get() { return 1 }, configurable: true })',
  'put another prototype above it': 'Object.setPrototypeOf(Object.getPrototypeOf(it), { polluted: 1 })',
  'replace a method':
    'for (const k of Object.getOwnPropertyNames(Object.getPrototypeOf(it))) { try { Object.getPrototypeOf(it)[k] = () => 1 } catch {} }',
  'take away a method':
    'delete Object.getPrototypeOf(it).constructor; delete Object.getPrototypeOf(it).toString',
  'replace its species': 'it.constructor[Symbol.species] = function () { return globalThis }',
  'assign to its prototype': 'Object.assign(Object.getPrototypeOf(it), { toJSON() { return 1 }, then() {} })',
};

const crossed: Escape[] = Object.entries(HELD).flatMap(([held, expression]) =>
  Object.entries(TRICKS).map(([trick, body]) => ({
    name: `${held}: ${trick}`,
    source: `const it = ${expression}; ${body}`,
  })),
);

const single: Readonly<Record<string, string>> = {
  eval: 'return typeof eval("process")',
  'indirect eval': 'return typeof (0, eval)("process")',
  'eval by name': 'return typeof globalThis["ev" + "al"]("process")',
  Function: 'return typeof Function("return process")()',
  AsyncFunction: 'return typeof await (async () => {}).constructor("return process")()',
  GeneratorFunction: 'return typeof (function* () {}).constructor("return process")().next().value',
  AsyncGeneratorFunction:
    'return typeof (await (async function* () {}).constructor("yield process")().next()).value',
  'constructor by call': 'return typeof (() => 1).constructor.call(null, "return process")()',
  'constructor by apply': 'return typeof (() => 1).constructor.apply(null, ["return process"])()',
  'constructor by bind': 'return typeof (() => 1).constructor.bind(null, "return process")()()',
  'constructor by new': 'return typeof new ((() => 1).constructor)("return process")()',
  'constructor by descriptor':
    'return typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(() => 1), "constructor").value("return process")()',
  'constructor by subclass':
    'const F = (() => 1).constructor; class G extends F {} return typeof new G("return process")()',
  import: 'return typeof import("node:process")',
  'import in a function': 'const f = () => import("fs"); return typeof await f()',
  'import.meta': 'return typeof import.meta.url',
  'static import': 'import process from "node:process"; return typeof process',
  require: 'return typeof require("fs")',
  module: 'return typeof module.constructor._load("fs")',
  process: 'return typeof process.binding("fs")',
  global: 'return typeof global.process',
  this: 'return typeof this.process',
  'this of a function': 'return typeof (function () { return this })().process',
  'this of an arrow': 'return typeof (() => this)().process',
  'this by call': 'return typeof (function () { return this }).call(null).process',
  'new.target': 'return typeof new.target.constructor("return process")()',
  'arguments.callee': 'return typeof arguments.callee.caller',
  caller: 'function f() { return f.caller } return typeof f().arguments',
  'arguments of the wrapper': 'return arguments.length === 0 ? 1 : "object"',
  with: 'with (globalThis) { return typeof process }',
  'end of the body': '}); return typeof process; (function () {',
  'end of the body and the call': '})(); }); globalThis.polluted = 1; (function ($) { (function () {',
  'end by a comment': 'return 1 /*',
  'html comment': '<!-- return typeof process',
  'line separator': 'return "a\u2028"; }\u2028 process',
  'names of the wrapper': 'return typeof $.process',
  'global property': 'globalThis.polluted = 1',
  'global by defineProperty': 'Object.defineProperty(globalThis, "polluted", { value: 1 })',
  'global by undeclared name': 'polluted = 1',
  'global by var': 'var polluted = 1; return typeof globalThis.polluted',
  'global by function': 'function Array() {} return typeof process',
  'global prototype': 'Object.setPrototypeOf(globalThis, { polluted: 1 })',
  prepareStackTrace:
    'Error.prepareStackTrace = (_, frames) => frames; return typeof new Error().stack[0].getThis()',
  'prepareStackTrace by define':
    'Object.defineProperty(Error, "prepareStackTrace", { value: (_, f) => f }); return typeof new Error().stack',
  captureStackTrace:
    'const o = {}; Error.captureStackTrace(o, () => 1); return o.stack.includes("/") ? "object" : 1',
  'stack of an error': 'return /node:|file:|\\/|thread/.test(new Error().stack) ? "object" : 1',
  stackTraceLimit: 'Error.stackTraceLimit = Infinity; return new Error().stack.includes("/") ? "object" : 1',
  'stack overflow':
    'const f = () => { try { f() } catch (e) { return e.constructor.constructor("return process")() } }; return typeof f()',
  'stack overflow in a getter': 'const o = { get a() { return this.a } }; return o.a',
  'out of memory':
    'try { const a = []; for (;;) a.push(new Array(10000).fill(0)) } catch (e) { return typeof e.constructor.constructor("return process")() }',
  Proxy: 'return typeof new Proxy({}, {})',
  Reflect: 'return typeof Reflect.construct(Array, [])',
  WebAssembly: 'return typeof new WebAssembly.Memory({ initial: 1 })',
  SharedArrayBuffer: 'return typeof new SharedArrayBuffer(8)',
  Atomics: 'return typeof Atomics.wait',
  ArrayBuffer: 'return typeof new ArrayBuffer(8)',
  WeakRef: 'return typeof new WeakRef({})',
  FinalizationRegistry: 'return typeof new FinalizationRegistry(() => {})',
  setTimeout: 'setTimeout(() => {}, 0); return "function"',
  queueMicrotask: 'queueMicrotask(() => {}); return "function"',
  'Symbol.toPrimitive of a message': 'ak_message({ [Symbol.toPrimitive]() { return process } })',
  'toString of a message': 'ak_message({ toString() { throw ak_message } })',
  'message that adds messages':
    'let n = 0; const m = { toString() { if (n++ < 1e6) ak_message(m); return "m" } }; ak_message(m)',
  'toJSON of the value': 'return { toJSON() { return typeof process } }',
  'toJSON of a function': 'return { toJSON() { return ak_message } }',
  'getter of the value': 'return { get a() { return globalThis } }',
  'thenable value': 'return { then(ok) { ok(globalThis) } }',
  'thenable awaited':
    'return await { then(ok) { ok({ then: 1, v: typeof process === "object" ? "object" : 1 }) } }',
  'promise with another constructor':
    'const p = Promise.resolve(1); p.constructor = { [Symbol.species]: class { constructor(f) { f((v) => { throw v }, () => {}) } } }; return p',
  'promise subclass': 'class P extends Promise { then() { return globalThis } } return P.resolve(1)',
  'inspect hook':
    'return { [Symbol.for("nodejs.util.inspect.custom")]() { return 1 }, inspect() { return 1 } }',
  'inspect hook thrown': 'throw { [Symbol.for("nodejs.util.inspect.custom")](a, b, c) { return c } }',
  toStringTag: 'return { [Symbol.toStringTag]: "process", get [Symbol.iterator]() { return () => ({}) } }',
  hasInstance: 'class A { static [Symbol.hasInstance]() { return true } } return 1 instanceof A ? 1 : 2',
  'hasInstance of Promise': 'Object.defineProperty(Promise, Symbol.hasInstance, { value: () => true })',
  unscopables: 'Array.prototype[Symbol.unscopables].process = true',
  'regular expression hooks': 'RegExp.prototype.exec = () => null; return regex_match("a", "a")',
  'regular expression by subclass':
    'class R extends RegExp { exec() { return globalThis } } return new R("a").test("a") ? 1 : 2',
  'regular expression statics': '/(a)/.test("a"); return RegExp.$1 === undefined ? 1 : "object"',
  'replace the reader': 'JSON.parse = () => globalThis; JSON.stringify = () => "1"',
  'replace the reader by define': 'Object.defineProperty(JSON, "stringify", { value: () => "{}" })',
  'answer in the words of the guest': 'return "{\\"v\\":1,\\"m\\":[],\\"l\\":[]}"',
  'value with the keys of an answer': 'return { e: "x", f: "timeout", v: 1, m: 1, l: 1 }',
  'toJSON on a list': 'Array.prototype.toJSON = () => 1',
  'iterator of lists': 'Array.prototype[Symbol.iterator] = function* () { yield globalThis }',
  'setter on a list': 'Object.defineProperty(Array.prototype, 0, { set(v) { globalThis.leak = v } })',
  'setter on objects':
    'Object.defineProperty(Object.prototype, "request", { set(v) {}, get() { return 1 } })',
  defineGetter: 'Object.prototype.__defineGetter__("polluted", () => 1)',
  'defineGetter on the global': 'globalThis.__defineGetter__("polluted", () => 1)',
  'override by accessor':
    '({}).toString = 1; Object.prototype.toString = 1; return typeof ({}).toString === "function" ? 1 : 2',
  'setter of a frozen prototype':
    'const set = Object.getOwnPropertyDescriptor(Object.prototype, "toString").set; set.call(globalThis, 1); set.call(Array.prototype, 1)',
  'setter on a word':
    'const set = Object.getOwnPropertyDescriptor(Object.prototype, "valueOf").set; set.call(ak_message, 1); set.call(logger, 1)',
  '__proto__ setter':
    'const set = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__").set; set.call(Array.prototype, { polluted: 1 })',
  words: 'ak_message.polluted = 1; logger.info = 1',
  'replace a word': 'globalThis.ak_message = 1',
  'delete a word': 'delete globalThis.ak_message',
  'private fields of addresses':
    'const IpAddress = clientIp.constructor; IpAddress.prototype.in = () => true; return clientIp.in("10.0.0.0/8")',
  'subclass of addresses':
    'class A extends clientIp.constructor { get version() { return { valueOf() { return globalThis } } } } return ip_network("0.0.0.0/0").contains(new A("1.1.1.1")) ? 1 : 2',
  'groups of addresses': 'clientIp.groups[6] = 0; clientIp.groups.push(1); return 1',
  'throw null': 'throw null',
  'throw undefined': 'throw undefined',
  'throw a symbol': 'throw Symbol("a")',
  'throw a function': 'throw ak_message',
  'throw a bigint': 'throw 1n',
  'throw with a name that throws':
    'const e = new Error("a"); Object.defineProperty(e, "name", { get() { throw e } }); throw e',
  'throw with a stack that is no text':
    'const e = new Error("a"); e.stack = { toString() { for (const _ of [1]) throw 1 } }; throw e',
  'throw with a long text': 'throw new Error("e".repeat(1_000_000))',
  'throw with a false place': 'const e = new Error("a"); e.stack = "expression:99999999999999:-1"; throw e',
  'throw an error without a prototype': 'throw Object.create(null)',
  'false out of memory': 'throw Object.assign(new Error("out of memory"), { name: "InternalError" })',
  'false interrupt': 'throw Object.assign(new Error("interrupted"), { name: "InternalError" })',
  'catch what ends it': 'const f = () => { try { for (;;); } catch { f() } finally { f() } }; f()',
  'work left behind': 'Promise.resolve().then(() => { globalThis.polluted = 1 }); return 1',
  'work left behind without an end': '(async () => { for (;;) await null })(); return 1',
  'rejection left behind': 'Promise.reject(globalThis); return 1',
  'generator left open':
    'const g = (function* () { try { yield 1 } finally { globalThis.polluted = 1 } })(); g.next(); return 1',
  dispose: 'return typeof Symbol.dispose === "symbol" ? 1 : 2',
  'symbols of the registry': 'return Symbol.for("polluted") === Symbol.for("polluted") ? 1 : 2',
  'cache of a template': 'const f = (s) => s; const g = () => f`a`; g().polluted = 1; return 1',
  'deep JSON': 'return JSON.parse("[".repeat(100000))',
  'deep value': 'let v = []; for (let i = 0; i < 100000; i++) v = [v]; return v',
  'lone surrogates and zeros': 'return "\\ud800\\0" + String.fromCharCode(0xdfff)',
  'prototype keys in the value':
    'return JSON.parse("{\\"__proto__\\":{\\"polluted\\":1},\\"constructor\\":{\\"prototype\\":{}}}")',
  'prototype keys in attributes':
    'logger.info("a", JSON.parse("{\\"__proto__\\":{\\"polluted\\":1}}")); return 1',
  'prototype of the request': 'request.__proto__ = { polluted: 1 }; context.__proto__.polluted = 1',
  'names of the engine':
    'return [typeof std, typeof os, typeof bjson, typeof print, typeof scriptArgs].every((t) => t === "undefined") ? 1 : "object"',
  debugger: 'debugger; return 1',
  'date of the host': 'return new Date(0).getTimezoneOffset() === 0 ? 1 : "object"',
  randomness: 'return typeof Math.random()',
};

export const ESCAPES: readonly Escape[] = [
  ...crossed,
  ...Object.entries(single).map(([name, source]) => ({ name, source })),
];

/** Text that sums up all that can be reached from the global object: names, kinds, and whether it is frozen. */
export const FINGERPRINT = `
  const seen = new Set();
  const work = [globalThis, async () => {}, function* () {}, async function* () {}, clientIp, ip_network('::/0')]
    .map((it) => Object.getPrototypeOf(it)).concat([globalThis]);
  let sum = 0, loose = 0;
  const add = (text) => { for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0; };
  while (work.length > 0) {
    const it = work.pop();
    if ((typeof it !== 'object' && typeof it !== 'function') || it === null || seen.has(it)) continue;
    seen.add(it);
    if (!Object.isFrozen(it)) loose++;
    work.push(Object.getPrototypeOf(it));
    for (const key of [...Object.getOwnPropertyNames(it), ...Object.getOwnPropertySymbols(it)]) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(it, key);
      add(String(key) + typeof value);
      work.push(value, get, set);
    }
  }
  return { sum, loose, size: seen.size, polluted: typeof ({}).polluted + typeof [].polluted + typeof globalThis.polluted };`;
