/** Data as it is, under a heading, folded away until somebody wants it. */
export function Json({
  title,
  value,
  open = false,
}: {
  readonly title: string;
  readonly value: unknown;
  readonly open?: boolean;
}) {
  return (
    <details className="a-json" {...(open ? { open } : {})}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its frame is scrolled by keyboard too */}
      <pre tabIndex={0}>{JSON.stringify(value, undefined, 2)}</pre>
    </details>
  );
}
