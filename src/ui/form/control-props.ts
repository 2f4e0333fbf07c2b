import type { Expressions } from '../code-editor/assist.ts';
import type { Field, Values } from './fields.ts';
import type { FormWords, LookUp } from './words.ts';

/** What the control of one field is given. */
export interface ControlProps {
  readonly field: Field;
  readonly value: unknown;
  /** What the object's other fields hold. */
  readonly beside: Values;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly words: FormWords;
  readonly lookUp: LookUp;
  /** Helps with expressions; none where nobody can. */
  readonly expressions?: Expressions | undefined;
  readonly onChange: (value: unknown) => void;
  /** Changes other fields of the object. */
  readonly onBeside?: ((values: Values) => void) | undefined;
}
