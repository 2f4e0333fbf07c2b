import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicOrigin } from '../adapters/configuration/public-url.ts';
import type { Presenter } from '../app/objects/present.ts';
import type { SourceReply, SourceVisit } from '../app/sources/deps.ts';
import { callbackPath, type Sources } from '../app/sources/sources.ts';
import type { Api } from '../contract/api.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Replica, Where } from '../core/model/objects.ts';
import { KNOWN_PROVIDERS } from '../sources/oauth/types.ts';
import type { Call, Handler } from './bind.ts';
import { errorPage } from './error-page.ts';
import { originOf } from './origin.ts';
import type { Special } from './resources.ts';
import { applyCookies, visitorOf } from './visitor.ts';

/** The longest value of a query that is read: codes of some providers are long. */
const LONGEST = 16_384;

/** The query as pairs. A name that came twice names nothing: who knows which of them somebody else read. */
function queryOf(url: string): Readonly<Record<string, string>> {
  const at = url.indexOf('?');
  const pairs: Record<string, string> = Object.create(null);
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) {
    if (seen.has(name) || value.length > LONGEST) delete pairs[name];
    else pairs[name] = value;
    seen.add(name);
  }
  return { ...pairs };
}

/**
 * Whether a page of ours led here. Browsers say so (`Sec-Fetch-Site`, over https and on this machine); where they do
 * not, a referrer of ours does, which our pages send to ourselves only.
 */
function fromHere({ headers, origin }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { referer } = headers;
  return referer !== undefined && URL.canParse(referer) && new URL(referer).origin === origin;
}

/** The way to a source and back. */
export function registerSources(
  server: FastifyInstance,
  { sources, catalogue }: { readonly sources: Sources; readonly catalogue: Pick<Catalogue, 'sources'> },
): void {
  const visitOf = (type: string, request: FastifyRequest<{ Params: { slug: string } }>): SourceVisit => {
    return {
      type,
      slug: request.params.slug,
      visitor: visitorOf(request),
      origin: originOf(request),
      query: queryOf(request.url),
      fromHere: fromHere(request),
    };
  };

  for (const { type } of catalogue.sources) {
    // Reading these addresses does something, so nobody gets to do it by a mere look (HEAD).
    const once = { exposeHeadRoute: false, config: { popup: true } } as const;
    for (const [place, answer] of [
      ['login', sources.login],
      ['callback', sources.callback],
    ] as const) {
      for (const end of ['/', '']) {
        server.get<{ Params: { slug: string } }>(
          `/source/${type}/${place}/:slug${end}`,
          once,
          async (request, reply) => send(await answer(visitOf(type, request)), reply),
        );
      }
    }
  }
}

function send(answer: SourceReply, reply: FastifyReply): FastifyReply {
  // The code and the state of the address are for nobody else's eyes.
  reply.header('Referrer-Policy', 'no-referrer');
  if ('page' in answer) {
    const { status, ...words } = answer.page;
    const { html, policy } = errorPage({ ...words, request_id: reply.request.id }, reply.request);
    return reply
      .code(status)
      .header('Content-Security-Policy', policy)
      .type('text/html; charset=utf-8')
      .send(html);
  }
  applyCookies(reply, answer.cookies);
  return reply.redirect(answer.to, 302);
}

/** The operations of the API around sources. */
export function sourceHandlers({ sources }: { readonly sources: Sources }): Record<string, Handler> {
  const types = KNOWN_PROVIDERS.map(({ scopes: _scopes, tenants: _tenants, ...type }) => type);
  return {
    sources_oauth_source_types_list({ query }) {
      if (query.name === undefined) return types;
      return types
        .filter(({ name }) => name === query.name)
        .concat(types.slice(0, 1))
        .slice(0, 1);
    },
    sources_all_user_settings_list: ({ actor }) => sources.userSettings(actor),
  };
}

/** Lists of connections: by the source's slug, and each type's own only. */
export function connectionSpecials(
  { resources }: Pick<Api, 'resources'>,
  { sources }: Pick<Catalogue, 'sources'>,
  replica: Pick<Replica, 'all'>,
): Record<string, Special> {
  const special: Record<string, Special> = {};
  for (const { schema, model, routes } of resources) {
    if (!/_core\.(user|group)sourceconnection$/.test(model.name)) continue;
    const segment = routes.list?.path.split('/')[3];
    const type = sources.find(({ type: name }) => name === segment)?.type;
    special[schema] = {
      where({ query }: Call): Where {
        const { source__slug: slug, source: wanted } = query;
        if (type === undefined && slug === undefined) return {};
        const found = [...replica.all('sources')].filter(
          (source) =>
            (type === undefined || source.type === type) &&
            (slug === undefined || source.slug === slug) &&
            (wanted === undefined || source.pk === wanted),
        );
        return { source: { in: found.map(({ pk }) => pk) } };
      },
    };
  }
  return special;
}

/** What of a source's answer depends on where this Postern is reached: the address to enter at the provider. */
export const sourcePresenters = (
  { sources }: Pick<Catalogue, 'sources'>,
  public_url: string | null,
): Record<string, Presenter> =>
  Object.fromEntries(
    sources.map(({ model, type }): [string, Presenter] => [
      model,
      (row, _model, { actor }) => {
        const host = actor?.http.host;
        const origin = publicOrigin(public_url, { host, localAddress: undefined, localPort: undefined });
        return { callback_url: `${origin ?? ''}${callbackPath(type, row.slug)}` };
      },
    ]),
  );
