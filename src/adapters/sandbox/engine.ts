import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { CompileFlags, EvalFlags, QuickJS } from 'quickjs-wasi';
import { bundle } from './bundle.ts';
import { strip } from './strip.ts';

/** The name that scripts have in stack traces. */
export const FILE_NAME = 'expression';

/** Bytes that compiling one script may take. */
const COMPILER_MEMORY = 32 * 1024 * 1024;

const require = createRequire(import.meta.url);

/** The parts of the sandbox that are made once: WebAssembly, prelude, and the text of a thread. */
export class Engine {
  readonly url: string;
  readonly wasm: WebAssembly.Module;
  readonly thread: string;
  #compiler: QuickJS;

  private constructor(wasm: WebAssembly.Module, compiler: QuickJS, thread: string) {
    this.url = pathToFileURL(require.resolve('quickjs-wasi')).href;
    this.wasm = wasm;
    this.thread = thread;
    this.#compiler = compiler;
  }

  static async load(): Promise<Engine> {
    const wasm = await WebAssembly.compile(await readFile(require.resolve('quickjs-wasi/quickjs.wasm')));
    const thread = strip(await textOf('./thread.ts'));
    return new Engine(wasm, await createCompiler(wasm), thread);
  }

  /** Compiles a script without running anything. Throws where the engine refuses the text. */
  compile(javascript: string, name = FILE_NAME): Uint8Array {
    return this.#compiler.compile(javascript, name, EvalFlags.STRICT, CompileFlags.STRIP_SOURCE);
  }

  /** To be called after a failed `compile`: what the failure left behind is not trusted. */
  async renewCompiler(): Promise<void> {
    this.#compiler = await createCompiler(this.wasm);
  }

  /** What scripts that were written in Python are a function of. */
  async python(): Promise<Uint8Array> {
    return this.compile(await bundle(new URL(PYTHON, import.meta.url)), 'python');
  }

  async prelude(): Promise<Uint8Array> {
    return this.compile(await preludeText(), 'words');
  }
}

const PYTHON = '../../core/expression/python/runtime/library.ts';

/** The only machine with the means to compile. It never runs a script. */
const createCompiler = (wasm: WebAssembly.Module): Promise<QuickJS> =>
  QuickJS.create({ wasm, memoryLimit: COMPILER_MEMORY, maxStackSize: 256 * 1024, timezoneOffset: 0 });

/**
 * The words of expressions as one script. Its parts import only each other, so that joining them without their
 * `import` and `export` gives the same program.
 */
async function preludeText(): Promise<string> {
  const parts = await Promise.all(
    ['../../core/expression/address.ts', '../../core/expression/words.ts', './guest.ts'].map(textOf),
  );
  const joined = parts
    .map((part) =>
      strip(part)
        .replace(/^import [^;]*;$/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('\n');
  return `(() => {\n${joined}\nreturn boot();\n})()`;
}

const textOf = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
