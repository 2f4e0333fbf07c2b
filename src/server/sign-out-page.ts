import { escaped } from '../core/http/escaped.ts';
import { type PlainPage, plainPage, type Reader } from './error-page.ts';

/** Asks whoever another site has sent to the page that signs out; `here` is the address of that page. */
export const signOutPage = (here: string, { language, say }: Reader): PlainPage =>
  plainPage(
    say('Do you want to sign out?'),
    `<p>${escaped(say('Another site has sent you here. You are still signed in.'))}</p>
<p><a href="${escaped(here)}">${escaped(say('Sign out'))}</a></p>
<p><a href="/">${escaped(say('Stay signed in'))}</a></p>`,
    language,
  );
