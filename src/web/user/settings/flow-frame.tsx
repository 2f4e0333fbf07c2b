import { useEffect, useRef, useState } from 'react';
import { readEmbedded } from '../../embedded.ts';

interface FlowFrameProps {
  /** The address of a flow of ours. */
  readonly address: string;
  readonly title: string;
  /** The flow is over and leads on to that address. */
  readonly onDone: (to: string) => void;
}

/** A flow inside the page: the same page as everywhere, in a frame as high as what it shows. */
export function FlowFrame({ address, title, onDone }: FlowFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(240);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== location.origin) return;
      const said = readEmbedded(event.data);
      if (said && 'height' in said) setHeight(said.height);
      if (said && 'to' in said) done.current(said.to);
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, []);

  return <iframe ref={frame} className="flow-frame" src={address} title={title} style={{ height }} />;
}
