import { describe, expect, test } from 'vitest';
import { shapeScopes } from './scopes.ts';
import type { Tenant } from './tenant.ts';

const tenant = (
  scopes: readonly string[],
  grant_types: readonly string[] = ['authorization_code', 'refresh_token'],
) =>
  ({
    mappings: scopes.map((scope_name) => ({ scope_name })),
    config: { grant_types },
  }) as unknown as Pick<Tenant, 'mappings' | 'config'>;

const ALL = tenant(['profile', 'email', 'offline_access']);

describe('scopes of an authorization request', () => {
  test.each<
    [
      params: Record<string, string>,
      tenant: Pick<Tenant, 'mappings' | 'config'>,
      scope: string,
      prompt?: string,
    ]
  >([
    [{ scope: 'openid email' }, ALL, 'openid email'],
    [{ scope: 'openid email unknown' }, ALL, 'openid email'],
    [{ scope: 'openid openid  email' }, ALL, 'openid email'],
    [{}, ALL, 'openid profile email'],
    [{ scope: '' }, ALL, 'openid profile email'],
    [{ scope: 'unknown' }, ALL, ''],
    [{ scope: 'openid' }, tenant([]), 'openid'],
    [{ scope: 'openid offline_access' }, ALL, 'openid offline_access', 'consent'],
    [{ scope: 'openid offline_access', prompt: 'login' }, ALL, 'openid offline_access', 'login consent'],
    [{ scope: 'openid offline_access', prompt: 'consent' }, ALL, 'openid offline_access', 'consent'],
    [{ scope: 'openid offline_access', prompt: 'none' }, ALL, 'openid', 'none'],
    [{ scope: 'openid offline_access' }, tenant(['email']), 'openid'],
    [{ scope: 'openid offline_access' }, tenant(['offline_access'], ['authorization_code']), 'openid'],
  ])('%j', (params, about, scope, prompt) => {
    const shaped = shapeScopes(params, about);
    expect(shaped.params.scope).toBe(scope);
    expect(shaped.params.prompt).toBe(prompt);
    expect(shaped.consentAsked).toBe(params.prompt === 'consent');
  });
});
