import { createHash } from 'node:crypto';
import { escaped } from '../core/http/escaped.ts';
import type { Say, Spoken } from '../core/words/language.ts';
import type { ErrorFacts } from '../providers/oauth2/ports.ts';

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{max-width:34rem;padding:2rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
p{margin:0 0 1rem}
dl{margin:1.5rem 0 0;font-size:.875rem;display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem;opacity:.8}
dd{margin:0;overflow-wrap:anywhere}
a{color:LinkText}`;

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface PlainPage {
  readonly html: string;
  /** The content security policy that it needs. */
  readonly policy: string;
}

/** A page that needs nothing but itself: no script, no file, and a policy that names its style by its digest. */
export const plainPage = (title: string, content: string, language: Spoken = 'en'): PlainPage => ({
  html: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`,
  policy: POLICY,
});

/** In which language a page is, and how its texts are said in it: a request knows. */
export interface Reader {
  readonly language: Spoken;
  readonly say: Say;
}

/** Who reads a page that nobody asked for in a language. */
export const IN_ENGLISH: Reader = { language: 'en', say: (text) => text };

/** For what the flow pages cannot show: the request itself is broken, so there is no flow to show it in. */
export const errorPage = (
  { title, sentence, detail, request_id }: ErrorFacts,
  { language, say }: Reader,
): PlainPage =>
  plainPage(
    say(title),
    `<p role="alert">${escaped(say(sentence))}</p>
<p><a href="/">${escaped(say('Go to the start page'))}</a></p>
<dl>
<dt>${escaped(say('Details'))}</dt><dd>${escaped(detail)}</dd>
<dt>${escaped(say('Request id'))}</dt><dd><code>${escaped(request_id)}</code></dd>
</dl>`,
    language,
  );
