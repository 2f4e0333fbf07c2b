/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../page.ts';
import type { Outcome } from '../passkey.ts';

interface PasskeyWayProps {
  readonly options: Readonly<Record<string, unknown>>;
}

/** Fetched only where passkeys are offered: most first screens do without. */
const passkeys = () => import('../passkey.ts');

/** Passkeys among what the browser fills into the name, and a button for whoever does not find them there. */
export function PasskeyWay({ options }: PasskeyWayProps) {
  const { text, answer, sending } = usePage();
  const [failed, setFailed] = useState<Extract<Outcome, { failed: string }>['failed']>();
  const offer = useRef<AbortController>(undefined);
  // The offer lives as long as the challenge; what it is answered with is the page's of the moment.
  const answering = useRef(answer);
  answering.current = answer;

  const begin = () => {
    const stop = new AbortController();
    offer.current = stop;
    void passkeys().then(async ({ offerPasskeys }) => {
      const passkey = await offerPasskeys(options, stop.signal);
      if (passkey && !stop.signal.aborted) answering.current({ passkey });
    });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new challenge is a new offer, nothing else is
  useEffect(() => {
    begin();
    return () => offer.current?.abort();
  }, [options]);

  const ask = async () => {
    if (sending) return;
    setFailed(undefined);
    // Browsers do one thing at a time: what is offered by the way has to give way, and comes back after a no.
    offer.current?.abort();
    const { askForPasskey } = await passkeys();
    const outcome = await askForPasskey(options);
    if ('credential' in outcome) return answer({ passkey: outcome.credential });
    setFailed(outcome.failed);
    begin();
  };

  return (
    <>
      <button type="button" class="quiet" onClick={ask}>
        {text('identification.passkey')}
      </button>
      <p role="alert" class={failed ? 'field-error' : 'unseen'}>
        {failed ? text(`passkey.${failed}`) : ''}
      </p>
    </>
  );
}
