import type { Binding, BindingValues, Phrase } from '../wire.ts';

/** One condition of a rule: whom or what a binding names, and whether it is turned around. */
export interface Condition {
  readonly kind: 'policy' | 'group' | 'user';
  readonly pk: string | number;
  readonly name: string;
  readonly negated: boolean;
  /** When it stops to count; null: never. */
  readonly expires: string | null;
  /** What a policy means, by language; null where there are no words for it. */
  readonly phrases: Readonly<Record<string, Phrase>> | null;
}

/** Why a binding has no say. */
export type Silence = 'disabled' | 'expired' | 'dry_run';

/** The rule of a target as people say it. */
export interface Rule {
  readonly conditions: readonly Condition[];
  /** The bindings that have no say, and why. */
  readonly silent: readonly { readonly name: string; readonly why: Silence }[];
}

/** Why a binding has no say at that moment; undefined where it has one. */
export function silenceOf({ enabled, dry_run, expires }: BindingValues, now: number): Silence | undefined {
  if (!enabled) return 'disabled';
  if (expires !== null && Date.parse(expires) <= now) return 'expired';
  return dry_run ? 'dry_run' : undefined;
}

/** The rule that a target's bindings are, in their order. */
export function ruleOf(bindings: readonly Binding[], now: number): Rule {
  const conditions: Condition[] = [];
  const silent: { name: string; why: Silence }[] = [];
  for (const binding of bindings.toSorted((a, b) => a.order - b.order)) {
    const why = silenceOf(binding, now);
    const subject = subjectOf(binding);
    if (why) silent.push({ name: subject.name, why });
    else
      conditions.push({
        ...subject,
        negated: binding.negate,
        expires: binding.expires,
        phrases: binding.policy_obj?.phrases ?? null,
      });
  }
  return { conditions, silent };
}

/** Whom or what a binding names. */
export function subjectOf({ policy, group, user, policy_obj, group_obj, user_obj }: Binding): {
  readonly kind: Condition['kind'];
  readonly pk: string | number;
  readonly name: string;
} {
  if (policy !== null) return { kind: 'policy', pk: policy, name: policy_obj?.name ?? policy };
  if (group !== null) return { kind: 'group', pk: group, name: group_obj?.name ?? group };
  return { kind: 'user', pk: user ?? 0, name: user_obj?.username ?? String(user ?? '') };
}

/** Orders leave room between two bindings, so that one more can be put there over the API. */
const GAP = 10;

/** The order of a further binding: after all others. */
export const nextOrder = (bindings: readonly Pick<Binding, 'order'>[]): number =>
  bindings.length === 0 ? 0 : Math.max(...bindings.map(({ order }) => order)) + GAP;

/** What has to be changed so that the binding at `from` stands at `to`: keys with their new orders. */
export function moved(
  bindings: readonly Pick<Binding, 'pk' | 'order'>[],
  from: number,
  to: number,
): readonly { readonly pk: string; readonly order: number }[] {
  const taken = bindings[from];
  if (!taken || from === to || to < 0 || to >= bindings.length) return [];
  const rest = bindings.toSpliced(from, 1).toSpliced(to, 0, taken);
  return rest.flatMap(({ pk, order }, index) => (order === index * GAP ? [] : [{ pk, order: index * GAP }]));
}

/** A deleted binding as it is made again. */
export const valuesOf = (binding: Binding): BindingValues & { readonly target: string } => ({
  target: binding.target,
  policy: binding.policy,
  group: binding.group,
  user: binding.user,
  order: binding.order,
  enabled: binding.enabled,
  negate: binding.negate,
  timeout: binding.timeout,
  failure_result: binding.failure_result,
  expires: binding.expires,
  dry_run: binding.dry_run,
});
