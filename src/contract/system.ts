import { z } from 'zod';
import { settingsFields } from '../core/system/settings.ts';
import { said } from '../core/words/said.ts';
import { LogEvent, listQuery, paginated, type Route, route } from './route.ts';

const tag = 'admin';
const view = { permission: 'authentik_rbac.view_system_info' } as const;

const flags = z
  .object({
    core_default_app_access: settingsFields.shape.core_default_app_access,
    enterprise_audit_include_expanded_diff: z.boolean(),
    flows_continuous_login: z.boolean(),
    flows_refresh_others: z.boolean(),
  })
  .meta({ id: 'SettingsFlags' });

const fields = {
  base_url: z.string().meta({ title: 'Public address' }),
  event_retention: settingsFields.shape.event_retention,
  reputation_lower_limit: z.int().max(0).meta({ title: 'Worst reputation' }),
  reputation_upper_limit: z.int().min(0).meta({ title: 'Best reputation' }),
  impersonation: z.boolean().meta({ title: 'Acting as other users' }),
  impersonation_require_reason: z.boolean().meta({ title: 'Reason for acting as somebody' }),
  pagination_default_page_size: z.int(),
  pagination_max_page_size: z.int(),
};

const Settings = z
  .object({
    ...fields,
    flags,
    fixed: z.record(z.string(), z.string()).meta({
      description:
        'Fields that are not changed here, with the variable of the environment that sets them; empty where nothing does.',
    }),
  })
  .meta({ id: 'Settings' });

const written = {
  ...Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.optional()])),
  event_retention: z.string().optional(),
};
const body = (of: z.ZodType, id: string) => z.strictObject({ ...written, flags: of }).meta({ id });
const someFlags = z.strictObject({
  core_default_app_access: z.boolean().optional(),
  enterprise_audit_include_expanded_diff: z.boolean().optional(),
  flows_continuous_login: z.boolean().optional(),
  flows_refresh_others: z.boolean().optional(),
});

const Hour = z.object({ time: z.string(), passing: z.int(), failing: z.int() }).meta({ id: 'DecidedHour' });
const policy = { pk: z.uuid(), name: z.string() };

const Task = z
  .object({
    message_id: z.uuid(),
    queue_name: z.string(),
    actor_name: z.string(),
    state: z.enum(['queued', 'running', 'rejected']),
    aggregated_status: z.enum(['queued', 'running', 'rejected', 'warning']),
    mtime: z.string(),
    retries: z.int(),
    eta: z.string().nullable(),
    rel_obj_app_label: z.string(),
    rel_obj_model: z.string(),
    rel_obj_id: z.string().nullable(),
    uid: z.string(),
    logs: z.array(LogEvent),
    previous_logs: z.array(LogEvent),
    description: said().nullable(),
    max_attempts: z.int(),
    last_error: said().nullable(),
  })
  .meta({ id: 'Task' });

const Schedule = z
  .object({
    id: z.uuid(),
    identifier: z.string(),
    uid: z.string(),
    actor_name: z.string(),
    rel_obj_app_label: z.string(),
    rel_obj_model: z.string(),
    rel_obj_id: z.string().nullable(),
    crontab: z.string(),
    paused: z.boolean(),
    next_run: z.string(),
    description: said(),
    last_task_status: z.enum(['done', 'error', 'running']).nullable(),
    last_run: z.string().nullable().meta({ description: 'When it last began (ISO 8601).' }),
    last_duration: z.number().nullable().meta({ description: 'Milliseconds.' }),
    last_error: said().nullable(),
  })
  .meta({ id: 'Schedule' });

const tasks = { permission: 'authentik_rbac.view_system_tasks' } as const;
const runTasks = { permission: 'authentik_rbac.run_system_tasks' } as const;

/** The whole of Postern: how it is, how it is set, and what it does on its own. */
export const system: readonly Route[] = [
  route({
    id: 'admin_system_retrieve',
    method: 'GET',
    path: '/admin/system/',
    tag,
    access: view,
    summary: 'Read what this server runs on and how it was reached',
    etag: false,
    reply: z
      .object({
        http_headers: z
          .record(z.string(), z.string())
          .meta({ description: 'Of this request; those that carry secrets are left out.' }),
        http_host: z.string(),
        http_is_secure: z.boolean(),
        runtime: z
          .object({
            python_version: z.string().meta({ description: 'Empty: Postern runs without Python.' }),
            environment: z.string(),
            architecture: z.string(),
            platform: z.string(),
            uname: z.string(),
            openssl_version: z.string(),
            openssl_fips_enabled: z.boolean().nullable(),
            authentik_version: z.string().meta({ description: 'The version of Postern.' }),
            node_version: z.string(),
            database_version: z.string(),
          })
          .meta({ id: 'SystemRuntime' }),
        brand: z.string(),
        server_time: z.string(),
        embedded_outpost_disabled: z.boolean(),
        embedded_outpost_host: z.string(),
        base_url: z.string(),
        started: z.string().meta({ description: 'When this node began (ISO 8601).' }),
        memory: z.int().meta({ description: 'Bytes that this node takes.' }),
        nodes: z.int().meta({ description: 'How many nodes have given a sign of life in the last minute.' }),
        revision: z.int().meta({ description: 'Changes of configuration that this node has seen.' }),
      })
      .meta({ id: 'SystemInfo' }),
  }),
  route({
    id: 'admin_settings_retrieve',
    method: 'GET',
    path: '/admin/settings/',
    tag,
    access: { permission: 'authentik_rbac.view_system_settings' },
    summary: 'Read the settings of all of Postern',
    reply: Settings,
  }),
  route({
    id: 'admin_settings_update',
    method: 'PUT',
    path: '/admin/settings/',
    tag,
    access: { permission: 'authentik_rbac.edit_system_settings' },
    summary: 'Change the settings of all of Postern',
    body: body(someFlags, 'SettingsRequest'),
    reply: Settings,
  }),
  route({
    id: 'admin_settings_partial_update',
    method: 'PATCH',
    path: '/admin/settings/',
    tag,
    access: { permission: 'authentik_rbac.edit_system_settings' },
    summary: 'Change some settings of all of Postern',
    body: body(someFlags.optional(), 'PatchedSettingsRequest'),
    reply: Settings,
  }),
  route({
    id: 'admin_overview_retrieve',
    method: 'GET',
    path: '/admin/overview/',
    tag,
    access: view,
    summary: 'Read what was decided of late, by which policies, and how far the first steps are',
    etag: false,
    query: z.object({ history_days: z.coerce.number().int().min(1).max(90).default(7) }),
    reply: z
      .object({
        decisions: z.object({
          hours: z.array(Hour).meta({ description: 'Of the latest million decisions.' }),
          per_second: z.number().meta({ description: 'In the last minute.' }),
        }),
        slow_policies: z
          .array(z.object({ ...policy, runs: z.int(), average: z.number(), slowest: z.number() }))
          .meta({ description: 'In the latest 5,000 decisions, the slowest first. Milliseconds.' }),
        failing_policies: z
          .array(z.object({ ...policy, faults: z.int(), latest: z.string(), detail: said() }))
          .meta({ description: 'Policies that could not answer in the latest 5,000 decisions.' }),
        steps: z
          .object({
            user: z.boolean(),
            application: z.boolean(),
            binding: z.boolean(),
            tried: z.boolean(),
          })
          .meta({ description: 'Whether the first steps of an installation have been taken.' }),
      })
      .meta({ id: 'Overview' }),
  }),
  route({
    id: 'tasks_schedules_list',
    method: 'GET',
    path: '/tasks/schedules/',
    tag: 'tasks',
    access: tasks,
    summary: 'List what is done now and then, and how it went the last time',
    query: z.object(listQuery),
    reply: paginated(Schedule).meta({ id: 'PaginatedScheduleList' }),
    etag: false,
  }),
  route({
    id: 'tasks_schedules_send_create',
    method: 'POST',
    path: '/tasks/schedules/{id}/send/',
    tag: 'tasks',
    params: { id: z.uuid() },
    access: runTasks,
    summary: 'Do now what is done on a schedule',
  }),
  route({
    id: 'tasks_tasks_list',
    method: 'GET',
    path: '/tasks/tasks/',
    tag: 'tasks',
    access: tasks,
    summary: 'List jobs that wait, are at work, or have failed',
    query: z.object(listQuery),
    reply: paginated(Task).meta({ id: 'PaginatedTaskList' }),
    etag: false,
  }),
  route({
    id: 'tasks_tasks_status_retrieve',
    method: 'GET',
    path: '/tasks/tasks/status/',
    tag: 'tasks',
    access: tasks,
    summary: 'Count jobs by their state',
    etag: false,
    reply: z
      .object(
        Object.fromEntries(
          [
            'queued',
            'consumed',
            'preprocess',
            'running',
            'postprocess',
            'rejected',
            'done',
            'info',
            'warning',
            'error',
          ].map((state) => [state, z.int()]),
        ),
      )
      .meta({ id: 'GlobalTaskStatus' }),
  }),
  route({
    id: 'tasks_tasks_retry_create',
    method: 'POST',
    path: '/tasks/tasks/{message_id}/retry/',
    tag: 'tasks',
    params: { message_id: z.uuid() },
    access: runTasks,
    summary: 'Try a job that waits or has failed again, now',
  }),
];
