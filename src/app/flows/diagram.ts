import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';

/** A flow as a Mermaid graph: its stages in order, with what is asked before each. */
export function diagramOf(flow: Row, replica: Replica): string {
  const bindings = replica.by('stage_bindings', 'target', flow.pk).toSorted(byOrder);
  const lines = ['graph TD', `  begin(["${label(flow.title)}"])`];
  let before = 'begin';
  let arrow = '-->';
  if (bound(flow, replica).length > 0) {
    lines.push(`  flow{"${asked(flow, replica)}"}`, '  begin --> flow', '  flow -->|no| denied(["Refused"])');
    before = 'flow';
    arrow = '-->|yes|';
  }
  let skipped: string | undefined;
  for (const [index, binding] of bindings.entries()) {
    const stage = replica.get('stages', String(binding.stage));
    const [gate, step] = [`gate${index}`, `stage${index}`];
    const guarded = bound(binding, replica).length > 0;
    const enter = guarded ? gate : step;
    lines.push(`  ${before} ${arrow} ${enter}`);
    if (skipped !== undefined) lines.push(`  ${skipped} -->|no| ${enter}`);
    if (guarded) lines.push(`  ${gate}{"${asked(binding, replica)}"}`, `  ${gate} -->|yes| ${step}`);
    lines.push(`  ${step}["${label(stage?.name)}<br/>${label(stage?.type)}"]`);
    skipped = guarded ? gate : undefined;
    before = step;
    arrow = '-->';
  }
  lines.push('  done(["Done"])', `  ${before} ${arrow} done`);
  if (skipped !== undefined) lines.push(`  ${skipped} -->|no| done`);
  return lines.join('\n');
}

const byOrder = (a: Row, b: Row): number => Number(a.order) - Number(b.order);

const bound = (target: Row, replica: Replica): readonly Row[] =>
  replica
    .by('policy_bindings', 'target', target.pk)
    .filter(({ enabled }) => enabled !== false)
    .toSorted(byOrder);

/** What the bindings of a target ask for, in its mode. */
function asked(target: Row, replica: Replica): string {
  const names = bound(target, replica).map((binding) => {
    const { policy, group, user, negate } = binding;
    const name =
      typeof policy === 'string'
        ? replica.get('policies', policy)?.name
        : typeof group === 'string'
          ? replica.get('groups', group)?.name
          : replica.get('users', Number(user))?.username;
    return `${negate === true ? 'not ' : ''}${label(name)}`;
  });
  return names.join(target.policy_engine_mode === 'all' ? '<br/>and ' : '<br/>or ');
}

/** Names are written by people: what Mermaid or HTML would read as its own goes in as entities. */
const label = (value: unknown): string =>
  String(value ?? '').replace(/[^\p{L}\p{N} .,:;_()/@-]/gu, (sign) => `#${sign.codePointAt(0)};`);
