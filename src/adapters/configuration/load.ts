import type { z } from 'zod';
import { didYouMean, nearest } from '../../core/nearest.ts';
import { type FileKey, readConfigurationFile } from './file.ts';
import {
  type Configuration,
  environmentName,
  metaOfOption,
  type OptionKey,
  optionKeys,
  options,
} from './options.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigurationProblem {
  /** How the author wrote the key: `POSTERN_LISTEN`, or `listen` with the file and line. */
  readonly key: string;
  /** The value as written; left out where it is a secret or where there is none. */
  readonly value?: string;
  readonly reason: string;
  /** A right line, ready to be copied. */
  readonly example?: string;
}

/** Everything that is wrong with the configuration, at once; `message` is ready to be printed. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const count = problems.length === 1 ? 'one setting is wrong' : `${problems.length} settings are wrong`;
    super([`Postern cannot start: ${count}.`, ...problems.map(paragraph)].join('\n\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

function paragraph({ key, value, reason, example }: ConfigurationProblem): string {
  return [
    value === undefined ? key : `${key} = ${JSON.stringify(value)}`,
    reason,
    ...(example === undefined ? [] : [`A right line: ${example}`]),
  ].join('\n  ');
}

type Environment = Readonly<Record<string, string | undefined>>;
type Setting = { readonly value: unknown; readonly key: string; readonly line: (text: string) => string };

/** Keys of the environment that are no settings: the file's place, and what only the test suite reads. */
const FILE = 'POSTERN_CONFIG';
const TESTS = /^POSTERN_(TEST_|LAWS$)/;

/**
 * The configuration of the environment and of the file that `POSTERN_CONFIG` names; the environment wins. Blank values
 * count as unset. Throws a `ConfigurationError` that names everything that is wrong. `readFile` takes a path and throws
 * where the file cannot be read.
 */
export function loadConfiguration(env: Environment, readFile: (path: string) => string): Configuration {
  const problems: ConfigurationProblem[] = [];
  const settings = new Map<OptionKey, Setting>();

  const path = env[FILE];
  if (path) {
    const file = readConfigurationFile(path, readFile);
    if ('reason' in file) problems.push({ key: FILE, value: path, reason: file.reason });
    else for (const entry of file.keys) takeFromFile(entry, path, settings, problems);
  }
  for (const [name, value] of Object.entries(env)) takeFromEnvironment(name, value, settings, problems);

  const result = options.safeParse(Object.fromEntries([...settings].map(([key, { value }]) => [key, value])));
  if (!result.success) problems.push(...result.error.issues.map((issue) => problemOf(issue, settings)));
  if (problems.length > 0 || !result.success) throw new ConfigurationError(problems);
  return result.data;
}

function takeFromFile(
  { key, line, value }: FileKey,
  path: string,
  settings: Map<OptionKey, Setting>,
  problems: ConfigurationProblem[],
): void {
  const place = `${key} (${path}, line ${line})`;
  if (isOption(key)) {
    if (value === null || value === '') return;
    settings.set(key, { value, key: place, line: (text) => `${key}: ${JSON.stringify(text)}` });
    return;
  }
  const stripped = key.toLowerCase().replace(/^postern_/, '');
  const meant = [stripped, nearest(stripped, optionKeys)].find((name) => isOption(name ?? ''));
  problems.push({
    key: place,
    reason: `There is no such setting.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    ...(meant === undefined
      ? {}
      : { example: `${meant}: ${JSON.stringify(metaOfOption(meant as OptionKey).example)}` }),
  });
}

function takeFromEnvironment(
  name: string,
  value: string | undefined,
  settings: Map<OptionKey, Setting>,
  problems: ConfigurationProblem[],
): void {
  // Compared without case: a setting that is silently ignored is worse than one that is refused.
  if (!/^postern_/i.test(name) || value === undefined || name === FILE || TESTS.test(name)) return;
  const key = name.slice('POSTERN_'.length).toLowerCase();
  if (isOption(key) && name === environmentName(key)) {
    if (value !== '') settings.set(key, { value, key: name, line: (text) => `${name}=${text}` });
    return;
  }
  const reason = `There is no such setting.${didYouMean(name, [...optionKeys.map(environmentName), FILE])}`;
  problems.push({ key: name, reason });
}

function problemOf(issue: z.core.$ZodIssue, settings: ReadonlyMap<OptionKey, Setting>): ConfigurationProblem {
  const key = String(issue.path[0]) as OptionKey;
  const setting = settings.get(key);
  const { example, secret } = metaOfOption(key);
  return {
    key: setting?.key ?? key,
    ...(secret || setting === undefined ? {} : { value: written(setting.value) }),
    reason: reasonOf(issue),
    ...(setting === undefined ? {} : { example: setting.line(example) }),
  };
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_value') return `The value has to be one of ${issue.values.join(', ')}.`;
  if (issue.code === 'invalid_union') return 'The value has to be a text, or a list of texts.';
  return 'The value has to be a text; put it in quotes.';
}

const isOption = (key: string): key is OptionKey => (optionKeys as readonly string[]).includes(key);
