import type { EventPort } from '../../core/event/port.ts';
import type { Log } from '../../core/log.ts';
import type { Replica } from '../../core/model/objects.ts';
import { counts } from '../../core/policy/binding.ts';
import type { ClosedTargets } from '../../core/policy/closed-targets.ts';
import type { Graph } from '../../core/policy/graph.ts';
import type { CompiledTarget } from '../../core/policy/target.ts';
import type { Clock } from '../../core/ports.ts';

/** Keeps an eye on targets that lost their last binding without anybody having said what they shall answer. */
export interface Closing {
  /** Marks what has emptied by expiry and warns of every target that nobody was warned of. Run it every minute. */
  sweep(): Promise<void>;
  /** An administrator says that the target's own rule shall count again. False where it was not closed. */
  reopen(target: string): Promise<boolean>;
  /** Resolves when the warnings under way are written. */
  settled(): Promise<void>;
  close(): void;
}

const KINDS: Readonly<Record<CompiledTarget['kind'], string>> = {
  application: 'application',
  flow: 'flow',
  stage_binding: 'stage',
  source: 'source',
  notification_rule: 'notification rule',
  entitlement: 'entitlement',
};

/** A rule keeps nobody out: it is silent. An entitlement is simply nobody's. */
const effectOf = (kind: CompiledTarget['kind']): string => {
  if (kind === 'notification_rule') return 'does not fire any more';
  return kind === 'entitlement' ? 'belongs to nobody any more' : 'refuses everyone';
};

/** Whether no binding of the target has a say at that moment. */
export const isEmpty = (target: CompiledTarget, now: number): boolean =>
  target.bindings.every(
    (binding) => !counts(binding) || (binding.expires !== null && binding.expires <= now),
  );

/** Whether everyone is refused because a deletion or an expiry took the last say, as decisions see it too. */
export const isClosed = (target: CompiledTarget, now: number): boolean =>
  isEmpty(target, now) && (target.closed || target.bindings.some(counts));

/** Writes one `configuration_warning` for each target that is closed, on whichever node comes first. */
export function createClosing(deps: {
  readonly replica: Pick<Replica, 'all' | 'onChange' | 'catchUp'>;
  readonly graph: Pick<Graph, 'target'>;
  readonly closed: ClosedTargets;
  readonly events: EventPort;
  readonly log: Log;
  readonly clock: Clock;
}): Closing {
  const running = new Set<Promise<void>>();

  async function warn(pk: string, cause: unknown, subject: unknown): Promise<void> {
    const target = deps.graph.target(pk);
    if (!target || !isEmpty(target, deps.clock.now())) return;
    if (!(await deps.closed.claimWarning(pk))) return;
    const why =
      cause === 'expired' ? 'its last binding has expired' : 'what its last binding named was deleted';
    deps.events.emit({
      action: 'configuration_warning',
      app: 'postern.policies',
      context: {
        message:
          `The ${KINDS[target.kind]} "${target.name}" ${effectOf(target.kind)}, because ${why}. ` +
          'Bind something to it, or say that its rule for "nothing bound" shall count.',
        target: { pk, model: target.model, name: target.name },
        cause,
        subject,
      },
    });
  }

  /** After the other followers of the replica have seen the same changes, the graph among them. */
  function begin(pk: string, row: Readonly<Record<string, unknown>>): void {
    const work = Promise.resolve()
      .then(() => warn(pk, row.cause, row.subject))
      .catch((error: unknown) => deps.log.error({ err: error, target: pk }, 'a warning could not be written'))
      .finally(() => running.delete(work));
    running.add(work);
  }

  function warnOfAll(): void {
    for (const row of deps.replica.all('closed_targets')) {
      if (row.warned !== true) begin(String(row.pk), row);
    }
  }

  const close = deps.replica.onChange((changes) => {
    for (const { table, pk, row } of changes) {
      if (table === 'closed_targets' && row && row.warned !== true) begin(String(pk), row);
    }
  });

  const settled = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };

  return {
    async sweep() {
      const found = await deps.closed.closeExpired(new Date(deps.clock.now()));
      if (found > 0) await deps.replica.catchUp();
      warnOfAll();
      await settled();
    },
    async reopen(target) {
      const was = await deps.closed.reopen(target, new Date(deps.clock.now()));
      if (was) await deps.replica.catchUp();
      return was;
    },
    settled,
    close,
  };
}
