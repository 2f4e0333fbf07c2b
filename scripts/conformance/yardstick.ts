import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type Operation, operationsOf } from './operations.ts';
import type { Json } from './shape.ts';

/** The tags of the yardstick that Postern is measured by; the others are for objects that it does not have yet. */
export const TAGS = [
  'core',
  'rbac',
  'policies',
  'flows',
  'stages',
  'authenticators',
  'providers',
  'propertymappings',
  'sources',
  'events',
  'crypto',
  'managed',
  'root',
  'admin',
  'oauth2',
] as const;

const home = dirname(createRequire(import.meta.url).resolve('@goauthentik/api/package.json'));
const cache = join(home, '../../.cache/postern');

/** The operations of the wire format that Postern speaks, under the tags that it has. */
export function yardstick(): readonly Operation[] {
  const tags: readonly string[] = TAGS;
  return operationsOf(document()).filter(({ tag }) => tags.includes(tag));
}

/** The description that the client's package brings. Reading its 60,000 lines of YAML takes seconds, so it is kept. */
function document(): Json {
  const text = readFileSync(join(home, 'schema.yml'), 'utf8');
  const kept = join(cache, `yardstick-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`);
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Json;
  } catch {
    const read = parse(text, { uniqueKeys: false, prettyErrors: false }) as Json;
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, JSON.stringify(read));
    return read;
  }
}
