import { pathOf } from '../address.ts';
import { navigation } from '../navigation.ts';
import type { Key } from '../texts/english.ts';

/** A kind of objects that can be found by name. It is searched where the navigation leads to its list. */
interface Kind {
  readonly list: string;
  /** Below `/api/v3`. */
  readonly path: string;
  readonly key: string;
  readonly name: string;
  /** The field that tells objects of the same name apart. */
  readonly under: string;
  readonly query?: Readonly<Record<string, boolean>>;
}

const kinds: readonly Kind[] = [
  {
    list: '/applications/',
    path: '/core/applications/',
    key: 'slug',
    name: 'name',
    under: 'slug',
    query: { superuser_full_list: true },
  },
  { list: '/users/', path: '/core/users/', key: 'pk', name: 'username', under: 'name' },
  { list: '/groups/', path: '/core/groups/', key: 'pk', name: 'name', under: '' },
  { list: '/policies/', path: '/policies/all/', key: 'pk', name: 'name', under: 'verbose_name' },
  { list: '/flows/', path: '/flows/instances/', key: 'slug', name: 'name', under: 'slug' },
  { list: '/stages/', path: '/stages/all/', key: 'pk', name: 'name', under: 'verbose_name' },
  { list: '/providers/', path: '/providers/all/', key: 'pk', name: 'name', under: 'verbose_name' },
  { list: '/sources/', path: '/sources/all/', key: 'slug', name: 'name', under: 'verbose_name' },
  { list: '/mappings/', path: '/propertymappings/all/', key: 'pk', name: 'name', under: 'verbose_name' },
  { list: '/notification-rules/', path: '/events/rules/', key: 'pk', name: 'name', under: '' },
  { list: '/roles/', path: '/rbac/roles/', key: 'pk', name: 'name', under: '' },
];

/** A page or an object that one can go to. */
export interface Destination {
  readonly to: string;
  readonly name: string;
  readonly under: string;
}

/** The word of the navigation for an address; undefined where it does not lead there. */
export const labelOf = (to: string): Key | undefined =>
  navigation.flatMap(({ entries }) => entries).find((entry) => entry.to === to)?.label;

/** The kinds whose lists the navigation leads to, each with its word. */
export const searched = kinds.flatMap((kind) => {
  const label = labelOf(kind.list);
  return label ? [{ ...kind, label }] : [];
});

/** An object that the API found, as a place to go to. */
export function destinationOf(
  { list, key, name, under }: Kind,
  row: Readonly<Record<string, unknown>>,
): Destination {
  const called = String(row[name] ?? '');
  const beside = under === '' ? '' : String(row[under] ?? '');
  return {
    to: `${list.slice(0, -1)}${pathOf(String(row[key] ?? ''))}`,
    name: called,
    under: beside.toLowerCase() === called.toLowerCase() ? '' : beside,
  };
}
