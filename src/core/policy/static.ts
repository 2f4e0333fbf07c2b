import type { UserFacts } from './request.ts';
import type { CompiledTarget } from './target.ts';

/**
 * What groups, users and the mode alone decide, without a trace; undefined where a policy has to be asked. Always what
 * `evaluate` would say: in mode `any` one member is enough, in mode `all` one stranger is.
 */
export function staticAnswer(target: CompiledTarget, user: UserFacts, time: number): boolean | undefined {
  const any = target.mode === 'any';
  let judged = 0;
  let open = false;
  let lapsed = false;
  for (const binding of target.bindings) {
    const { subject } = binding;
    if (!binding.enabled) continue;
    if (binding.expires !== null && binding.expires <= time) {
      lapsed ||= !binding.dry_run;
      continue;
    }
    if (binding.dry_run) continue;
    let passing: boolean;
    if (binding.broken) passing = binding.failure_result;
    else if (subject.kind === 'group') passing = user.group_pks.has(subject.pk) !== binding.negate;
    else if (subject.kind === 'user') passing = (user.pk === subject.pk) !== binding.negate;
    else if (subject.kind === 'none') passing = false;
    else {
      open = true;
      continue;
    }
    if (passing === any) return any;
    judged++;
  }
  if (open) return undefined;
  if (judged === 0) return !target.closed && !lapsed && target.when_unbound === 'pass';
  return !any;
}
