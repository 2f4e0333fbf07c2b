/**
 * Sets up what is missing and runs one of Postern's jobs. It is the only file that runs on the machine's own Node
 * (18 or newer): everything else runs on the Node 24 that the `node` package brings.
 *
 *   node scripts/setup.mjs start | dev | test | check | bench | conformance | pictures
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, flags } from './node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const [job = 'start', ...rest] = process.argv.slice(2);

/** Says what takes long, with the seconds that it took. */
function step(text, work) {
  const began = Date.now();
  process.stdout.write(`${text} …\n`);
  work();
  process.stdout.write(`${text}: done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

function fail(text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) fail(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

const digestOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** npm as it was called, so that the same version installs. */
function npm(...args) {
  const path = process.env.npm_execpath;
  return path?.endsWith('.js') ? run(process.execPath, [path, ...args]) : run('npm', args);
}

const node = join(root, 'node_modules', 'node', 'bin', 'node');

function installDependencies() {
  const stamp = 'node_modules/.postern-installed';
  const wanted = digestOf(['package.json', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node)) return;
  step('Installing dependencies', () => {
    if (npm('ci', '--no-audit', '--no-fund', '--loglevel=error') !== 0)
      fail(
        'The dependencies could not be installed. Look at the lines above; a network that reaches the npm registry is needed once.',
      );
    // Where install scripts are switched off, the package that brings Node has not fetched it yet.
    if (!existsSync(node) && npm('rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts') !== 0)
      fail(
        'Node 24 could not be installed by the package "node". Allow its install script (npm config get ignore-scripts) and try again.',
      );
    if (!existsSync(node))
      fail(`Node 24 is not at ${node} after the installation. Delete node_modules and try again.`);
  });
  writeFileSync(stamp, wanted);
}

const webRooms = ['src/web', 'src/ui', 'src/contract', 'src/core'];

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

function buildWeb() {
  const stamp = 'dist/web/.built-from';
  const inputs = [
    ...webRooms.filter(existsSync).flatMap(filesBelow),
    'vite.config.ts',
    'package-lock.json',
  ].sort();
  const wanted = digestOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  step('Building the web pages', () => {
    const status = run(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
    if (status !== 0) fail('The web pages could not be built. Look at the lines above.');
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Debian packages that tests and benchmarks drive for real. */
function requirePackages(needed) {
  const missing = needed.filter(({ path }) => !path.some((candidate) => existsSync(candidate)));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot)
    fail(
      `These Debian packages are missing: ${names.join(', ')}.\nInstall them, then run this again:\n\n  sudo apt-get update && sudo ${command}`,
    );
  step(`Installing ${names.join(', ')}`, () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    if (run('apt-get', command.split(' ').slice(1), { env }) !== 0)
      fail(`The packages could not be installed. Try it by hand:\n\n  apt-get update && ${command}`);
  });
}

const chromium = { name: 'chromium', path: ['/usr/bin/chromium', '/usr/bin/chromium-browser'] };
const curl = { name: 'curl', path: ['/usr/bin/curl'] };
// Expressions in Python are compared with it.
const python = { name: 'python3', path: ['/usr/bin/python3'] };
const wrk = { name: 'wrk', path: ['/usr/bin/wrk'] };

/** Runs the job on Node 24 in the foreground; signals reach it, its exit code becomes ours. */
function hand(args, options = {}) {
  const child = spawn(node, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

const bin = (name) => join(root, 'node_modules', '.bin', name);
const path = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}` };

/** Runs beside what else there is to do; what it says is kept until somebody waits for it. */
function beside(title, command, args) {
  const said = [];
  const child = spawn(command, args, { env: path, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => said.push(text));
  return new Promise((resolve) => {
    child.on('error', (error) => said.push(`${command} could not be started: ${error.message}\n`));
    child.on('close', (code) => resolve({ title, failed: code !== 0, said: said.join('') }));
  });
}

async function test() {
  requirePackages([chromium, curl, python]);
  buildWeb();
  // Tests wait for browsers and deadlines: the checks cost them next to nothing.
  const checks = [
    beside('lint', bin('biome'), ['check', '--error-on-warnings', '.']),
    beside('types', bin('tsc'), ['-b']),
    beside('generated files are fresh', node, ['scripts/fresh.ts', '--check']),
  ];
  const report = 'node_modules/.cache/postern-tests.json';
  process.stdout.write('\n== tests\n');
  const tests = spawn(
    node,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...rest,
    ],
    { env: path, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tests.kill(signal));
  const passed = await new Promise((resolve) => {
    tests.on('error', () => resolve(false));
    tests.on('close', (code) => resolve(code === 0));
  });
  const failures = passed ? [] : ['tests'];
  for (const { title, failed, said } of await Promise.all(checks)) {
    process.stdout.write(`\n== ${title}${failed ? '' : ': fine'}\n`);
    process.stdout.write(said);
    if (failed) failures.push(title);
  }
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : {};
  if (failures.length > 0) process.stderr.write(`\nFailed: ${failures.join(', ')}\n`);
  process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed\n`);
  process.exit(failures.length > 0 ? 1 : 0);
}

installDependencies();
switch (job) {
  case 'start':
    buildWeb();
    hand([...flags, 'src/server/main.ts'], { env: { ...environment, ...process.env } });
    break;
  case 'dev':
    hand(['--disable-warning=ExperimentalWarning', 'scripts/dev.ts']);
    break;
  case 'test':
  case 'check':
    await test();
    break;
  case 'pictures':
    requirePackages([chromium]);
    buildWeb();
    hand(['scripts/pictures.ts'], { env: path });
    break;
  case 'bench':
    requirePackages([wrk]);
    buildWeb();
    hand(['--expose-gc', 'bench/main.ts', ...rest]);
    break;
  case 'conformance':
    hand(['scripts/conformance.ts', ...rest]);
    break;
  default:
    fail(`There is no job "${job}". Choose start, dev, test, check, bench, conformance or pictures.`);
}
