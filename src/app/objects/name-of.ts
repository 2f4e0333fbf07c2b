import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';

/** How an object is called in events and lists. */
export function nameOf(row: Row): string {
  for (const field of ['name', 'username', 'identifier', 'domain', 'slug']) {
    const value = row[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return String(row.pk);
}

/** The target of a stage binding has no name of its own: the stage's says which it is. */
export function nameOfTarget(row: Row, replica: Pick<Replica, 'get'>): string {
  if (typeof row.name === 'string') return row.name;
  return String(replica.get('stages', String(row.stage))?.name ?? row.pk);
}
