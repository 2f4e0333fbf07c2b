import { compileBinding } from '../../core/policy/binding.ts';
import type { CompiledTarget, PolicyBinding } from '../../core/policy/target.ts';
import type { Script } from '../../core/policy/type.ts';

/** Finds out whether what a text of an administrator says may follow from more than the person. */
export type ScriptReach = (script: Script) => Promise<boolean>;

/**
 * The policies that have a say at that moment, and whose answers depend on a request, or on the event that a rule is
 * asked about.
 */
export async function undetermined(
  { kind, policies }: CompiledTarget,
  time: number,
  reach: ScriptReach,
): Promise<readonly PolicyBinding[]> {
  const speaking = policies.filter(
    ({ binding: { dry_run, expires } }) => !dry_run && (expires === null || expires > time),
  );
  const found = await Promise.all(
    speaking.map(async ({ policy: { type, config } }) => {
      const script = type.script(config);
      if (type.beyondPerson(config)) return true;
      return script !== undefined && (kind === 'notification_rule' || (await reach(script)));
    }),
  );
  return speaking.filter((_, index) => found[index]);
}

/** The target as it would be if these bindings said so, whoever asks. */
export function supposing(
  target: CompiledTarget,
  those: readonly PolicyBinding[],
  passing: boolean,
): CompiledTarget {
  const pks = new Set(those.map(({ binding }) => binding.pk));
  return {
    ...target,
    policies: target.policies.filter(({ binding }) => !pks.has(binding.pk)),
    bindings: target.bindings.map((binding) =>
      pks.has(binding.pk)
        ? compileBinding({ ...specOf(binding), failure_result: passing, broken: SUPPOSED })
        : binding,
    ),
  };
}

/** The target without these bindings. */
export function without(target: CompiledTarget, those: readonly PolicyBinding[]): CompiledTarget {
  const pks = new Set(those.map(({ binding }) => binding.pk));
  return {
    ...target,
    policies: target.policies.filter(({ binding }) => !pks.has(binding.pk)),
    bindings: target.bindings.filter(({ pk }) => !pks.has(pk)),
  };
}

const SUPPOSED = { fault: 'unavailable', detail: 'it depends on the request' } as const;

const specOf = ({
  pk,
  order,
  enabled,
  negate,
  failure_result,
  dry_run,
  expires,
  timeout,
  subject,
  broken,
}: CompiledTarget['bindings'][number]) => ({
  ...{ pk, order, enabled, negate, failure_result, dry_run, expires, timeout, subject, broken },
});
