import './dialog.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  /** `sheet` stands at the side in full height, for forms; `box` in the middle, for questions. */
  readonly shape?: 'sheet' | 'wide' | 'box';
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The browser's own dialog: it holds the focus, closes on Escape, and gives the focus back to where it was.
 * Mantine's would lock the page's scrolling with a style element, which the pages' policy does not allow.
 */
export function Dialog({ title, shape = 'sheet', closeLabel, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    if (!shown?.open) shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className="p-dialog"
      data-shape={shape}
      aria-labelledby={heading}
      onKeyDownCapture={(event) => {
        // Escape closes an open list of choices first, and the dialog only with the next press.
        const { target } = event;
        if (event.key === 'Escape' && target instanceof Element && target.ariaExpanded === 'true')
          event.preventDefault();
      }}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="p-dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="p-icon-button" aria-label={closeLabel} onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.5l9 9m0-9l-9 9" />
          </svg>
        </button>
      </div>
      <div className="p-dialog-body">{children}</div>
    </dialog>
  );
}
