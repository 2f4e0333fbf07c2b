import type { ReactNode } from 'react';

/** A word that says a state, in a colour that says it too. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'good' | 'bad' | 'warning';
  readonly children: ReactNode;
}) {
  return (
    <span className="a-badge" data-tone={tone}>
      {children}
    </span>
  );
}
