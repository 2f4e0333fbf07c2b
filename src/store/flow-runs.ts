import { createSecretKey, hash, type KeyObject, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ClaimedRun, FlowRuns, RunChoice } from '../core/flow/ports.ts';
import type { Run } from '../core/flow/run.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';
import { seal, unseal } from './sealed.ts';

/** Runs of one browser at most; the oldest go. */
const LIMIT = 20;
const PURGE_BATCH = 10_000;

/** A plain digest: the secret is random and long, so nothing can be guessed from it. */
const derive = (browser: string, use: string): Buffer =>
  hash('sha256', `postern flow run ${use}\n${browser}`, 'buffer');

/** Finds the runs of a browser; says nothing about its secret. */
const ownerOf = (browser: string): Buffer => derive(browser, 'owner');
/** As an object, which a cipher takes in half the time. */
const keyOf = (browser: string): KeyObject => createSecretKey(derive(browser, 'state'));

/**
 * A table of one row that lets the statement around it be committed without waiting for the disk. What a crash of the
 * database takes along is a few tenths of a second of somebody's way through a flow, which then begins anew.
 */
const fleeting = sql`(select set_config('synchronous_commit', 'off', true)) as fleeting`;

/** A key that is no uuid names no run; PostgreSQL would call it an error. */
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

interface Sealed {
  readonly id: string;
  readonly state: Buffer;
}

/** The id of a run that may be there; a condition on it still has to ask whose it is and whether it is alive. */
const chosenBy = (choice: RunChoice, owner: Buffer, now: number) =>
  'id' in choice
    ? sql`${choice.id}::uuid`
    : sql`(select id from flow_runs
        where browser = ${owner} and slug = ${choice.newest} and not over and expires > ${at(now)}
        order by used desc limit 1)`;

/** Keeps the runs of flows in PostgreSQL, sealed under the secret of the browser that they belong to. */
export function createFlowRuns({ kysely }: Pick<Database, 'kysely'>): FlowRuns {
  const opened = (rows: readonly Sealed[], browser: string): Run | undefined => {
    const [row] = rows;
    return row && unseal<Run>(row.state, keyOf(browser), row.id);
  };

  return {
    async insert(run, browser, { now, expires }) {
      const owner = ownerOf(browser);
      await sql`
        with surplus as (
          select id from flow_runs where browser = ${owner} order by used desc offset ${LIMIT - 1}),
        gone as (delete from flow_runs where id in (select id from surplus))
        insert into flow_runs (id, browser, slug, over, state, used, expires)
        select ${run.id}::uuid, ${owner}::bytea, ${run.flow.slug}, ${run.over !== null}::boolean,
          ${seal(run, keyOf(browser), run.id)}::bytea, ${at(now)}, ${at(expires)} from ${fleeting}`.execute(
        kysely,
      );
    },

    async read(id, browser, now) {
      if (!isUuid(id)) return undefined;
      const { rows } = await sql<Sealed>`
        select id, state from flow_runs
        where id = ${id} and browser = ${ownerOf(browser)} and expires > ${at(now)}`.execute(kysely);
      return opened(rows, browser);
    },

    async newest(slug, browser, now) {
      const { rows } = await sql<Sealed>`
        select id, state from flow_runs
        where browser = ${ownerOf(browser)} and slug = ${slug} and not over and expires > ${at(now)}
        order by used desc limit 1`.execute(kysely);
      return opened(rows, browser);
    },

    async last(slug, browser, now) {
      const { rows } = await sql<Sealed>`
        select id, state from flow_runs
        where browser = ${ownerOf(browser)} and slug = ${slug} and expires > ${at(now)}
        order by used desc limit 1`.execute(kysely);
      return opened(rows, browser);
    },

    async claim(choice, browser, { now, until }): Promise<ClaimedRun | 'busy' | undefined> {
      if ('id' in choice && !isUuid(choice.id)) return undefined;
      const owner = ownerOf(browser);
      const claim = randomUUID();
      const chosen = chosenBy(choice, owner, now);
      const { rows } = await sql<Sealed>`
        update flow_runs set claim = ${claim}, claimed_until = ${at(until)} from ${fleeting}
        where id = ${chosen} and browser = ${owner} and expires > ${at(now)}
          and (claim is null or claimed_until <= ${at(now)})
        returning id, state`.execute(kysely);
      const run = opened(rows, browser);
      if (run) return { run, claim };
      const { rows: taken } = await sql`
        select 1 from flow_runs
        where id = ${chosen} and browser = ${owner} and expires > ${at(now)}`.execute(kysely);
      return taken.length > 0 ? 'busy' : undefined;
    },

    async save({ run, claim }, browser, { now, expires }) {
      const { rows } = await sql`
        update flow_runs set browser = ${ownerOf(browser)}, slug = ${run.flow.slug}, over = ${run.over !== null},
          state = ${seal(run, keyOf(browser), run.id)}, used = ${at(now)}, expires = ${at(expires)},
          claim = null, claimed_until = null from ${fleeting}
        where id = ${run.id} and claim = ${claim} returning 1`.execute(kysely);
      return rows.length > 0;
    },

    async release({ run, claim }) {
      await sql`update flow_runs set claim = null, claimed_until = null from ${fleeting}
        where id = ${run.id} and claim = ${claim}`.execute(kysely);
    },

    async delete(id, browser) {
      if (!isUuid(id)) return;
      await sql`delete from flow_runs using ${fleeting}
        where id = ${id} and browser = ${ownerOf(browser)}`.execute(kysely);
    },

    async move(from, to, keep, finished) {
      // A claimed run is being answered at this moment; its own request says whose it is afterwards. What goes along is
      // written anew: nearly always nothing does, and then this is all.
      const { rows } = await sql<
        Sealed & { readonly slug: string; readonly used: Date; readonly expires: Date }
      >`
        delete from flow_runs using ${fleeting}
        where browser = ${ownerOf(from)} and (claim is null or id = ${finished ?? null}::uuid)
        returning id, state, slug, used, expires`.execute(kysely);
      for (const { id, state, slug, used, expires } of rows) {
        if (id === finished) continue;
        const run = unseal<Run>(state, keyOf(from), id);
        if (!keep(run)) continue;
        await sql`
          insert into flow_runs (id, browser, slug, over, state, used, expires)
          select ${id}::uuid, ${ownerOf(to)}::bytea, ${slug}, ${run.over !== null}::boolean, ${seal(run, keyOf(to), run.id)}::bytea,
            ${used}::timestamptz, ${expires}::timestamptz from ${fleeting}`.execute(kysely);
      }
    },

    async clear(browser) {
      await sql`delete from flow_runs where browser = ${ownerOf(browser)}`.execute(kysely);
    },

    async purge(now) {
      const { numAffectedRows } = await sql`
        delete from flow_runs where id in (
          select id from flow_runs where expires <= ${at(now)} limit ${PURGE_BATCH})`.execute(kysely);
      return Number(numAffectedRows ?? 0n);
    },
  };
}
