/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import type { Text } from '../../../ui/texts.ts';
import type { Key } from '../catalogue.ts';
import { type FlowInfo, layouts } from '../wire.ts';
import { Background } from './background.tsx';
import { Logo } from './logo.tsx';

interface FrameProps {
  /** Of the first challenge: background and layout stay as they are for the whole run. */
  readonly info: FlowInfo;
  readonly base: string;
  readonly text: Text<Key>;
  /** The address of the brand's logo, where it has one. */
  readonly logo: string | undefined;
  readonly children: ComponentChildren;
}

/** The page around every step: background, brand, and the card in one of the seven layouts. */
export function Frame({ info, base, text, logo, children }: FrameProps) {
  const layout = layouts.find((one) => one === info.layout) ?? 'stacked';
  return (
    <div class="page" data-layout={layout}>
      <Background info={info} layout={layout} base={base} title={text('status.background')} />
      <div class="panel">
        <header class="brand">
          <Logo product={text('product')} logo={logo} />
        </header>
        <main class="card">{children}</main>
      </div>
    </div>
  );
}
