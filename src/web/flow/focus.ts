const fields =
  'input:not([type=hidden]):not([readonly]):not([tabindex="-1"]), textarea:not([readonly]), select';

/**
 * Puts the focus where work goes on: the first field in error, else the first empty field, else the first field, else
 * the heading, so that a screen reader starts at the top of the new step.
 */
export function focusForWork(root: ParentNode): void {
  const all = [...root.querySelectorAll<HTMLInputElement>(fields)].filter((field) => !field.disabled);
  const place =
    all.find((field) => field.getAttribute('aria-invalid') === 'true') ??
    all.find((field) => field.value === '') ??
    all[0] ??
    root.querySelector<HTMLElement>('h1');
  place?.focus({ preventScroll: false });
}
