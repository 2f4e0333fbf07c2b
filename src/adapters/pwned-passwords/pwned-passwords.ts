import { createHash } from 'node:crypto';
import type { PwnedPasswords } from '../../core/password/ports.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import type { Egress } from '../../core/ports.ts';

/** Nobody waits longer for the list, whatever the binding allows. Milliseconds. */
const PATIENCE = 6_000;
/** Of the time that there is, the last part stays for saying that it was not enough. */
const SHARE = 0.9;
const ATTEMPTS = 2;

const PREFIX = 5;
const LINE = /^([0-9A-F]{35}):(\d{1,15})$/i;

const unavailable = (detail: string): Fault => ({ fault: 'unavailable', detail });

/** How often the hash's end stands in a page of the list; undefined where that is no page of it. */
function countIn(page: string, end: string): number | undefined {
  let found = 0;
  const lines = page.split(/\r?\n/).filter((line) => line !== '');
  for (const line of lines) {
    const [, hash, count] = LINE.exec(line) ?? [];
    if (hash === undefined) return undefined;
    if (hash.toUpperCase() === end) found = Number(count);
  }
  // Every page has hundreds of lines: an empty one is a fault on the way, not good news.
  return lines.length === 0 ? undefined : found;
}

/**
 * Asks a range API such as that of Have I Been Pwned. What leaves is the beginning of the password's SHA-1, which some
 * hundred others share; the page that comes back is padded, so that its size tells nothing either.
 */
export function createPwnedPasswords(deps: {
  readonly egress: Egress;
  /** Address of the API, without `/range/`. */
  readonly url: string;
  readonly now: () => number;
}): PwnedPasswords {
  async function ask(begin: string, end: string, timeout: number): Promise<number | Fault> {
    const response = await deps.egress.request({
      url: `${deps.url.replace(/\/+$/, '')}/range/${begin}`,
      headers: { 'Add-Padding': 'true' },
      timeout,
    });
    if ('refused' in response) return unavailable(`the list of stolen passwords: ${response.refused}`);
    if ('failed' in response) return unavailable(`the list of stolen passwords: ${response.failed}`);
    if (response.status !== 200)
      return unavailable(`the list of stolen passwords answered ${response.status}`);
    return countIn(response.body, end) ?? unavailable('the list of stolen passwords has another form');
  }

  return {
    async count(password, timeout) {
      const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
      const until = deps.now() + Math.min(timeout * SHARE, PATIENCE);
      let answer: number | Fault = unavailable('there was no time to ask for stolen passwords');
      for (let left = ATTEMPTS; left > 0; left--) {
        const time = Math.floor((until - deps.now()) / left);
        if (time <= 0) break;
        answer = await ask(hash.slice(0, PREFIX), hash.slice(PREFIX), time);
        if (typeof answer === 'number') break;
      }
      return answer;
    },
  };
}
