import { z } from 'zod';
import { queryOf } from '../../core/flow/address.ts';
import type { ContinuationHandler } from '../../core/flow/flows.ts';
import { seconds } from '../../core/model/fields.ts';
import type { Row } from '../../core/model/model.ts';
import { SOURCE_RESULT, type SourceResult, type SuspendedRun } from '../../core/source/suspended.ts';
import { named, type SourcesDeps } from './deps.ts';

/** The kind under which a run of a source's own flow hands over to the run that waits for it. */
export const SOURCE_RESUME = 'source_resume';

type Deps = Pick<SourcesDeps, 'flows' | 'replica' | 'clock'>;

const Suspended = z.strictObject({
  run: z.string(),
  slug: z.string(),
  stage: z.string(),
  execution: z.string(),
  until: z.number(),
  failures: z.array(z.string()),
});
const Handed = z.strictObject({
  suspended: Suspended,
  source: z.strictObject({ pk: z.string(), slug: z.string(), name: z.string() }),
});

const Left = z.object({ until: z.number() });
const Failures = z.array(z.string()).catch([]);

/** The run of this browser that waits for this source; undefined where none does (any more). */
export async function suspendedFor(
  source: Row,
  run: string,
  browser: string | null,
  { flows, replica, clock }: Deps,
): Promise<SuspendedRun | undefined> {
  const waiting = await flows.waiting({ run, browser });
  const stage = waiting && replica.get('stages', waiting.stage);
  if (!waiting || stage?.source !== source.pk) return undefined;
  const left = Left.safeParse(waiting.memory);
  const patience = seconds(String(stage.resume_timeout ?? 'minutes=10')) * 1_000;
  return {
    run: waiting.run,
    slug: waiting.slug,
    stage: waiting.stage,
    execution: waiting.execution,
    until: left.success ? left.data.until : clock.now() + patience,
    failures: Failures.parse(stage.resume_on_match_failures),
  };
}

/** Where the person goes on: in the run that waits, with what the source said; too late, at the flow's beginning. */
export async function resumed(
  suspended: SuspendedRun,
  said: {
    readonly source: SourceResult['source'];
    readonly user: number | null;
    readonly failure: string | null;
  },
  more: Readonly<Record<string, unknown>>,
  { browser, deps }: { readonly browser: string | null; readonly deps: Deps },
): Promise<string> {
  const { run, execution, stage, slug, until } = suspended;
  const result: SourceResult = { stage, ...said };
  const page =
    deps.clock.now() > until
      ? undefined
      : await deps.flows.tell({ run, execution, browser, learnt: { ...more, [SOURCE_RESULT]: result } });
  return page ?? `/if/flow/${encodeURIComponent(slug)}/?${queryOf({ begun: 'anew' })}`;
}

/** Takes over when a source's own flow is finished, and hands what it has learnt to the run that waits. */
export const sourceContinuations = (deps: Deps): Readonly<Record<string, ContinuationHandler>> => ({
  [SOURCE_RESUME]: async ({ data, context, browser }) => {
    const { suspended, source } = Handed.parse(data);
    const user = context.pending_user?.pk ?? null;
    return { to: await resumed(suspended, { source, user, failure: null }, {}, { browser, deps }) };
  },
});

/** The continuation of a source's own flow for a run that waits. */
export const handingOver = (source: Row, suspended: SuspendedRun) => ({
  kind: SOURCE_RESUME,
  data: { suspended, source: named(source) },
});
