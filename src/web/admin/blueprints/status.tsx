import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import type { Blueprint } from '../wire.ts';

const TONES = {
  successful: 'good',
  warning: 'warning',
  error: 'bad',
  orphaned: 'warning',
  unknown: 'plain',
} as const;

/** How the last application of a blueprint went. */
export function Status({ status }: Pick<Blueprint, 'status'>) {
  const { text } = useAdmin();
  return <Badge tone={TONES[status]}>{text(`blueprints.status_${status}`)}</Badge>;
}
