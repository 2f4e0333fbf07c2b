import type { Actor } from '../../core/directory/ports.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * How a blueprint changes the world: with the validation, the rules and the events of every other write. A refusal is
 * thrown as a `Problem` that names the fields.
 */
export interface Writer {
  /** The transaction, for look-ups. */
  readonly objects: Pick<Objects, 'find' | 'list' | 'all'>;
  /** Whether the actor may see the object: nobody learns of others by looking them up. What was just made is seen. */
  sees(model: Model, row: Row): boolean;
  /** `pk` is the key that the object is to have, where its author chose one. */
  create(model: Model, values: Values, pk?: string): Promise<Row>;
  update(model: Model, row: Row, values: Values): Promise<Row>;
  delete(model: Model, row: Row): Promise<void>;
  /** False where the field holds that value already, although the stored form cannot be compared (a password's hash). */
  differs(model: Model, row: Row, field: string, value: unknown): Promise<boolean>;
}

/** Opens a transaction in which a blueprint is written: all or nothing. Events are told after it, or never. */
export interface Writing {
  /** `actor` is undefined where Postern itself applies its own files: nobody's rights limit that. */
  transaction<T>(actor: Actor | undefined, work: (writer: Writer) => Promise<T>): Promise<T>;
}

/** Fields that a blueprint may set beside those of the model's schema, and that are stored in another form. */
export const EXTRA_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'authentik_core.user': ['password'],
  'authentik_core.group': ['users'],
  'authentik_core.token': ['key'],
  'authentik_rbac.role': ['permissions'],
};
