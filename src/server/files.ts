import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Authority, permissionName } from '../app/objects/authority.ts';
import { nameOf } from '../app/objects/name-of.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import type { EventPort } from '../core/event/port.ts';
import { MEDIA, MEDIA_NAME, mediaAddress } from '../core/media/address.ts';
import { readPicture } from '../core/media/picture.ts';
import type { FileStore, StoredFile } from '../core/media/ports.ts';
import type { Replica } from '../core/model/objects.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** The fields that name a picture. */
const SHOWING = [
  { table: 'applications', fields: ['meta_icon'] },
  { table: 'sources', fields: ['icon'] },
  { table: 'brands', fields: ['branding_logo', 'branding_favicon', 'branding_default_flow_background'] },
  { table: 'flows', fields: ['background'] },
] as const;

export interface FileDeps {
  readonly files: FileStore;
  readonly replica: Pick<Replica, 'all'>;
  readonly catalogue: Catalogue;
  readonly authority: Authority;
  readonly events: EventPort;
}

/** Uploading pictures, and what shows them. */
export function fileHandlers(deps: FileDeps): Record<string, Handler> {
  const { files, replica, catalogue, authority, events } = deps;
  const shown = ({ name, mime_type, size }: Omit<StoredFile, 'digest'>) => ({
    name,
    mime_type,
    url: `${MEDIA}${name}`,
    themed_urls: null,
    size,
  });
  const tell = (action: 'model_created' | 'model_deleted', name: string, actor: Actor) =>
    events.emit({
      action,
      app: 'postern.files',
      context: { model: { app: 'authentik_rbac', model_name: 'file', pk: name, name } },
      user: actor.user,
      http_request: actor.http,
    });

  return {
    async admin_file_list({ query }) {
      if (query.usage !== 'media') return [];
      return (await files.list(typeof query.search === 'string' ? query.search : '')).map(shown);
    },

    async admin_file_create({ body, actor }) {
      if (body.usage !== 'media') throw invalid({ usage: ['Only pictures can be uploaded: "media".'] });
      const picture = readPicture(Buffer.from(String(body.file), 'base64'));
      if (!picture)
        throw invalid({
          file: [
            'This is no PNG, JPEG or WebP picture, or it is damaged, or wider or higher than 4096 pixels. An SVG may hold scripts and is not taken: export it as PNG.',
          ],
        });
      const { bytes: content, mime_type, extension } = picture;
      const digest = createHash('sha256').update(content).digest('base64url');
      const name = typeof body.name === 'string' ? body.name : `p${digest.slice(0, 21)}.${extension}`;
      if (!MEDIA_NAME.test(name) || !name.endsWith(`.${extension}`))
        throw invalid({
          name: [`Use letters, digits, dots, hyphens and underscores, and end the name in .${extension}.`],
        });
      if (!(await files.write({ name, mime_type, digest, content })))
        throw invalid({
          name: ['There is another picture of this name. Choose another name, or delete that one first.'],
        });
      tell('model_created', name, actor);
      return shown({ name, mime_type, size: content.length });
    },

    async admin_file_destroy({ query, actor }) {
      const name = String(query.name);
      if (!(await files.remove(name))) throw new Problem('not_found');
      tell('model_deleted', name, actor);
      return {};
    },

    admin_file_used_by_list({ query, actor }) {
      const address = `${MEDIA}${query.name}`;
      return SHOWING.flatMap(({ table, fields }) =>
        [...replica.all(table)].flatMap((row) => {
          const model = catalogue.modelOf(table, row.type);
          const shows = fields.some((field) => mediaAddress(row[field]) === address);
          const [app = '', model_name = ''] = model.name.split('.');
          return shows && authority.may(actor, permissionName(model, 'view'), model, row.pk)
            ? [{ app, model_name, pk: String(row.pk), name: nameOf(row), action: 'left_dangling' }]
            : [];
        }),
      );
    },
  };
}

/** Uploaded pictures, as pictures and nothing else: no browser runs or frames what is in them. */
export function registerFiles(server: FastifyInstance, { files }: Pick<FileDeps, 'files'>): void {
  server.get<{ Params: { name: string } }>(`${MEDIA}:name`, async (request, reply) => {
    const { name } = request.params;
    const file = MEDIA_NAME.test(name) ? await files.read(name) : undefined;
    if (!file) throw new Problem('not_found');
    const tag = `"${file.digest}"`;
    reply
      .header('Cache-Control', 'public, max-age=300')
      .header('ETag', tag)
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('X-Content-Type-Options', 'nosniff');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.type(file.mime_type).send(Buffer.from(file.content));
  });
}
