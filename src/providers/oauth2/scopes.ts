import { scopesOf, type Tenant } from './tenant.ts';

type Params = Readonly<Record<string, string>>;

export interface ShapedParams {
  readonly params: Params;
  /** True where the client itself asked for consent. */
  readonly consentAsked: boolean;
}

const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');

/**
 * Brings the scopes of an authorization request to what the client may have: no scope means all of them, unknown ones
 * fall away. Offline access needs a mapping, the refresh grant and the person's consent (OpenID Connect Core, section
 * 11); where nobody may be asked, it falls away.
 */
export function shapeScopes(params: Params, tenant: Pick<Tenant, 'mappings' | 'config'>): ShapedParams {
  const allowed = scopesOf(tenant);
  const asked = words(params.scope);
  const prompts = words(params.prompt);
  const consentAsked = prompts.includes('consent');
  const wanted =
    asked.length === 0 ? [...allowed].filter((scope) => scope !== 'offline_access') : [...new Set(asked)];
  const offline =
    wanted.includes('offline_access') &&
    allowed.has('offline_access') &&
    tenant.config.grant_types.includes('refresh_token') &&
    !prompts.includes('none');
  const scopes = wanted.filter((scope) => (scope === 'offline_access' ? offline : allowed.has(scope)));
  const prompt = offline && !consentAsked ? [...prompts, 'consent'].join(' ') : params.prompt;
  return {
    params: { ...params, scope: scopes.join(' '), ...(prompt === undefined ? {} : { prompt }) },
    consentAsked,
  };
}
