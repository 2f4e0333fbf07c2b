import type { Client, Wire } from '../client.ts';
import type { Recipe } from '../drive.ts';

/** Every object that is made gets a name of its own. */
let counter = 0;
export const fresh = (word: string): string => `conformance-${word}-${++counter}`;

/** One object of a list that the first start has made. */
export async function first(client: Client, id: string, query: Wire = {}): Promise<Wire> {
  const { results } = (await client.call(id, { query })) as { results: readonly Wire[] };
  const [found] = results;
  if (!found) throw new Error(`${id} lists nothing`);
  return found;
}

const pkOf = async (client: Client, id: string, body: Wire): Promise<unknown> =>
  (await client.call(id, { body })).pk;

export const aGroup = (client: Client) => pkOf(client, 'core_groups_create', { name: fresh('group') });

export const aUser = (client: Client) =>
  pkOf(client, 'core_users_create', { username: fresh('user'), name: 'Ada Lovelace' });

export const aFlow = (client: Client) => client.call('flows_instances_create', { body: flow() });

const flow = (): Wire => ({
  name: fresh('flow'),
  slug: fresh('flow'),
  title: 'Welcome',
  designation: 'authentication',
  layout: 'stacked',
  policy_engine_mode: 'all',
  compatibility_mode: true,
  denied_action: 'message',
  authentication: 'none',
});

export const anApplication = (client: Client, more: Wire = {}) =>
  client.call('core_applications_create', { body: { name: fresh('app'), slug: fresh('app'), ...more } });

const aDummy = (client: Client) =>
  pkOf(client, 'policies_dummy_create', { name: fresh('policy'), result: true, wait_min: 0, wait_max: 1 });

const aWebhookMapping = (client: Client) =>
  pkOf(client, 'propertymappings_notification_create', { name: fresh('mapping'), expression: 'return {};' });

const aStage = (client: Client) => pkOf(client, 'stages_deny_create', { name: fresh('stage') });

const bind = (client: Client, body: Wire) =>
  client.call('policies_bindings_create', { body: { order: 0, ...body } });

const bindStage = (client: Client, target: unknown, stage: unknown, order = 0) =>
  client.call('flows_bindings_create', { body: { target, stage, order } });

/** A policy is used by the binding of an application. */
const bound = async (client: Client, made: Wire): Promise<string> => {
  await bind(client, { policy: made.pk, target: (await anApplication(client)).pk });
  return 'policybinding';
};

const staged = async (client: Client, made: Wire): Promise<string> => {
  await bindStage(client, (await aFlow(client)).pk, made.pk);
  return 'flowstagebinding';
};

const stage = (type: string, body: Wire, change: Wire): Recipe => ({
  id: `stages_${type}`,
  body: () => ({ name: fresh('stage'), ...body }),
  change,
  use: staged,
});

export const anOAuth2Provider = async (client: Client, more: Wire = {}): Promise<Wire> => ({
  name: fresh('provider'),
  authorization_flow: (await aFlow(client)).pk,
  invalidation_flow: (await aFlow(client)).pk,
  property_mappings: [],
  redirect_uris: [
    { matching_mode: 'strict', url: 'https://app.corp.test/callback', redirect_uri_type: 'authorization' },
  ],
  ...more,
});

export const anOAuthSource = async (client: Client): Promise<Wire> => ({
  name: fresh('source'),
  slug: fresh('source'),
  enabled: true,
  provider_type: 'openidconnect',
  consumer_key: 'postern',
  consumer_secret: 'a-secret-of-the-source',
  authorization_url: 'https://idp.corp.test/authorize',
  access_token_url: 'https://idp.corp.test/token',
  profile_url: 'https://idp.corp.test/userinfo',
  oidc_jwks_url: 'https://idp.corp.test/jwks',
  authentication_flow: (await aFlow(client)).pk,
  user_matching_mode: 'email_deny',
});

/** Its user is the caller: clients cannot name another one. */
export const aConnection = async (client: Client): Promise<Wire> => ({
  source: await pkOf(client, 'sources_oauth_create', await anOAuthSource(client)),
  identifier: fresh('identity'),
});

/** The kinds of objects that are in both, from the simple to those that need others. */
export const recipes: readonly Recipe[] = [
  {
    id: 'core_groups',
    body: async (client) => ({
      name: fresh('group'),
      is_superuser: false,
      attributes: { floor: 2, tags: ['a', 'b'] },
      users: [await aUser(client)],
      parents: [await aGroup(client)],
    }),
    change: { attributes: { floor: 3 } },
    use: async (client, made) => {
      await bind(client, { group: made.pk, target: (await anApplication(client)).pk });
      return 'policybinding';
    },
  },
  {
    id: 'core_users',
    body: async (client) => ({
      username: fresh('user'),
      name: 'Grace Hopper',
      email: 'grace@corp.test',
      is_active: true,
      path: 'users/navy',
      type: 'internal',
      groups: [await aGroup(client)],
      attributes: { rank: 'Rear Admiral' },
    }),
    change: { name: 'Rear Admiral Grace Hopper', is_active: false },
    use: async (client, made) => {
      await bind(client, { user: made.pk, target: (await anApplication(client)).pk });
      return 'policybinding';
    },
  },
  {
    id: 'core_tokens',
    body: async (client) => ({
      identifier: fresh('token'),
      intent: 'api',
      user: await aUser(client),
      description: 'for a script',
      expiring: false,
    }),
    change: { description: 'for another script' },
  },
  {
    id: 'rbac_initial_permissions',
    body: async (client) => ({
      name: fresh('initial'),
      role: await pkOf(client, 'rbac_roles_create', { name: fresh('role') }),
      permissions: [(await first(client, 'rbac_permissions_list')).id],
    }),
    change: { name: 'conformance-initial-changed' },
  },
  { id: 'rbac_roles', body: () => ({ name: fresh('role') }), change: { name: 'conformance-role-changed' } },
  {
    id: 'core_brands',
    body: async (client) => ({
      domain: `${fresh('brand')}.corp.test`,
      default: false,
      branding_title: 'Corp',
      branding_logo: '/static/logo.svg',
      flow_authentication: (await aFlow(client)).pk,
      attributes: { settings: { theme: 'dark' } },
    }),
    change: { branding_title: 'Corp Test' },
  },
  {
    id: 'policies_dummy',
    body: () => ({ name: fresh('policy'), execution_logging: true, result: true, wait_min: 0, wait_max: 1 }),
    change: { result: false },
    use: bound,
  },
  {
    id: 'policies_password',
    body: () => ({
      name: fresh('policy'),
      execution_logging: true,
      password_field: 'new_password',
      amount_digits: 1,
      amount_uppercase: 1,
      amount_lowercase: 1,
      amount_symbols: 1,
      length_min: 12,
      symbol_charset: '!?',
      error_message: 'Twelve characters of every kind.',
      check_static_rules: true,
      check_have_i_been_pwned: true,
      check_zxcvbn: true,
      hibp_allowed_count: 1,
      zxcvbn_score_threshold: 3,
    }),
    change: { length_min: 14 },
    use: bound,
  },
  {
    id: 'policies_password_expiry',
    body: () => ({ name: fresh('policy'), execution_logging: true, days: 365, deny_only: true }),
    change: { days: 30 },
    use: bound,
  },
  {
    id: 'policies_unique_password',
    body: () => ({
      name: fresh('policy'),
      execution_logging: true,
      password_field: 'new_password',
      num_historical_passwords: 5,
    }),
    change: { num_historical_passwords: 3 },
    use: bound,
  },
  {
    id: 'policies_reputation',
    body: () => ({
      name: fresh('policy'),
      execution_logging: true,
      check_ip: true,
      check_username: false,
      threshold: -3,
    }),
    change: { threshold: -4 },
    use: bound,
  },
  {
    id: 'policies_geoip',
    body: () => ({
      name: fresh('policy'),
      execution_logging: true,
      asns: [64496],
      countries: ['DE', 'FR'],
      check_history_distance: true,
      history_max_distance_km: 300,
      distance_tolerance_km: 10,
      history_login_count: 3,
      check_impossible_travel: true,
      impossible_tolerance_km: 20,
    }),
    change: { countries: ['NL'], asns: [] },
    use: bound,
  },
  {
    id: 'policies_expression',
    body: () => ({
      name: fresh('policy'),
      expression: 'return request.user.is_active',
      execution_logging: false,
    }),
    change: { expression: 'return false' },
    use: bound,
  },
  {
    id: 'policies_event_matcher',
    body: () => ({
      name: fresh('policy'),
      execution_logging: true,
      action: 'login',
      client_ip: '192.0.2.1',
      app: 'authentik.core',
      model: 'authentik_core.user',
      query: 'user.username = "ada"',
    }),
    change: { action: 'logout' },
    use: bound,
  },
  {
    id: 'events_transports',
    body: async (client) => ({
      name: fresh('transport'),
      mode: 'webhook',
      webhook_url: 'https://hooks.corp.test/a',
      webhook_ca: null,
      webhook_mapping_body: await aWebhookMapping(client),
      webhook_mapping_headers: await aWebhookMapping(client),
      email_subject_prefix: 'Corp: ',
      email_template: 'email/event_notification.html',
      send_once: true,
    }),
    change: { mode: 'webhook_slack' },
    use: async (client, made) => {
      await client.call('events_rules_create', { body: { name: fresh('rule'), transports: [made.pk] } });
      return 'notificationrule';
    },
  },
  {
    id: 'events_rules',
    body: async (client) => ({
      name: fresh('rule'),
      transports: [],
      severity: 'warning',
      destination_group: await aGroup(client),
      destination_event_user: true,
    }),
    change: { severity: 'alert' },
    use: async (client, made) => {
      await bind(client, { policy: await aDummy(client), target: made.pk });
      return 'policybinding';
    },
  },
  {
    id: 'propertymappings_notification',
    body: () => ({ name: fresh('mapping'), expression: 'return { text: context.notification.body };' }),
    change: { expression: 'return {};' },
    use: async (client, made) => {
      await client.call('events_transports_create', {
        body: { name: fresh('transport'), webhook_mapping_body: made.pk },
      });
      return 'notificationtransport';
    },
  },
  {
    id: 'policies_bindings',
    body: async (client) => ({
      policy: await aDummy(client),
      target: (await anApplication(client)).pk,
      negate: false,
      enabled: true,
      order: 10,
      timeout: 5,
      failure_result: true,
    }),
    change: { order: 20, negate: true },
  },
  {
    id: 'flows_instances',
    body: flow,
    change: { title: 'Good day' },
    use: async (client, made) => {
      await bindStage(client, made.pk, await aStage(client));
      return 'flowstagebinding';
    },
  },
  {
    id: 'flows_bindings',
    body: async (client) => ({
      target: (await aFlow(client)).pk,
      stage: await aStage(client),
      order: 5,
      evaluate_on_plan: true,
      re_evaluate_policies: false,
      policy_engine_mode: 'all',
      invalid_response_action: 'restart',
    }),
    change: { order: 6, invalid_response_action: 'retry' },
    use: async (client, made) => {
      await bind(client, { policy: await aDummy(client), target: made.pk });
      return 'policybinding';
    },
  },
  stage(
    'identification',
    {
      user_fields: ['username', 'email'],
      case_insensitive_matching: false,
      show_matched_user: true,
      pretend_user_exists: true,
      sources: [],
    },
    { user_fields: ['email'] },
  ),
  stage(
    'password',
    {
      backends: ['authentik.core.auth.InbuiltBackend'],
      failed_attempts_before_cancel: 3,
      allow_show_password: true,
    },
    { failed_attempts_before_cancel: 4 },
  ),
  stage(
    'user_login',
    {
      session_duration: 'hours=8',
      terminate_other_sessions: true,
      remember_me_offset: 'days=1',
      network_binding: 'bind_asn',
      geoip_binding: 'no_binding',
    },
    { session_duration: 'hours=9' },
  ),
  stage('user_logout', {}, { name: 'conformance-user-logout-changed' }),
  stage('consent', { mode: 'expiring', consent_expire_in: 'weeks=4' }, { mode: 'always_require' }),
  stage('deny', { deny_message: 'Closed.' }, { deny_message: 'Still closed.' }),
  stage('dummy', { throw_error: false }, { throw_error: true }),
  stage('user_delete', {}, { name: fresh('stage') }),
  {
    ...stage(
      'email',
      { use_global_settings: false, host: 'smtp.corp.test', password: 'of-the-server', subject: 'Hello' },
      { token_expiry: 'hours=1', template: 'email/account_confirmation.html' },
    ),
    secret: ['password'],
  },
  {
    ...stage(
      'authenticator_email',
      {
        friendly_name: 'Mailbox',
        use_global_settings: false,
        host: 'smtp.corp.test',
        password: 'of-the-server',
      },
      { token_expiry: 'hours=1' },
    ),
    secret: ['password'],
  },
  stage(
    'invitation_stages',
    { continue_flow_without_invitation: true },
    { continue_flow_without_invitation: false },
  ),
  {
    id: 'stages_invitation_invitations',
    body: async (client) => ({
      name: fresh('invitation'),
      expires: '2099-01-01T00:00:00+00:00',
      fixed_data: { email: 'ada@corp.test' },
      single_use: true,
      flow: (await aFlow(client)).pk,
    }),
    change: { single_use: false },
  },
  stage(
    'authenticator_static',
    { friendly_name: 'Codes', token_count: 4, token_length: 10 },
    { token_count: 5 },
  ),
  stage(
    'authenticator_webauthn',
    {
      friendly_name: 'Key',
      user_verification: 'required',
      authenticator_attachment: 'cross-platform',
      resident_key_requirement: 'discouraged',
      hints: ['security-key', 'hybrid'],
      device_type_restrictions: ['00000000-0000-0000-0000-000000000000'],
      max_attempts: 3,
    },
    { max_attempts: 0 },
  ),
  stage('authenticator_totp', { friendly_name: 'App', digits: 8 }, { digits: 6 }),
  stage('account_lockdown', { deactivate_user: false, revoke_tokens: true }, { deactivate_user: true }),
  {
    ...stage(
      'captcha',
      {
        public_key: 'of-the-site',
        private_key: 'of-the-server',
        interactive: true,
        score_min_threshold: 0.7,
      },
      { interactive: false },
    ),
    secret: ['private_key'],
  },
  {
    ...stage(
      'authenticator_sms',
      {
        friendly_name: 'Telephone',
        provider: 'twilio',
        from_number: '+15550100',
        account_sid: 'AC00000000000000000000000000000000',
        auth: 'of-the-account',
      },
      { verify_only: true },
    ),
    secret: ['auth'],
  },
  stage(
    'mtls',
    { mode: 'optional', cert_attribute: 'email', user_attribute: 'email', certificate_authorities: [] },
    { mode: 'required' },
  ),
  {
    ...stage('source', {}, { resume_timeout: 'minutes=5' }),
    body: async (client) => ({
      name: fresh('stage'),
      source: await pkOf(client, 'sources_oauth_create', await anOAuthSource(client)),
      resume_timeout: 'minutes=20',
    }),
  },
  stage(
    'authenticator_validate',
    {
      not_configured_action: 'deny',
      device_classes: ['totp', 'static'],
      configuration_stages: [],
      last_auth_threshold: 'minutes=5',
      webauthn_user_verification: 'required',
      email_otp_throttling_factor: 1.5,
      sms_otp_throttling_factor: 2,
      totp_otp_throttling_factor: 0,
      static_otp_throttling_factor: 3,
    },
    { not_configured_action: 'configure' },
  ),
  {
    id: 'stages_prompt_stages',
    body: async (client) => ({
      name: fresh('stage'),
      fields: [(await client.call('stages_prompt_prompts_create', { body: prompt() })).pk],
      validation_policies: [await aDummy(client)],
    }),
    change: { validation_policies: [] },
    use: staged,
  },
  {
    id: 'stages_prompt_prompts',
    body: () => prompt(),
    change: { label: 'Given name' },
    use: async (client, made) => {
      await client.call('stages_prompt_stages_create', { body: { name: fresh('stage'), fields: [made.pk] } });
      return 'promptstage';
    },
  },
  stage(
    'user_write',
    { user_creation_mode: 'always_create', create_users_as_inactive: false, user_type: 'external' },
    { user_creation_mode: 'never_create' },
  ),
  stage(
    'redirect',
    { keep_context: false, mode: 'static', target_static: 'https://corp.test/' },
    { target_static: 'https://www.corp.test/' },
  ),
  {
    id: 'propertymappings_provider_scope',
    body: () => ({
      name: fresh('mapping'),
      expression: 'return { shoe_size: 42 }',
      scope_name: 'shoes',
      description: 'Your shoe size',
    }),
    change: { description: 'The size of your shoes' },
    use: async (client, made) => {
      const body = await anOAuth2Provider(client, { property_mappings: [made.pk] });
      await client.call('providers_oauth2_create', { body });
      return 'oauth2provider';
    },
  },
  {
    id: 'providers_oauth2',
    body: (client) =>
      anOAuth2Provider(client, {
        client_type: 'confidential',
        client_id: fresh('client'),
        client_secret: 'a-secret-that-is-long-enough-for-hmac',
        access_code_validity: 'minutes=2',
        access_token_validity: 'minutes=5',
        refresh_token_validity: 'days=7',
        include_claims_in_id_token: false,
        sub_mode: 'user_uuid',
        issuer_mode: 'per_provider',
      }),
    change: { access_token_validity: 'minutes=10', sub_mode: 'user_email' },
    secret: ['client_secret'],
    use: async (client, made) => {
      await anApplication(client, { provider: made.pk });
      return 'application';
    },
  },
  {
    id: 'core_applications',
    body: async (client) => ({
      name: fresh('app'),
      slug: fresh('app'),
      provider: await pkOf(client, 'providers_oauth2_create', await anOAuth2Provider(client)),
      group: 'Office',
      meta_launch_url: 'https://app.corp.test/',
      meta_description: 'Where work is done',
      meta_publisher: 'Corp',
      open_in_new_tab: true,
      policy_engine_mode: 'all',
    }),
    change: { group: 'Home' },
    use: async (client, made) => {
      await bind(client, { group: await aGroup(client), target: made.pk });
      return 'policybinding';
    },
  },
  {
    id: 'core_application_entitlements',
    body: async (client) => ({
      name: fresh('entitlement'),
      app: (await anApplication(client)).pk,
      attributes: { level: 3 },
    }),
    change: { attributes: { level: 4 } },
    use: async (client, made) => {
      await bind(client, { group: await aGroup(client), target: made.pk });
      return 'policybinding';
    },
  },
  {
    id: 'sources_oauth',
    body: anOAuthSource,
    change: { user_matching_mode: 'identifier' },
    secret: ['consumer_secret'],
    use: async (client, made) => {
      await bind(client, { group: await aGroup(client), target: made.pk });
      return 'policybinding';
    },
  },
  {
    id: 'sources_user_connections_oauth',
    body: aConnection,
    change: { identifier: 'conformance-identity-changed' },
  },
  {
    id: 'propertymappings_source_oauth',
    body: () => ({ name: fresh('mapping'), expression: 'return { name: info.name }' }),
    change: { expression: 'return {}' },
  },
  {
    id: 'managed_blueprints',
    body: () => ({
      name: fresh('blueprint'),
      content: `version: 1\nmetadata:\n  name: ${fresh('blueprint')}\nentries: []\n`,
      context: { colour: 'red' },
      enabled: true,
    }),
    change: { enabled: false },
  },
];

const prompt = (): Wire => ({
  name: fresh('prompt'),
  field_key: 'first_name',
  label: 'First name',
  type: 'text',
  required: true,
  placeholder: 'Ada',
  initial_value: '',
  order: 3,
  sub_text: 'As in your passport',
  placeholder_expression: false,
  initial_value_expression: false,
});
