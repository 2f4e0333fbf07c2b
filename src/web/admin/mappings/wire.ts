import type { Typed } from '../wire.ts';

/** A property mapping among others. */
export interface Mapping extends Typed {
  readonly managed: string | null;
}
