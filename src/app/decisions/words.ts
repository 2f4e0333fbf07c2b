import type { Decision, TraceEntry } from '../../core/policy/decision.ts';
import { type CompiledTarget, TARGET_KINDS } from '../../core/policy/target.ts';

/** What an entry of a trace says, for administrators. */
export function sentence({
  subject,
  why,
  verdict,
  negated,
  outcome,
  dry_run_result,
  fault,
  messages,
}: TraceEntry): string {
  const name = subject.label || subject.pk || '';
  const turned = negated ? ', which is negated' : '';
  const said = (passing: boolean) => (passing ? 'passes' : 'does not pass');
  switch (why) {
    case 'disabled':
      return `The binding of ${subject.kind} "${name}" is disabled.`;
    case 'expired':
      return `The binding of ${subject.kind} "${name}" has expired.`;
    case 'dry_run':
      return `In a dry run, ${subject.kind} "${name}" ${said(dry_run_result === true)}; it has no say.`;
    case 'member':
      return `Is a member of the group "${name}"${turned}: ${said(outcome === 'pass')}.`;
    case 'not_member':
      return `Is not a member of the group "${name}"${turned}: ${said(outcome === 'pass')}.`;
    case 'same_user':
      return `Is the user "${name}"${turned}: ${said(outcome === 'pass')}.`;
    case 'other_user':
      return `Is not the user "${name}"${turned}: ${said(outcome === 'pass')}.`;
    case 'nobody':
      return 'A binding names nobody: does not pass.';
    case 'fault':
      return `The policy "${name}" could not be evaluated (${fault?.detail ?? 'unknown error'}); its failure result counts: ${said(outcome === 'pass')}.`;
    case 'policy': {
      const texts = messages.join(' ');
      const last = said(outcome === 'pass');
      if (!negated)
        return texts === '' ? `The policy "${name}" ${last}.` : `The policy "${name}" ${last} (${texts}).`;
      const first = said(verdict === true);
      return texts === ''
        ? `The policy "${name}" ${first}, which is negated: ${last}.`
        : `The policy "${name}" ${first} (${texts}), which is negated: ${last}.`;
    }
  }
}

/** What an entry says to whoever may not view what its binding names. */
function sentenceOfHidden({ subject, outcome }: TraceEntry): string {
  const said = { pass: 'passes', fail: 'does not pass', skipped: 'has no say' }[outcome];
  return `A binding names a ${subject.kind} that you may not view: ${said}.`;
}

/**
 * Why a decision is as it is, in sentences: the rule, then each binding in order, then what follows. The `hidden`
 * bindings name what the reader may not view.
 */
export function inWords(
  target: Pick<CompiledTarget, 'kind' | 'name'>,
  decision: Decision,
  hidden: ReadonlySet<string> = new Set(),
): readonly string[] {
  const { passing, mode, unbound, closed, trace } = decision;
  const kind = TARGET_KINDS.find((candidate) => candidate.kind === target.kind);
  const each = trace.map((entry) => (hidden.has(entry.binding) ? sentenceOfHidden : sentence)(entry));
  if (closed)
    return [
      ...each,
      'The last binding was deleted together with what it named, or has expired. Nobody passes until a binding is added or the target is opened again.',
    ];
  if (unbound)
    return [...each, `Nothing that counts is bound. ${(passing ? kind?.pass : kind?.fail) ?? ''}`.trim()];
  const rule =
    mode === 'all'
      ? passing
        ? 'All bindings have to pass, and all do.'
        : 'All bindings have to pass, and at least one does not.'
      : passing
        ? 'One binding that passes is enough, and there is one.'
        : 'One binding that passes is enough, but there is none.';
  return [...each, rule];
}

/** What decided; of what the reader may not view neither key nor name. */
type Reason = Pick<TraceEntry, 'negated' | 'messages'> & {
  readonly subject: { readonly pk: string | number | null; readonly label: string };
  readonly why: string;
};

/** What decided, as a part of a sentence. */
function reason(passing: boolean, { subject, why, negated, messages }: Reason): string {
  const named = (kind: string) => {
    const name = subject.label || subject.pk;
    return name === null ? `a ${kind}` : `the ${kind} "${name}"`;
  };
  switch (why) {
    case 'member':
      return `is a member of ${named('group')}`;
    case 'not_member':
      return `is not a member of ${named('group')}`;
    case 'same_user':
      return `is ${named('user')}`;
    case 'other_user':
      return `is not ${named('user')}`;
    case 'fault':
      return `${named('policy')} could not be evaluated`;
    case 'policy': {
      const texts = messages.length > 0 ? ` (${messages.join(' ')})` : '';
      return `${named('policy')} ${passing === negated ? 'does not pass' : 'passes'}${texts}`;
    }
    case 'depends':
      return named('policy');
    default:
      return 'a binding names nobody';
  }
}

/** Why somebody passes a target, does not, or might (null), in one sentence. */
export function becauseOf(
  target: Pick<CompiledTarget, 'kind'>,
  passing: boolean | null,
  decided: readonly Reason[],
  closed = false,
): string {
  const kind = TARGET_KINDS.find((candidate) => candidate.kind === target.kind);
  if (closed) return 'Nobody passes: the last binding is gone.';
  if (decided.length === 0) return (passing ? kind?.pass : kind?.fail) ?? '';
  const reasons = decided.map((one) => reason(passing === true, one)).join(', and ');
  if (passing === null) return `Depends on the request, about which is asked: ${reasons}.`;
  return passing ? `Passes: ${reasons}.` : `Does not pass: ${reasons}.`;
}
