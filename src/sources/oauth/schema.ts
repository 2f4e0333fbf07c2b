import { z } from 'zod';
import { PROVIDER_NAMES, PROVIDER_TYPES } from './types.ts';

/** An address at the provider; blank or null: what discovery says. */
const address = (title: string, description?: string) =>
  z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, message: 'Write an address that begins with https://.' }),
    ])
    .nullable()
    .default(null)
    .meta({ title, ...(description === undefined ? {} : { description }) });

const optionalAddress = (title: string, description: string) =>
  z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, message: 'Write an address that begins with https://.' }),
    ])
    .default('')
    .meta({ title, description });

/** What a source of the type `oauth` knows beside the fields of every source. */
export const OAuthSourceConfig = z.strictObject({
  provider_type: z.enum(PROVIDER_TYPES).meta({ title: 'Provider type', labels: PROVIDER_NAMES }),
  request_token_url: address('Request token URL', 'Only OAuth 1 has one; it is kept and not used.'),
  authorization_url: address('Authorization URL', 'Where people sign in. Wins over discovery.'),
  access_token_url: address('Access token URL', 'Where codes are redeemed. Wins over discovery.'),
  profile_url: address('Profile URL', 'Tells more about the person. Wins over discovery.'),
  pkce: z.enum(['none', 'plain', 'S256']).default('S256').meta({
    title: 'PKCE method',
    description: 'Binds the code to this sign-in. Leave it at S256 unless the provider refuses it.',
  }),
  consumer_key: z.string().min(1).max(2_048).meta({ title: 'Consumer key', description: 'The client ID.' }),
  consumer_secret: z
    .string()
    .min(1)
    .max(8_192)
    .meta({ title: 'Consumer secret', description: 'The client secret.', secret: true, widget: 'secret' }),
  additional_scopes: z
    .string()
    .max(4_096)
    .regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/, 'Write scopes with spaces between them.')
    .default('')
    .meta({
      title: 'Scopes',
      description:
        'Asked for beside the usual ones; with * in front, instead of them. openid is always asked for.',
    }),
  oidc_well_known_url: optionalAddress(
    'OIDC well-known URL',
    'Ends in /.well-known/openid-configuration; read when it is needed.',
  ),
  oidc_jwks_url: optionalAddress('OIDC JWKS URL', 'Where the keys of the provider are. Wins over discovery.'),
  oidc_jwks: z.record(z.string(), z.json()).default({}).meta({
    title: 'OIDC JWKS',
    description: 'The keys themselves. Win over both addresses.',
    widget: 'json',
  }),
  authorization_code_auth_method: z
    .enum(['basic_auth', 'post_body'])
    .default('basic_auth')
    .meta({
      title: 'Authorization code authentication method',
      description: 'How the client shows its secret when it redeems a code.',
      labels: { basic_auth: 'In a header', post_body: 'In the body' },
    }),
});

export type OAuthSourceConfig = z.output<typeof OAuthSourceConfig>;
