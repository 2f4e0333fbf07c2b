import type { Text } from '../../../ui/texts.ts';
import type { Key } from '../texts/english.ts';
import { isKey } from '../texts/spoken.ts';

/** One permission, as the API numbers and names it. */
export interface Permission {
  readonly id: number;
  readonly name: string;
  readonly codename: string;
  readonly model: string;
  readonly app_label: string;
  readonly app_label_verbose: string;
  readonly model_verbose: string;
}

/** `authentik_core.view_user` */
export const fullName = ({ app_label, codename }: Pick<Permission, 'app_label' | 'codename'>): string =>
  `${app_label}.${codename}`;

export const VERBS = ['view', 'add', 'change', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** View, add, change or delete; undefined for what goes beyond these. */
export const verbOf = ({ codename, model }: Pick<Permission, 'codename' | 'model'>): Verb | undefined =>
  VERBS.find((verb) => codename === `${verb}_${model}`);

/** What a permission allows, in a sentence: over all objects, or over one. */
export function sentenceOf(permission: Permission, text: Text<Key>, over: 'all' | 'one' = 'all'): string {
  const verb = verbOf(permission);
  if (verb) return text(`permission.${over}_${verb}`, { what: permission.model_verbose });
  const key = `permission.${permission.codename}`;
  return isKey(key) ? text(key) : permission.name;
}

/** View first, then add, change, delete, and what goes beyond. */
export const inOrder = (permissions: readonly Permission[]): readonly Permission[] =>
  permissions.toSorted((one, other) => rank(one) - rank(other));

const rank = (permission: Permission): number => {
  const verb = verbOf(permission);
  return verb ? VERBS.indexOf(verb) : VERBS.length;
};
