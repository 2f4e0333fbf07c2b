/** @jsxImportSource preact */
import { usePage } from '../page.ts';

interface SubmitProps {
  readonly label: string;
  readonly name?: string;
  readonly value?: string;
  readonly secondary?: boolean;
}

/**
 * The button that sends a form. While the answer is under way it stays focusable (a disabled button would drop the
 * focus), says so, and after a moment shows a spinner in the label's place without changing its size.
 */
export function Submit({ label, name, value, secondary = false }: SubmitProps) {
  const { sending, slow } = usePage();
  return (
    <button
      type="submit"
      class={secondary ? 'button secondary' : 'button'}
      aria-disabled={sending}
      data-slow={slow}
      {...(name ? { name, value } : {})}
    >
      <span class="button-label">{label}</span>
      {slow ? <span class="spinner" aria-hidden="true" /> : null}
    </button>
  );
}
