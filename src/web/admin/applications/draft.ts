import type { Field, Values } from '../../../ui/form/fields.ts';
import type { FieldErrors } from '../client.ts';
import type { Flow } from '../wire.ts';

/** The steps of the wizard, in order. */
export const steps = ['application', 'type', 'provider', 'bindings', 'review'] as const;
export type Step = (typeof steps)[number];

/** Where the API's errors belong: those of the application, the provider or the bindings, under their own names. */
export function errorsOf(errors: FieldErrors, part: 'app' | 'provider' | 'policy_bindings'): FieldErrors {
  const prefix = `${part}.`;
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, said]) =>
      name === part ? [['', said]] : name.startsWith(prefix) ? [[name.slice(prefix.length), said]] : [],
    ),
  );
}

/** The first step that has something to mend; the review where nobody knows. */
export function stepOf(errors: FieldErrors): Step {
  const parts = new Set(Object.keys(errors).map((name) => name.split('.')[0]));
  if (parts.has('app')) return 'application';
  if (parts.has('provider_model')) return 'type';
  if (parts.has('provider')) return 'provider';
  return parts.has('policy_bindings') ? 'bindings' : 'review';
}

/** A slug made of a name: what may stand in an address. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);

export interface Known {
  readonly flows: readonly Flow[];
  readonly mappings: readonly { readonly pk: string; readonly managed?: string | null }[];
  readonly keys: readonly { readonly pk: string }[];
  random(bytes: number): string;
}

/** What most providers want in the fields that many of them share, so that a new one works as it stands. */
export function prefilled(fields: readonly Field[], start: Values, name: string, known: Known): Values {
  const flow = (designation: string, hint: string) => {
    const fitting = known.flows.filter((one) => one.designation === designation);
    return (fitting.find(({ slug }) => slug.includes(hint)) ?? fitting[0])?.pk ?? null;
  };
  const wanted: Values = {
    name,
    authorization_flow: flow('authorization', 'provider'),
    invalidation_flow: flow('invalidation', 'provider'),
    property_mappings: known.mappings.filter(({ managed }) => managed).map(({ pk }) => pk),
    signing_key: known.keys[0]?.pk ?? null,
    client_id: known.random(20),
  };
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      // Secrets are never shown again, so the page makes them: it can show them until it is left.
      field.control === 'secret' ? known.random(48) : (wanted[field.name] ?? start[field.name]),
    ]),
  );
}
