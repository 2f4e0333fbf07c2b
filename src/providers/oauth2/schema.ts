import { z } from 'zod';
import { duration, reference, seconds } from '../../core/model/fields.ts';
import { allowedFault } from './redirect-uri.ts';

const KEY_PAIR = 'authentik_crypto.certificatekeypair';

/** Every grant that a client may be configured for. Those of `RUNNING` work; the others are stored and refused. */
export const GRANT_TYPES = [
  'authorization_code',
  'implicit',
  'hybrid',
  'refresh_token',
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
] as const;

const GRANTS = {
  authorization_code: 'Authorization code',
  implicit: 'Implicit',
  hybrid: 'Hybrid',
  refresh_token: 'Refresh token',
  client_credentials: 'Client credentials',
  password: 'Password',
  'urn:ietf:params:oauth:grant-type:device_code': 'Device code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'Token exchange',
} as const satisfies Readonly<Record<(typeof GRANT_TYPES)[number], string>>;

export const SUB_MODES = [
  'hashed_user_id',
  'user_id',
  'user_uuid',
  'user_username',
  'user_email',
  'user_upn',
] as const;

const SUBJECTS = {
  hashed_user_id: 'Digest of the key',
  user_id: 'Key',
  user_uuid: 'UUID',
  user_username: 'Username',
  user_email: 'E-mail',
  user_upn: 'User principal name',
} as const satisfies Readonly<Record<(typeof SUB_MODES)[number], string>>;

export const RedirectUri = z
  .strictObject({
    matching_mode: z.enum(['strict', 'regex']).meta({ title: 'Matching' }),
    url: z.string().min(1).meta({ title: 'Address' }),
    redirect_uri_type: z
      .enum(['authorization', 'logout'])
      .default('authorization')
      .meta({ title: 'Used for' }),
  })
  .superRefine((value, context) => {
    const fault = allowedFault(value);
    if (fault) context.addIssue({ code: 'custom', path: ['url'], message: fault });
  });

/** Client credentials travel in headers and forms: visible ASCII (RFC 6749, appendix A). */
const credential = () =>
  z
    .string()
    .max(255)
    .regex(/^[\x21-\x7e]*$/, 'Use visible ASCII characters without spaces.');

/** A duration of at least one second. */
const lifetime = (value: string, title: string, description: string) =>
  duration()
    .refine((text) => seconds(text) >= 1, 'This has to be at least one second.')
    .default(value)
    .meta({ title, description });

export const OAuth2Config = z.strictObject({
  client_type: z
    .enum(['confidential', 'public'])
    .default('confidential')
    .meta({
      title: 'Client type',
      description:
        '"confidential": the client can keep a secret (a server); "public": it cannot (an app, a page).',
      labels: { confidential: 'Confidential', public: 'Public' },
    }),
  grant_types: z
    .array(z.enum(GRANT_TYPES).meta({ labels: GRANTS }))
    .default(['authorization_code', 'refresh_token'])
    .meta({
      title: 'Grant types',
      description:
        'What the client may ask for at the token endpoint. Others than these two are not run yet.',
    }),
  client_id: credential().min(1).optional().meta({ title: 'Client ID', description: 'Unique.' }),
  client_secret: credential().optional().meta({
    title: 'Client secret',
    description: 'Shown once, in the answer that creates the provider. Set another one to replace it.',
    widget: 'secret',
    secret: true,
  }),
  access_code_validity: lifetime(
    'minutes=1',
    'Code validity',
    'How long an authorization code can be redeemed.',
  ),
  access_token_validity: lifetime('hours=1', 'Access token validity', 'Also that of ID tokens.'),
  refresh_token_validity: lifetime('days=30', 'Refresh token validity', 'Counted anew with each refresh.'),
  refresh_token_threshold: duration().default('seconds=0').meta({
    title: 'Refresh token threshold',
    description:
      'A refresh token that lives longer than this stays the same on refresh; "seconds=0": it is always replaced.',
  }),
  include_claims_in_id_token: z.boolean().default(true).meta({
    title: 'Claims in the ID token',
    description: 'For clients that do not ask the userinfo endpoint.',
  }),
  signing_key: reference(KEY_PAIR).meta({
    title: 'Signing key',
    description: 'RSA signs with RS256, P-256 with ES256. None: HS256 with the client secret.',
  }),
  encryption_key: reference(KEY_PAIR).meta({
    title: 'Encryption key',
    description: 'ID tokens are encrypted for the holder of this RSA key.',
  }),
  redirect_uris: z.array(RedirectUri).meta({
    title: 'Redirect URIs',
    description: 'Compared character by character, or as a whole-match pattern.',
  }),
  logout_uri: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .default('')
    .meta({ title: 'Logout URI' }),
  logout_method: z
    .enum(['backchannel', 'frontchannel'])
    .default('backchannel')
    .meta({
      title: 'Logout method',
      labels: { backchannel: 'From server to server', frontchannel: 'Through the browser' },
    }),
  sub_mode: z.enum(SUB_MODES).default('hashed_user_id').meta({
    title: 'Subject mode',
    description: 'What the client is told as the identifier of the person.',
    labels: SUBJECTS,
  }),
  issuer_mode: z
    .enum(['global', 'per_provider'])
    .default('per_provider')
    .meta({
      title: 'Issuer mode',
      description: 'One issuer for each application, or the same for all.',
      labels: { global: 'The same for all', per_provider: 'One for each application' },
    }),
  jwt_federation_sources: z
    .array(z.uuid().meta({ ref: 'authentik_core.source', on_delete: 'remove' }))
    .default([])
    .meta({ title: 'Federated sources' }),
  jwt_federation_providers: z
    .array(z.int().meta({ ref: 'authentik_core.provider', on_delete: 'remove' }))
    .default([])
    .meta({ title: 'Federated providers' }),
});

export type OAuth2Config = z.output<typeof OAuth2Config>;

export const ScopeMappingConfig = z.strictObject({
  scope_name: z
    .string()
    .min(1)
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'A scope has no spaces, quotes or backslashes.')
    .meta({ title: 'Scope name', description: 'What the client has to ask for.' }),
  description: z.string().default('').meta({
    title: 'Description',
    description: 'What people read when they are asked for consent; empty: not shown.',
  }),
});
