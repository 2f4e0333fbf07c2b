import type { Challenge, Refusal } from './flows.ts';

/** The challenges that the executor itself shows; the envelope is put around them. */

/** Whom a person who is refused can turn to. */
export interface Help {
  /** Who is in charge of the application, in the words of its administrator. */
  readonly publisher?: string;
  /** An e-mail address, a web address, or a sentence. */
  readonly contact?: string;
}

/** The terminal page of a person who is refused. */
export const accessDenied = (refusal: Refusal, { publisher, contact }: Help = {}): Challenge => ({
  component: 'ak-stage-access-denied',
  pending_user: '',
  pending_user_avatar: '',
  error_message: refusal.message ?? refusal.messages[0] ?? '',
  messages: refusal.messages,
  request_id: refusal.request_id,
  home_url: '/',
  ...(refusal.application ? { application_name: refusal.application.name } : {}),
  ...(publisher ? { application_publisher: publisher } : {}),
  ...(contact ? { contact } : {}),
  ...(refusal.locked
    ? { locked_until: new Date(refusal.locked.until).toISOString(), unlock_mailed: refusal.locked.mails }
    : {}),
});

/** Something failed on our side. The stranger gets the request id; superusers also get what happened. */
export const flowError = (
  request_id: string,
  detail?: { readonly error: string; readonly traceback: string },
): Challenge => ({ component: 'ak-stage-flow-error', request_id, ...detail });

/** Sends the browser on. */
export const redirectTo = (to: string, final_redirect = false): Challenge => ({
  component: 'xak-flow-redirect',
  to,
  final_redirect,
});

/** What is left to do after one application was signed out of: the fields of `ak-stage-session-end`. */
export const sessionEnd = (facts: {
  readonly application_name?: string;
  readonly application_launch_url?: string;
  readonly invalidation_flow_url?: string;
  readonly overview_url: string;
  readonly brand_name: string;
}): Readonly<Record<string, unknown>> => ({ pending_user: '', pending_user_avatar: '', ...facts });
