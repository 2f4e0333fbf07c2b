import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, flags } from '../../scripts/node.mjs';

export interface RunningServer {
  /** `http://localhost:43210` */
  readonly origin: string;
  /** The one-time link, where it was printed. */
  readonly setupLink: string | undefined;
  /** Everything that the server has printed so far. */
  output(): string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the real program in a folder of its own and waits until it says that it is ready. */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
  dataDir = mkdtempSync(join(tmpdir(), 'postern-e2e-')),
): Promise<RunningServer & { readonly dataDir: string }> {
  const child = spawn(process.execPath, [...flags, 'src/server/main.ts'], {
    env: {
      ...clean(process.env),
      ...environment,
      POSTERN_LISTEN: '127.0.0.1:0',
      POSTERN_DATA_DIR: dataDir,
      POSTERN_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  const origin = await ready(child, () => printed);
  return {
    origin,
    setupLink: /http:\/\/\S+\/setup\/\S+/.exec(printed)?.[0],
    output: () => printed,
    pid: child.pid ?? 0,
    dataDir,
    async stop() {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Settings of whoever runs the tests are not the server's. */
const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('POSTERN_') && name !== 'NODE_OPTIONS'),
  );

function ready(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = /Postern is ready at (http:\/\/\S+?)\/ /.exec(printed())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${printed()}`)));
    child.once('error', reject);
  });
}
