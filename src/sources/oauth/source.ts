import { z } from 'zod';
import type { MappingType } from '../../core/mapping/models.ts';
import { defineSourceType } from '../../core/source/type.ts';
import { OAuthSourceConfig } from './schema.ts';
import { knownProvider } from './types.ts';
import { german } from './words.de.ts';

/** Turns what the provider says into fields of a user or group: an expression that returns an object. */
export const oauthMapping: MappingType = {
  type: 'source/oauth',
  model: 'authentik_sources_oauth.oauthsourcepropertymapping',
  component: 'ak-property-mapping-source-oauth-form',
  title: 'OAuth Source Property Mapping',
  description: 'Fields of users and groups, from what an OAuth source says about them.',
  config: z.strictObject({}),
  filters: [],
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const oauth = defineSourceType({
  type: 'oauth',
  model: 'authentik_sources_oauth.oauthsource',
  connection: 'authentik_sources_oauth.useroauthsourceconnection',
  component: 'ak-source-oauth-form',
  title: 'OAuth',
  description: 'People sign in with their account at another provider that speaks OpenID Connect.',
  // No picture of its own: the page draws the initials of the source.
  icon_url: '',
  config: OAuthSourceConfig,
  words: { de: german },
  mappings: [oauthMapping],
  button: true,
  computed: z.strictObject({
    callback_url: z.string(),
    type: z
      .object({
        name: z.string(),
        verbose_name: z.string(),
        urls_customizable: z.boolean(),
        request_token_url: z.string().nullable(),
        authorization_url: z.string().nullable(),
        access_token_url: z.string().nullable(),
        profile_url: z.string().nullable(),
        oidc_well_known_url: z.string().nullable(),
        oidc_jwks_url: z.string().nullable(),
      })
      .meta({ id: 'SourceType' }),
  }),

  present(config) {
    const provider = knownProvider(config.provider_type);
    if (!provider) return {};
    const { scopes: _scopes, tenants: _tenants, ...type } = provider;
    return { type };
  },

  check(config) {
    const provider = knownProvider(config.provider_type);
    if (!provider) {
      return {
        provider_type: [
          `A provider of the type ${config.provider_type} does not speak plain OpenID Connect, and nothing else is spoken yet.`,
        ],
      };
    }
    const errors: Record<string, string[]> = {};
    const discovered = text(config.oidc_well_known_url) !== '' || provider.oidc_well_known_url !== null;
    const keys = config.oidc_jwks as { keys?: unknown } | undefined;
    const own = keys !== undefined && Object.keys(keys).length > 0;
    if (own && !Array.isArray(keys.keys))
      errors.oidc_jwks = ['Write a key set: an object with the list "keys".'];
    if (!discovered) {
      const why = 'Without a well-known URL this is needed.';
      if (text(config.authorization_url) === '') errors.authorization_url = [why];
      if (text(config.access_token_url) === '') errors.access_token_url = [why];
      if (text(config.oidc_jwks_url) === '' && !own) errors.oidc_jwks_url = [why];
    }
    return errors;
  },
});
