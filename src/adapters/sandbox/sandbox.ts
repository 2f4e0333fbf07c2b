import { isIpAddress } from '../../core/expression/address.ts';
import { describeReads, prune } from '../../core/expression/reads.ts';
import type {
  CheckOptions,
  Diagnostic,
  ExpressionTarget,
  Language,
  Sandbox,
  ScriptContext,
  ScriptHost,
  ScriptResult,
} from '../../core/expression/sandbox.ts';
import { Engine } from './engine.ts';
import { type Job, type Library, Pool, type Refusal } from './pool.ts';
import { type Program, readProgram, scriptOf } from './programs.ts';
import type { HostAnswer, Outcome } from './protocol.ts';
import { askHost } from './questions.ts';
import { isBeyondPerson } from './reach.ts';
import { isPure, Remembered } from './remembered.ts';
import { resultOf } from './result.ts';
import { TypeCheck } from './type-check.ts';

export interface SandboxOptions {
  /** Threads. Default 2. */
  readonly size?: number;
  /** Bytes that one machine may allocate. Default 8 MiB. */
  readonly memory?: number;
  /** Requests that may wait for a thread. Default 1,000. */
  readonly queue?: number;
  /** Milliseconds of processor time for one script. Default 50. */
  readonly budget?: number;
  /** Milliseconds after which the thread of a script is ended, whatever the script does. Default 250. */
  readonly bound?: number;
  /** Whether the total part of the language is evaluated in process. Default true; false for comparisons. */
  readonly inProcess?: boolean;
  /** Whether answers of pure scripts are kept. Default true; false for measurements. */
  readonly remember?: boolean;
  /** Answers the words that ask the world; without it they are errors. */
  readonly host?: ScriptHost;
}

type Translator = typeof import('./python.ts');

/** Where an expression is evaluated. */
export type Lane = 'in_process' | 'sandbox';

/** The sandbox with its life: nothing is started before it is needed. */
export interface RunningSandbox extends Sandbox {
  /** Starts so many threads now (all where not given), so that the first decision does not wait. */
  warm(threads?: number): Promise<void>;
  /** Which way an expression goes; undefined where its text is wrong. To be shown: nobody chooses it by hand. */
  lane(source: string, language?: Language): Promise<Lane | undefined>;
  /** Whether what an expression says may follow from more than the person; false where its text is wrong. */
  beyondPerson(source: string, language?: Language): Promise<boolean>;
  /** What an expression reads, as paths such as `request.user.email`; empty where its text is wrong. */
  reads(source: string, language?: Language): Promise<readonly string[]>;
  /** How many answers of pure scripts are kept. */
  readonly remembered: number;
  forget(): void;
  close(): Promise<void>;
}

/** Questions to the host that may follow from each other's answers. */
const MOST_ROUNDS = 10;

/** Texts that are kept understood; far more than an installation has expressions. */
const MOST_PROGRAMS = 2_000;

export function createSandbox(options: SandboxOptions = {}): RunningSandbox {
  return new QuickJsSandbox(options);
}

interface Script {
  readonly id: number;
  readonly bytecode: Uint8Array;
  readonly library?: Library | undefined;
}

interface Known {
  readonly program: Program;
  /** The compiled scripts, by the names that they are given. */
  readonly compiled: Map<string, Script>;
  readonly pure: boolean;
}

interface Parts {
  readonly engine: Engine;
  readonly pool: Pool;
}

class QuickJsSandbox implements RunningSandbox {
  readonly #options: SandboxOptions;
  readonly #known: Readonly<Record<Language, Map<string, Known | Diagnostic>>> = {
    typescript: new Map(),
    python: new Map(),
  };
  readonly #typeCheck = new TypeCheck();
  readonly #remembered = new Remembered();
  #loading: Promise<Parts> | undefined;
  #parts: Parts | undefined;
  #pending: Job[] = [];
  #lastId = 0;
  #translator: Translator | undefined;
  /** What scripts in Python need; compiled when the first of them runs. */
  #python: Library | undefined;
  #closed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  async run(
    source: string,
    context: ScriptContext,
    timeout: number,
    language?: Language,
  ): Promise<ScriptResult> {
    if (this.#closed) return { ok: false, fault: 'unavailable', detail: 'The sandbox is closed' };
    if (timeout <= 0) return { ok: false, fault: 'timeout', detail: 'There was no time for an answer' };
    if (language === 'python' && this.#translator === undefined) await this.#learnPython();
    const deadline = performance.now() + timeout;
    const known = this.#understand(source, language);
    if ('message' in known)
      return { ok: false, fault: 'syntax', detail: known.message, line: known.line, column: known.column };
    try {
      const quick = this.#options.inProcess === false ? undefined : known.program.closures?.run(context);
      if (quick !== undefined) return { ok: true, ...quick, logs: [] };
      const parts = this.#parts ?? (await this.#load());
      return await this.#converse(parts, known, context, deadline);
    } catch (error) {
      return {
        ok: false,
        fault: 'exception',
        detail: error instanceof Error ? error.message : String(error),
      };
    }
  }

  async check(
    source: string,
    target: ExpressionTarget,
    options: CheckOptions = {},
  ): Promise<readonly Diagnostic[]> {
    if (options.language === 'python') return this.#checkPython(source, target, options);
    return (await this.#typeCheck.check(source, target, options.result)).diagnostics;
  }

  async lane(source: string, language?: Language): Promise<Lane | undefined> {
    if (language === 'python') await this.#learnPython();
    const known = this.#understand(source, language);
    if ('message' in known) return undefined;
    return known.program.closures !== undefined && this.#options.inProcess !== false
      ? 'in_process'
      : 'sandbox';
  }

  async beyondPerson(source: string, language?: Language): Promise<boolean> {
    if (language === 'python') await this.#learnPython();
    const known = this.#understand(source, language);
    return !('message' in known) && isBeyondPerson(known.program);
  }

  async reads(source: string, language?: Language): Promise<readonly string[]> {
    if (language === 'python') await this.#learnPython();
    const known = this.#understand(source, language);
    if ('message' in known) return [];
    // A name may be handed in, or be a word: where it is a word, both places are noted.
    return describeReads(known.program.reads)
      .filter((path) => !path.startsWith('extra'))
      .map((path) => path.replace(/\.\*$/, ''));
  }

  get remembered(): number {
    return this.#remembered.size;
  }

  forget(): void {
    this.#remembered.clear();
  }

  async warm(threads?: number): Promise<void> {
    await (await this.#load()).pool.warm(threads);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#typeCheck.close();
    await (await this.#loading)?.pool.close();
  }

  /** The least recently used texts are forgotten first. */
  #understand(source: string, language: Language = 'typescript'): Known | Diagnostic {
    const all = this.#known[language];
    let known = all.get(source);
    if (known === undefined) {
      const program = language === 'python' ? this.#readPython(source) : readProgram(source);
      known = 'message' in program ? program : { program, compiled: new Map(), pure: isPure(program) };
      for (const oldest of all.keys()) {
        if (all.size < MOST_PROGRAMS) break;
        all.delete(oldest);
      }
    } else all.delete(source);
    all.set(source, known);
    return known;
  }

  async #checkPython(
    source: string,
    target: ExpressionTarget,
    options: CheckOptions,
  ): Promise<readonly Diagnostic[]> {
    const found = (await this.#learnPython()).checkPython(source, target, options);
    const known = this.#understand(source, 'python');
    if (found.length > 0) return found;
    if ('message' in known) return [known];
    const { engine } = await this.#load();
    try {
      engine.compile(known.program.javascript);
      return [];
    } catch {
      // The engine has less room for what is nested than the translator.
      await engine.renewCompiler();
      return [{ line: 1, column: 1, message: 'The expression is nested too deeply.', code: 'depth' }];
    }
  }

  #readPython(source: string): Program | Diagnostic {
    if (this.#translator === undefined) throw new Error('The translator of Python is not loaded');
    return this.#translator.readPython(source);
  }

  /** The translator is as large as all the rest: who has no text in Python never loads it. */
  async #learnPython(): Promise<Translator> {
    this.#translator ??= await import('./python.ts');
    return this.#translator;
  }

  #load(): Promise<Parts> {
    if (this.#closed) return Promise.reject(new Error('The sandbox is closed'));
    this.#loading ??= Engine.load().then(async (engine) => {
      const { size = 2, memory = 8 * 1024 * 1024, queue = 1_000, bound = 250 } = this.#options;
      this.#parts = {
        engine,
        pool: new Pool(engine, await engine.prelude(), { size, memory, queue, bound }),
      };
      return this.#parts;
    });
    return this.#loading;
  }

  /** Runs the script, again with the answers where it asked the host, until it says something. */
  async #converse(
    parts: Parts,
    known: Known,
    context: ScriptContext,
    deadline: number,
  ): Promise<ScriptResult> {
    const input = JSON.stringify(prune(context, known.program.reads)) ?? '{}';
    const library = known.program.places && (this.#python ?? (await this.#loadPython(parts.engine)));
    const script = this.#compile(parts.engine, known, context, library);
    const key = known.pure && this.#options.remember !== false ? `${script.id} ${input}` : undefined;
    const before = key === undefined ? undefined : this.#remembered.find(key);
    if (before) return { ...before, cached: true };
    const time = typeof context.request.time === 'number' ? context.request.time : 0;
    const answers: HostAnswer[] = [];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const said = withAnswers(input, answers);
      const outcome = await this.#submit(parts.pool, script, said, time, deadline);
      if (!('q' in outcome)) {
        const result = resultOf(outcome, known.program.places);
        if (key !== undefined && result.ok) this.#remembered.keep(key, result);
        return result;
      }
      const timeout = deadline - performance.now();
      if (timeout <= 0) return { ok: false, fault: 'timeout', detail: 'There was no time for an answer' };
      const { caller, application } = context;
      answers.push(...(await askHost(this.#options.host, outcome.q, { caller, application, timeout })));
    }
    const detail = `The expression asked the host more than ${MOST_ROUNDS} times, one question after the other.`;
    return { ok: false, fault: 'exception', detail };
  }

  #submit(
    pool: Pool,
    { id, bytecode, library }: Script,
    input: string,
    time: number,
    deadline: number,
  ): Promise<Outcome | Refusal> {
    const budget = Math.min(this.#options.budget ?? 50, deadline - performance.now());
    return new Promise((resolve) => {
      this.#pending.push({ program: id, bytecode, library, input, time, budget, deadline, settle: resolve });
      if (this.#pending.length === 1) this.#flushSoon(pool);
    });
  }

  /** All that is asked for in this turn of the event loop goes in one message: first let every promise go on. */
  #flushSoon(pool: Pool): void {
    queueMicrotask(() =>
      process.nextTick(() => {
        const jobs = this.#pending;
        this.#pending = [];
        pool.submit(jobs);
      }),
    );
  }

  async #loadPython(engine: Engine): Promise<Library> {
    const bytecode = await engine.python();
    this.#python ??= { id: ++this.#lastId, bytecode };
    return this.#python;
  }

  #compile(
    engine: Engine,
    { program, compiled }: Known,
    { request, extra }: ScriptContext,
    library: Library | undefined,
  ): Script {
    const names = extra === undefined ? [] : Object.keys(extra);
    const hasAddress = program.usesAddress && isIpAddress(addressOf(request));
    const key = library ? '' : `${hasAddress ? '+' : '-'}${names.join()}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    try {
      const text = library ? program.javascript : scriptOf(program, names, hasAddress);
      const script = { id: ++this.#lastId, bytecode: engine.compile(text), library };
      compiled.set(key, script);
      return script;
    } catch (error) {
      void engine.renewCompiler();
      throw error;
    }
  }
}

/** The input of a script with what the host has said so far. */
function withAnswers(input: string, answers: readonly HostAnswer[]): string {
  if (answers.length === 0) return input;
  return `${input.slice(0, -1)}${input === '{}' ? '' : ','}"answers":${JSON.stringify(answers)}}`;
}

function addressOf(request: Readonly<Record<string, unknown>>): unknown {
  const http = request.http_request;
  return typeof http === 'object' && http !== null && 'client_ip' in http ? http.client_ip : undefined;
}
