import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { compiler, TSCONFIG } from './compiler.ts';

/** The two texts that are looked at: what is known, and what is written. */
export interface Texts {
  readonly context: string;
  readonly expression: string;
}

/** Asks about the texts as they are; lines and characters count from zero. */
export type Question<T> = (ask: (method: string, params: object) => Promise<unknown>) => Promise<T>;

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly folder: string;
  readonly waiting: Map<number, (result: unknown) => void>;
  readonly shown: Partial<Record<keyof Texts, string>>;
  asked: number;
}

const LONGEST_START = 5_000;
/** Milliseconds until a question is given up, and the process with it: types can be made to compute for hours. */
const LONGEST_QUESTION = 1_500;
/** Milliseconds without a question after which the process ends: it takes no memory where nobody writes. */
const IDLE = 60_000;
/** Questions after which a new process takes over, with none of what the former has gathered. */
const MOST_QUESTIONS = 1_000;
/** People whose questions may wait for each other. */
const MOST_WAITING = 8;
const MOST_OUTPUT = 4 * 1024 * 1024;

const FILES = { context: 'context.d.ts', expression: 'expression.ts' } as const;

/** A question in the line. */
interface Waiting {
  run(): Promise<void>;
  /** Ends it without an answer. */
  giveUp(): void;
}

/**
 * TypeScript's own language server as a child: started by the first question, ended when nobody asks any more. One
 * question at a time. Everybody has one place in the line: whoever types on asks for what stands there now, and holds
 * up nobody else. Whoever comes when too many wait gets no answer.
 */
export class LanguageServer {
  #running: Promise<Running> | undefined;
  readonly #line = new Map<unknown, Waiting>();
  #working = false;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /** Undefined where there is no answer in time, or the same person asks anew. Rejects where there is no compiler. */
  ask<T>(asker: unknown, texts: Texts, question: Question<T>): Promise<T | undefined> {
    const before = this.#line.get(asker);
    if (this.#closed || (!before && this.#line.size >= MOST_WAITING)) return Promise.resolve(undefined);
    before?.giveUp();
    const answer = Promise.withResolvers<T | undefined>();
    this.#line.set(asker, {
      run: () => this.#ask(texts, question).then(answer.resolve, answer.reject),
      giveUp: () => answer.resolve(undefined),
    });
    void this.#work();
    return answer.promise;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (const [asker, waiting] of this.#line) {
      this.#line.delete(asker);
      await waiting.run();
    }
    this.#working = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    await this.#end();
  }

  async #ask<T>(texts: Texts, question: Question<T>): Promise<T | undefined> {
    if (this.#closed) return undefined;
    clearTimeout(this.#idle);
    const running = await this.#start();
    const timeout = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => timeout.resolve(undefined), LONGEST_QUESTION);
    running.child.once('close', timeout.resolve);
    try {
      show(running, texts);
      return await Promise.race([
        question((method, params) => send(running, method, params)),
        timeout.promise.then(() => this.#end()),
      ]);
    } finally {
      clearTimeout(timer);
      running.child.off('close', timeout.resolve);
      if (running.asked > MOST_QUESTIONS) await this.#end();
      else if (!this.#closed) this.#idle = setTimeout(() => void this.#end(), IDLE).unref();
    }
  }

  async #start(): Promise<Running> {
    const before = await this.#running?.catch(() => undefined);
    if (before && before.child.exitCode === null && before.child.signalCode === null) return before;
    if (before) await this.#end();
    this.#running = start();
    return this.#running;
  }

  async #end(): Promise<undefined> {
    const running = await this.#running?.catch(() => undefined);
    this.#running = undefined;
    if (!running) return;
    running.child.kill('SIGKILL');
    await rm(running.folder, { recursive: true, force: true });
  }
}

const uriOf = ({ folder }: Running, name: keyof Texts): string =>
  pathToFileURL(join(folder, FILES[name])).href;

async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-help-'));
  await Promise.all([
    writeFile(join(folder, 'tsconfig.json'), TSCONFIG),
    ...Object.values(FILES).map((file) => writeFile(join(folder, file), '')),
  ]);
  const child = spawn(compiler(), ['--lsp', '--stdio'], {
    cwd: folder,
    env: { GOMEMLIMIT: '256MiB', GOMAXPROCS: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const running: Running = { child, folder, waiting: new Map(), shown: {}, asked: 0 };
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error('The language server has ended')));
  });
  gone.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  listen(running);
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_START);
  try {
    const settings = { processId: null, rootUri: null, capabilities: CAPABILITIES };
    await Promise.race([gone, send(running, 'initialize', settings)]);
    tell(running, 'initialized', {});
    return running;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const CAPABILITIES = {
  textDocument: {
    completion: { completionItem: { documentationFormat: ['markdown'], snippetSupport: false } },
    hover: { contentFormat: ['markdown'] },
  },
};

/** Reads the child's messages. It asks nothing that needs more than an empty answer. */
function listen(running: Running): void {
  let read = Buffer.alloc(0);
  running.child.stdout.on('data', (part: Buffer) => {
    read = Buffer.concat([read, part]);
    for (;;) {
      const head = read.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(read.toString('latin1', 0, Math.max(0, head)))?.[1]);
      if (read.length > MOST_OUTPUT) running.child.kill('SIGKILL');
      if (head < 0 || Number.isNaN(length) || read.length < head + 4 + length) return;
      const text = read.toString('utf8', head + 4, head + 4 + length);
      read = read.subarray(head + 4 + length);
      const message = parsed(text);
      if (message) take(running, message);
      else running.child.kill('SIGKILL');
    }
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function take(running: Running, message: Readonly<Record<string, unknown>>): void {
  const { id, method, params, result } = message;
  if (typeof method === 'string' && id !== undefined) {
    const items = (params as { items?: unknown } | undefined)?.items;
    write(running, { id, result: Array.isArray(items) ? items.map(() => ({})) : null });
  } else if (typeof id === 'number') {
    running.waiting.get(id)?.(result ?? undefined);
    running.waiting.delete(id);
  }
}

function write({ child }: Running, message: object): void {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

const tell = (running: Running, method: string, params: object): void => write(running, { method, params });

function send(running: Running, method: string, params: object): Promise<unknown> {
  const id = ++running.asked;
  return new Promise((resolve) => {
    running.waiting.set(id, resolve);
    const textDocument = method.startsWith('textDocument/') && {
      textDocument: { uri: uriOf(running, 'expression') },
    };
    write(running, { id, method, params: { ...textDocument, ...params } });
  });
}

/** The texts as the child sees them: they lie in its memory only, the files are empty. */
function show(running: Running, texts: Texts): void {
  for (const name of ['context', 'expression'] as const) {
    const text = texts[name];
    const before = running.shown[name];
    if (before === text) continue;
    const uri = uriOf(running, name);
    const version = ++running.asked;
    if (before === undefined)
      tell(running, 'textDocument/didOpen', {
        textDocument: { uri, languageId: 'typescript', version, text },
      });
    else
      tell(running, 'textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    running.shown[name] = text;
  }
}
