/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Screen } from '../parts/screen.tsx';
import type { FrameChallenge } from '../wire.ts';

/**
 * A step that happens in a frame. It says that it is finished by the message `submit`, which counts only from that
 * very frame and from the origin that was framed.
 */
export function Frame({ challenge }: { readonly challenge: FrameChallenge }) {
  const { text, base, answer } = usePage();
  const frame = useRef<HTMLIFrameElement>(null);
  const [loaded, setLoaded] = useState(false);
  const address = webAddress(challenge.url, base);
  const lead = challenge.loading_text || text('frame.lead');
  const title = challenge.flow_info?.title || text('frame.title');

  useEffect(() => {
    if (!address) return;
    const origin = new URL(address).origin;
    const listen = (event: MessageEvent<unknown>) => {
      const ours = event.source === frame.current?.contentWindow && event.origin === origin;
      if (ours && isSubmit(event.data)) answer({});
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [address, answer]);

  if (!address) return <Screen title={title} lead="" errors={[text('frame.refused')]} />;
  return (
    <Screen title={title} lead={lead}>
      <div class="frame-box">
        <iframe ref={frame} src={address} title={title} onLoad={() => setLoaded(true)} />
        {challenge.loading_overlay && !loaded ? (
          <div class="frame-cover" aria-hidden="true">
            <span class="spinner" />
          </div>
        ) : null}
      </div>
    </Screen>
  );
}

const isSubmit = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'message' in data && data.message === 'submit';
