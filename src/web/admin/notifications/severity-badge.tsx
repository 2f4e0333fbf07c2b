import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import type { Severity } from './wire.ts';

const TONES = { notice: 'plain', warning: 'warning', alert: 'bad' } as const;

/** How urgent a rule is. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { text } = useAdmin();
  return <Badge tone={TONES[severity]}>{text(`option.severity.${severity}`)}</Badge>;
}
