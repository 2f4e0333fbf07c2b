import { lazy, Suspense, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { PALETTE_KEYS } from './keys.ts';
import { useKeys } from './use-keys.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import('./shortcuts.tsx')).Shortcuts }));

/** The way to the search over everything, and to the list of keys; both can be opened by keyboard from anywhere. */
export function SearchButton() {
  const { text } = useAdmin();
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();
  const close = () => setOpen(undefined);
  useKeys({ palette: () => setOpen('palette'), shortcuts: () => setOpen('shortcuts') });
  return (
    <>
      <button
        type="button"
        className="a-search-button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.25" />
          <path d="M10.25 10.25 14 14" />
        </svg>
        <span className="a-search-word">{text('palette.open')}</span>
        <span className="a-kbd" aria-hidden="true">
          {PALETTE_KEYS}
        </span>
      </button>
      <Suspense>
        {open === 'palette' ? <Palette onClose={close} /> : null}
        {open === 'shortcuts' ? <Shortcuts onClose={close} /> : null}
      </Suspense>
    </>
  );
}
