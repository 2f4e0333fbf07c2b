import { useAdmin } from '../admin.ts';
import { useLoad } from '../use-load.ts';
import type { Type } from '../wire.ts';

/** The kinds whose objects have types. */
export type Kind = 'policies' | 'providers' | 'stages' | 'sources' | 'propertymappings';

/** The types of a kind that can be created, each with its schema. */
export function useTypes(kind: Kind = 'policies') {
  const { client } = useAdmin();
  return useLoad(`${kind} types`, () => client.get<readonly Type[]>(`/${kind}/all/types/`));
}

const ALWAYS: ReadonlySet<string> = new Set(['execution_logging']);
const REFINING: ReadonlySet<string> = new Set(['expression', 'language', 'execution_logging']);

/** What most people leave alone. Where the expression is the policy, it stays in sight, and its language too. */
export const foldedOf = ({ schema }: Type): ReadonlySet<string> =>
  Array.isArray(schema?.required) && schema.required.includes('expression') ? ALWAYS : REFINING;

const NEW = { language: 'typescript' };

/** How a new policy begins: its expression in TypeScript, so that a mistake is not taken for another language. */
export const newOf = (type: Type): Readonly<Record<string, unknown>> | undefined =>
  foldedOf(type) === ALWAYS ? NEW : undefined;

/** The setting that names the form field which policies of a type judge; undefined where they judge none. */
export function judgedBy({ schema }: Type): string | undefined {
  const properties = (schema?.properties ?? {}) as Readonly<Record<string, { readonly widget?: string }>>;
  return Object.entries(properties).find(([, { widget }]) => widget === 'prompt-key')?.[0];
}
