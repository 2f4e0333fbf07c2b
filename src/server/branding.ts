import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { brandOf, languageOf } from '../core/brand/brand-of.ts';
import { escaped } from '../core/http/escaped.ts';
import { mediaAddress } from '../core/media/address.ts';
import type { Row } from '../core/model/model.ts';
import type { Replica } from '../core/model/objects.ts';
import { Problem } from '../core/problem/problem.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** A page in the look of the brand that the host belongs to. */
    dressed(html: string, host: string): string;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const digestOf = (css: string): string => createHash('sha256').update(css).digest('base64url').slice(0, 22);

/** Where the style sheet of a brand lies: its name changes with what is in it. */
const sheetOf = (brand: Row): string | undefined => {
  const css = text(brand.branding_custom_css);
  return css === '' ? undefined : `/static/brand/${brand.pk}-${digestOf(css)}.css`;
};

/**
 * A built page in the look of a brand. All of it stands in the page when it arrives, so nothing moves afterwards; the
 * style sheet is a file like any other, and what is in it never becomes part of the page.
 */
export function dressed(html: string, brand: Row | undefined): string {
  if (!brand) return html;
  const title = text(brand.branding_title);
  const logo = mediaAddress(brand.branding_logo);
  const favicon = mediaAddress(brand.branding_favicon);
  const sheet = sheetOf(brand);
  const meta = (name: string, content: string) =>
    content === '' ? '' : `<meta name="postern-brand-${name}" content="${escaped(content)}">\n`;
  const own = `${meta('title', title)}${meta('logo', logo)}${sheet ? `<link rel="stylesheet" href="${sheet}">\n` : ''}`;
  // Functions, for a text that somebody wrote may hold what a replacement takes for a pattern.
  const language = languageOf(brand);
  return html
    .replace('<html lang="en"', (whole) => (language ? `${whole} data-otherwise="${language}"` : whole))
    .replace(/<title>[^<]*<\/title>/, (whole) => (title === '' ? whole : `<title>${escaped(title)}</title>`))
    .replace(/<link rel="icon"[^>]*>/, (whole) =>
      favicon === '' ? whole : `<link rel="icon" href="${escaped(favicon)}">`,
    )
    .replace('</head>', () => `${own}</head>`);
}

/** The looks of the brands: in the pages, and the style sheets beside them. */
export function registerBranding(
  server: FastifyInstance,
  { replica }: { readonly replica: Pick<Replica, 'all' | 'get'> },
): void {
  server.decorate('dressed', (html: string, host: string) =>
    dressed(html, brandOf(replica.all('brands'), host)),
  );
  server.get<{ Params: { name: string } }>('/static/brand/:name', async (request, reply) => {
    const { name } = request.params;
    const [, pk = '', digest] = /^([0-9a-f-]{36})-([\w-]{22})\.css$/.exec(name) ?? [];
    const css = text(replica.get('brands', pk)?.branding_custom_css);
    if (css === '') throw new Problem('not_found');
    // A page from before the last change gets what counts now, but keeps it for that once only.
    const lasting = digest === digestOf(css);
    return reply
      .header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-store')
      .type('text/css; charset=utf-8')
      .send(css);
  });
}
