import { z } from 'zod';
import { type Route, route } from './route.ts';

const tag = 'providers';
const params = { id: z.coerce.number().int().min(0).max(2147483647) };
const access = { permission: 'authentik_providers_oauth2.view_oauth2provider' };

/** What stands around OAuth 2 providers beside reading and writing them. */
export const providers: readonly Route[] = [
  route({
    id: 'providers_oauth2_setup_urls_retrieve',
    method: 'GET',
    path: '/providers/oauth2/{id}/setup_urls/',
    tag,
    params,
    access,
    summary: 'Read the addresses that the application has to know; those of its own are empty without one',
    reply: z
      .object({
        issuer: z.string(),
        authorize: z.string(),
        token: z.string(),
        user_info: z.string(),
        provider_info: z.string(),
        logout: z.string(),
        jwks: z.string(),
        dcr_registration: z.string().nullable(),
      })
      .meta({ id: 'OAuth2ProviderSetupURLs' }),
    etag: false,
  }),
  route({
    id: 'providers_oauth2_preview_user_retrieve',
    method: 'GET',
    path: '/providers/oauth2/{id}/preview_user/',
    tag,
    params,
    access,
    summary: 'Read what the application would be told of a person when it asks for every scope',
    query: z.object({
      for_user: z.coerce.number().int().min(0).max(2147483647).optional().meta({
        description: 'The person; oneself where not given.',
      }),
    }),
    reply: z.object({ preview: z.record(z.string(), z.unknown()) }).meta({ id: 'PropertyMappingPreview' }),
    etag: false,
  }),
];
