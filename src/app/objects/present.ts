import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { type Model, type Row, secretFields } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';

/** What the computed fields of an answer are worked out from. */
export interface PresentContext {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly objects: Objects;
  readonly actor: Actor | undefined;
  /** The list's query: `include_users` and the like. */
  readonly query: Readonly<Record<string, unknown>>;
  user(pk: number): UserFacts | undefined;
  membersOf(group: string): readonly number[];
  uid(user: { readonly uuid: unknown }): string;
  /** Whether whoever asks may view the object. */
  sees(row: Row, model: Model): boolean;
  /** Any row in the shape of the API. */
  show(row: Row, model: Model): Readonly<Record<string, unknown>>;
}

/** Works out the computed fields of one kind of object. */
export type Presenter = (
  row: Row,
  model: Model,
  context: PresentContext,
) => Readonly<Record<string, unknown>>;

/** Stored fields that may be shown, and the computed ones. Secrets and hidden fields never pass here. */
export function show(
  row: Row,
  model: Model,
  context: PresentContext,
  presenters: Readonly<Record<string, Presenter>>,
): Readonly<Record<string, unknown>> {
  const secret = new Set(secretFields(model));
  const out: Record<string, unknown> = { pk: row.pk };
  for (const field of [...Object.keys(model.fields.shape), ...Object.keys(model.internal.shape)])
    if (!secret.has(field) && row[field] !== undefined) out[field] = row[field];
  for (const name of [model.base, model.name])
    Object.assign(out, name ? presenters[name]?.(row, model, context) : {});
  return { ...out, created: row.created, last_updated: row.last_updated };
}
