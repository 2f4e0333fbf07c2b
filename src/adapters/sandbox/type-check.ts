import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LONGEST_SOURCE, parseBody } from '../../core/expression/parse.ts';
import { pitfallsOf } from '../../core/expression/pitfalls.ts';
import type { Diagnostic, ExpressionTarget } from '../../core/expression/sandbox.ts';
import { declarationsFor, extraNames } from '../../core/expression/vocabulary.ts';
import { compiler, TSCONFIG, wrapped } from './compiler.ts';
import { isTooDeep } from './nesting.ts';
import { readProgram, unknownNames } from './programs.ts';

export interface CheckedExpression {
  /** The text without its types, line by line the author's; only where there are no diagnostics. */
  readonly javascript?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Milliseconds until a check is ended. Types can be made to compute for hours. */
const LONGEST_CHECK = 3_000;
/** Checks that may wait for each other. */
const MOST_WAITING = 32;
const MOST_DIAGNOSTICS = 50;
const MOST_REMEMBERED = 200;
const MOST_OUTPUT = 262_144;

/**
 * Checks the types of expressions with TypeScript's own executable: one child per check, gone with all its memory
 * when it is done. One at a time, for a check may take a processor and some hundred megabytes.
 */
export class TypeCheck {
  readonly #stop = new AbortController();
  /** Texts that were found to be right, by target: the same policy is checked again when it is bound. */
  readonly #right = new Map<string, CheckedExpression>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** An empty list of diagnostics means that the text may be stored. Rejects where there is no compiler. */
  check(source: string, target: ExpressionTarget, result = false): Promise<CheckedExpression> {
    if (isTooDeep(source)) return only('depth', 'The expression is nested too deeply.');
    if (source.length > LONGEST_SOURCE)
      return only('size', `An expression has at most ${LONGEST_SOURCE} characters.`);
    const known = this.#right.get(`${target} ${result}\n${source}`);
    if (known !== undefined) return Promise.resolve(known);
    if (this.#waiting >= MOST_WAITING) return only('busy', 'Too many checks are waiting. Please try again.');
    this.#waiting++;
    const check = this.#last.then(() => this.#check(source, target, result)).finally(() => this.#waiting--);
    this.#last = check.catch(() => undefined);
    return check;
  }

  close(): void {
    this.#stop.abort();
  }

  async #check(source: string, target: ExpressionTarget, result: boolean): Promise<CheckedExpression> {
    const diagnostics = await this.#compile(source, target, result);
    if (diagnostics.length > 0) return { diagnostics };
    const program = readProgram(source);
    if ('message' in program) return { diagnostics: [program] };
    const body = parseBody(program.javascript);
    const pitfalls = 'message' in body ? [body] : pitfallsOf(body);
    if (pitfalls.length > 0) return { diagnostics: pitfalls };
    const extra = extraNames(target, result);
    const unknown = unknownNames(program).filter((name) => !extra.includes(name));
    if (unknown.length === 0) return this.#remember(`${target} ${result}\n${source}`, program.javascript);
    const missing = (name: string): Diagnostic => ({
      ...placeOf(source, name),
      message: `'${name}' does not exist in expressions.`,
      code: 'unknown_name',
    });
    return { diagnostics: unknown.map(missing) };
  }

  #remember(key: string, javascript: string): CheckedExpression {
    const checked = { javascript, diagnostics: [] };
    for (const oldest of this.#right.keys()) {
      if (this.#right.size < MOST_REMEMBERED) break;
      this.#right.delete(oldest);
    }
    this.#right.set(key, checked);
    return checked;
  }

  async #compile(source: string, target: ExpressionTarget, result: boolean): Promise<Diagnostic[]> {
    const folder = await mkdtemp(join(tmpdir(), 'postern-check-'));
    try {
      await Promise.all([
        writeFile(join(folder, 'tsconfig.json'), TSCONFIG),
        writeFile(join(folder, 'context.d.ts'), declarationsFor(target, result)),
        writeFile(join(folder, 'expression.ts'), wrapped(source)),
      ]);
      return (await this.#runCompiler(folder)).map((diagnostic) => within(source, diagnostic));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #runCompiler(folder: string): Promise<Diagnostic[]> {
    return new Promise((resolve, reject) => {
      const child = spawn(compiler(), ['-p', 'tsconfig.json', '--pretty', 'false'], {
        cwd: folder,
        env: { GOMEMLIMIT: '512MiB', GOMAXPROCS: '2' },
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: LONGEST_CHECK,
        killSignal: 'SIGKILL',
        signal: this.#stop.signal,
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (output.length < MOST_OUTPUT) output += text;
      });
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (signal !== null) {
          const message = `The check of the types took more than ${LONGEST_CHECK / 1_000} seconds.`;
          return resolve([{ line: 1, column: 1, message, code: 'timeout' }]);
        }
        const found = readDiagnostics(output);
        if (code === 0 || found.length > 0) return resolve(found);
        reject(new Error(`The TypeScript compiler failed: ${output.slice(0, 500)}`));
      });
    });
  }
}

/** What the compiler only notices behind the author's text is said to be at its end. */
function within(source: string, diagnostic: Diagnostic): Diagnostic {
  const lines = source.split('\n');
  if (diagnostic.line <= lines.length) return diagnostic;
  return { ...diagnostic, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

const only = (code: string, message: string): Promise<CheckedExpression> =>
  Promise.resolve({ diagnostics: [{ line: 1, column: 1, message, code }] });

/** `expression.ts(3,14): error TS2339: …`, where further lines of a message are indented. */
function readDiagnostics(output: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const line of output.split('\n')) {
    const head = /^expression\.ts\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    const last = diagnostics.at(-1);
    if (head !== null && diagnostics.length < MOST_DIAGNOSTICS) {
      const [, row, column, code = '', message = ''] = head;
      diagnostics.push({ line: Math.max(1, Number(row) - 1), column: Number(column), message, code });
    } else if (last !== undefined && /^\s+\S/.test(line)) {
      diagnostics[diagnostics.length - 1] = { ...last, message: `${last.message}\n${line.trim()}` };
    }
  }
  return diagnostics;
}

function placeOf(source: string, name: string): { line: number; column: number } {
  const before = source.slice(
    0,
    Math.max(0, source.search(new RegExp(`(?<![\\w$.])${RegExp.escape(name)}(?![\\w$])`))),
  );
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
