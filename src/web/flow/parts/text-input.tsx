/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { ControlProps } from './field.tsx';

interface TextInputProps extends ControlProps {
  readonly type: 'text' | 'tel' | 'email' | 'password' | 'number' | 'date' | 'datetime-local';
  readonly autocomplete: string;
  /** A name, an address or a secret: neither capitals nor corrections. */
  readonly verbatim?: boolean;
  readonly readOnly?: boolean;
  readonly placeholder?: string | undefined;
  readonly defaultValue?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onKeyUp?: (event: KeyboardEvent) => void;
  readonly onBlur?: () => void;
}

/** A one-line input whose type is known only while drawing. */
export function TextInput({ verbatim = false, ...attributes }: TextInputProps) {
  const plain = verbatim ? { autocapitalize: 'none', autocorrect: 'off', spellcheck: false } : {};
  const number = attributes.type === 'number' ? { step: 1, inputMode: 'numeric' } : {};
  // Preact types an input's attributes by a literal `type`; ours is a variable of allowed types.
  return <input {...({ ...attributes, ...plain, ...number } as JSX.IntrinsicElements['input'])} />;
}
