import { spawn } from 'node:child_process';

/** The server, begun anew at each change, and the pages, built anew at each change. Ends both when one ends. */
const commands = [
  ['--watch', '--disable-warning=ExperimentalWarning', 'src/server/main.ts'],
  ['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn'],
];

const children = commands.map((args) => spawn(process.execPath, args, { stdio: 'inherit' }));
const end = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) child.once('exit', end);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
