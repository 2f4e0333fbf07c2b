import { useAdmin } from '../admin.ts';
import { useLoad } from '../use-load.ts';
import type { Type } from '../wire.ts';

/** The types of policy that can be created, each with its schema. */
export function useTypes(kind: 'policies' | 'providers' = 'policies') {
  const { client } = useAdmin();
  return useLoad(`${kind} types`, () => client.get<readonly Type[]>(`/${kind}/all/types/`));
}

/** What most people leave alone; an expression policy requires its expression, so it stays in sight there. */
export const FOLDED: ReadonlySet<string> = new Set(['expression', 'language', 'execution_logging']);
