/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { imageAddress } from '../../../ui/address.ts';
import { initials } from '../../../ui/initials.ts';
import { usePage } from '../page.ts';

interface PictureProps {
  readonly src: string | null | undefined;
  readonly name: string;
  readonly round?: boolean;
}

/** An avatar or icon of fixed size; the initials of its name when there is no picture or it cannot be loaded. */
export function Picture({ src, name, round = false }: PictureProps) {
  const { base } = usePage();
  const [broken, setBroken] = useState(false);
  const address = imageAddress(src, base);
  return (
    <span class="picture" data-round={round} data-empty={broken || !address} aria-hidden="true">
      {address && !broken ? <img src={address} alt="" onError={() => setBroken(true)} /> : initials(name)}
    </span>
  );
}
