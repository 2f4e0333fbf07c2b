import { Button } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { redirectAddress } from '../../ui/address.ts';
import type { Text } from '../../ui/texts.ts';
import './bell.css';
import type { Key } from './catalogue.ts';
import type { Notification, Notifications, Unseen } from './notifications.ts';

/** Milliseconds between two looks at the server. */
const PATIENCE = 60_000;

interface BellProps {
  readonly notifications: Notifications;
  readonly text: Text<Key>;
}

/** The bell in the header: how much is unread, and on demand the newest of it. */
export function Bell({ notifications, text }: BellProps) {
  const [unseen, setUnseen] = useState<Unseen>({ count: 0, newest: [] });
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();

  const load = useCallback(async () => {
    const result = await notifications.unseen();
    // Whoever is not signed in any more is sent to sign in by the page.
    setFailed('failure' in result);
    if ('value' in result) setUnseen(result.value);
  }, [notifications]);

  useEffect(() => {
    void load();
    const look = setInterval(() => {
      if (!document.hidden) void load();
    }, PATIENCE);
    return () => clearInterval(look);
  }, [load]);

  useEffect(() => {
    if (!open) return;
    panel.current?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (open && event.key === 'Escape') close();
  };
  /** What was pressed is gone then: the focus goes to the list that is left. */
  const mark = async (work: Promise<unknown>) => {
    await work;
    await load();
    panel.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel wherever the focus is in it
    <div className="bell" ref={whole} onKeyDown={keys}>
      <button
        type="button"
        className="bell-button"
        ref={button}
        aria-label={
          unseen.count === 0
            ? text('bell.label_none')
            : text('bell.label_some', { count: String(unseen.count) })
        }
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7M10 20a2 2 0 0 0 4 0" />
        </svg>
        {unseen.count > 0 ? (
          <span className="bell-count" aria-hidden="true">
            {unseen.count > 99 ? '99+' : unseen.count}
          </span>
        ) : null}
      </button>
      {open ? (
        <section className="bell-panel" id={id} ref={panel} tabIndex={-1} aria-label={text('bell.title')}>
          <div className="bell-head">
            <h2>{text('bell.title')}</h2>
            {unseen.count > 0 ? (
              <Button variant="default" size="compact-sm" onClick={() => void mark(notifications.seeAll())}>
                {text('bell.see_all')}
              </Button>
            ) : null}
          </div>
          {failed ? (
            <p role="alert">{text('bell.failed')}</p>
          ) : unseen.newest.length === 0 ? (
            <p className="bell-none">{text('bell.none')}</p>
          ) : (
            <ul className="bell-list">
              {unseen.newest.map((one) => (
                <Entry
                  key={one.pk}
                  notification={one}
                  text={text}
                  see={() => void mark(notifications.see(one.pk))}
                />
              ))}
            </ul>
          )}
          {unseen.count > unseen.newest.length && !failed ? (
            <p className="bell-none">
              {text('bell.more', { count: String(unseen.count - unseen.newest.length) })}
            </p>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

interface EntryProps {
  readonly notification: Notification;
  readonly text: Text<Key>;
  readonly see: () => void;
}

function Entry({ notification, text, see }: EntryProps) {
  const { severity, body, created, hyperlink, hyperlink_label } = notification;
  const address = redirectAddress(hyperlink ?? null, location.href);
  return (
    <li className={`bell-entry bell-${severity}`}>
      <p className="bell-about">
        <strong>{text(`bell.${severity}`)}</strong>{' '}
        <time dateTime={created}>{new Date(created).toLocaleString()}</time>
      </p>
      <p className="bell-body">{body}</p>
      {address ? (
        <a href={address} rel="noopener">
          {hyperlink_label || address}
        </a>
      ) : null}
      <Button
        variant="default"
        size="compact-sm"
        aria-label={text('bell.see_label', { body: body.slice(0, 80) })}
        onClick={see}
      >
        {text('bell.see')}
      </Button>
    </li>
  );
}
