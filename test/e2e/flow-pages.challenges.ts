/** Challenges as the flow executor sends them, one per thing that the flow pages can show. */

interface Recorded {
  readonly component: string;
  readonly [key: string]: unknown;
}

const info = (title: string, more: Record<string, unknown> = {}) => ({
  title,
  layout: 'stacked',
  cancel_url: '/flows/-/cancel/',
  background: '',
  ...more,
});

const user = { pending_user: 'jane.okafor', pending_user_avatar: '/media/avatar.svg' };

export const sources = [
  {
    name: 'Corporate account',
    promoted: true,
    icon_url: '/media/icon.svg',
    challenge: { component: 'xak-flow-redirect', to: '/source/oauth/login/corporate/' },
  },
  {
    name: 'Hub',
    promoted: false,
    icon_url: '/media/icon.svg',
    challenge: { component: 'xak-flow-redirect', to: '/source/oauth/login/hub/' },
  },
  {
    name: 'Forge',
    promoted: false,
    icon_url: null,
    challenge: { component: 'xak-flow-redirect', to: '/source/oauth/login/forge/' },
  },
];

export const identification: Recorded = {
  component: 'ak-stage-identification',
  flow_info: info('Welcome to Corp'),
  user_fields: ['email', 'username'],
  password_fields: false,
  allow_show_password: false,
  application_pre: 'Grafana',
  flow_designation: 'authentication',
  enroll_url: '/if/flow/enrollment/',
  recovery_url: '/if/flow/recovery/',
  passwordless_url: '/if/flow/passwordless/',
  primary_action: 'Log in',
  sources,
  show_source_labels: false,
  enable_remember_me: true,
};

export const password: Recorded = {
  component: 'ak-stage-password',
  flow_info: info('Welcome to Corp'),
  ...user,
  recovery_url: '/if/flow/recovery/',
  allow_show_password: true,
};

export const consent: Recorded = {
  component: 'ak-stage-consent',
  flow_info: info('Redirecting to Grafana'),
  ...user,
  header_text: 'You are about to sign in to Grafana.',
  permissions: [
    { id: 'openid', name: 'Know who you are' },
    { id: 'email', name: 'See your email address' },
    { id: 'groups', name: 'See the groups you are in' },
  ],
  additional_permissions: [],
  token: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
};

let order = 0;
const field = (type: string, label: string, more: Record<string, unknown> = {}) => ({
  field_key: type.replaceAll('-', '_'),
  label,
  type,
  required: true,
  placeholder: '',
  initial_value: '',
  order: order++,
  sub_text: '',
  choices: null,
  ...more,
});

const choices = [
  { value: 'red', label: 'Red' },
  { value: 'green', label: 'Green' },
];

export const prompt: Recorded = {
  component: 'ak-stage-prompt',
  flow_info: info('Create your account'),
  fields: [
    field('alert_info', 'Before you start', { initial_value: 'Your account is checked by a person first.' }),
    field('username', 'Username', { placeholder: 'jane.okafor' }),
    field('email', 'Email', { sub_text: 'We send a confirmation to this address.' }),
    field('text', 'Full name', { field_key: 'name', required: false }),
    field('text_area', 'About you', { required: false }),
    field('text_read_only', 'Department', { initial_value: 'Engineering' }),
    field('text_area_read_only', 'Terms', { initial_value: 'Be kind.\nLock your screen.' }),
    field('password', 'Password', { placeholder: 'At least 12 characters' }),
    field('number', 'Desk number', { required: false }),
    field('separator', ''),
    field('date', 'First day', { initial_value: '2026-03-02' }),
    field('date-time', 'First meeting', { required: false, initial_value: '2026-03-02T09:30:00Z' }),
    field('radio-button-group', 'Badge colour', { choices, initial_value: 'green' }),
    field('dropdown', 'Lanyard colour', { choices }),
    field('ak-locale', 'Language', { required: false }),
    field('file', 'Photo', { required: false, sub_text: 'A square picture works best.' }),
    field('hidden', 'Hidden', { initial_value: 'invited' }),
    field('static', 'Help', { initial_value: 'Ask the front desk if anything is unclear.' }),
    field('alert_warning', 'Mind the date', { initial_value: 'It cannot be changed afterwards.' }),
    field('alert_danger', '', { initial_value: 'Never share this form with anybody.' }),
    field('checkbox', 'I have read the house rules', { sub_text: 'They hang beside the coffee machine.' }),
  ],
};

export const denied: Recorded = {
  component: 'ak-stage-access-denied',
  flow_info: info('Redirecting to Payroll'),
  ...user,
  error_message: 'Payroll is open to members of Finance only.',
  messages: ['Payroll is open to members of Finance only.', 'Your address is outside of the office network.'],
  request_id: '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55',
  home_url: '/if/user/',
  application_name: 'Payroll',
  application_publisher: 'Finance team',
  contact: 'help@corp.test',
};

const device = (device_class: string, device_uid: string, name: string) => ({
  ...{ device_class, device_uid, name },
  challenge: {},
  last_used: null,
});

const validating = (device_challenges: readonly object[], selected_device_uid: string | null = null) => ({
  component: 'ak-stage-authenticator-validate',
  flow_info: info('Welcome to Corp'),
  ...user,
  device_challenges,
  configuration_stages: [],
  selected_device_uid,
});

/** Every screen that is drawn, looked at and checked, by name. `inspector` holds what would leave by itself. */
export const screens: Readonly<Record<string, Recorded>> = {
  identification,
  'identification-password': {
    ...identification,
    user_fields: ['username'],
    password_fields: true,
    allow_show_password: true,
    application_pre: undefined,
    passwordless_url: undefined,
    sources: [],
    enable_remember_me: false,
  },
  'identification-refused': {
    ...identification,
    response_errors: { non_field_errors: [{ string: 'Failed to authenticate.', code: 'invalid' }] },
  },
  'identification-sources-only': {
    ...identification,
    user_fields: [],
    passwordless_url: undefined,
    show_source_labels: true,
  },
  'identification-nothing': { ...identification, user_fields: [], sources: [], passwordless_url: undefined },
  'identification-captcha': {
    ...identification,
    captcha_stage: {
      component: 'ak-stage-captcha',
      site_key: 'site',
      js_url: '/captcha.js',
      interactive: true,
    },
  },
  captcha: {
    component: 'ak-stage-captcha',
    flow_info: info('Welcome to Corp'),
    ...user,
    site_key: 'site',
    js_url: '/captcha.js',
    interactive: true,
  },
  'captcha-refused': {
    component: 'ak-stage-captcha',
    flow_info: info('Welcome to Corp'),
    site_key: 'site',
    js_url: '/captcha.js',
    interactive: true,
    response_errors: { token: [{ string: 'Invalid captcha response.', code: 'failed' }] },
  },
  password,
  'password-wrong': {
    ...password,
    pending_user_avatar: '',
    response_errors: { password: [{ string: 'Invalid password', code: 'invalid' }] },
  },
  'password-notices': {
    ...password,
    notices: [
      { level: 'success', text: 'Your account was found.' },
      { level: 'warning', text: 'Your password runs out in three days.' },
    ],
  },
  'user-login': { component: 'ak-stage-user-login', flow_info: info('Welcome to Corp'), ...user },
  consent,
  'consent-additional': {
    ...consent,
    permissions: [{ id: 'openid', name: 'Know who you are' }],
    additional_permissions: [{ id: 'offline_access', name: 'Stay connected while you are away' }],
  },
  'consent-nothing': { ...consent, permissions: [] },
  prompt,
  'prompt-refused': {
    ...prompt,
    response_errors: {
      non_field_errors: [{ string: 'Names from this list are not allowed.', code: 'invalid' }],
      username: [{ string: 'Username is already taken.', code: 'invalid' }],
      radio_button_group: [{ string: 'Please choose one of the two.', code: 'invalid' }],
      checkbox: [{ string: 'The rules matter to us.', code: 'invalid' }],
    },
  },
  denied,
  'denied-plain': {
    component: 'ak-stage-access-denied',
    flow_info: info('Sign in'),
    error_message: 'Unknown error',
  },
  locked: {
    component: 'ak-stage-access-denied',
    flow_info: info('Welcome to Corp'),
    ...user,
    request_id: '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55',
    locked_until: new Date(Date.now() + 900_000).toISOString(),
    unlock_mailed: true,
  },
  'locked-no-more': {
    component: 'ak-stage-access-denied',
    flow_info: info('Welcome to Corp'),
    locked_until: '2026-01-01T00:00:00.000Z',
    unlock_mailed: false,
  },
  'account-unlock': { component: 'ak-stage-account-unlock', flow_info: info('Unlock your account'), ...user },
  'flow-error': {
    component: 'ak-stage-flow-error',
    flow_info: info('Sign in'),
    request_id: '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55',
    error: 'TypeError: cannot read the moon',
    traceback: 'at stage (moon.ts:12)\n  at executor (flow.ts:340)',
  },
  'session-end': {
    component: 'ak-stage-session-end',
    flow_info: info('You are leaving Grafana'),
    ...user,
    application_name: 'Grafana',
    application_launch_url: 'http://127.0.0.1:9/grafana/',
    invalidation_flow_url: '/flows/-/default/invalidation/',
    overview_url: '/if/user/',
    brand_name: 'Corp',
  },
  autosubmit: {
    component: 'ak-stage-autosubmit',
    flow_info: info('Redirecting to Wiki'),
    title: 'Signing you in to Wiki',
    url: '/acs/',
    attrs: { SAMLResponse: 'PHNhbWw+', RelayState: 'home' },
  },
  redirect: {
    component: 'xak-flow-redirect',
    flow_info: info('Welcome'),
    to: '/if/user/',
    final_redirect: true,
  },
  shell: {
    component: 'xak-flow-shell',
    flow_info: info('Welcome'),
    body: '<script>pwned = 1</script><b>hi</b>',
  },
  frame: {
    component: 'xak-flow-frame',
    flow_info: info('Checking your device'),
    url: '/framed/',
    loading_overlay: true,
    loading_text: 'Your device is being checked.',
  },
  'user-delete': {
    component: 'ak-stage-user-delete',
    flow_info: info('Leave Corp'),
    ...user,
    username: 'ada',
    token: 'token-of-the-page',
  },
  'authenticator-totp': {
    component: 'ak-stage-authenticator-totp',
    flow_info: info('Set up two-factor authentication'),
    ...user,
    config_url:
      'otpauth://totp/Corp:jane.okafor?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Corp&algorithm=SHA1&digits=6&period=30',
  },
  'validate-throttled': {
    ...validating([device('totp', '1', 'My phone'), device('static', '2', 'Recovery codes')], '1'),
    response_errors: { code: [{ string: 'Too many wrong tries. Try again in 8 seconds.', code: 'invalid' }] },
  },
  'validate-devices': validating([
    device('totp', '1', 'My phone'),
    device('sms', '2', 'SMS'),
    device('static', '3', 'Recovery codes'),
  ]),
  'validate-sent': validating([device('sms', '1', 'SMS')], '1'),
  'validate-set-up': {
    ...validating([]),
    configuration_stages: [
      { pk: '1', name: 'Authenticator app', verbose_name: 'Authenticator app', meta_model_name: 'x' },
      { pk: '2', name: 'Recovery codes', verbose_name: 'Recovery codes', meta_model_name: 'y' },
    ],
  },
  'authenticator-static': {
    component: 'ak-stage-authenticator-static',
    flow_info: info('Recovery codes'),
    ...user,
    codes: ['abcdefghjkmn', 'bcdefghjkmnp', 'cdefghjkmnpq', 'defghjkmnpqr', 'efghjkmnpqrs', 'fghjkmnpqrst'],
  },
  'confirm-link': { ...consent, flow_info: info('Forgot your password?'), permissions: [], confirms: 'link' },
  email: { component: 'ak-stage-email', flow_info: info('Forgot your password?'), ...user },
  'email-again': {
    component: 'ak-stage-email',
    flow_info: info(''),
    response_errors: { non_field_errors: [{ string: 'Another e-mail was sent.', code: 'email-sent' }] },
  },
  'email-wait': {
    component: 'ak-stage-email',
    flow_info: info('Forgot your password?'),
    response_errors: {
      non_field_errors: [
        { string: 'An e-mail is on its way. You can ask for another one in 20 seconds.', code: 'wait' },
      ],
    },
  },
  'authenticator-email': {
    component: 'ak-stage-authenticator-email',
    flow_info: info('Codes by e-mail'),
    ...user,
    email_required: true,
  },
  'authenticator-email-code': {
    component: 'ak-stage-authenticator-email',
    flow_info: info('Codes by e-mail'),
    ...user,
    email_required: false,
    email: 'j••••@corp.test',
    response_errors: { code: [{ string: 'This code is wrong.', code: 'wrong_code' }] },
  },
  'authenticator-sms': {
    component: 'ak-stage-authenticator-sms',
    flow_info: info('Set up text messages'),
    ...user,
    phone_number_required: true,
  },
  'authenticator-sms-code': {
    component: 'ak-stage-authenticator-sms',
    flow_info: info('Set up text messages'),
    ...user,
    phone_number_required: false,
    phone_number: '+491701234567',
    response_errors: { code: [{ string: 'This code is wrong.', code: 'wrong_code' }] },
  },
  'account-lockdown': {
    component: 'ak-stage-account-lockdown',
    flow_info: info(''),
    ...user,
    username: 'ada',
    token: 'token-of-the-page',
  },
  'authenticator-webauthn': {
    component: 'ak-stage-authenticator-webauthn',
    flow_info: info('Passkey'),
    ...user,
    registration: { challenge: 'Y2hhbGxlbmdl', user: { id: 'amFuZQ' } },
  },
  dummy: { component: 'ak-stage-dummy', flow_info: info('A flow to try'), name: 'first-step' },
  unknown: { component: 'ak-stage-crystal-ball', flow_info: info('Welcome') },
};

/** The identification page in one of the layouts, with a background of its own or the built-in one. */
export const withLayout = (layout: string, background = ''): Recorded => ({
  ...identification,
  flow_info: info('Welcome to Corp', { layout, background }),
});
