import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Entry, readDocument } from '../../core/blueprint/document.ts';
import type { Value } from '../../core/blueprint/value.ts';
import type { ExpressionTarget, Language } from '../../core/expression/sandbox.ts';
import { createSandbox } from './sandbox.ts';

// What a fresh installation begins with: each expression of the default blueprints may be stored where it will stand.

const FOLDER = join(import.meta.dirname, '../../../blueprints');

const sandbox = createSandbox({
  size: 1,
  host: {
    async call() {
      return null;
    },
  },
});
afterAll(() => sandbox.close());

interface Found {
  readonly model: string;
  readonly line: number;
  readonly source: string;
  readonly language: Language;
  readonly result: boolean;
  readonly targets: readonly ExpressionTarget[];
}

const scalar = (value: Value | undefined): unknown => (value?.kind === 'scalar' ? value.value : undefined);

const attribute = (entry: Entry, key: string): Value | undefined =>
  [entry.attrs, entry.identifiers]
    .flatMap((map) => (map?.kind === 'map' ? map.entries : []))
    .find((one) => one.key === key)?.value;

const refersTo = (value: Value | undefined, id: string | undefined): boolean =>
  id !== undefined && value?.kind === 'tag' && value.tag.name === '!KeyOf' && value.tag.id === id;

const KINDS: Readonly<Record<string, ExpressionTarget>> = {
  'authentik_flows.flow': 'flow',
  'authentik_flows.flowstagebinding': 'stage_binding',
  'authentik_core.application': 'application',
  'authentik_events.notificationrule': 'notification_rule',
};

/** A policy is made first, bound to nothing, and then bound. */
function targetsOf(policy: Entry, entries: readonly Entry[]): ExpressionTarget[] {
  const bound = entries
    .filter((entry) => refersTo(attribute(entry, 'policy'), policy.id))
    .flatMap((binding) => entries.filter(({ id }) => refersTo(attribute(binding, 'target'), id)))
    .flatMap(({ model }) => KINDS[String(scalar(model))] ?? []);
  const validates = entries.some((entry) => {
    const list = attribute(entry, 'validation_policies');
    return list?.kind === 'list' && list.items.some((item) => refersTo(item, policy.id));
  });
  return [...new Set<ExpressionTarget>(['any', ...bound, ...(validates ? (['prompt'] as const) : [])])];
}

function expressionsOf(text: string): Found[] {
  const { entries } = readDocument(text);
  return entries.flatMap((entry) => {
    const model = String(scalar(entry.model));
    const isPolicy = model.startsWith('authentik_policies');
    const found = (field: string, targets: readonly ExpressionTarget[]): Found[] => {
      const value = attribute(entry, field);
      const source = scalar(value);
      if (!value || typeof source !== 'string') return [];
      return [
        {
          model,
          line: value.at.line,
          source,
          language: scalar(attribute(entry, 'language')) === 'python' ? 'python' : 'typescript',
          result: isPolicy && !model.endsWith('.expressionpolicy'),
          targets,
        },
      ];
    };
    const mapping = model.startsWith('authentik_sources') ? 'source_mapping' : 'property_mapping';
    return [
      ...found('expression', isPolicy ? targetsOf(entry, entries) : [mapping]),
      ...['placeholder', 'initial_value'].flatMap((field) =>
        scalar(attribute(entry, `${field}_expression`)) === true ? found(field, ['prompt_field']) : [],
      ),
    ];
  });
}

async function refusals(text: string): Promise<string[]> {
  const all = await Promise.all(
    expressionsOf(text).flatMap(({ source, targets, language, result, model, line }) =>
      targets.map(async (target) => {
        const wrong = await sandbox.check(source, target, { language, result });
        return wrong.map((one) => `${model} below line ${line}, for ${target}: ${one.line}: ${one.message}`);
      }),
    ),
  );
  return all.flat();
}

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

describe('the blueprints that come along', () => {
  test.each(files)('%s: every expression may be stored for its target', async (name) => {
    expect(await refusals(read(name))).toEqual([]);
  });

  test.each<[string, readonly (readonly ExpressionTarget[])[]]>([
    [
      'authentication',
      [
        ['any', 'stage_binding'],
        ['any', 'stage_binding'],
      ],
    ],
    ['initial-setup', [['any', 'flow', 'stage_binding'], ['prompt_field'], ['any', 'stage_binding']]],
    ['scopes', Array.from({ length: 6 }, () => ['property_mapping'] as const)],
    [
      'sources',
      [
        ['any', 'flow'],
        ['any', 'flow'],
        ['any', 'stage_binding'],
      ],
    ],
    [
      'user-settings',
      [['prompt_field'], ['prompt_field'], ['prompt_field'], ['prompt_field'], ['any', 'prompt']],
    ],
  ])('%s: none is missed', (name, targets) => {
    expect(expressionsOf(read(`default/${name}.yaml`)).map((one) => one.targets)).toEqual(targets);
  });

  test.each([
    [
      'initial-setup',
      'context["goauthentik.io/core/setup/started-by"] === "setup-link"',
      '"goauthentik.io/core/setup/started-by" in context',
    ],
    ['user-settings', 'return user.username;', 'retrun user.username;'],
    ['scopes', 'request.user.email,', 'request.user.mail,'],
  ])('%s: one that may not be stored is noticed', async (name, right, mistaken) => {
    const text = read(`default/${name}.yaml`);
    expect(text).toContain(right);
    expect(await refusals(text.replaceAll(right, mistaken))).not.toEqual([]);
  });
});
