import type { Field, Values } from '../../../ui/form/fields.ts';
import type { FieldErrors } from '../client.ts';
import type { Flow, Type } from '../wire.ts';

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
  readonly mappings: readonly {
    readonly pk: string;
    readonly managed?: string | null;
    readonly meta_model_name: string;
  }[];
  readonly keys: readonly { readonly pk: string }[];
  random(bytes: number): string;
}

/** The area that a model belongs to: `authentik_providers_oauth2` of `authentik_providers_oauth2.oauth2provider`. */
const areaOf = (model: string | undefined): string => model?.split('.')[0] ?? '';

/** What most providers want in the fields that many of them share, so that a new one works as it stands. */
export function prefilled(
  fields: readonly Field[],
  start: Values,
  name: string,
  known: Known,
  type: Pick<Type, 'meta_model_name' | 'generated'>,
): Values {
  const flow = (designation: string, hint: string) => {
    const fitting = known.flows.filter((one) => one.designation === designation);
    return (fitting.find(({ slug }) => slug.includes(hint)) ?? fitting[0])?.pk ?? null;
  };
  const wanted: Values = {
    name,
    authorization_flow: flow('authorization', 'provider'),
    invalidation_flow: flow('invalidation', 'provider'),
    property_mappings: known.mappings
      .filter(
        (mapping) => mapping.managed && areaOf(mapping.meta_model_name) === areaOf(type.meta_model_name),
      )
      .map(({ pk }) => pk),
    signing_key: known.keys[0]?.pk ?? null,
  };
  const made = new Set(type.generated);
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      // Secrets are never shown again, so the page makes them: it can show them until it is left.
      made.has(field.name)
        ? known.random(field.control === 'secret' ? 48 : 20)
        : (wanted[field.name] ?? start[field.name]),
    ]),
  );
}

/** The slug goes with the name as long as nobody has written one. */
export const slugFollows = (next: Values, before: Values): Values =>
  next.name !== before.name && (before.slug ?? '') === slugOf(String(before.name ?? ''))
    ? { ...next, slug: slugOf(String(next.name)) }
    : next;
