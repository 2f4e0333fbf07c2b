import type { EventPort } from '../../core/event/port.ts';
import type { Log } from '../../core/log.ts';
import type { TraceEntry } from '../../core/policy/decision.ts';
import {
  cleanTrace,
  type DecisionDraft,
  type DecisionLog,
  factsOf,
  redactorOf,
  withSecrets,
} from '../../core/policy/record.ts';
import type { BoundPolicy } from '../../core/policy/target.ts';

/** A decision with the policies behind its bindings, by the key of the binding. */
export interface Told extends Omit<DecisionDraft, 'target'> {
  readonly target: DecisionDraft['target'] & {
    /** No entry of the trace can be worth an event. */
    readonly quiet: boolean;
    readonly policies: readonly { readonly binding: { readonly pk: string }; readonly policy: BoundPolicy }[];
  };
}

export type Tell = (told: Told, record: boolean) => void;

/** Whether the entry is worth an event, and which. A policy that could not be evaluated always is. */
function eventOf(
  entry: TraceEntry,
  policy: BoundPolicy | undefined,
): 'policy_exception' | 'policy_execution' | undefined {
  if (entry.fault) return 'policy_exception';
  if (entry.dry_run_result !== null) return 'policy_execution';
  return policy?.execution_logging && entry.outcome !== 'skipped' ? 'policy_execution' : undefined;
}

/**
 * Tells the world about a decision after it was made: decision log and events, without secrets. Never fails the caller:
 * a decision that stands is not undone because nobody could be told of it.
 */
export function createTelling(deps: {
  readonly decisionLog: Pick<DecisionLog, 'record'>;
  readonly events: EventPort;
  readonly log: Log;
}): Tell {
  function emit(told: Told, entry: TraceEntry, action: 'policy_exception' | 'policy_execution'): void {
    const { request, request_id, target } = told;
    const { data } = redactorOf(request);
    const [clean] = cleanTrace([entry], request);
    const { dry_run_result } = entry;
    const name = entry.subject.label || entry.subject.kind;
    deps.events.emit({
      action,
      app: 'postern.policies',
      user: request.user,
      http_request: request.http_request,
      context: {
        message:
          action === 'policy_exception'
            ? `The policy "${name}" could not be evaluated.`
            : `The policy "${name}" was executed.`,
        ...(entry.subject.kind === 'policy' ? { policy_uuid: entry.subject.pk } : {}),
        binding: { pk: entry.binding, order: entry.order, subject: entry.subject },
        target: { pk: target.pk, model: target.model, name: target.name },
        request: data(factsOf(request)),
        request_id,
        ...(action === 'policy_exception'
          ? { exception: clean?.fault }
          : {
              result: {
                passing: dry_run_result ?? entry.outcome === 'pass',
                messages: clean?.messages,
                raw_result: clean?.raw ?? null,
              },
            }),
        ...(dry_run_result === null ? {} : { dry_run: true }),
      },
    });
  }

  return (asked, record) => {
    try {
      const { policies } = asked.target;
      const told =
        policies.length === 0 ? asked : { ...asked, request: withSecrets(asked.request, policies) };
      if (record) deps.decisionLog.record(told);
      if (told.target.quiet) return;
      for (const entry of told.decision.trace) {
        if (entry.subject.kind !== 'policy' && entry.dry_run_result === null && !entry.fault) continue;
        const policy = told.target.policies.find(({ binding }) => binding.pk === entry.binding)?.policy;
        const action = eventOf(entry, policy);
        if (action) emit(told, entry, action);
      }
    } catch (error) {
      deps.log.error({ err: error, request_id: asked.request_id }, 'a decision could not be told');
    }
  };
}
