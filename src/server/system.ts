import { createHash } from 'node:crypto';
import { arch, platform, release, type } from 'node:os';
import type { Overview } from '../app/system/overview.ts';
import type { Settings } from '../app/system/settings.ts';
import type { Clock } from '../core/ports.ts';
import { Problem } from '../core/problem/problem.ts';
import { type LastRun, nextRun, type QueuedJob, type TaskQueue } from '../core/system/tasks.ts';
import type { Handler } from './bind.ts';
import { envelope, type ListParameters } from './resources.ts';
import { scheduled } from './schedule.ts';
import { VERSION } from './version.ts';

export interface SystemDeps {
  readonly settings: Settings;
  readonly overview: Overview;
  readonly queue: TaskQueue;
  readonly clock: Clock;
  readonly publicUrl: string | null;
  databaseVersion(): Promise<string>;
  revision(): number;
  brand(host: string): string;
}

/** What may be shown of a request's headers: nothing that proves who somebody is. */
const SHOWN =
  /^(?:accept|accept-encoding|accept-language|connection|content-length|content-type|dnt|forwarded|host|origin|referer|te|upgrade-insecure-requests|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id|sec-.*)$/;

/** How this Postern is, how it is set, and what it does on its own. */
export function systemHandlers(deps: SystemDeps): Record<string, Handler> {
  const { settings, overview, queue, clock } = deps;
  const started = new Date(clock.now()).toISOString();
  return {
    async admin_system_retrieve({ request }) {
      const { host } = request.facts;
      const [database_version, nodes] = await Promise.all([deps.databaseVersion(), queue.nodes()]);
      return {
        http_headers: Object.fromEntries(
          Object.entries(request.headers).flatMap(([name, value]) =>
            SHOWN.test(name) && value !== undefined ? [[name, String(value)]] : [],
          ),
        ),
        http_host: host,
        http_is_secure: request.protocol === 'https',
        runtime: {
          python_version: '',
          environment: deps.publicUrl === null ? 'trial' : 'production',
          architecture: arch(),
          platform: platform(),
          uname: `${type()} ${release()}`,
          openssl_version: process.versions.openssl,
          openssl_fips_enabled: false,
          authentik_version: VERSION,
          node_version: process.version,
          database_version,
        },
        brand: deps.brand(host),
        server_time: new Date(clock.now()).toISOString(),
        embedded_outpost_disabled: true,
        embedded_outpost_host: '',
        base_url: deps.publicUrl ?? '',
        started,
        memory: process.memoryUsage.rss(),
        nodes: Math.max(1, nodes),
        revision: deps.revision(),
      };
    },
    admin_settings_retrieve: () => settings.read(),
    admin_settings_update: ({ body, actor }) => settings.write(body, actor),
    admin_settings_partial_update: ({ body, actor }) => settings.write(body, actor),
    admin_overview_retrieve: ({ query, actor }) => overview.read(Number(query.history_days), actor),

    async tasks_schedules_list({ query }) {
      const { page, page_size, search } = query as unknown as ListParameters;
      const runs = new Map((await queue.lastRuns()).map((run) => [run.name, run]));
      const words = search?.toLowerCase() ?? '';
      const found = scheduled
        .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(words))
        .map((job) => scheduleOf(job, runs.get(job.name), clock.now()));
      return envelope(found.slice((page - 1) * page_size, page * page_size), found.length, page, page_size);
    },
    async tasks_schedules_send_create({ params }) {
      const job = scheduled.find(({ name }) => scheduleId(name) === params.id);
      if (!job) throw new Problem('not_found');
      await queue.send(job.name);
    },
    async tasks_tasks_list({ query }) {
      const { page, page_size } = query as unknown as ListParameters;
      const { rows, count } = await queue.list(page, page_size);
      return envelope(rows.map(taskOf), count, page, page_size);
    },
    async tasks_tasks_status_retrieve() {
      const nothing = { consumed: 0, preprocess: 0, postprocess: 0, done: 0, info: 0, warning: 0, error: 0 };
      return { ...nothing, ...(await queue.counts()) };
    },
    async tasks_tasks_retry_create({ params }) {
      const id = jobOf(String(params.message_id));
      if (id === undefined || !(await queue.retry(id))) throw new Problem('not_found');
    },
  };
}

const unrelated = { rel_obj_app_label: '', rel_obj_model: '', rel_obj_id: null };

function scheduleOf(job: (typeof scheduled)[number], last: LastRun | undefined, now: number) {
  const { name, cron, description } = job;
  return {
    id: scheduleId(name),
    identifier: name,
    uid: name,
    actor_name: name,
    ...unrelated,
    crontab: cron,
    paused: false,
    next_run: new Date(nextRun(cron, now)).toISOString(),
    description,
    last_task_status: last
      ? last.ended === null
        ? 'running'
        : last.error === null
          ? 'done'
          : 'error'
      : null,
    last_run: last?.began ?? null,
    last_duration: last?.ended ? Date.parse(last.ended) - Date.parse(last.began) : null,
    last_error: last?.error ?? null,
  };
}

function taskOf({ id, name, state, attempts, max_attempts, run_at, updated, last_error }: QueuedJob) {
  return {
    message_id: taskId(id),
    queue_name: 'default',
    actor_name: name,
    state,
    aggregated_status: state === 'queued' && last_error !== null ? 'warning' : state,
    mtime: updated,
    retries: Math.max(0, attempts - 1),
    eta: run_at,
    ...unrelated,
    uid: name,
    logs: [],
    previous_logs: [],
    description: scheduled.find((job) => job.name === name)?.description ?? null,
    max_attempts,
    last_error,
  };
}

/** Clients want uuids: one that follows from the name, and one that holds the queue's number. */
function scheduleId(name: string): string {
  const hex = createHash('sha256').update(`postern/schedule/${name}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const TASK = '00000000-0000-4000-8000-';
const taskId = (id: string) => `${TASK}${BigInt(id).toString(16).padStart(12, '0')}`;
const jobOf = (uuid: string): string | undefined =>
  uuid.startsWith(TASK) ? BigInt(`0x${uuid.slice(TASK.length)}`).toString() : undefined;
