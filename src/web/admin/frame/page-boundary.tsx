import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useAdmin } from '../admin.ts';
import { PageHead } from '../parts/page-head.tsx';

interface PageBoundaryProps {
  readonly children: ReactNode;
}

/** Holds what goes wrong in a page, so that the frame around it stays and there is a way out. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return 'error' in this.state ? <Fault error={this.state.error} /> : this.props.children;
  }
}

/** What browsers say where a script of an import, or the style sheet beside it, does not come. */
const NOT_FETCHED =
  /dynamically imported module|importing a module script failed|unable to preload|valid JavaScript MIME type/i;

function Fault({ error }: { readonly error: unknown }) {
  const { text } = useAdmin();
  const said = error instanceof Error ? error.message : String(error);
  const old = NOT_FETCHED.test(said);
  return (
    <div role="alert">
      <PageHead
        title={text(old ? 'fault.old_title' : 'fault.broken_title')}
        lead={text(old ? 'fault.old' : 'fault.broken')}
      />
      {old ? null : <pre className="a-fault">{said}</pre>}
      <Button onClick={() => location.reload()}>{text('fault.load_again')}</Button>
    </div>
  );
}
