import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

interface ShellProps {
  readonly product: string;
  readonly home: string;
  readonly skip: string;
  /** Right side of the header: who is signed in, and the way out. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a signed-in interface: header with the product's name, then the page. */
export function Shell({ product, home, skip, aside, children }: ShellProps) {
  return (
    <>
      <a className="p-skip" href="#page">
        {skip}
      </a>
      <header className="p-header">
        <a className="p-brand" href={home}>
          <Mark />
          {product}
        </a>
        <div className="p-header-aside">{aside}</div>
      </header>
      <main className="p-page" id="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
