/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { Field } from './field.tsx';

interface CodeFieldProps {
  /** False for codes with letters in them: a phone then shows its whole keyboard. */
  readonly digits?: boolean;
  readonly hint?: string;
}

/** A code that is good once: never kept by the browser, and filled in by it where it got one by message. */
export function CodeField({ digits = true, hint }: CodeFieldProps) {
  const { text } = usePage();
  return (
    <Field name="code" label={text('code.label')} hint={hint}>
      {(control) => (
        <input
          {...control}
          class="code"
          type="text"
          inputMode={digits ? 'numeric' : 'text'}
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          maxLength={64}
        />
      )}
    </Field>
  );
}
