import type { ReactNode } from 'react';

interface TextButtonProps {
  /** With the name of what it acts on, where several stand below one another. */
  readonly label?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button among links, in a row or a sentence. */
export function TextButton({ label, onClick, children }: TextButtonProps) {
  return (
    <button
      type="button"
      className="a-text-button"
      {...(label === undefined ? {} : { 'aria-label': label })}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
