import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let count = 0;
const fresh = (word: string) => `${word}-${++count}`;

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};
const exported = async (slug: string): Promise<string> => {
  const { status, body } = await postern.call('GET', `/flows/instances/${slug}/export/`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const imported = (file: string, token?: string) =>
  postern.call('POST', '/managed/blueprints/import/', { body: { file }, ...(token ? { token } : {}) });

beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

interface Drawn {
  readonly title: string;
  readonly mode: 'all' | 'any';
  readonly authentication: string;
  readonly labels: readonly string[];
  readonly deny: string;
  readonly source: string;
  readonly bindings: readonly {
    readonly stage: number;
    readonly order: number;
    readonly retry: string;
    readonly policies: readonly {
      readonly policy: number;
      readonly negate: boolean;
      readonly timeout: number;
    }[];
  }[];
  readonly guarded: boolean;
}

const text = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 })
  .filter((word) => word.trim() !== '');
const drawn: fc.Arbitrary<Drawn> = fc.record({
  title: text,
  mode: fc.constantFrom('all' as const, 'any' as const),
  authentication: fc.constantFrom('none', 'require_authenticated', 'require_superuser'),
  labels: fc.array(text, { minLength: 1, maxLength: 3 }),
  deny: fc.string({ maxLength: 20 }).map((word) => word.replaceAll('\0', '')),
  source: fc.constantFrom(
    'return true;',
    'return request.user.username !== "";\n',
    '// #1: "x"\nreturn !false;',
  ),
  bindings: fc.array(
    fc.record({
      stage: fc.nat(2),
      order: fc.integer({ min: -5, max: 99 }),
      retry: fc.constantFrom('retry', 'restart', 'restart_with_context'),
      policies: fc.uniqueArray(fc.record({ policy: fc.nat(1), negate: fc.boolean(), timeout: fc.nat(60) }), {
        maxLength: 2,
        selector: ({ policy }) => policy,
      }),
    }),
    { maxLength: 4 },
  ),
  guarded: fc.boolean(),
});

/** Makes the flow through the API; answers its slug and the paths of what was made for it alone. */
async function build(what: Drawn, group: string): Promise<{ slug: string; paths: readonly string[] }> {
  const slug = fresh('flow');
  const flow = await made('/flows/instances/', {
    name: what.title,
    slug,
    title: what.title,
    designation: 'enrollment',
    policy_engine_mode: what.mode,
    authentication: what.authentication,
  });
  const policies = [
    await made('/policies/expression/', { name: fresh('policy'), expression: what.source }),
    await made('/policies/dummy/', { name: fresh('policy'), result: true, wait_min: 0, wait_max: 1 }),
  ];
  const prompts = [];
  for (const label of what.labels)
    prompts.push(
      await made('/stages/prompt/prompts/', { name: fresh('prompt'), field_key: 'x', label, type: 'text' }),
    );
  const stages = [
    ['/stages/prompt/stages/', { fields: prompts, validation_policies: [policies[0]] }],
    ['/stages/deny/', { deny_message: what.deny }],
    ['/stages/user_write/', { create_users_group: group }],
  ] as const;
  const kept: string[] = [];
  for (const [path, fields] of stages) kept.push(await made(path, { name: fresh('stage'), ...fields }));
  for (const [index, { stage, order, retry, policies: asked }] of what.bindings.entries()) {
    const target = await made('/flows/bindings/', {
      target: flow,
      stage: kept[stage],
      order: order * 10 + index,
      invalid_response_action: retry,
    });
    for (const [at, { policy, ...more }] of asked.entries())
      await made('/policies/bindings/', { target, policy: policies[policy], order: at, ...more });
  }
  if (what.guarded) await made('/policies/bindings/', { target: flow, group, order: 0 });
  return {
    slug,
    paths: [
      `/flows/instances/${slug}/`,
      ...kept.map((pk) => `/stages/all/${pk}/`),
      ...policies.map((pk) => `/policies/all/${pk}/`),
      ...prompts.map((pk) => `/stages/prompt/prompts/${pk}/`),
    ],
  };
}

describe('export of flows', () => {
  test('an exported flow that is deleted and imported is always the same flow', async () => {
    const group = await made('/core/groups/', { name: 'staff' });
    await fc.assert(
      fc.asyncProperty(drawn, async (what) => {
        const { slug, paths } = await build(what, group);
        const before = await exported(slug);
        for (const path of paths) expect((await postern.call('DELETE', path)).status).toBe(204);
        const { body } = await imported(before);
        expect(body).toMatchObject({ success: true });
        expect(await exported(slug)).toBe(before);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('importing what is there already changes nothing', async () => {
    const group = await made('/core/groups/', { name: 'others' });
    const [what] = fc.sample(drawn, { seed: 1, numRuns: 1 });
    const { slug } = await build(what as Drawn, group);
    const { body } = await imported(await exported(slug));
    expect(body.success).toBe(true);
    expect(body.logs.every(({ event }: { event: string }) => event.endsWith(': unchanged'))).toBe(true);
  });

  test('the default login flow comes back with its stages, its policy and its look at the other flow', async () => {
    await postern.firstStart.instances.sync();
    const answer = await postern.call('GET', '/flows/instances/default-authentication-flow/export/');
    expect(answer.headers['content-type']).toBe('application/yaml; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="flow-default-authentication-flow.yaml"',
    );
    expect(answer.body).toContain(
      'configure_flow: !Find [ authentik_flows.flow, [ slug, default-password-change ] ]',
    );
    expect((await imported(answer.body)).body).toMatchObject({ success: true });
  });

  test('no flow that Postern brings along has a mistake', async () => {
    const { results } = (await postern.call('GET', '/flows/instances/?search=default-&page_size=100')).body;
    expect(results.length).toBeGreaterThan(5);
    for (const { slug } of results) {
      const { body } = await postern.call('GET', `/flows/instances/${slug}/check/`);
      expect(body.findings, slug).toEqual([]);
    }
  });

  test('a flow that a deletion has closed is not exported: what is imported would be open', async () => {
    const slug = fresh('flow');
    const flow = await made('/flows/instances/', { name: 'x', slug, title: 'x', designation: 'enrollment' });
    const group = await made('/core/groups/', { name: 'gone' });
    await made('/policies/bindings/', { target: flow, group, order: 0 });
    expect((await postern.call('GET', `/flows/instances/${slug}/export/`)).status).toBe(200);
    await postern.call('DELETE', `/core/groups/${group}/`);
    const { status, body } = await postern.call('GET', `/flows/instances/${slug}/export/`);
    expect([status, body.non_field_errors?.[0]]).toEqual([400, expect.stringContaining('is closed')]);
  });

  test('whoever may export flows sees in them only what they may see anyway', async () => {
    const role = async (permissions: string[]) => {
      const pk = await made('/rbac/roles/', { name: fresh('role') });
      await postern.call('POST', `/rbac/permissions/assigned_by_roles/${pk}/assign/`, {
        body: { permissions },
      });
      return (await postern.account(fresh('exporter'), { roles: [pk] })).token;
    };
    const path = '/flows/instances/default-authentication-flow/export/';
    const little = await role(['authentik_flows.export_flow', 'authentik_flows.view_flow']);
    const enough = await role([
      'authentik_flows.export_flow',
      ...['flow', 'stage', 'flowstagebinding'].map((name) => `authentik_flows.view_${name}`),
      ...['policy', 'policybinding'].map((name) => `authentik_policies.view_${name}`),
    ]);
    expect((await postern.call('GET', path, { token: little })).status).toBe(403);
    expect((await postern.call('GET', path, { token: enough })).status).toBe(200);
  });
});

describe('copies of flows', () => {
  beforeAll(() => postern.firstStart.instances.sync());
  const slug = 'default-authentication-flow';
  const copied = (name: string) =>
    postern.call('POST', `/flows/instances/${slug}/duplicate/`, { body: { name, slug: name } });
  const shape = async (of: string) => {
    const { nodes } = (await postern.call('GET', `/flows/instances/${of}/diagram/`)).body;
    return nodes.map(({ kind, name, stage, order, judged, gate }: Record<string, unknown>) => ({
      ...{ kind, name, stage, order, judged },
      gate: gate && {
        ...gate,
        conditions: (gate as { conditions: object[] }).conditions.map((one) => ({ ...one, binding: '' })),
      },
    }));
  };

  test('a copy has the same stages in the same order, and the same bindings', async () => {
    expect((await copied('second-login')).status).toBe(201);
    expect(await shape('second-login')).toEqual(await shape(slug));
    const nodes = await shape(slug);
    // of the password and of the second factor
    expect(nodes.filter(({ gate }: { gate: unknown }) => gate !== null)).toHaveLength(2);
    expect((await copied('second-login')).body).toMatchObject({ slug: [expect.any(String)] });
  });

  const viewer = async () => {
    const role = await made('/rbac/roles/', { name: 'Sees flows only' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
      body: { permissions: ['authentik_flows.view_flow'] },
    });
    return role;
  };

  test('all or nothing: whoever may not make bindings gets no flow either', async () => {
    const role = await made('/rbac/roles/', { name: 'Makes flows' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
      body: { permissions: ['authentik_flows.view_flow', 'authentik_flows.add_flow'] },
    });
    const { token } = await postern.account('copyist', { roles: [role] });
    const refused = await postern.call('POST', `/flows/instances/${slug}/duplicate/`, {
      token,
      body: { name: 'third', slug: 'third' },
    });
    expect(refused.status).toBe(403);
    expect((await postern.call('GET', '/flows/instances/third/')).status).toBe(404);
  });

  test('where flows are set is listed, as far as somebody may see', async () => {
    const uses = async (token?: string) =>
      (await postern.call('GET', '/flows/instances/uses/', token ? { token } : {})).body;
    const all = await uses();
    expect(all).toContainEqual(
      expect.objectContaining({ field: 'flow_authentication', model_name: 'brand', verbose_name: 'Brand' }),
    );
    expect(all).toContainEqual(
      expect.objectContaining({ field: 'configure_flow', name: 'default-authentication-password' }),
    );
    const { token } = await postern.account('sees-flows-only', {
      roles: [await viewer()],
    });
    expect(await uses(token)).toEqual([]);
  });
});

describe('import of blueprints', () => {
  const entry = (name: string, more = '') =>
    `version: 1\nentries:\n  - model: authentik_core.group\n    identifiers: {name: ${name}}\n${more}`;
  const form = async (parts: Readonly<Record<string, string>>, path = '/managed/blueprints/import/') => {
    const data = new FormData();
    for (const [name, value] of Object.entries(parts))
      data.append(name, name === 'file' ? new Blob([value]) : value);
    const sent = new Response(data);
    return postern.server.inject({
      method: 'POST',
      url: `/api/v3${path}`,
      headers: {
        authorization: `Bearer ${postern.admin.token}`,
        'content-type': sent.headers.get('content-type') ?? '',
        host: 'localhost:9000',
      },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
  };

  test('takes a file, and tells what became of each entry', async () => {
    const answer = await form({ file: entry('uploaded') });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      success: true,
      logs: [{ event: 'entry 1 (authentik_core.group): created', log_level: 'info' }],
    });
  });

  test('a dry run lists what would change, and changes nothing', async () => {
    const file = entry('tried', '    attrs: {is_superuser: true}\n');
    const tried = (await form({ file, dry_run: 'true' })).json();
    expect(tried).toMatchObject({
      success: true,
      logs: [
        {
          event: 'entry 1 (authentik_core.group): created',
          attributes: { action: 'created', line: 3, name: 'tried', model: 'authentik_core.group' },
        },
      ],
    });
    expect(tried.logs[0].attributes.fields.sort()).toEqual(['is_superuser', 'name']);
    expect((await postern.call('GET', '/core/groups/?name=tried')).body.results).toEqual([]);
    expect((await form({ file, dry_run: 'maybe' })).statusCode).toBe(400);
    const wrong = (await form({ file: entry('[]'), dry_run: 'true' })).json();
    expect(wrong).toMatchObject({ success: false, logs: [{ log_level: 'error', attributes: { line: 4 } }] });
  });

  test('a dry run of an instance says what applying it would do; what failed stays readable', async () => {
    const content = entry('by instance');
    const { body } = await postern.call('POST', '/managed/blueprints/', {
      body: { name: 'kept', content, enabled: false },
    });
    const path = `/managed/blueprints/${body.pk}/`;
    const tried = (await postern.call('POST', `${path}dry_run/`)).body;
    expect(tried).toMatchObject({ success: true, logs: [{ attributes: { action: 'created' } }] });
    expect((await postern.call('GET', '/core/groups/?name=by%20instance')).body.results).toEqual([]);
    expect((await postern.call('GET', path)).body).toMatchObject({ status: 'unknown', errors: [] });

    const failing = entry('by instance', '    state: must_created\n');
    await postern.call('POST', '/core/groups/', { body: { name: 'by instance' } });
    await postern.call('PATCH', path, { body: { content: failing } });
    expect((await postern.call('POST', `${path}apply/`)).body).toMatchObject({
      status: 'error',
      errors: [expect.stringMatching(/entry 1 .*line 3: The object exists already/)],
    });
    expect((await postern.call('POST', `${path}dry_run/`)).body).toMatchObject({ success: false });
    await postern.call('PATCH', path, { body: { content } });
    expect((await postern.call('POST', `${path}apply/`)).body).toMatchObject({
      status: 'successful',
      errors: [],
    });
  });

  test('takes values for the context', async () => {
    const file = entry('!Context called');
    const given = { file, context: '{"called": "by context"}' };
    expect((await form(given)).json()).toMatchObject({ success: true });
    expect((await postern.call('GET', '/core/groups/?name=by%20context')).body.results).toHaveLength(1);
  });

  test('takes the path of a file in the folder', async () => {
    const answer = await form({ path: 'default/directory.yaml' });
    expect(answer.json()).toMatchObject({ success: true });
  });

  test('a fault anywhere, and nothing is applied', async () => {
    const file = `${entry('half')}  - model: authentik_core.group\n    identifiers: {nme: x}\n`;
    const { success, logs } = (await form({ file })).json();
    expect([success, logs[0].log_level, logs[0].attributes.line]).toEqual([false, 'error', 6]);
    expect((await postern.call('GET', '/core/groups/?name=half')).body.results).toEqual([]);
  });

  test.each([
    { parts: {}, field: 'file' },
    { parts: { file: 'x', path: 'y' }, field: 'path' },
    { parts: { path: '../../etc/passwd' }, field: 'path' },
    { parts: { file: 'x', context: '[1]' }, field: 'context' },
    { parts: { file: 'x', other: '1' }, field: 'other' },
  ])('refuses $parts', async ({ parts, field }) => {
    const answer = await form(parts as Record<string, string>);
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(answer.json())).toContain(field);
  });

  test('whoever may add blueprints can do with one what they may do anyway, and no more', async () => {
    const pk = await made('/rbac/roles/', { name: fresh('role') });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${pk}/assign/`, {
      body: { permissions: ['authentik_blueprints.add_blueprintinstance', 'authentik_core.add_group'] },
    });
    const { token } = await postern.account(fresh('importer'), { roles: [pk] });
    expect((await imported(entry('allowed'), token)).body.success).toBe(true);
    const evil = entry('evil', '    attrs: {is_superuser: true}\n');
    expect((await imported(evil, token)).body.success).toBe(false);
    const { token: stranger } = await postern.account(fresh('stranger'));
    expect((await imported(entry('refused'), stranger)).status).toBe(403);
  });

  test('forms with files are taken nowhere else', async () => {
    const answer = await form({ name: 'x' }, '/core/groups/');
    expect(answer.statusCode).toBe(415);
  });
});
