import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { boundTo, byOrder, type Subject, subjectOf } from './bound.ts';

type Sees = (subject: Subject) => boolean;

/** A flow as a Mermaid graph: its stages in order, with what is asked before each. */
export function diagramOf(flow: Row, replica: Replica, sees: Sees): string {
  const bindings = replica.by('stage_bindings', 'target', flow.pk).toSorted(byOrder);
  const lines = ['graph TD', `  begin(["${label(flow.title)}"])`];
  let before = 'begin';
  let arrow = '-->';
  if (boundTo(flow, replica).length > 0) {
    lines.push(
      `  flow{"${asked(flow, replica, sees)}"}`,
      '  begin --> flow',
      '  flow -->|no| denied(["Refused"])',
    );
    before = 'flow';
    arrow = '-->|yes|';
  }
  let skipped: string | undefined;
  for (const [index, binding] of bindings.entries()) {
    const stage = replica.get('stages', String(binding.stage));
    const [gate, step] = [`gate${index}`, `stage${index}`];
    const guarded = boundTo(binding, replica).length > 0;
    const enter = guarded ? gate : step;
    lines.push(`  ${before} ${arrow} ${enter}`);
    if (skipped !== undefined) lines.push(`  ${skipped} -->|no| ${enter}`);
    if (guarded) lines.push(`  ${gate}{"${asked(binding, replica, sees)}"}`, `  ${gate} -->|yes| ${step}`);
    lines.push(`  ${step}["${label(stage?.name)}<br/>${label(stage?.type)}"]`);
    skipped = guarded ? gate : undefined;
    before = step;
    arrow = '-->';
  }
  lines.push('  done(["Done"])', `  ${before} ${arrow} done`);
  if (skipped !== undefined) lines.push(`  ${skipped} -->|no| done`);
  return lines.join('\n');
}

/** What the bindings of a target ask for, in its mode. */
function asked(target: Row, replica: Replica, sees: Sees): string {
  const names = boundTo(target, replica).map((binding) => {
    const subject = subjectOf(binding, replica);
    return `${binding.negate === true ? 'not ' : ''}${label(sees(subject) ? subject.name : `a ${subject.kind}`)}`;
  });
  return names.join(target.policy_engine_mode === 'all' ? '<br/>and ' : '<br/>or ');
}

/** Names are written by people: what Mermaid or HTML would read as its own goes in as entities. */
const label = (value: unknown): string =>
  String(value ?? '').replace(/[^\p{L}\p{N} .,:;_()/@-]/gu, (sign) => `#${sign.codePointAt(0)};`);
