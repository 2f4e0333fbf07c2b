/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { Lead } from './lead.tsx';
import { UserLine } from './user-line.tsx';

interface ScreenProps {
  readonly title: string;
  readonly lead: string;
  /** Errors of the whole form; they take the lead's place, so that nothing below moves. */
  readonly errors?: readonly string[];
  readonly user?: { readonly pending_user?: string; readonly pending_user_avatar?: string };
  readonly children?: ComponentChildren;
}

/** The frame of every step: heading, one sentence or the errors in its place, who is signing in, then the work. */
export function Screen({ title, lead, errors = [], user, children }: ScreenProps) {
  return (
    <div class="screen">
      <h1 tabIndex={-1}>{title}</h1>
      <Lead lead={lead} errors={errors} />
      {user?.pending_user ? <UserLine name={user.pending_user} avatar={user.pending_user_avatar} /> : null}
      {children}
    </div>
  );
}
