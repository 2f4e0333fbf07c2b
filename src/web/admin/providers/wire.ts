import type { Typed } from '../wire.ts';

/** A provider among others. */
export interface Provider extends Omit<Typed, 'pk'> {
  readonly pk: number;
  readonly assigned_application_slug: string | null;
  readonly assigned_application_name: string | null;
}
