import { type Permission, type Verb, verbOf } from './permission.ts';

/** The permissions over one kind of object. */
export interface Kind {
  readonly model: string;
  readonly title: string;
  readonly usual: Readonly<Partial<Record<Verb, Permission>>>;
  readonly further: readonly Permission[];
}

export interface Area {
  readonly label: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  readonly permissions: readonly Permission[];
}

/** Permissions by area and kind of object; with words, only kinds that they are found in. */
export function areasOf(
  permissions: readonly Permission[],
  wanted: string,
  sentence: (permission: Permission) => string,
): readonly Area[] {
  const words = wanted.trim().toLowerCase();
  const hit = (permission: Permission) =>
    `${permission.model_verbose} ${permission.app_label_verbose} ${permission.codename} ${sentence(permission)}`
      .toLowerCase()
      .includes(words);
  const areas = Map.groupBy(permissions, ({ app_label }) => app_label);
  return [...areas]
    .flatMap(([label, own]) => {
      const kinds = [...Map.groupBy(own, ({ model }) => model).values()].filter((kind) => kind.some(hit));
      const [first] = own;
      if (kinds.length === 0 || !first) return [];
      return [{ label, title: titleOf(first), kinds: kinds.map(kindOf), permissions: kinds.flat() }];
    })
    .toSorted((one, other) => (one.title < other.title ? -1 : 1));
}

const kindOf = (permissions: readonly Permission[]): Kind => ({
  model: permissions[0]?.model ?? '',
  title: permissions[0]?.model_verbose ?? '',
  usual: Object.fromEntries(
    permissions.flatMap((permission) => {
      const verb = verbOf(permission);
      return verb ? [[verb, permission]] : [];
    }),
  ),
  further: permissions.filter((permission) => verbOf(permission) === undefined),
});

const titleOf = ({ app_label_verbose: name }: Permission): string =>
  name.charAt(0).toUpperCase() + name.slice(1);
