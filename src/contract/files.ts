import { z } from 'zod';
import { queryBoolean, type Route, route, UsedBy } from './route.ts';

const tag = 'admin';
const path = '/admin/file/';
const manage = { permission: 'authentik_rbac.manage_media_files' } as const;
const usage = z
  .enum(['media', 'reports'])
  .default('media')
  .meta({ description: 'Pictures are "media". Postern writes no reports.' });

/** Bytes: the largest picture that is taken. */
export const LARGEST_FILE = 1_048_576;
/** As base64. */
const LARGEST_TEXT = Math.ceil(LARGEST_FILE / 3) * 4;

const File = z
  .object({
    name: z.string(),
    mime_type: z.string(),
    url: z.string(),
    themed_urls: z.null(),
    size: z.int().optional().meta({ description: 'Bytes.' }),
  })
  .meta({ id: 'FileList' });

/** Pictures for applications, sources, brands and flows. */
export const files: readonly Route[] = [
  route({
    id: 'admin_file_list',
    method: 'GET',
    path,
    tag,
    access: { permission: 'authentik_rbac.view_media_files' },
    summary: 'List the pictures that were uploaded',
    query: z.object({
      manageable_only: queryBoolean().default(false).meta({ description: 'All of them are.' }),
      search: z.string().max(200).optional(),
      usage,
    }),
    reply: z.array(File),
  }),
  route({
    id: 'admin_file_create',
    method: 'POST',
    path,
    tag,
    access: manage,
    summary: 'Upload a picture: PNG, JPEG or WebP; only what draws it is kept',
    upload: 'bytes',
    body: z
      .strictObject({
        file: z
          .base64('Send a file, or its content as base64.')
          .max(LARGEST_TEXT, 'A picture may have 1 MB at most.')
          .meta({ format: 'binary', description: 'At most 1 MB. In JSON: as base64.' }),
        name: z.string().max(100).optional().meta({
          description: 'Ends in .png, .jpg or .webp. Left out: named by what is in it.',
        }),
        usage,
      })
      .meta({ id: 'FileUploadRequest' }),
    reply: File,
  }),
  route({
    id: 'admin_file_destroy',
    method: 'DELETE',
    path,
    tag,
    access: manage,
    summary: 'Delete a picture; what shows it falls back to initials',
    query: z.object({ name: z.string().min(1).max(100), usage }),
    reply: z.object({}),
  }),
  route({
    id: 'admin_file_used_by_list',
    method: 'GET',
    path: `${path}used_by/`,
    tag,
    access: { permission: 'authentik_rbac.view_media_files' },
    summary: 'List what shows a picture',
    query: z.object({ name: z.string().min(1).max(100) }),
    reply: z.array(UsedBy),
  }),
];
