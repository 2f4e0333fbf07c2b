import { z } from 'zod';
import { type Route, route } from './route.ts';

export const root: readonly Route[] = [
  route({
    id: 'root_config_retrieve',
    method: 'GET',
    path: '/root/config/',
    tag: 'root',
    access: 'public',
    summary: 'Read what this server can do',
    reply: z
      .object({
        error_reporting: z.object({
          enabled: z.boolean(),
          sentry_dsn: z.string(),
          environment: z.string(),
          send_pii: z.boolean(),
          traces_sample_rate: z.number(),
        }),
        capabilities: z.array(z.string()),
        cache_timeout: z.int(),
        cache_timeout_flows: z.int(),
        cache_timeout_policies: z.int(),
      })
      .meta({ id: 'Config' }),
  }),
  route({
    id: 'admin_version_retrieve',
    method: 'GET',
    path: '/admin/version/',
    tag: 'admin',
    access: 'authenticated',
    summary: 'Read which version runs',
    reply: z
      .object({
        version_current: z.string(),
        version_latest: z.string(),
        version_latest_valid: z.boolean(),
        build_hash: z.string(),
        outdated: z.boolean(),
        outpost_outdated: z.boolean(),
      })
      .meta({ id: 'Version' }),
  }),
];
