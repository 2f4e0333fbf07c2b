import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, shownOf } from '../../../ui/form/fields.ts';
import { errorsOf, prefilled, slugOf, stepOf } from './draft.ts';

describe('an error leads to its step', () => {
  test.each<[string[], string]>([
    [['app.slug'], 'application'],
    [['provider.redirect_uris.0.url', 'app.name'], 'application'],
    [['provider.redirect_uris.0.url'], 'provider'],
    [['provider_model'], 'type'],
    [['policy_bindings.0.group'], 'bindings'],
    [[''], 'review'],
  ])('%j: %s', (names, step) => {
    expect(stepOf(Object.fromEntries(names.map((name) => [name, ['no']])))).toBe(step);
  });

  test('under the names of the fields there', () => {
    const errors = { 'app.slug': ['taken'], 'provider.name': ['taken too'], provider: ['odd'] };
    expect(errorsOf(errors, 'app')).toEqual({ slug: ['taken'] });
    expect(errorsOf(errors, 'provider')).toEqual({ name: ['taken too'], '': ['odd'] });
  });
});

describe('the slug of a name', () => {
  test.each([
    ['Wiki', 'wiki'],
    ['Über uns', 'uber-uns'],
    ['  R&D: tools! ', 'r-d-tools'],
    ['日本', ''],
  ])('%s: %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  test('is always one that the API takes, or empty', () => {
    fc.assert(fc.property(fc.string(), (name) => /^[-a-z0-9]{0,50}$/.test(slugOf(name))));
  });
});

test('a new provider is filled in so that it works', () => {
  const fields = fieldsOf({
    required: ['name', 'authorization_flow'],
    properties: {
      name: { type: 'string' },
      authorization_flow: { type: 'string', ref: 'authentik_flows.flow' },
      invalidation_flow: { type: 'string', ref: 'authentik_flows.flow' },
      property_mappings: { type: 'array', items: { type: 'string', ref: 'authentik_core.propertymapping' } },
      client_secret: { type: 'string', secret: true },
      password: { type: 'string', secret: true },
      sub_mode: { enum: ['hashed', 'plain'], default: 'hashed' },
    },
  });
  const flow = (pk: string, slug: string, designation: string) => ({
    pk,
    slug,
    designation,
    name: slug,
    title: slug,
    authentication: 'none',
    denied_action: 'message',
    policy_engine_mode: 'any' as const,
    stages: [],
  });
  const known = {
    flows: [
      flow('1', 'default-invalidation-flow', 'invalidation'),
      flow('2', 'default-provider-invalidation-flow', 'invalidation'),
      flow('3', 'consent', 'authorization'),
    ],
    mappings: [
      { pk: 'm1', managed: 'blueprint/a', meta_model_name: 'providers_x.scopemapping' },
      { pk: 'm2', managed: null, meta_model_name: 'providers_x.scopemapping' },
      { pk: 'm3', managed: 'blueprint/b', meta_model_name: 'sources_y.mapping' },
    ],
    keys: [],
    random: (bytes: number) => 'x'.repeat(bytes),
  };
  const type = { meta_model_name: 'providers_x.provider', generated: ['client_secret'] };
  expect(prefilled(fields, shownOf(fields), 'Wiki', known, type)).toEqual({
    name: 'Wiki',
    authorization_flow: '3',
    invalidation_flow: '2',
    property_mappings: ['m1'],
    client_secret: 'x'.repeat(48),
    password: '',
    sub_mode: 'hashed',
  });
});
