/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';
import type { Failure } from './failure.ts';
import { Frame } from './frame/frame.tsx';

interface WaitingProps {
  readonly text: Text<Key>;
  readonly slow: boolean;
}

/** Before the first challenge: an empty page, and after a moment a spinner. */
export function Waiting({ text, slow }: WaitingProps) {
  return (
    <div class="waiting" role="status">
      {slow ? (
        <>
          <span class="spinner" aria-hidden="true" />
          <span class="unseen">{text('status.loading')}</span>
        </>
      ) : null}
    </div>
  );
}

interface FailedProps {
  readonly text: Text<Key>;
  readonly failure: Failure;
  readonly base: string;
  readonly logo: string | undefined;
  readonly onRetry: () => void;
}

/** No first challenge: what went wrong, and a way to try again. */
export function Failed({ text, failure, base, logo, onRetry }: FailedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = text('page_title', { title: text('error.title'), product: text('product') });
    heading.current?.focus();
  }, [text]);
  return (
    <Frame info={{}} base={base} text={text} logo={logo}>
      <div class="screen">
        <h1 ref={heading} tabIndex={-1}>
          {text('error.title')}
        </h1>
        <div class="lead">
          <div class="notice" data-tone="danger" role="alert">
            <p>{text(`failure.${failure.kind}`)}</p>
            {failure.request_id ? (
              <p>
                {text('request_id.label')} <code>{failure.request_id}</code>
              </p>
            ) : null}
          </div>
        </div>
        <div class="actions">
          <button type="button" class="button" onClick={onRetry}>
            <span class="button-label">{text('action.retry')}</span>
          </button>
        </div>
      </div>
    </Frame>
  );
}
