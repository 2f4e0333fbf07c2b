import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { type Notice, useAdmin } from './admin.ts';

/** How long something can be undone. */
const STAYS = 12_000;

/** What just happened, at the edge of the page; it goes by itself and can be undone until then. */
export function Notices({ notice, onGone }: { readonly notice: Notice; readonly onGone: () => void }) {
  const { text } = useAdmin();
  useEffect(() => {
    const timer = setTimeout(() => notice && onGone(), STAYS);
    return () => clearTimeout(timer);
  }, [notice, onGone]);
  return (
    <div
      className="a-notice"
      data-tone={notice.tone ?? 'plain'}
      role={notice.tone === 'danger' ? 'alert' : 'status'}
    >
      <span>{notice.words}</span>
      {notice.action ? (
        <Button
          variant="default"
          onClick={() => {
            notice.action?.run();
            onGone();
          }}
        >
          {notice.action.label}
        </Button>
      ) : null}
      <button type="button" className="p-icon-button" aria-label={text('action.close')} onClick={onGone}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 3.5l9 9m0-9l-9 9" />
        </svg>
      </button>
    </div>
  );
}
