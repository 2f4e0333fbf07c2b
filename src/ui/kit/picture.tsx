import { useState } from 'react';
import { imageAddress } from '../address.ts';
import { initials } from '../initials.ts';
import { darkMedia } from './color-scheme.ts';

interface PictureProps {
  readonly name: string;
  readonly src?: string | null | undefined;
  readonly dark?: string | null | undefined;
  readonly shape: 'round' | 'tile';
}

/** An avatar or icon of fixed size, with its dark variant; initials where there is none or it cannot be loaded. */
export function Picture({ name, src, dark, shape }: PictureProps) {
  const [broken, setBroken] = useState(false);
  const light = imageAddress(src, location.href);
  const night = imageAddress(dark, location.href);
  return (
    <span className="p-picture" data-shape={shape} data-empty={broken || !light} aria-hidden="true">
      {light && !broken ? (
        <picture>
          {night ? <source srcSet={night} media={darkMedia()} /> : null}
          <img src={light} alt="" onError={() => setBroken(true)} />
        </picture>
      ) : (
        initials(name)
      )}
    </span>
  );
}
