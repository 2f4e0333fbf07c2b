import type { MouseEvent, ReactNode } from 'react';
import { BASE } from './address.ts';
import { useAdmin } from './admin.ts';

interface LinkProps {
  /** Path below the interface's base. */
  readonly to: string;
  readonly className?: string;
  readonly current?: boolean;
  /** The whole name, where only a part of it is shown. */
  readonly label?: string;
  readonly children: ReactNode;
  readonly onGo?: () => void;
}

/** A link to another page of the interface: a real address, followed without loading everything anew. */
export function Link({ to, className, current, label, children, onGo }: LinkProps) {
  const { go, prepare } = useAdmin();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo?.();
    go(to);
  };
  return (
    <a
      href={`${BASE}${to}`}
      className={className}
      onClick={follow}
      onPointerEnter={() => prepare(to)}
      onFocus={() => prepare(to)}
      {...(label ? { 'aria-label': label, title: label } : {})}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      {children}
    </a>
  );
}
