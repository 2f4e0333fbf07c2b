import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';

/** How the objects of a table travel from one Postern to another. */
export interface Portable {
  readonly table: string;
  /** The word for their ids in a blueprint. */
  readonly word: string;
  /** The fields by which one is found apart from the others, on every system. */
  readonly identifiers: readonly string[];
  /** What belongs to an object and goes where it goes: tables, by the field that names the object. */
  readonly parts?: readonly (readonly [table: string, field: string])[];
}

const BOUND = [['policy_bindings', 'target']] as const;

/**
 * What a blueprint can hold, in the order in which a whole configuration is written. Certificates and tokens are secrets
 * through and through, and what Postern writes for itself is history: neither travels.
 */
const TABLES: readonly Portable[] = [
  { table: 'roles', word: 'role', identifiers: ['name'] },
  { table: 'initial_permissions', word: 'initial-permissions', identifiers: ['name'] },
  { table: 'groups', word: 'group', identifiers: ['name'] },
  { table: 'users', word: 'user', identifiers: ['username'] },
  { table: 'policies', word: 'policy', identifiers: ['name'] },
  { table: 'prompts', word: 'prompt', identifiers: ['name'] },
  { table: 'property_mappings', word: 'mapping', identifiers: ['name'] },
  { table: 'flows', word: 'flow', identifiers: ['slug'], parts: [['stage_bindings', 'target'], ...BOUND] },
  { table: 'stages', word: 'stage', identifiers: ['name'] },
  { table: 'stage_bindings', word: 'binding', identifiers: ['target', 'stage', 'order'], parts: BOUND },
  { table: 'sources', word: 'source', identifiers: ['slug'], parts: BOUND },
  { table: 'providers', word: 'provider', identifiers: ['name'] },
  {
    table: 'applications',
    word: 'application',
    identifiers: ['slug'],
    parts: [['application_entitlements', 'app'], ...BOUND],
  },
  { table: 'application_entitlements', word: 'entitlement', identifiers: ['app', 'name'], parts: BOUND },
  { table: 'brands', word: 'brand', identifiers: ['domain'] },
  { table: 'notification_transports', word: 'transport', identifiers: ['name'] },
  { table: 'notification_rules', word: 'rule', identifiers: ['name'], parts: BOUND },
];

export const PORTABLE: ReadonlyMap<string, Portable> = new Map(TABLES.map((one) => [one.table, one]));

/** The field by which an object is known on every system. */
export const naturalField = (table: string): string => {
  const [field = 'name', ...more] = PORTABLE.get(table)?.identifiers ?? ['name'];
  return more.length > 0 ? 'name' : field;
};

/** The fields that say who or what is bound. */
export const SUBJECTS = { policy: 'policies', group: 'groups', user: 'users' } as const;

/** A text by which objects of one table are put in the same order on every system: keys differ from one to the next. */
export function rank(table: string, row: Row, replica: Pick<Replica, 'get'>): string {
  const named = (other: string, pk: unknown) => {
    const found = pk == null ? undefined : replica.get(other, pk as string | number);
    return found ? String(found[naturalField(other)]) : '';
  };
  const order = String(Number(row.order ?? 0) + 2 ** 31).padStart(11, '0');
  if (table === 'stage_bindings') return `${order} ${named('stages', row.stage)}`;
  if (table === 'policy_bindings')
    return [order, ...Object.entries(SUBJECTS).map(([field, other]) => named(other, row[field]))].join('\n');
  return String(row[naturalField(table)]);
}
