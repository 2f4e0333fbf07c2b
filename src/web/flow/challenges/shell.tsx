/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Stopped } from '../parts/stopped.tsx';
import type { ShellChallenge } from '../wire.ts';

/** HTML from the server is never put into the page: whoever could write it would own every login. */
export function Shell({ challenge }: { readonly challenge: ShellChallenge }) {
  const { text } = usePage();
  return <Stopped challenge={challenge} sentence={text('error.shell')} />;
}
