import '../../ui/kit/dialog.css';
import { useEffect } from 'react';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';

export interface Said {
  readonly words: string;
  readonly tone: 'plain' | 'danger';
}

/** How long something that happened stays on the page. */
const STAYS = 8_000;

/** What just happened, at the edge of the page; it goes by itself. */
export function Saying({
  said,
  text,
  onGone,
}: {
  readonly said: Said;
  readonly text: Text<Key>;
  readonly onGone: () => void;
}) {
  useEffect(() => {
    const timer = setTimeout(() => said && onGone(), STAYS);
    return () => clearTimeout(timer);
  }, [said, onGone]);
  return (
    <div className="saying" data-tone={said.tone} role={said.tone === 'danger' ? 'alert' : 'status'}>
      <span>{said.words}</span>
      <button type="button" className="p-icon-button" aria-label={text('action.close')} onClick={onGone}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 3.5l9 9m0-9l-9 9" />
        </svg>
      </button>
    </div>
  );
}
