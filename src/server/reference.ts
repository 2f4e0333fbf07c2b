import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import { openapi } from '../contract/openapi.ts';
import type { Route } from '../contract/route.ts';
import { API } from './bind.ts';
import { VERSION } from './version.ts';

/** The API's own description: as OpenAPI (JSON or YAML), and as a page to read. */
export function registerReference(server: FastifyInstance, routes: readonly Route[]): void {
  let json: string | undefined;
  let html: string | undefined;
  server.get(`${API}/schema/`, async (request, reply) => {
    const { format } = request.query as { format?: string };
    json ??= JSON.stringify(openapi(routes, { version: VERSION }));
    const wantsYaml =
      format === 'yaml' || (format === undefined && /yaml/.test(request.headers.accept ?? ''));
    return wantsYaml
      ? reply.type('application/vnd.oai.openapi; charset=utf-8').send(stringify(JSON.parse(json)))
      : reply.type('application/json; charset=utf-8').send(json);
  });
  server.get(`${API}/`, async (_request, reply) => {
    html ??= page(routes);
    return reply
      .header(
        'Content-Security-Policy',
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      .type('text/html; charset=utf-8')
      .send(html);
  });
  server.get(`${API}/reference.css`, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(STYLE),
  );
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const accessText = ({ access }: Route): string =>
  access === 'public'
    ? 'open to everybody'
    : access === 'authenticated'
      ? 'for whoever is signed in'
      : access === 'superuser'
        ? 'for superusers'
        : `needs ${access.permission}`;

function page(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort();
  const section = (tag: string) => `
<section id="${tag}"><h2>${escaped(tag)}</h2>
${routes
  .filter((route) => route.tag === tag)
  .map(
    (
      route,
    ) => `<details><summary><b class="${route.method}">${route.method}</b> <code>${escaped(route.path)}</code>
<span>${escaped(route.summary)}</span></summary><dl>
<dt>Operation</dt><dd><code>${route.id}</code>, ${escaped(accessText(route))}</dd>
${fields('Path', route.params.shape)}${fields('Query', route.query.shape)}${bodyFields(route)}</dl></details>`,
  )
  .join('\n')}</section>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Postern API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="${API}/reference.css"></head>
<body><header><h1>Postern API <small>${escaped(VERSION)}</small></h1>
<p>Base address <code>${API}</code>. Send <code>Authorization: Bearer &lt;token&gt;</code>, or a session cookie.
The same as <a href="${API}/schema/">OpenAPI 3.1</a> (<a href="${API}/schema/?format=yaml">YAML</a>).</p>
<nav>${tags.map((tag) => `<a href="#${tag}">${escaped(tag)}</a>`).join(' ')}</nav></header>
<main>${tags.map(section).join('\n')}</main>
<footer><p>IP Geolocation by <a href="https://db-ip.com">DB-IP</a> (CC BY 4.0)</p></footer></body></html>`;
}

function fields(title: string, shape: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(shape);
  return names.length === 0
    ? ''
    : `<dt>${title}</dt><dd>${names.map((name) => `<code>${escaped(name)}</code>`).join(' ')}</dd>`;
}

function bodyFields({ body }: Route): string {
  const shape = (
    body as { shape?: Record<string, { meta(): { description?: string } | undefined }> } | undefined
  )?.shape;
  if (!shape) return '';
  const rows = Object.entries(shape).map(
    ([name, schema]) => `<li><code>${escaped(name)}</code> ${escaped(schema.meta()?.description ?? '')}</li>`,
  );
  return `<dt>Body</dt><dd><ul>${rows.join('')}</ul></dd>`;
}

const STYLE = `:root{color-scheme:light dark;--line:#8884}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:62rem;padding:1.5rem}
h1 small{font-weight:400;opacity:.7}nav{display:flex;flex-wrap:wrap;gap:.25rem .9rem}h2{border-bottom:1px solid var(--line);margin-top:2.5rem}
details{border-bottom:1px solid var(--line);padding:.35rem 0}summary{cursor:pointer;display:grid;grid-template-columns:4.5rem minmax(0,1fr);gap:.2rem .6rem}
summary span{grid-column:2;opacity:.75;font-size:.9rem}code{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
dl{margin:.5rem 0 1rem 5rem}dt{font-weight:600}dd{margin:0 0 .5rem}dd ul{margin:0;padding-left:1.2rem}
@media (max-width:40rem){dl{margin-left:0}}`;
