import type { JsonSchema } from '../../../ui/form/fields.ts';

/** What is asked of an application. */
export const APPLICATION: JsonSchema = {
  type: 'object',
  required: ['name', 'slug'],
  properties: {
    name: { type: 'string' },
    slug: { type: 'string' },
    policy_engine_mode: { type: 'string', enum: ['any', 'all'], default: 'any' },
    provider: { type: ['integer', 'null'], ref: 'authentik_core.provider', default: null },
    group: { type: 'string', default: '' },
    meta_icon: { type: 'string', default: '', widget: 'image' },
    meta_launch_url: { type: 'string', default: '' },
    meta_description: { type: 'string', default: '' },
    meta_publisher: { type: 'string', default: '' },
    open_in_new_tab: { type: 'boolean', default: false },
    meta_hide: { type: 'boolean', default: false },
    when_unbound: { type: 'string', enum: ['pass', 'fail'], default: 'pass' },
    backchannel_providers: {
      type: 'array',
      default: [],
      items: { type: 'integer', ref: 'authentik_core.provider' },
    },
  },
};

/** The wizard makes the provider, so it does not ask for one. */
export const BY_WIZARD: ReadonlySet<string> = new Set(['provider', 'backchannel_providers']);

/** What an entitlement is. */
export const ENTITLEMENT: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    attributes: { type: 'object', default: {} },
  },
};

/** What most people leave as it is. The names are those that providers share, whatever their type. */
export const RARELY = {
  application: new Set([
    'policy_engine_mode',
    'meta_description',
    'meta_publisher',
    'open_in_new_tab',
    'meta_hide',
    'when_unbound',
    'backchannel_providers',
  ]),
  provider: new Set([
    'authentication_flow',
    'property_mappings',
    'grant_types',
    'access_code_validity',
    'access_token_validity',
    'refresh_token_validity',
    'refresh_token_threshold',
    'include_claims_in_id_token',
    'signing_key',
    'encryption_key',
    'logout_uri',
    'logout_method',
    'sub_mode',
    'issuer_mode',
    'jwt_federation_sources',
    'jwt_federation_providers',
  ]),
};
