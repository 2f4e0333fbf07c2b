import { z } from 'zod';
import type { EventDraft } from '../event/port.ts';
import { formBody } from '../http/credentials.ts';
import type { HttpFacts } from '../policy/request.ts';
import type { Egress } from '../ports.ts';
import type { CaptchaSettings } from './settings.ts';

/** What providers answer; they all follow the first of them. Whatever else they say is kept for policies. */
const Verdict = z.looseObject({
  success: z.boolean().default(false),
  score: z.number().optional(),
  'error-codes': z.array(z.string()).nullish(),
});

export type CaptchaVerdict =
  /** `response`: what the provider said, for policies. */
  | { readonly verdict: 'passed'; readonly response: Readonly<Record<string, unknown>> }
  /** A new answer may be right: this one was used before, or is too old. */
  | { readonly verdict: 'again' }
  | { readonly verdict: 'failed' }
  /** Nobody could say; `detail` is for administrators. */
  | { readonly verdict: 'unknown'; readonly detail: string };

/** What a new try can mend. */
const MENDED_BY_A_NEW_TRY: ReadonlySet<string> = new Set([
  'missing-input-response',
  'invalid-input-response',
  'timeout-or-duplicate',
  'already-seen-response',
  'expired-input-response',
]);

/** What only an administrator can mend. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  'missing-input-secret',
  'invalid-input-secret',
  'sitekey-secret-mismatch',
  'bad-request',
]);

const LIMIT = 65_536;

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Asks the provider whether `token`, which the widget gave to the browser, is right. */
export async function checkCaptcha(input: {
  readonly settings: CaptchaSettings;
  readonly token: string;
  readonly request: HttpFacts;
  readonly egress: Egress;
}): Promise<CaptchaVerdict> {
  const { settings, token, request, egress } = input;
  const { client_ip } = request;
  const fields = {
    secret: settings.private_key,
    response: token,
    ...(client_ip === null ? {} : { remoteip: client_ip }),
  };
  const answer = await egress.request({
    url: settings.api_url,
    method: 'POST',
    headers: { 'content-type': settings.request_content_type, accept: 'application/json' },
    body: settings.request_content_type === 'application/json' ? JSON.stringify(fields) : formBody(fields),
    limit: LIMIT,
    redirects: 0,
  });
  if ('refused' in answer) return { verdict: 'unknown', detail: answer.refused };
  if ('failed' in answer) return { verdict: 'unknown', detail: answer.failed };
  const said = Verdict.safeParse(json(answer.body));
  if (answer.status >= 300 || !said.success)
    return { verdict: 'unknown', detail: `The API answered with status ${answer.status} and no verdict.` };
  const codes = said.data['error-codes'] ?? [];
  if (codes.some((code) => MISCONFIGURED.has(code)))
    return { verdict: 'unknown', detail: `The API refused to judge: ${codes.join(', ')}.` };
  const { success, score } = said.data;
  if (settings.error_on_invalid_score) {
    if (!success) {
      const mended = codes.length > 0 && codes.every((code) => MENDED_BY_A_NEW_TRY.has(code));
      return { verdict: mended ? 'again' : 'failed' };
    }
    if (score !== undefined && isOutside(score, settings)) return { verdict: 'failed' };
  }
  return { verdict: 'passed', response: said.data };
}

/** -1 switches a bound off. */
const isOutside = (score: number, { score_min_threshold: low, score_max_threshold: high }: CaptchaSettings) =>
  (low > -1 && score < low) || (high > -1 && score > high);

/** The event of a captcha that nobody could judge. */
export const captchaBroken = (input: {
  readonly stage: { readonly pk: string; readonly name: string };
  readonly detail: string;
  readonly request: HttpFacts;
}): EventDraft => ({
  action: 'configuration_error',
  app: 'postern.stages',
  context: {
    message: `The captcha stage ${input.stage.name} could not check an answer. ${input.detail}`,
    stage: { pk: input.stage.pk, name: input.stage.name },
  },
  http_request: input.request,
});
