/** The kinds of provider that a source can speak with. */
export const PROVIDER_TYPES = [
  'apple',
  'openidconnect',
  'entraid',
  'discord',
  'facebook',
  'github',
  'gitlab',
  'google',
  'mailcow',
  'okta',
  'patreon',
  'reddit',
  'slack',
  'twitch',
  'twitter',
  'wechat',
] as const;

/** What they are called. */
export const PROVIDER_NAMES = {
  apple: 'Apple',
  openidconnect: 'OpenID Connect',
  entraid: 'Entra ID',
  discord: 'Discord',
  facebook: 'Facebook',
  github: 'GitHub',
  gitlab: 'GitLab',
  google: 'Google',
  mailcow: 'mailcow',
  okta: 'Okta',
  patreon: 'Patreon',
  reddit: 'Reddit',
  slack: 'Slack',
  twitch: 'Twitch',
  twitter: 'Twitter',
  wechat: 'WeChat',
} as const satisfies Readonly<Record<ProviderType, string>>;

export type ProviderType = (typeof PROVIDER_TYPES)[number];

/** What is known of a kind of provider, under the names of the API. */
export interface KnownProvider {
  readonly name: ProviderType;
  readonly verbose_name: string;
  /** False where everybody uses the same addresses. */
  readonly urls_customizable: boolean;
  readonly request_token_url: null;
  readonly authorization_url: string | null;
  readonly access_token_url: string | null;
  readonly profile_url: string | null;
  readonly oidc_well_known_url: string | null;
  readonly oidc_jwks_url: string | null;
  /** Scopes that are asked for beside `openid`. */
  readonly scopes: readonly string[];
  /** True where each tenant has an issuer of its own and discovery names them all by `{tenantid}`. */
  readonly tenants: boolean;
}

const known = (
  name: ProviderType,
  more: Partial<Omit<KnownProvider, 'name' | 'verbose_name'>> = {},
): KnownProvider => ({
  name,
  verbose_name: PROVIDER_NAMES[name],
  urls_customizable: false,
  request_token_url: null,
  authorization_url: null,
  access_token_url: null,
  profile_url: null,
  oidc_well_known_url: null,
  oidc_jwks_url: null,
  scopes: ['email', 'profile'],
  tenants: false,
  ...more,
});

/** Those that speak OpenID Connect, and so work. The first one is what everything else can be described as. */
export const KNOWN_PROVIDERS: readonly KnownProvider[] = [
  known('openidconnect', { urls_customizable: true }),
  known('entraid', {
    urls_customizable: true,
    oidc_well_known_url: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    tenants: true,
  }),
  known('gitlab', {
    urls_customizable: true,
    oidc_well_known_url: 'https://gitlab.com/.well-known/openid-configuration',
  }),
  known('google', {
    oidc_well_known_url: 'https://accounts.google.com/.well-known/openid-configuration',
  }),
  known('okta', { urls_customizable: true }),
  known('slack', { oidc_well_known_url: 'https://slack.com/.well-known/openid-configuration' }),
  known('twitch', {
    oidc_well_known_url: 'https://id.twitch.tv/oauth2/.well-known/openid-configuration',
    scopes: ['user:read:email'],
  }),
];

export const knownProvider = (name: unknown): KnownProvider | undefined =>
  KNOWN_PROVIDERS.find((provider) => provider.name === name);
