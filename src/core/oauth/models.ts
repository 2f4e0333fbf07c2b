import { z } from 'zod';
import { userReply } from '../directory/models.ts';
import { timestamp } from '../model/fields.ts';
import { defineModel, type Model, type ModelSpec } from '../model/model.ts';
import { providerReply } from '../provider/models.ts';

/** What an application holds on behalf of a person. Only that it holds it is shown: the secret is not even stored. */
const held = (
  spec: Pick<ModelSpec, 'name' | 'table' | 'title' | 'plural'>,
  more: z.ZodRawShape = {},
): Model =>
  defineModel({
    ...spec,
    pk: 'integer',
    fields: z.strictObject({}),
    internal: z.strictObject({
      user: z.int(),
      provider: z.int(),
      scope: z.array(z.string()),
      expires: timestamp(),
      is_expired: z.boolean(),
    }),
    computed: z.strictObject({ user: userReply, provider: providerReply, ...more }),
    columns: {
      user: 'integer',
      provider: 'integer',
      scope: 'jsonb',
      expires: 'timestamptz',
      is_expired: 'boolean',
    },
    search: ['scope'],
    filters: { user: ['exact'], provider: ['exact'] },
    ordering: ['-expires'],
  });

const token = {
  id_token: z.string().meta({ description: 'Empty: ID tokens are not kept.' }),
  revoked: z.boolean().meta({ description: 'False: a token that is revoked is gone.' }),
};

export const accessToken = held(
  {
    name: 'authentik_providers_oauth2.accesstoken',
    table: 'oauth_access_tokens',
    title: 'OAuth2 access token',
    plural: 'OAuth2 access tokens',
  },
  token,
);

export const refreshToken = held(
  {
    name: 'authentik_providers_oauth2.refreshtoken',
    table: 'oauth_refresh_tokens',
    title: 'OAuth2 refresh token',
    plural: 'OAuth2 refresh tokens',
  },
  token,
);

export const authorizationCode = held({
  name: 'authentik_providers_oauth2.authorizationcode',
  table: 'oauth_authorization_codes',
  title: 'OAuth2 authorization code',
  plural: 'OAuth2 authorization codes',
});
