/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';

interface LinkProps {
  readonly to: string | undefined;
  readonly kind?: 'button' | 'button secondary';
  readonly children: ComponentChildren;
}

/** A link to an address from the wire; nothing at all when the address is missing or not one to follow. */
export function Link({ to, kind, children }: LinkProps) {
  const { base } = usePage();
  const address = webAddress(to, base);
  if (!address) return null;
  return (
    <a href={address} class={kind}>
      {children}
    </a>
  );
}
