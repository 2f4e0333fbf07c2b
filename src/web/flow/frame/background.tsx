/** @jsxImportSource preact */
import { imageAddress, webAddress } from '../../../ui/address.ts';
import { darkMedia } from '../../../ui/kit/color-scheme.ts';
import type { FlowInfo, Layout } from '../wire.ts';
import { Art } from './art.tsx';

interface BackgroundProps {
  readonly info: FlowInfo;
  readonly layout: Layout;
  readonly base: string;
  readonly title: string;
}

/**
 * What lies behind the card. A picture of the flow's own is an `<img>`, so that its address stays data and never
 * becomes style; the frame layouts show a page, walled off in a sandbox.
 */
export function Background({ info, layout, base, title }: BackgroundProps) {
  const frame = layout.endsWith('_frame_background') ? webAddress(info.background, base) : undefined;
  if (frame) {
    return (
      <iframe
        class="background"
        src={frame}
        sandbox="allow-scripts"
        title={title}
        tabIndex={-1}
        aria-hidden="true"
      />
    );
  }
  const themed = info.background_themed_urls;
  const light = imageAddress(themed?.light || info.background, base);
  const dark = imageAddress(themed?.dark, base);
  if (!light) {
    return (
      <div class="background">
        <Art />
      </div>
    );
  }
  return (
    <picture class="background">
      {dark ? <source srcset={dark} media={darkMedia()} /> : null}
      <img src={light} alt="" />
    </picture>
  );
}
