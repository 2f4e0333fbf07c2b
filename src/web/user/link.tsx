import type { MouseEvent, ReactNode } from 'react';
import { BASE } from './sign-in.ts';
import { useUser } from './user.ts';

interface LinkProps {
  /** Path below the interface's base. */
  readonly to: string;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link to another page of the interface: a real address, followed without loading everything anew. */
export function Link({ to, className, current, children }: LinkProps) {
  const { go } = useUser();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      href={`${BASE}${to}`}
      className={className}
      onClick={follow}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      {children}
    </a>
  );
}
