import { availableParallelism, loadavg } from 'node:os';
import { type Figure, table } from './figure.ts';

/** Every suite by the word that picks it: `npm run bench -- decisions`. Each brings its floor or peers along. */
const suites: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  decisions: async () => (await import('./decisions.ts')).decisions(),
  expressions: async () => (await import('./expressions.ts')).expressions(),
  oidc: async () => (await import('./oidc.ts')).oidc(),
  login: async () => (await import('./login.ts')).login(),
  flows: async () => (await import('./flows.ts')).flows(),
  timing: async () => (await import('./timing.ts')).timing(),
  standard: async () => (await import('./standard.ts')).standard(),
  bulk: async () => (await import('./bulk.ts')).bulk(),
  hostile: async () => (await import('./hostile.ts')).hostile(),
  scale: async () => (await import('./scale.ts')).scale(),
  lists: async () => (await import('./lists.ts')).lists(),
  nodes: async () => (await import('./nodes.ts')).nodes(),
  start: async () => (await import('./start.ts')).start(),
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = wanted.filter((word) => !(word in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. Choose among: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} …`);
  figures.push(...(await suite()));
}
console.log(table(figures));
const load = loadavg().map((value) => value.toFixed(1));
console.log(
  `\nMedians (p50) and ratios count; what else the machine did shows in the rest. Load: ${load.join(', ')} on ${availableParallelism()} processors.`,
);
if (figures.some(({ met }) => met === false)) process.exitCode = 1;
