import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { queryBoolean, type Route, route } from './route.ts';

const App = z.object({ name: z.string(), label: said() }).meta({ id: 'App' });

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
    id: 'admin_apps_list',
    method: 'GET',
    path: '/admin/apps/',
    tag: 'admin',
    access: 'authenticated',
    summary: 'List the areas that models belong to, as events name them',
    reply: z.array(App),
  }),
  route({
    id: 'admin_models_list',
    method: 'GET',
    path: '/admin/models/',
    tag: 'admin',
    access: 'authenticated',
    summary: 'List the models that there are',
    query: z.object({
      filter_has_attributes: queryBoolean()
        .optional()
        .meta({ description: 'Only those whose objects have attributes.' }),
    }),
    reply: z.array(App),
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
