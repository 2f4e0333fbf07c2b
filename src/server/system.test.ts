import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { startJobs } from '../adapters/jobs.ts';
import { SCHEDULE } from './schedule.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern?.end());

const get = async (url: string, token?: string) =>
  postern.call('GET', url, token === undefined ? {} : { token });

describe('the system', () => {
  test('tells what it runs on, and nothing of who asks', async () => {
    const { status, body } = await postern.call('GET', '/admin/system/', {
      headers: { cookie: 'a-cookie=secret', 'x-secret': 'hidden', 'user-agent': 'a test' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      http_headers: { 'user-agent': 'a test' },
      runtime: { node_version: process.version, database_version: expect.stringMatching(/^\d+/) },
      nodes: 1,
    });
    expect(JSON.stringify(body)).not.toMatch(/secret|hidden|bearer/i);
  });

  test.each([
    '/admin/system/',
    '/admin/settings/',
    '/admin/overview/',
    '/tasks/schedules/',
    '/tasks/tasks/',
    '/tasks/tasks/status/',
  ])('%s is for those who may', async (url) => {
    const { token } = await postern.account(`nobody${url.replaceAll('/', '-')}`);
    expect((await get(url, token)).status).toBe(403);
    expect((await get(url)).status).toBe(200);
  });
});

describe('settings', () => {
  test('that are kept here are changed here, and count from then on', async () => {
    const patch = { event_retention: 'days=30', flags: { core_default_app_access: false } };
    const changed = await postern.call('PATCH', '/admin/settings/', { body: patch });
    expect(changed).toMatchObject({ status: 200, body: { event_retention: 'days=30' } });
    const closed = await postern.call('POST', '/core/applications/', {
      body: { name: 'Shut', slug: 'shut' },
    });
    expect(closed.body).toMatchObject({ when_unbound: 'fail' });
    const asked = { name: 'Open', slug: 'open', when_unbound: 'pass' };
    const open = await postern.call('POST', '/core/applications/', { body: asked });
    expect(open.body).toMatchObject({ when_unbound: 'pass' });
    await postern.call('PATCH', '/admin/settings/', { body: { flags: { core_default_app_access: true } } });
    const usual = await postern.call('POST', '/core/applications/', {
      body: { name: 'Usual', slug: 'usual' },
    });
    expect(usual.body.when_unbound).not.toBe('fail');
    expect((await get('/admin/settings/')).body).toMatchObject({
      event_retention: 'days=30',
      flags: { core_default_app_access: true },
    });
  });

  test.each([
    { body: { impersonation: false }, field: 'impersonation', words: /POSTERN_IMPERSONATION/ },
    { body: { base_url: 'https://other.test' }, field: 'base_url', words: /POSTERN_PUBLIC_URL/ },
    { body: { pagination_max_page_size: 7 }, field: 'pagination_max_page_size', words: /cannot be changed/ },
    { body: { event_retention: 'soon' }, field: 'event_retention', words: /duration/ },
    { body: { event_retention: 'minutes=1' }, field: 'event_retention', words: /a day at least/ },
    { body: { flags: { flows_continuous_login: true } }, field: 'flags', words: /stays off/ },
  ])('$field of $body is refused with the reason', async ({ body, field, words }) => {
    const answer = await postern.call('PATCH', '/admin/settings/', { body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body[field])).toMatch(words);
  });

  test('sent along as they are, those of the environment are no error', async () => {
    const { body } = await get('/admin/settings/');
    const { fixed: _, ...all } = body;
    expect(await postern.call('PUT', '/admin/settings/', { body: all })).toMatchObject({
      status: 200,
      body: all,
    });
  });

  test('are read by whoever may read them, and changed by whoever may change them', async () => {
    const { catalogue, objects } = postern;
    const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
      name: 'readers',
      permissions: ['authentik_rbac.view_system_settings'],
    });
    const { token } = await postern.account('reader', { roles: [role.pk] });
    expect((await get('/admin/settings/', token)).status).toBe(200);
    const body = { event_retention: 'days=1' };
    expect((await postern.call('PATCH', '/admin/settings/', { token, body })).status).toBe(403);
  });
});

describe('the overview', () => {
  test('counts decisions, names slow and failing policies, and ticks the first steps', async () => {
    const before = (await get('/admin/overview/')).body;
    const group = await postern.call('POST', '/core/groups/', { body: { name: 'Overview' } });
    const app = await postern.call('POST', '/core/applications/', { body: { name: 'Seen', slug: 'seen' } });
    const policy = await postern.call('POST', '/policies/expression/', {
      body: { name: 'Falls over', expression: 'throw new Error("on purpose")' },
    });
    const target = app.body.pk;
    await postern.call('POST', '/policies/bindings/', { body: { target, group: group.body.pk, order: 0 } });
    await postern.call('POST', '/policies/bindings/', { body: { target, policy: policy.body.pk, order: 1 } });
    const { pk } = await postern.account('seen');
    const user = postern.graph.user(pk);
    if (!user) throw new Error('there is no such user');
    await postern.decisions.decide(target, { user, http_request: null });
    const { body } = await get('/admin/overview/');
    const sum = (hours: readonly { passing: number; failing: number }[]) =>
      hours.reduce((total, { passing, failing }) => total + passing + failing, 0);
    expect(sum(body.decisions.hours)).toBe(sum(before.decisions.hours) + 1);
    expect(body.decisions.per_second).toBeGreaterThan(0);
    expect(body.slow_policies).toMatchObject([{ pk: policy.body.pk, name: 'Falls over', runs: 1 }]);
    expect(body.failing_policies).toMatchObject([
      { pk: policy.body.pk, faults: 1, detail: expect.stringContaining('on purpose') },
    ]);
    expect(body.steps).toEqual({ user: true, application: true, binding: true, tried: true });
  });
});

describe('what is done on its own', () => {
  test('is listed with its schedule, also before it has ever run', async () => {
    const { body } = await get('/tasks/schedules/?page_size=100');
    expect(body.results.map(({ actor_name }: { actor_name: string }) => actor_name)).toEqual(
      Object.keys(SCHEDULE),
    );
    expect(body.results[0]).toMatchObject({ last_task_status: null, crontab: '* * * * *' });
    expect((await get('/tasks/tasks/')).body.results).toEqual([]);
  });

  test('is run now, shows how it went, and what failed is tried again', async () => {
    let broken = true;
    let ran = 0;
    const job = {
      name: 'apply_blueprints',
      cron: '7 * * * *',
      async run() {
        ran += 1;
        if (broken) throw new Error('the disk is full');
      },
    };
    const jobs = await startJobs(postern.database.database.pool, [job], pino({ level: 'silent' }));
    try {
      const find = async () => (await get('/tasks/schedules/?search=apply_blueprints')).body.results[0];
      const { id } = await find();
      expect((await postern.call('POST', `/tasks/schedules/${id}/send/`)).status).toBe(204);
      await expect.poll(async () => (await find()).last_task_status, { timeout: 20_000 }).toBe('error');
      expect((await find()).last_error).toBe('the disk is full');
      const list = async () => (await get('/tasks/tasks/')).body.results;
      await expect.poll(async () => (await list())[0]?.state, { timeout: 20_000 }).toBe('queued');
      const [task] = await list();
      expect(task).toMatchObject({
        actor_name: 'apply_blueprints',
        aggregated_status: 'warning',
        last_error: 'the disk is full',
      });
      expect((await get('/tasks/tasks/status/')).body).toMatchObject({ queued: 1, running: 0 });
      broken = false;
      const before = ran;
      expect((await postern.call('POST', `/tasks/tasks/${task.message_id}/retry/`)).status).toBe(204);
      await expect.poll(async () => (await list()).length, { timeout: 20_000 }).toBe(0);
      expect(ran).toBeGreaterThan(before);
      await expect.poll(async () => (await find()).last_task_status).toBe('done');
    } finally {
      await jobs.stop();
    }
  });

  test('what is not there is not found', async () => {
    const nowhere = '11111111-1111-4111-8111-111111111111';
    expect((await postern.call('POST', `/tasks/schedules/${nowhere}/send/`)).status).toBe(404);
    expect((await postern.call('POST', `/tasks/tasks/${nowhere}/retry/`)).status).toBe(404);
  });
});
