import { same } from '../../core/blueprint/change.ts';
import type { Json } from '../../core/blueprint/evaluate.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import { type Model, type Row, referencesOf, secretFields } from '../../core/model/model.ts';
import type { Objects, Test } from '../../core/model/objects.ts';
import { didYouMean } from '../../core/nearest.ts';
import { invalid } from '../../core/problem/problem.ts';

interface Reader {
  readonly objects: Pick<Objects, 'list' | 'all'>;
  /** Set where not everything may be found. */
  readonly sees?: ((model: Model, row: Row) => boolean) | undefined;
}

/** Further tests, behind two underscores: `name__iexact`. */
const TESTS: Readonly<Record<string, (value: string) => Test>> = {
  iexact: (value) => ({ iexact: value }),
  icontains: (value) => ({ icontains: value }),
  startswith: (value) => ({ startswith: value }),
};

/**
 * The objects that match all identifiers, at most two (two means ambiguous). A map matches where it is part of the
 * stored one; `a__b` asks for the field `b` of the object that `a` refers to. Throws a `Problem` that names a field.
 */
export async function lookUp(
  catalogue: Catalogue,
  reader: Reader,
  model: Model,
  identifiers: Readonly<Record<string, Json>>,
): Promise<readonly Row[]> {
  const where: Record<string, Test> = {};
  const parts: [string, Json][] = [];
  for (const [field, value] of Object.entries(identifiers)) {
    const test = await testOf(catalogue, reader, model, field, value);
    if (test === 'nothing') return [];
    if (test === 'in memory') parts.push([field, value]);
    else where[test.field] = test.test;
  }
  const { objects, sees } = reader;
  if (parts.length === 0 && !sees) return (await objects.list(model, { where, page: 1, page_size: 2 })).rows;
  const candidates = (await objects.all(model, where)).filter((row) => sees?.(model, row) ?? true);
  return candidates.filter((row) => parts.every(([field, part]) => holds(row[field], part))).slice(0, 2);
}

async function testOf(
  catalogue: Catalogue,
  reader: Reader,
  model: Model,
  name: string,
  value: Json,
): Promise<{ field: string; test: Test } | 'nothing' | 'in memory'> {
  const [field = '', ...rest] = name.split('__');
  const known = ['pk', ...Object.keys(model.fields.shape), ...Object.keys(model.internal.shape)];
  const hidden = new Set(secretFields(model));
  if (!known.includes(field) || hidden.has(field)) {
    const names = known.filter((one) => !hidden.has(one));
    throw invalid({ [name]: [`${model.title} has no such field.${didYouMean(field, names)}`] });
  }
  if (rest.length > 0) return testBehind(catalogue, reader, model, name, rest, value);
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) throw invalid({ [name]: ['An object cannot be looked up by a list.'] });
    return 'in memory';
  }
  return value === null || fits(model, field, value) ? { field, test: value } : 'nothing';
}

async function testBehind(
  catalogue: Catalogue,
  reader: Reader,
  model: Model,
  name: string,
  rest: readonly string[],
  value: Json,
): Promise<{ field: string; test: Test } | 'nothing'> {
  const [field = ''] = name.split('__');
  const test = TESTS[rest[0] ?? ''];
  if (test && rest.length === 1) return { field, test: test(String(value)) };
  const to = referencesOf(model).find((reference) => reference.field === field)?.to;
  const target = to === undefined ? undefined : catalogue.find(to);
  if (!target)
    throw invalid({ [name]: [`The field ${field} refers to no object, and ${rest[0]} is no test.`] });
  const found = await lookUp(catalogue, reader, target, { [rest.join('__')]: value });
  return found.length === 0 ? 'nothing' : { field, test: { in: found.map(({ pk }) => pk) } };
}

/** A value of another type matches nothing; the database would call it an error. */
function fits(model: Model, field: string, value: string | number | boolean): boolean {
  const link = model.links[field] ? 'uuid' : undefined;
  const type = field === 'pk' ? model.pk : (link ?? model.columns[field]);
  if (type === 'uuid')
    return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  if (type === 'integer') return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'timestamptz') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return true;
}

/** True where `part` is somewhere in `whole`, key by key. */
function holds(whole: unknown, part: Json): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return same(whole, part);
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(whole, key) && holds((whole as Record<string, unknown>)[key], value),
  );
}
