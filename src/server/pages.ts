import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Authority } from '../app/objects/authority.ts';
import { pageSettings } from '../core/directory/settings.ts';
import type { Directive, PageSources } from '../core/flow/page-sources.ts';
import { escaped } from '../core/http/escaped.ts';
import type { UserFacts } from '../core/policy/request.ts';
import { type PlainPage, plainPage, type Reader } from './error-page.ts';

/** Where `npm run build` puts the interfaces. */
export const WEB = join(import.meta.dirname, '../../dist/web');

/** What a page may load: itself and what is named, nothing else; no inline script. */
export const pagePolicy = (further: PageSources = {}): string => {
  const from = (directive: Directive) => [directive, "'self'", ...(further[directive] ?? [])].join(' ');
  return [
    "default-src 'self'",
    from('script-src'),
    from('style-src'),
    "img-src 'self' https: data:",
    from('connect-src'),
    from('frame-src'),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
};

/** What every page may load that needs nothing from elsewhere. */
export const PAGE_POLICY = pagePolicy();

const read = new Map<string, string>();

/** Answers with the page of an interface; a build that is missing says so instead of a blank screen. */
export function sendPage(reply: FastifyReply, name: string, policy: string): FastifyReply {
  const path = join(WEB, name, 'index.html');
  let html = read.get(path);
  if (html === undefined) {
    if (!existsSync(path))
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The web pages are not built. Run: npm run build\n');
    html = readFileSync(path, 'utf8');
    read.set(path, html);
  }
  return reply
    .header('Content-Security-Policy', policy)
    .header('Cache-Control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(reply.server.dressed(asChosen(html, reply.request.actor.user), reply.request.facts.host));
}

/** The page as the person wants it, from its first moment: nothing changes its colour or its language later. */
function asChosen(html: string, { attributes }: Pick<UserFacts, 'attributes'>): string {
  const { theme, language } = pageSettings(attributes);
  const wanted = [
    ...(theme === undefined || theme === 'automatic' ? [] : [` data-theme="${theme}"`]),
    ...(language === undefined ? [] : [` data-language="${language}"`]),
  ].join('');
  return wanted === '' ? html : html.replace('<html lang="en"', `<html lang="en"${wanted}`);
}

/** For whoever is signed in and may administer nothing: what is wrong, and the way home. */
const notForYou = ({ language, say }: Reader): PlainPage =>
  plainPage(
    say('This page is for administrators'),
    `<p>${escaped(say('You are signed in, but nobody has given you a permission to administer anything here. Ask an administrator for the role that you need.'))}</p>
<p><a href="/if/user/">${escaped(say('Go to my applications'))}</a></p>`,
    language,
  );

/** The built files, the interfaces and the way in. */
export async function registerPages(
  server: FastifyInstance,
  { authority }: { readonly authority: Pick<Authority, 'administers'> },
): Promise<void> {
  if (existsSync(WEB))
    await server.register(fastifyStatic, {
      root: WEB,
      prefix: '/static/dist/',
      index: false,
      // The names carry a hash of what is in them.
      cacheControl: false,
      setHeaders: (reply) => {
        reply.header('Cache-Control', 'public, max-age=31536000, immutable');
      },
      serveDotFiles: false,
    });

  server.get('/', async (request, reply) =>
    reply.redirect(
      request.actor.user.pk === null ? '/flows/-/default/authentication/?next=%2F' : '/if/user/',
      302,
    ),
  );
  for (const url of ['/if/user/', '/if/user/*'])
    server.get(url, async (_request, reply) => sendPage(reply, 'user', PAGE_POLICY));
  for (const url of ['/if/admin', '/if/admin/', '/if/admin/*'])
    server.get(url, async (request, reply) => {
      if (request.actor.user.pk === null)
        return reply.redirect(
          `/flows/-/default/authentication/?${new URLSearchParams({ next: request.url })}`,
          302,
        );
      if (!authority.administers(request.actor)) {
        const { html, policy } = notForYou(request);
        return reply
          .code(403)
          .header('Content-Security-Policy', policy)
          .type('text/html; charset=utf-8')
          .send(html);
      }
      return sendPage(reply, 'admin', PAGE_POLICY);
    });
}
