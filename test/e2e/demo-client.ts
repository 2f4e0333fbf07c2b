import { spawn } from 'node:child_process';

export interface DemoClient {
  readonly origin: string;
  output(): string;
  stop(): Promise<void>;
}

/** Starts the demo client by its one command and waits until it says where it is. */
export async function startDemoClient(args: Readonly<Record<string, string>>): Promise<DemoClient> {
  const child = spawn(
    process.execPath,
    [
      'examples/demo-client/main.ts',
      ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const take = (text: string) => {
    printed += text;
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /(http:\/\/localhost:\d+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the demo client ended with ${code}:\n${printed}`)));
  });
  return {
    origin,
    output: () => printed,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
