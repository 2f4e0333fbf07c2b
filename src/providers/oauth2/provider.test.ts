import { describe, expect, test } from 'vitest';
import { oauth2, scopeMapping } from './provider.ts';
import { OAuth2Config, ScopeMappingConfig } from './schema.ts';

const uris = (...urls: string[]) =>
  urls.map((url) => ({ matching_mode: 'strict', url, redirect_uri_type: 'authorization' }));

describe('the provider type', () => {
  test('has the defaults of the wire', () => {
    expect(OAuth2Config.parse({ redirect_uris: [] })).toEqual({
      client_type: 'confidential',
      grant_types: ['authorization_code', 'refresh_token'],
      access_code_validity: 'minutes=1',
      access_token_validity: 'hours=1',
      refresh_token_validity: 'days=30',
      refresh_token_threshold: 'seconds=0',
      include_claims_in_id_token: true,
      signing_key: null,
      encryption_key: null,
      redirect_uris: [],
      logout_uri: '',
      logout_method: 'backchannel',
      sub_mode: 'hashed_user_id',
      issuer_mode: 'per_provider',
      jwt_federation_sources: [],
      jwt_federation_providers: [],
    });
  });

  test.each([
    ['an unknown field', { redirect_uris: [], something: 1 }],
    ['no redirect URIs', {}],
    ['a scheme that runs code', { redirect_uris: uris('javascript:alert(1)') }],
    ['a fragment', { redirect_uris: uris('https://a/#b') }],
    ['a broken pattern', { redirect_uris: [{ matching_mode: 'regex', url: '(a' }] }],
    ['a secret with a space', { redirect_uris: [], client_secret: 'a b' }],
    ['an endless code', { redirect_uris: [], access_code_validity: 'forever' }],
    ['no time at all', { redirect_uris: [], access_token_validity: 'seconds=0' }],
    ['an unknown grant', { redirect_uris: [], grant_types: ['magic'] }],
  ])('refuses %s', (_what, config) => {
    expect(OAuth2Config.safeParse(config).success).toBe(false);
  });

  test('stores grants that do not run yet', () => {
    const grant_types = ['implicit', 'urn:ietf:params:oauth:grant-type:device_code'];
    expect(OAuth2Config.parse({ redirect_uris: [], grant_types }).grant_types).toEqual(grant_types);
  });

  test.each([
    [{ client_type: 'confidential', client_secret: 'x'.repeat(32), signing_key: null }, []],
    [{ client_type: 'confidential', client_secret: 'short', signing_key: 'key' }, []],
    [{ client_type: 'confidential', signing_key: null }, []],
    [{ client_type: 'confidential', client_secret: '', signing_key: 'key' }, ['client_secret']],
    [{ client_type: 'confidential', client_secret: 'short', signing_key: null }, ['client_secret']],
    [{ client_type: 'public', signing_key: null }, ['signing_key']],
    [{ client_type: 'public', signing_key: 'key' }, []],
  ])('checks %j: %j', (config, fields) => {
    expect(Object.keys(oauth2.check?.(config) ?? {})).toEqual(fields);
  });

  test.each([
    [uris('https://app.example.com:8443/oidc/callback?x'), 'https://app.example.com:8443'],
    [uris('myapp://callback'), null],
    [[{ matching_mode: 'regex', url: 'https://a/.*' }, ...uris('https://b/cb')], 'https://b'],
    [[{ matching_mode: 'strict', url: 'https://a/bye', redirect_uri_type: 'logout' }], null],
    [[], null],
  ])('row 19: %j is opened at %s', (redirect_uris, url) => {
    expect(oauth2.launchUrl({ redirect_uris })).toBe(url);
  });

  test('a scope has a name that can be asked for', () => {
    expect(scopeMapping.config).toBe(ScopeMappingConfig);
    expect(ScopeMappingConfig.safeParse({ scope_name: 'goauthentik.io/api' }).success).toBe(true);
    for (const scope_name of ['', 'two words', 'quo"te', 'back\\slash']) {
      expect(ScopeMappingConfig.safeParse({ scope_name }).success).toBe(false);
    }
  });
});
