import type { ReactNode } from 'react';

interface MessageProps {
  readonly title: string;
  readonly tone?: 'plain' | 'danger';
  readonly children?: ReactNode;
  /** What can be done about it: a button or a link. */
  readonly action?: ReactNode;
}

/** A whole page's state in words: nothing here, nothing found, something broke. Errors are announced. */
export function Message({ title, tone = 'plain', children, action }: MessageProps) {
  return (
    <div className="p-message" data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <h2>{title}</h2>
      {children}
      {action ? <div className="p-message-action">{action}</div> : null}
    </div>
  );
}
