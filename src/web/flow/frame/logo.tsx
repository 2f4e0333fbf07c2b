/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Mark } from './mark.tsx';

interface LogoProps {
  readonly product: string;
  readonly logo: string | undefined;
}

/** The brand's logo in a place of fixed size; the mark and the name where there is none or it cannot be loaded. */
export function Logo({ product, logo }: LogoProps) {
  const [broken, setBroken] = useState(false);
  if (logo && !broken) return <img class="logo" src={logo} alt={product} onError={() => setBroken(true)} />;
  return (
    <>
      <Mark />
      <span>{product}</span>
    </>
  );
}
