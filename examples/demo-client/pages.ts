const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
pre{padding:1rem;overflow:auto;background:color-mix(in srgb,currentColor 8%,transparent);border-radius:.5rem}
a.button{display:inline-block;padding:.5rem 1rem;border:1px solid;border-radius:.5rem;text-decoration:none}`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${safe(title)}</title><style>${STYLE}</style>` +
  `<h1>${safe(title)}</h1>${body}</html>`;

const json = (value: unknown): string => `<pre>${safe(JSON.stringify(value, null, 2))}</pre>`;

/** Nobody is signed in. */
export const welcome = (): string =>
  page('Demo application', '<p>You are not signed in.</p><p><a class="button" href="/login">Sign in</a></p>');

/** Somebody is: what the ID token says, and what the userinfo endpoint adds. */
export const signedIn = (claims: object, userinfo: object, canRefresh: boolean): string =>
  page(
    'Signed in',
    `<h2>ID token</h2><p>Its signature was verified with the published keys.</p>${json(claims)}` +
      `<h2>Userinfo</h2>${json(userinfo)}` +
      `<p>${canRefresh ? '<a class="button" href="/refresh">Refresh</a> ' : ''}<a class="button" href="/logout">Sign out</a></p>`,
  );

/** Something went wrong; a demo says what. */
export const failed = (error: unknown): string => {
  const { message, error: code, error_description } = error as Record<string, unknown>;
  return page(
    'That did not work',
    `${json({ message, error: code, error_description })}<p><a class="button" href="/">Back</a></p>`,
  );
};
