import type { ClaimedRun, FlowRuns } from '../flow/ports.ts';
import type { Run } from '../flow/run.ts';

interface Kept {
  run: string;
  browser: string;
  used: number;
  expires: number;
  claim: string | null;
  until: number;
}

/** Runs in memory, as JSON, with the promises of the real store. */
export function memoryRuns(limit = 20): FlowRuns & { readonly kept: ReadonlyMap<string, Kept> } {
  const kept = new Map<string, Kept>();
  let count = 0;
  const parse = ({ run }: Kept): Run => JSON.parse(run);
  const own = (id: string, browser: string, now: number): Kept | undefined => {
    const found = kept.get(id);
    return found && found.browser === browser && found.expires > now ? found : undefined;
  };
  const ofBrowser = (browser: string): [string, Kept][] =>
    [...kept].filter(([, row]) => row.browser === browser).toSorted(([, a], [, b]) => b.used - a.used);
  const latest = (slug: string, browser: string, now: number, live: boolean): Run | undefined =>
    ofBrowser(browser)
      .filter(([, { expires }]) => expires > now)
      .map(([, row]) => parse(row))
      .find((run) => run.flow.slug === slug && (!live || run.over === null));

  return {
    kept,
    async insert(run, browser, { now, expires }) {
      kept.set(run.id, {
        run: JSON.stringify(run),
        browser,
        used: now + ++count / 1_000_000,
        expires,
        claim: null,
        until: 0,
      });
      for (const [id] of ofBrowser(browser).slice(limit)) kept.delete(id);
    },
    async read(id, browser, now) {
      const found = own(id, browser, now);
      return found && parse(found);
    },
    newest: async (slug, browser, now) => latest(slug, browser, now, true),
    last: async (slug, browser, now) => latest(slug, browser, now, false),
    async claim(choice, browser, { now, until }): Promise<ClaimedRun | 'busy' | undefined> {
      const id = 'id' in choice ? choice.id : latest(choice.newest, browser, now, true)?.id;
      const found = id === undefined ? undefined : own(id, browser, now);
      if (!found) return undefined;
      if (found.claim !== null && found.until > now) return 'busy';
      found.claim = `claim-${++count}`;
      found.until = until;
      return { run: parse(found), claim: found.claim };
    },
    async save({ run, claim }, browser, { now, expires }) {
      const found = kept.get(run.id);
      if (!found || found.claim !== claim) return false;
      kept.set(run.id, {
        run: JSON.stringify(run),
        browser,
        used: now + ++count / 1_000_000,
        expires,
        claim: null,
        until: 0,
      });
      return true;
    },
    async release({ run, claim }) {
      const found = kept.get(run.id);
      if (found?.claim === claim) found.claim = null;
    },
    async delete(id, browser) {
      if (kept.get(id)?.browser === browser) kept.delete(id);
    },
    async move(from, to, keep, finished) {
      for (const [id, row] of ofBrowser(from)) {
        if (id === finished) kept.delete(id);
        if (row.claim !== null) continue;
        if (keep(parse(row))) row.browser = to;
        else kept.delete(id);
      }
    },
    async clear(browser) {
      for (const [id] of ofBrowser(browser)) kept.delete(id);
    },
    async purge(now) {
      const gone = [...kept].filter(([, { expires }]) => expires <= now);
      for (const [id] of gone) kept.delete(id);
      return gone.length;
    },
  };
}
