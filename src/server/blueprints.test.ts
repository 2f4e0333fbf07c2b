import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, house, visitor } from '../../test/house.ts';
import { faultText } from '../core/blueprint/fault.ts';
import { ANONYMOUS } from '../core/policy/request.ts';
import type { FirstStart } from './first-start.ts';

const PASSWORD = 'correct horse battery staple';

describe('blueprints', () => {
  let one: House;
  let folder = '';
  let made: FirstStart;

  beforeAll(async () => {
    one = await house();
    folder = await mkdtemp(join(tmpdir(), 'postern-blueprints-'));
    made = one.start(folder);
  });
  afterAll(async () => {
    await one.close();
    await rm(folder, { recursive: true });
  });

  const apply = (entries: string, options = {}) =>
    made.blueprints.apply(`version: 1\nentries:\n${entries}`, options);
  const applied = async (entries: string, options = {}) => {
    const outcome = await apply(entries, options);
    if (!outcome.applied) throw new Error(outcome.faults.map(faultText).join('\n'));
    return outcome.changes.map(({ action, fields }) => [action, ...fields].join(' '));
  };
  const refused = async (entries: string, options = {}) => {
    const outcome = await apply(entries, options);
    return outcome.applied ? [] : outcome.faults.map(faultText);
  };
  const group = (name: string) =>
    one.postern.objects.find(one.postern.catalogue.model('authentik_core.group'), { name });
  const groupEntry = (name: string, more = '') =>
    `  - model: authentik_core.group\n    identifiers: {name: ${name}}\n${more}`;

  test('row 83: created keeps what was edited by hand, present overwrites it, and only once', async () => {
    const entry = (state: string) =>
      groupEntry('hand', `    state: ${state}\n    attrs: {attributes: {a: 1}}\n`);
    expect(await applied(entry('created'))).toEqual(['created name attributes']);
    const row = await group('hand');
    await one.postern.objects.update(one.postern.catalogue.model('authentik_core.group'), row?.pk ?? '', {
      attributes: { a: 2 },
    });
    expect(await applied(entry('created'))).toEqual(['unchanged']);
    expect(await applied(entry('present'))).toEqual(['updated attributes']);
    expect(await applied(entry('present'))).toEqual(['unchanged']);
    expect(await refused(entry('must_created'))).toEqual([
      'entry 1 (authentik_core.group), line 3: The object exists already.',
    ]);
  });

  test('row 82: a fault anywhere, and nothing is applied', async () => {
    expect(
      await refused(
        `${groupEntry('early')}${groupEntry('later', '    attrs: {parents: [!KeyOf nobody]}\n')}`,
      ),
    ).toEqual(['entry 2 (authentik_core.group), line 7: No entry has the id "nobody".']);
    expect(
      await refused(
        `${groupEntry('early')}${groupEntry('later', '    attrs:\n      parents: [00000000-0000-4000-8000-000000000000]\n')}`,
      ),
    ).toEqual([
      'entry 2 (authentik_core.group), line 8, field parents: Invalid pk "00000000-0000-4000-8000-000000000000" - object does not exist.',
    ]);
    expect(await group('early')).toBeUndefined();
  });

  test('a dry run says what would happen, and nothing happens; events neither', async () => {
    const before = one.postern.replica.revision;
    expect(await applied(groupEntry('dry'), { dryRun: true })).toEqual(['created name']);
    expect(await group('dry')).toBeUndefined();
    expect(one.postern.replica.revision).toBe(before);
    expect(await applied(groupEntry('dry'))).toEqual(['created name']);
    expect(await group('dry')).toBeDefined();
  });

  test('row 85: conditions [true, ""] skip the entry, and its id names nothing', async () => {
    const skipped = groupEntry('skipped', '    id: skipped\n    conditions: [true, ""]\n');
    expect(await applied(skipped)).toEqual(['skipped']);
    expect(await group('skipped')).toBeUndefined();
    expect(
      await refused(`${skipped}${groupEntry('child', '    attrs: {parents: [!KeyOf skipped]}\n')}`),
    ).toEqual([
      'entry 2 (authentik_core.group), line 9: The entry with the id "skipped" was skipped by its conditions.',
    ]);
  });

  test('row 86: !Env with a default; secrets of Postern are not there', async () => {
    const attributes =
      '{x: !Env [X, d], greeting: !Env GREETING, token: !Env [POSTERN_BOOTSTRAP_TOKEN, none]}';
    await applied(groupEntry('env', `    attrs: {attributes: ${attributes}}\n`));
    expect((await group('env'))?.attributes).toEqual({ x: 'd', greeting: 'Hello', token: 'none' });
  });

  test('row 84: absent on a flow takes its bindings along, and the policy bindings of both', async () => {
    const flow = (state: string) => `
  - model: authentik_flows.flow
    id: flow
    state: ${state}
    identifiers: {slug: doomed}
    attrs: {name: Doomed, title: Doomed, designation: authentication}
`;
    await applied(`${flow('present')}
  - model: authentik_stages_deny.denystage
    id: stage
    identifiers: {name: doomed}
  - model: authentik_flows.flowstagebinding
    id: binding
    identifiers: {target: !KeyOf flow, stage: !KeyOf stage}
    attrs: {order: 0}
  - model: authentik_policies_dummy.dummypolicy
    id: policy
    identifiers: {name: doomed}
  - model: authentik_policies.policybinding
    identifiers: {target: !KeyOf flow, policy: !KeyOf policy}
    attrs: {order: 0}
  - model: authentik_policies.policybinding
    identifiers: {target: !KeyOf binding, policy: !KeyOf policy}
    attrs: {order: 0}
`);
    const { objects, catalogue } = one.postern;
    const left = async (name: string) => (await objects.all(catalogue.model(name))).length;
    expect(await left('authentik_policies.policybinding')).toBe(2);
    expect(await applied(flow('absent'))).toEqual(['deleted']);
    expect(await left('authentik_flows.flowstagebinding')).toBe(0);
    expect(await left('authentik_policies.policybinding')).toBe(0);
    expect(await applied(flow('absent'))).toEqual(['unchanged']);
  });

  test('everything of a model goes, and nothing else', async () => {
    await applied(groupEntry('stays'));
    const policy = (name: string, type: string) =>
      `  - model: authentik_policies_${type}.${type}policy\n    identifiers: {name: ${name}}\n`;
    await applied(`${policy('one', 'dummy')}${policy('two', 'dummy')}${policy('three', 'reputation')}`);
    const clean = (model: string) =>
      `  - model: authentik_blueprints.metacleanblueprint\n    attrs: {model_name: ${model}}\n`;
    const outcome = await apply(clean('authentik_policies_dummy.dummypolicy'));
    expect(outcome.applied && outcome.changes.map(({ action, name }) => `${action} ${name}`).sort()).toEqual(
      expect.arrayContaining(['deleted one', 'deleted two']),
    );
    // Then only those of the other type are left.
    const rest = await apply(clean('authentik_policies.policy'), { dryRun: true });
    expect(rest.applied && rest.changes.map(({ name }) => name)).toContain('three');
    expect(await group('stays')).toBeDefined();
    expect(await refused(clean('authentik_events.event'))).toEqual([
      expect.stringContaining('A blueprint cannot write events.'),
    ]);
    expect(await refused('  - model: authentik_blueprints.metacleanblueprint\n')).toEqual([
      expect.stringContaining('Name the model under attrs'),
    ]);
  });

  test('a role gets what it may do everywhere, and only what there is', async () => {
    const entry = (permissions: string) =>
      `  - model: authentik_rbac.role\n    identifiers: {name: readers}\n    attrs: {permissions: [${permissions}]}\n`;
    const both = entry('authentik_core.view_user, authentik_core.view_group');
    expect(await applied(both)).toEqual(['created name permissions']);
    expect(await applied(both)).toEqual(['unchanged']);
    expect(await applied(entry('authentik_core.view_group'))).toEqual(['updated permissions']);
    expect(await refused(entry('authentik_core.view_groups'))).toEqual([
      expect.stringMatching(
        /field permissions: There is no permission .*Did you mean authentik_core.view_group/,
      ),
    ]);
  });

  test('look-ups: behind a reference, inside of attributes, by a test', async () => {
    await applied(`${groupEntry('needle', '    attrs: {attributes: {team: {name: red, size: 3}}}\n')}
  - model: authentik_core.group
    identifiers: {name: found}
    attrs:
      parents:
        - !Find [authentik_core.group, [attributes, {team: {name: red}}]]
      attributes:
        by_name: !AtIndex [!FindObject [authentik_core.group, [name__iexact, NEEDLE]], name]
        none: !Find [authentik_core.group, [pk, no-uuid]]
`);
    const needle = await group('needle');
    expect(await group('found')).toMatchObject({
      parents: [needle?.pk],
      attributes: { by_name: 'needle', none: null },
    });
  });

  test('users with a password, tokens with a key, groups with members: set, kept, and never shown', async () => {
    const entries = `
  - model: authentik_core.user
    id: ada
    identifiers: {username: ada}
    attrs: {name: Ada, password: ${PASSWORD}}
  - model: authentik_core.token
    identifiers: {identifier: ada}
    attrs: {user: !KeyOf ada, key: planted-key, intent: api}
${groupEntry('crew', '    attrs: {users: [!KeyOf ada]}\n')}`;
    expect(await applied(entries)).toEqual([
      'created username name password',
      'created identifier user key intent',
      'created name users',
    ]);
    const { users, hashing, digest } = one.postern.ports;
    const ada = (await users.find(['username'], 'ada', false))[0];
    expect(ada?.groups.map(({ name }) => name)).toEqual(['crew']);
    expect(await hashing.verify(await users.passwordHash(Number(ada?.pk)), PASSWORD)).toBe(true);
    const token = await one.postern.objects.find(one.postern.catalogue.model('authentik_core.token'), {
      identifier: 'ada',
    });
    expect(token?.key_hash).toBe(digest.sha256('planted-key'));
    expect(await applied(entries)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  test('a key that the document brings along is the key of the object', async () => {
    const pk = '11111111-1111-4111-8111-111111111111';
    const entries = `  - model: authentik_core.group\n    identifiers: {pk: ${pk}}\n    attrs: {name: keyed}\n`;
    expect(await applied(entries)).toEqual(['created name']);
    expect((await group('keyed'))?.pk).toBe(pk);
    expect(await applied(entries)).toEqual(['unchanged']);
  });

  test('a role gets a permission on the object', async () => {
    const entries = `
  - model: authentik_rbac.role
    id: role
    identifiers: {name: helpers}
${groupEntry('helped', '    permissions: [{permission: authentik_core.view_group, role: !KeyOf role}]\n')}`;
    expect(await applied(entries)).toEqual(['created name', 'created name']);
    expect(await applied(entries)).toEqual(['unchanged', 'unchanged']);
  });

  test.each([
    [
      'an unknown model',
      '  - model: authentik_core.grup\n    identifiers: {name: x}\n',
      /line 3, field model: There is no model authentik_core\.grup\. Did you mean authentik_core\.group\?/,
    ],
    [
      'a kind instead of a type',
      '  - model: authentik_flows.stage\n    identifiers: {name: x}\n',
      /choose one of authentik_stages_/,
    ],
    [
      'an unknown field',
      groupEntry('x', '    attrs: {is_superusr: true}\n'),
      /line 5, field is_superusr: Group has no such field\. Did you mean is_superuser\?/,
    ],
    [
      'a value of the wrong type',
      groupEntry('x', '    attrs:\n      is_superuser: maybe\n'),
      /line 6, field is_superuser: /,
    ],
    ['no identifiers', '  - model: authentik_core.group\n    attrs: {name: x}\n', /no identifiers/],
    [
      'an unknown identifier',
      '  - model: authentik_core.group\n    identifiers: {nam: x}\n',
      /line 4, field nam: .*Did you mean name\?/,
    ],
    [
      'a secret as identifier',
      '  - model: authentik_core.user\n    identifiers: {password: x}\n',
      /no such field/,
    ],
    [
      'an event',
      '  - model: authentik_events.event\n    identifiers: {action: login}\n',
      /cannot write events/,
    ],
    [
      'an unknown blueprint',
      '  - model: authentik_blueprints.metaapplyblueprint\n    attrs: {identifiers: {name: none}}\n',
      /There is no blueprint/,
    ],
    [
      'an ambiguous look-up',
      '  - model: authentik_core.group\n    identifiers: {is_superuser: false}\n',
      /Several objects match/,
    ],
  ])('%s is refused, with its place', async (_, entries, reason) => {
    await applied(`${groupEntry('one')}${groupEntry('two')}`);
    expect(await refused(entries)).toEqual([expect.stringMatching(reason)]);
  });

  test('A60: a limited administrator gains nothing by a blueprint; a superuser may', async () => {
    await applied(`
  - model: authentik_core.user
    identifiers: {username: limited}
    attrs: {name: Limited}
  - model: authentik_core.user
    identifiers: {username: victim}
    attrs: {name: Victim}
`);
    const find = async (username: string) => {
      const [user] = await one.postern.ports.users.find(['username'], username, false);
      if (!user) throw new Error(username);
      return user;
    };
    const actor = { ...visitor().actor, user: await find('limited'), via: 'session' as const };
    const superuser = { ...actor, user: { ...actor.user, is_superuser: true } };
    const takeover = [
      groupEntry('power', '    attrs: {is_superuser: true}\n'),
      '  - model: authentik_core.user\n    identifiers: {username: victim}\n    attrs: {password: mine-now-mine}\n',
      '  - model: authentik_core.token\n    identifiers: {identifier: t}\n    attrs: {user: 1, key: mine}\n',
    ];
    for (const entries of takeover) expect((await refused(entries, { actor })).length).toBeGreaterThan(0);
    expect(await group('power')).toBeUndefined();
    expect(await one.postern.ports.users.passwordHash(Number((await find('victim')).pk))).toBe('');
    for (const entries of takeover.slice(0, 2))
      expect(await refused(entries, { actor: superuser })).toEqual([]);
  });

  test('A60: a blueprint tells a limited administrator nothing about objects that they may not see', async () => {
    const { postern } = one;
    const { catalogue, objects } = postern;
    const role = async (name: string, permissions: string[]) =>
      (await objects.insert(catalogue.model('authentik_rbac.role'), { name, permissions })).pk;
    await applied(`
  - model: authentik_core.user
    identifiers: {username: secretive}
    attrs: {name: Secretive, email: secretive@corp.test, attributes: {pin: "4711"}}
  - model: authentik_policies_expression.expressionpolicy
    identifiers: {name: secretive}
    attrs: {expression: "return 4711 === 4711"}
`);
    const actorWith = async (name: string, permissions: string[]) => {
      await postern.cases.create(
        catalogue.model('authentik_core.user'),
        { username: name, name, roles: [await role(name, permissions)] },
        undefined,
      );
      const [user] = await postern.ports.users.find(['username'], name, false);
      return { ...visitor().actor, user: user ?? ANONYMOUS, via: 'session' as const };
    };
    const stranger = await actorWith('stranger', []);
    const viewer = await actorWith('viewer', ['authentik_core.view_user', 'authentik_policies.view_policy']);
    const answer = async (entries: string, actor: typeof stranger) => {
      const outcome = await apply(entries, { actor });
      return outcome.applied ? outcome.changes : outcome.faults.map(({ reason }) => reason);
    };
    const asking = (condition: string) => groupEntry('oracle', `    conditions: [!Find ${condition}]\n`);
    const oracles = [
      ['[authentik_policies_expression.expressionpolicy, [expression__startswith, "return 47"]]', '99'],
      ['[authentik_core.user, [username, secretive], [email__startswith, "secretive@"]]', 'x'],
      ['[authentik_core.user, [attributes, {pin: "4711"}]]', '0'],
    ] as const;
    for (const [condition, wrong] of oracles) {
      const untrue = condition.replace(/47(?:11)?"|secretive@"/, `${wrong}"`);
      expect(await answer(asking(condition), stranger)).toEqual(await answer(asking(untrue), stranger));
      expect(await answer(asking(condition), viewer)).not.toEqual(await answer(asking(untrue), viewer));
    }
    const guess = (email: string) =>
      `  - model: authentik_core.user\n    identifiers: {username: secretive}\n    attrs: {email: ${email}}\n`;
    const right = await answer(guess('secretive@corp.test'), stranger);
    expect(right).toEqual(await answer(guess('other@corp.test'), stranger));
    expect(right).toEqual([expect.stringContaining('permission')]);
    expect(await answer(guess('secretive@corp.test'), viewer)).toMatchObject([{ action: 'unchanged' }]);
  });

  test('A60: whoever is limited finds no secret out by guessing it, nor who may do what', async () => {
    const { postern } = one;
    const { catalogue, objects } = postern;
    const source = (secret: string) => `
  - model: authentik_sources_oauth.oauthsource
    identifiers: {slug: guessed}
    attrs: {consumer_secret: ${secret}}
`;
    await applied(`
  - model: authentik_sources_oauth.oauthsource
    identifiers: {slug: guessed}
    attrs: {name: Guessed, provider_type: openidconnect, authorization_url: "https://idp.test/a", access_token_url: "https://idp.test/t", oidc_jwks_url: "https://idp.test/k", consumer_key: key, consumer_secret: right}
`);
    const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
      name: 'guessers',
      permissions: ['authentik_core.view_source', 'authentik_core.view_group'],
    });
    await postern.cases.create(
      catalogue.model('authentik_core.user'),
      { username: 'guesser', name: 'Guesser', roles: [role.pk] },
      undefined,
    );
    const helpers = (await objects.find(catalogue.model('authentik_rbac.role'), { name: 'helpers' }))?.pk;
    const [user] = await postern.ports.users.find(['username'], 'guesser', false);
    const actor = { ...visitor().actor, user: user ?? ANONYMOUS, via: 'session' as const };
    const given = (permission: string) =>
      groupEntry('helped', `    permissions: [{permission: ${permission}, role: ${helpers}}]\n`);
    expect(await applied(given('authentik_core.view_group'))).toEqual(['unchanged']);
    const isGiven = await refused(given('authentik_core.view_group'), { actor });
    expect(isGiven).toEqual(await refused(given('authentik_core.change_group'), { actor }));
    expect(isGiven).toHaveLength(1);
    const right = await refused(source('right'), { actor });
    expect(right).toEqual(await refused(source('wrong'), { actor }));
    expect(right).toHaveLength(1);
    expect(await applied(source('right'))).toEqual(['unchanged']);
  });

  test('the example of the documentation can be applied', async () => {
    const page = await readFile('docs/how-to/blueprints.md', 'utf8');
    const [, example = ''] = /```yaml\n(version: 1.*?)```/s.exec(page) ?? [];
    const outcome = await made.blueprints.apply(example);
    expect(outcome).toMatchObject({ applied: true });
    expect(outcome.applied && outcome.changes.map(({ action }) => action)).toEqual(Array(5).fill('created'));
    const wrong = await made.blueprints.apply(example.replace('policy_engine_mode', 'policy_engin_mode'));
    expect(wrong.applied ? [] : wrong.faults.map(faultText)).toEqual([
      'entry 3 (authentik_core.application), line 23, field policy_engin_mode: Application has no such field. Did you mean policy_engine_mode?',
    ]);
    expect(page).toContain(wrong.applied ? undefined : faultText(wrong.faults[0] ?? { reason: '' }));
  });

  describe('instances', () => {
    const model = () => one.postern.catalogue.model('authentik_blueprints.blueprintinstance');
    const write = (file: string, text: string) => writeFile(join(folder, file), text);
    const document = (name: string, entries: string, labels = '{}') =>
      `version: 1\nmetadata: {name: ${name}, labels: ${labels}}\nentries:\n${entries}`;

    test('a new file is applied, a changed one again, an unchanged one not; row 87: a vanished one is forgotten', async () => {
      await write('a.yaml', document('A', groupEntry('from-file', '    attrs: {attributes: {v: 1}}\n')));
      expect(await made.instances.sync()).toEqual([{ name: 'A', status: 'successful', faults: [] }]);
      expect(await made.instances.sync()).toEqual([]);
      await write('a.yaml', document('A', groupEntry('from-file', '    attrs: {attributes: {v: 2}}\n')));
      expect(await made.instances.sync()).toHaveLength(1);
      expect(await one.postern.objects.find(model(), { name: 'A' })).toMatchObject({
        status: 'successful',
        managed_models: ['authentik_core.group'],
        last_applied: expect.any(String),
      });
      await rm(join(folder, 'a.yaml'));
      expect(await made.instances.sync()).toEqual([]);
      expect(await one.postern.objects.find(model(), { name: 'A' })).toBeUndefined();
      expect((await group('from-file'))?.attributes).toEqual({ v: 2 });
    });

    test('a file that cannot be applied says so, and is tried again until it can', async () => {
      await write('broken.yaml', document('Broken', groupEntry('b', '    attrs: {nam: x}\n')));
      const report = [{ name: 'Broken', status: 'error', faults: [{ field: 'nam', line: 6 }] }];
      expect(await made.instances.sync()).toMatchObject(report);
      expect(await made.instances.sync()).toMatchObject(report);
      await write('broken.yaml', document('Broken', groupEntry('b')));
      expect(await made.instances.sync()).toMatchObject([{ status: 'successful' }]);
      await rm(join(folder, 'broken.yaml'));
    });

    test('examples are listed only', async () => {
      await write('example.yaml', document('Example', groupEntry('e'), '{postern/instantiate: "false"}'));
      expect(await made.instances.sync()).toEqual([]);
      expect(await made.instances.available()).toMatchObject([{ path: 'example.yaml', name: 'Example' }]);
      await rm(join(folder, 'example.yaml'));
    });

    test('blueprints that apply each other are refused; one that builds on another finds it', async () => {
      const other = (name: string) =>
        `  - model: authentik_blueprints.metaapplyblueprint\n    attrs: {identifiers: {name: ${name}}}\n`;
      await write(
        '1.yaml',
        document(
          'One',
          `${other('Two')}${groupEntry('child', '    attrs: {parents: [!Find [authentik_core.group, [name, base]]]}\n')}`,
        ),
      );
      await write('2.yaml', document('Two', groupEntry('base')));
      expect((await made.instances.sync()).map(({ status }) => status)).toEqual(['successful', 'successful']);
      expect((await group('child'))?.parents).toEqual([(await group('base'))?.pk]);
      await write('2.yaml', document('Two', other('One')));
      const [one_] = (await made.instances.sync()).flatMap(({ faults }) => faults.map(faultText));
      expect(one_).toMatch(/Two → One → Two apply each other/);
      await Promise.all(['1.yaml', '2.yaml'].map((file) => rm(join(folder, file))));
      await made.instances.sync();
    });

    test('two nodes that start at once apply each file once', async () => {
      await write('both.yaml', document('Both', groupEntry('both')));
      const other = one.start(folder);
      const reports = await Promise.all([made.instances.sync(), other.instances.sync()]);
      expect(reports.flat()).toHaveLength(1);
      await rm(join(folder, 'both.yaml'));
    });

    test('A60: only a superuser may write an instance; its text is checked when it is saved', async () => {
      const { cases } = one.postern;
      const text = `version: 1\nentries:\n${groupEntry('x')}`;
      const [limited] = await one.postern.ports.users.find(['username'], 'limited', false);
      const actor = { ...visitor().actor, user: limited ?? ANONYMOUS, via: 'session' as const };
      const superuser = { ...actor, user: { ...actor.user, is_superuser: true } };
      await expect(cases.create(model(), { name: 'i', content: text }, actor)).rejects.toThrow();
      await expect(
        cases.create(model(), { name: 'i', content: 'version: 2' }, superuser),
      ).rejects.toMatchObject({
        fields: { content: [expect.stringContaining('number 1'), expect.stringContaining('entries')] },
      });
      expect(await cases.create(model(), { name: 'i', content: text }, superuser)).toMatchObject({
        name: 'i',
      });
    });
  });
});
