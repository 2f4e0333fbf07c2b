import type { ComponentType } from 'preact';
import type { Challenge, Challenges } from '../wire.ts';
import { AccessDenied } from './access-denied.tsx';
import { AccountUnlock } from './account-unlock.tsx';
import { Autosubmit } from './autosubmit.tsx';
import { CaptchaStage } from './captcha.tsx';
import { Consent } from './consent.tsx';
import { Dummy } from './dummy.tsx';
import { Email } from './email.tsx';
import { FlowError } from './flow-error.tsx';
import { Frame } from './frame.tsx';
import { Identification } from './identification.tsx';
import { Password } from './password.tsx';
import { Prompt } from './prompt.tsx';
import { Redirect } from './redirect.tsx';
import { SessionEnd } from './session-end.tsx';
import { Shell } from './shell.tsx';
import { UnknownComponent } from './unknown-component.tsx';
import { UserDelete } from './user-delete.tsx';
import { UserLogin } from './user-login.tsx';

type View<Component extends keyof Challenges> = ComponentType<{ challenge: Challenges[Component] }>;

/** The list: one line per component that the page can draw. */
export const challengeViews: {
  readonly [Component in Exclude<keyof Challenges, Later>]: View<Component>;
} = {
  'ak-stage-access-denied': AccessDenied,
  'ak-stage-account-unlock': AccountUnlock,
  'ak-stage-autosubmit': Autosubmit,
  'ak-stage-captcha': CaptchaStage,
  'ak-stage-consent': Consent,
  'ak-stage-dummy': Dummy,
  'ak-stage-email': Email,
  'ak-stage-flow-error': FlowError,
  'ak-stage-identification': Identification,
  'ak-stage-password': Password,
  'ak-stage-prompt': Prompt,
  'ak-stage-session-end': SessionEnd,
  'ak-stage-user-delete': UserDelete,
  'ak-stage-user-login': UserLogin,
  'xak-flow-frame': Frame,
  'xak-flow-redirect': Redirect,
  'xak-flow-shell': Shell,
};

/** Challenges that few visits meet: what draws them is fetched when one arrives, before it is drawn. */
type Later =
  | 'ak-stage-account-lockdown'
  | 'ak-stage-authenticator-email'
  | 'ak-stage-authenticator-sms'
  | 'ak-stage-authenticator-static'
  | 'ak-stage-authenticator-totp'
  | 'ak-stage-authenticator-validate'
  | 'ak-stage-authenticator-webauthn';

export const laterViews: { readonly [Component in Later]: () => Promise<View<Component>> } = {
  'ak-stage-account-lockdown': async () => (await import('./account-lockdown.tsx')).AccountLockdown,
  'ak-stage-authenticator-email': async () => (await import('./authenticator-email.tsx')).AuthenticatorEmail,
  'ak-stage-authenticator-sms': async () => (await import('./authenticator-sms.tsx')).AuthenticatorSms,
  'ak-stage-authenticator-static': async () =>
    (await import('./authenticator-static.tsx')).AuthenticatorStatic,
  'ak-stage-authenticator-totp': async () => (await import('./authenticator-totp.tsx')).AuthenticatorTotp,
  'ak-stage-authenticator-validate': async () =>
    (await import('./validate/authenticator-validate.tsx')).AuthenticatorValidate,
  'ak-stage-authenticator-webauthn': async () =>
    (await import('./authenticator-webauthn.tsx')).AuthenticatorWebauthn,
};

// A key and its view's challenge type belong together by the lists' own types.
const views = new Map(Object.entries(challengeViews) as [string, ComponentType<{ challenge: Challenge }>][]);

/** Fetches what draws a challenge, where that is not here yet; rejects where it cannot be had. */
export async function fetchView({ component }: Challenge): Promise<void> {
  if (views.has(component) || !Object.hasOwn(laterViews, component)) return;
  const view = await laterViews[component as Later]();
  views.set(component, view as ComponentType<{ challenge: Challenge }>);
}

/** The view of a challenge; a component that is on neither list gets a plain error that names it. */
export const viewOf = ({ component }: Challenge): ComponentType<{ challenge: Challenge }> =>
  views.get(component) ?? UnknownComponent;
