import { escaped, type PlainPage, plainPage } from './error-page.ts';

/** Asks whoever another site has sent to the page that signs out; `here` is the address of that page. */
export const signOutPage = (here: string): PlainPage =>
  plainPage(
    'Do you want to sign out?',
    `<p>Another site has sent you here. You are still signed in.</p>
<p><a href="${escaped(here)}">Sign out</a></p>
<p><a href="/">Stay signed in</a></p>`,
  );
