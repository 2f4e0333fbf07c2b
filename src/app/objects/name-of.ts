import type { Row } from '../../core/model/model.ts';

/** How an object is called in events and lists. */
export function nameOf(row: Row): string {
  for (const field of ['name', 'username', 'identifier', 'domain', 'slug']) {
    const value = row[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return String(row.pk);
}
