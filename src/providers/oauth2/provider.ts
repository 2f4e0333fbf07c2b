import type { MappingType } from '../../core/mapping/models.ts';
import { defineProviderType } from '../../core/provider/type.ts';
import { originOf } from './redirect-uri.ts';
import { OAuth2Config, ScopeMappingConfig } from './schema.ts';
import { german } from './words.de.ts';

/** What a scope tells a client about the person: an expression that returns claims. */
export const scopeMapping: MappingType = {
  type: 'provider/scope',
  model: 'authentik_providers_oauth2.scopemapping',
  component: 'ak-property-mapping-provider-scope-form',
  title: 'Scope Mapping',
  description: 'Claims that a client is told when it asks for a scope.',
  config: ScopeMappingConfig,
  filters: ['scope_name'],
};

export const oauth2 = defineProviderType({
  type: 'oauth2',
  model: 'authentik_providers_oauth2.oauth2provider',
  component: 'ak-provider-oauth2-form',
  title: 'OAuth2/OpenID',
  description: 'Signs people in to applications that speak OAuth 2 or OpenID Connect.',
  icon_url: '/static/providers/openidconnect.svg',
  config: OAuth2Config,
  words: { de: german },
  generated: { client_id: 'token40', client_secret: 'token128' },
  mappings: [scopeMapping],

  /** Where nothing else is said, the site of the first address that people are sent back to. */
  launchUrl(config) {
    const { redirect_uris } = OAuth2Config.pick({ redirect_uris: true }).parse({
      redirect_uris: config.redirect_uris ?? [],
    });
    const first = redirect_uris.find(
      ({ matching_mode, redirect_uri_type }) =>
        matching_mode === 'strict' && redirect_uri_type === 'authorization',
    );
    return first ? originOf(first.url) : null;
  },

  check(config) {
    const { client_type, client_secret, signing_key } = config;
    if (client_type !== 'public' && client_secret === '') {
      return { client_secret: ['A confidential client needs a secret.'] };
    }
    if (signing_key !== null && signing_key !== undefined) return {};
    if (client_type === 'public') {
      return { signing_key: ['A public client cannot keep a secret: choose a key that signs its tokens.'] };
    }
    // Without a key the secret signs (HS256), and RFC 7518 section 3.2 asks for 256 bits.
    if (typeof client_secret === 'string' && client_secret.length < 32) {
      return {
        client_secret: ['Without a signing key the secret signs tokens: use at least 32 characters.'],
      };
    }
    return {};
  },
});
