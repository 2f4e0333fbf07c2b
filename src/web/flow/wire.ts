/**
 * The flow executor's wire format, as the page reads it. Everything in a challenge was written elsewhere: optional
 * here means "may be missing on the wire", and every string is drawn as text and nothing else.
 */

export const layouts = [
  'stacked',
  'content_left',
  'content_right',
  'sidebar_left',
  'sidebar_right',
  'sidebar_left_frame_background',
  'sidebar_right_frame_background',
] as const;

export type Layout = (typeof layouts)[number];

export interface FlowInfo {
  readonly title?: string;
  readonly background?: string;
  readonly background_themed_urls?: { readonly light?: string; readonly dark?: string } | null;
  readonly cancel_url?: string;
  readonly layout?: string;
}

export interface ErrorDetail {
  readonly string: string;
  readonly code: string;
}

/** A sentence from the step before: a policy's hint, or what was just done. */
export interface Notice {
  readonly level: string;
  readonly text: string;
}

/** What every challenge carries. `run` and `execution` bind an answer to this tab's run and to this very step. */
export interface Challenge<Component extends string = string> {
  readonly component: Component;
  readonly flow_info?: FlowInfo;
  readonly response_errors?: Readonly<Record<string, readonly ErrorDetail[]>>;
  readonly run?: string;
  readonly execution?: string;
  readonly notices?: readonly Notice[];
}

interface WithUser {
  readonly pending_user?: string;
  readonly pending_user_avatar?: string;
}

/** What it takes to show the widget of a captcha provider. */
export interface CaptchaWidget {
  readonly site_key: string;
  readonly js_url: string;
  readonly interactive?: boolean;
}

export interface CaptchaChallenge extends Challenge<'ak-stage-captcha'>, WithUser, CaptchaWidget {}

export interface AuthenticatorEmailChallenge extends Challenge<'ak-stage-authenticator-email'>, WithUser {
  readonly email_required?: boolean;
  readonly email?: string;
}

export interface AuthenticatorSmsChallenge extends Challenge<'ak-stage-authenticator-sms'>, WithUser {
  readonly phone_number_required?: boolean;
  readonly phone_number?: string;
}

export interface LoginSource {
  readonly name: string;
  readonly icon_url?: string | null;
  readonly promoted?: boolean;
  readonly challenge: Challenge & { readonly to?: string };
}

export interface IdentificationChallenge extends Challenge<'ak-stage-identification'> {
  readonly user_fields?: readonly string[] | null;
  readonly pending_user_identifier?: string | null;
  readonly password_fields?: boolean;
  readonly allow_show_password?: boolean;
  readonly application_pre?: string;
  readonly flow_designation?: string;
  readonly captcha_stage?: CaptchaWidget | null;
  readonly enroll_url?: string;
  readonly recovery_url?: string;
  readonly passwordless_url?: string;
  readonly primary_action?: string;
  readonly sources?: readonly LoginSource[];
  readonly show_source_labels?: boolean;
  readonly enable_remember_me?: boolean;
  /** `PublicKeyCredentialRequestOptionsJSON` */
  readonly passkey_challenge?: Readonly<Record<string, unknown>> | null;
}

export interface PasswordChallenge extends Challenge<'ak-stage-password'>, WithUser {
  readonly recovery_url?: string;
  readonly allow_show_password?: boolean;
}

export interface AuthenticatorWebauthnChallenge
  extends Challenge<'ak-stage-authenticator-webauthn'>,
    WithUser {
  /** `PublicKeyCredentialCreationOptionsJSON` */
  readonly registration: Readonly<Record<string, unknown>>;
}

export type UserLoginChallenge = Challenge<'ak-stage-user-login'> & WithUser;

export interface Permission {
  readonly id: string;
  readonly name: string;
}

export interface ConsentChallenge extends Challenge<'ak-stage-consent'>, WithUser {
  readonly header_text?: string;
  readonly permissions?: readonly Permission[];
  readonly additional_permissions?: readonly Permission[];
  readonly token: string;
  /** `link`: nothing is shared; the link of a mail was opened. */
  readonly confirms?: string;
}

export type EmailChallenge = Challenge<'ak-stage-email'> & WithUser;

export interface PromptChoice {
  readonly value: string;
  readonly label: string;
}

export interface PromptField {
  readonly field_key: string;
  readonly label: string;
  readonly type: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly initial_value?: string;
  readonly order?: number;
  readonly sub_text?: string;
  readonly choices?: readonly PromptChoice[] | null;
}

export interface PromptChallenge extends Challenge<'ak-stage-prompt'> {
  readonly fields: readonly PromptField[];
}

export interface AccessDeniedChallenge extends Challenge<'ak-stage-access-denied'>, WithUser {
  readonly error_message?: string;
  readonly messages?: readonly string[];
  readonly request_id?: string;
  readonly home_url?: string;
  readonly application_name?: string;
  readonly application_publisher?: string;
  readonly contact?: string;
  /** Nothing is checked until then. */
  readonly locked_until?: string;
  readonly unlock_mailed?: boolean;
}

export interface AccountUnlockChallenge extends Challenge<'ak-stage-account-unlock'>, WithUser {}

export interface FlowErrorChallenge extends Challenge<'ak-stage-flow-error'> {
  readonly request_id?: string;
  readonly error?: string;
  readonly traceback?: string;
}

export interface SessionEndChallenge extends Challenge<'ak-stage-session-end'>, WithUser {
  readonly application_name?: string;
  readonly application_launch_url?: string;
  readonly invalidation_flow_url?: string;
  readonly overview_url?: string;
  readonly brand_name?: string;
}

export interface AutosubmitChallenge extends Challenge<'ak-stage-autosubmit'> {
  readonly url: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly title?: string;
}

export interface RedirectChallenge extends Challenge<'xak-flow-redirect'> {
  readonly to: string;
  readonly final_redirect?: boolean;
}

export interface FrameChallenge extends Challenge<'xak-flow-frame'> {
  readonly url: string;
  readonly loading_overlay?: boolean;
  readonly loading_text?: string;
}

export type ShellChallenge = Challenge<'xak-flow-shell'>;

export interface UserDeleteChallenge extends Challenge<'ak-stage-user-delete'>, WithUser {
  readonly username: string;
  readonly token: string;
}

export interface AccountLockdownChallenge extends Challenge<'ak-stage-account-lockdown'>, WithUser {
  readonly username: string;
  readonly token: string;
}

export interface DummyChallenge extends Challenge<'ak-stage-dummy'> {
  readonly name?: string;
}

export interface AuthenticatorTotpChallenge extends Challenge<'ak-stage-authenticator-totp'>, WithUser {
  /** `otpauth://totp/…`, as authenticator apps read it. */
  readonly config_url: string;
}

export interface AuthenticatorStaticChallenge extends Challenge<'ak-stage-authenticator-static'>, WithUser {
  readonly codes?: readonly string[];
}

export interface DeviceChallenge {
  readonly device_class: string;
  readonly device_uid: string;
  readonly challenge: Readonly<Record<string, unknown>>;
  readonly last_used: string | null;
  readonly name?: string;
}

export interface SelectableStage {
  readonly pk: string;
  readonly name: string;
}

export interface AuthenticatorValidateChallenge
  extends Challenge<'ak-stage-authenticator-validate'>,
    WithUser {
  readonly device_challenges?: readonly DeviceChallenge[];
  readonly configuration_stages?: readonly SelectableStage[];
  /** The device whose code was sent, whose push was begun, or whose code was wrong. */
  readonly selected_device_uid?: string | null;
}

/** Every challenge that this page can draw, by component. */
export interface Challenges {
  'ak-stage-access-denied': AccessDeniedChallenge;
  'ak-stage-authenticator-static': AuthenticatorStaticChallenge;
  'ak-stage-authenticator-totp': AuthenticatorTotpChallenge;
  'ak-stage-account-unlock': AccountUnlockChallenge;
  'ak-stage-authenticator-validate': AuthenticatorValidateChallenge;
  'ak-stage-account-lockdown': AccountLockdownChallenge;
  'ak-stage-authenticator-email': AuthenticatorEmailChallenge;
  'ak-stage-authenticator-sms': AuthenticatorSmsChallenge;
  'ak-stage-authenticator-webauthn': AuthenticatorWebauthnChallenge;
  'ak-stage-autosubmit': AutosubmitChallenge;
  'ak-stage-captcha': CaptchaChallenge;
  'ak-stage-consent': ConsentChallenge;
  'ak-stage-dummy': DummyChallenge;
  'ak-stage-email': EmailChallenge;
  'ak-stage-flow-error': FlowErrorChallenge;
  'ak-stage-identification': IdentificationChallenge;
  'ak-stage-password': PasswordChallenge;
  'ak-stage-prompt': PromptChallenge;
  'ak-stage-session-end': SessionEndChallenge;
  'ak-stage-user-delete': UserDeleteChallenge;
  'ak-stage-user-login': UserLoginChallenge;
  'xak-flow-frame': FrameChallenge;
  'xak-flow-redirect': RedirectChallenge;
  'xak-flow-shell': ShellChallenge;
}

/** A JSON body as a challenge, or undefined when it is none (no object, or no component to draw it by). */
export function asChallenge(body: unknown): Challenge | undefined {
  if (typeof body !== 'object' || body === null || !('component' in body)) return undefined;
  return typeof body.component === 'string' ? (body as Challenge) : undefined;
}

/** What a field of a form may hold. */
export type AnswerValue = string | number | boolean | null;
/** Some steps are answered by what the browser or the server made as a whole: a passkey's proof, a device of a list. */
export type Answer = Readonly<Record<string, AnswerValue | object>>;
