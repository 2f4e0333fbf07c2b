import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page. */
export interface Block {
  /** What stands behind the fence: `sh`, `json`, … */
  readonly language: string;
  readonly text: string;
  /** True where nothing stands between this block and the one before it. */
  readonly follows: boolean;
}

/** A request as it was made by a page's commands. */
export interface Asked {
  readonly status: number;
  readonly method: string;
  readonly path: string;
}

export interface Ran {
  readonly code: number | null;
  readonly asked: readonly Asked[];
  /** What the last request was answered with. */
  readonly body: string;
  /** Both streams, for whoever reads a failing test. */
  readonly output: string;
}

export function blocksOf(page: string): readonly Block[] {
  let end = -1;
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [whole, language = '', inside = ''] = match;
    const follows = end >= 0 && text.slice(end, match.index).trim() === '';
    end = match.index + whole.length;
    return { language, text: inside, follows };
  });
}

/** The statuses that commands say they are answered with, as comments at the ends of their lines. */
export const statusesOf = ({ text }: Pick<Block, 'text'>): readonly number[] =>
  [...text.matchAll(/ # (\d{3})\b/g)].map(([, status]) => Number(status));

/**
 * Notes what curl was answered with, and otherwise leaves it as the reader knows it. What earlier blocks defined is
 * there again: a reader types everything into one shell.
 */
const BEFORE = `set -uo pipefail
[ -f "$STATE" ] && . "$STATE"
curl() {
  command curl -w '%{stderr}ASKED %{http_code} %{method} %{url_effective}\\n' "$@" | tee "$BODY"
}
`;

const assigned = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/^([A-Z]+)=/gm)].map(([, name = '']) => name)),
];

const after = (text: string): string =>
  `
{ for name in ${assigned(text).join(' ')}; do declare -p "$name"; done; declare -f call field; } >> "$STATE" 2>/dev/null || true
`;

/** Runs a block in bash, in a folder that keeps what the blocks before it have defined. Ends at the first failure. */
export function runBlock(text: string, folder: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const body = join(folder, 'body');
  const child = spawn('bash', ['-c', `${BEFORE}set -e\n${text}\n${after(text)}`], {
    cwd: folder,
    env: { ...process.env, ...env, STATE: join(folder, 'state'), BODY: body },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, told] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    told += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const asked = [...told.matchAll(/^ASKED (\d{3}) (\w+) (\S+)$/gm)].map(
        ([, status, method = '', url = '']) => ({
          status: Number(status),
          method,
          path: new URL(url).pathname,
        }),
      );
      resolve({ code, asked, body: asked.length > 0 ? readFileSync(body, 'utf8') : '', output });
    });
  });
}

/**
 * What a page's example of an answer says that the real one does not: names that are missing, and values of another
 * kind. Truth values have to be the same; texts are examples, and `…` stands for anything.
 */
export function contradictions(example: unknown, real: unknown, at = ''): readonly string[] {
  if (example === '…') return [];
  if (Array.isArray(example)) {
    if (!Array.isArray(real)) return [`${at} is no list`];
    return example.flatMap((item, index) => contradictions(item, real[index], `${at}[${index}]`));
  }
  if (typeof example === 'object' && example !== null) {
    if (typeof real !== 'object' || real === null) return [`${at} is no object`];
    const found = real as Readonly<Record<string, unknown>>;
    return Object.entries(example).flatMap(([name, value]) =>
      contradictions(value, found[name], `${at}.${name}`),
    );
  }
  if (typeof example === 'boolean') return example === real ? [] : [`${at} is ${JSON.stringify(real)}`];
  return typeof example === typeof real ? [] : [`${at} is ${JSON.stringify(real)}`];
}
