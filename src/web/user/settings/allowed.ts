import type { Text } from '../../../ui/texts.ts';
import { english, type Key } from '../catalogue.ts';

const isKey = (key: string): key is Key => Object.hasOwn(english, key);

/** What an application was allowed to know, in words where they are known. */
export function allowedBy(permissions: string, text: Text<Key>): readonly string[] {
  return permissions
    .split(/\s+/)
    .filter(Boolean)
    .map((permission) => {
      const key = `scope.${permission}`;
      return isKey(key) ? text(key) : permission;
    });
}
