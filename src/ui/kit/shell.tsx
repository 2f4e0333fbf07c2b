import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';

interface ShellProps {
  readonly product: string;
  /** The address of the brand's logo, where it has one. */
  readonly logo?: string | undefined;
  readonly home: string;
  readonly skip: string;
  /** Right side of the header: who is signed in, and the way out. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a signed-in interface: header with the product's name, then the page. */
export function Shell({ product, logo, home, skip, aside, children }: ShellProps) {
  return (
    <>
      <a className="p-skip" href="#page">
        {skip}
      </a>
      <header className="p-header">
        <a className="p-brand" href={home}>
          <Logo product={product} logo={logo} />
        </a>
        <div className="p-header-aside">{aside}</div>
      </header>
      <main className="p-page" id="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
