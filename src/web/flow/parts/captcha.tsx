/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { webAddress } from '../../../ui/address.ts';
import { showWidget } from '../captcha-widget.ts';
import { usePage } from '../page.ts';
import type { CaptchaWidget } from '../wire.ts';
import { useFieldError } from './form.tsx';

interface CaptchaProps {
  /** The field of the answer: errors are found by it. */
  readonly name: string;
  readonly widget: CaptchaWidget;
  /** The answer, or undefined where it has run out. */
  readonly onToken: (token: string | undefined) => void;
}

type State = 'working' | 'shown' | 'solved' | 'failed';

/** The widget of a captcha provider. Its room is kept from the beginning, so that nothing below moves. */
export function Captcha({ name, widget, onToken }: CaptchaProps) {
  const { text, base } = usePage();
  const unsolved = useFieldError(name);
  const box = useRef<HTMLDivElement>(null);
  const told = useRef(onToken);
  told.current = onToken;
  const [state, setState] = useState<State>('working');
  const { js_url, site_key, interactive = false } = widget;

  useEffect(() => {
    const address = webAddress(js_url, base);
    if (!box.current) return;
    if (!address) return setState('failed');
    let gone = false;
    const now = (next: State, token?: string) => {
      if (gone) return;
      setState(next);
      told.current(token);
    };
    const failed = () => now('failed');
    const listener = {
      solved: (token: string) => now('solved', token),
      expired: () => now('working'),
      failed,
    };
    showWidget(box.current, { js_url: address, site_key, interactive }, listener).then(
      () => gone || setState((before) => (before === 'working' && interactive ? 'shown' : before)),
      failed,
    );
    return () => {
      gone = true;
    };
  }, [js_url, site_key, interactive, base]);

  const error = state === 'solved' ? undefined : unsolved;
  return (
    <div class="captcha" data-interactive={interactive}>
      <div ref={box} />
      {state === 'failed' ? (
        <div class="notice" data-tone="danger" role="alert">
          <p>{text('captcha.failed')}</p>
        </div>
      ) : (
        <p class="captcha-state" role={error ? 'alert' : 'status'} data-wrong={error !== undefined}>
          {error ?? (state === 'shown' ? '' : text(`captcha.${state}`))}
        </p>
      )}
    </div>
  );
}
