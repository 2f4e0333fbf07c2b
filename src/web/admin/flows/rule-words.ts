import type { Text } from '../../../ui/texts.ts';
import type { Key } from '../texts/english.ts';
import type { DiagramNode } from '../wire.ts';

/** Who is asked for at a gate, as one sentence. */
export function ruleWords(gate: DiagramNode['gate'], text: Text<Key>): string {
  if (!gate) return text('diagram.everyone');
  if (gate.closed) return text('diagram.closed');
  const conditions = gate.conditions.map(
    ({ kind, name, negate }) =>
      `${text(negate ? `rule.not_${kind}` : `rule.${kind}`)} ${name || text('diagram.hidden')}`,
  );
  return text('diagram.if', {
    rule: conditions.join(` ${text(gate.mode === 'all' ? 'rule.and' : 'rule.or')} `),
  });
}
