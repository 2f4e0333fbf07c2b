import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How expressions are checked: the settings of the two files `context.d.ts` and `expression.ts`. */
export const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'esnext',
    moduleDetection: 'force',
    strict: true,
    // No text outside of the two files is ever read, whatever an expression imports or refers to.
    noResolve: true,
    types: [],
    noEmit: true,
    erasableSyntaxOnly: true,
    skipLibCheck: true,
  },
  files: ['context.d.ts', 'expression.ts'],
});

/** An expression as the compiler sees it: the body of a function, one line further down. */
export function wrapped(source: string): string {
  const head = /\bawait\b/.test(source)
    ? 'async function expression(): Promise<Answer> {'
    : 'function expression(): Answer {';
  return `${head}\n${source}\n}\nexport { expression };\n`;
}

let found: string | undefined;

/** The native executable beside the `typescript` package, for this platform. */
export function compiler(): string {
  if (found !== undefined) return found;
  const require = createRequire(createRequire(import.meta.url).resolve('typescript/package.json'));
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  const folder = join(dirname(require.resolve(`${platform}/package.json`)), 'lib');
  const path = join(folder, process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  if (!existsSync(path)) throw new Error(`There is no TypeScript compiler at ${path}`);
  found = path;
  return found;
}
